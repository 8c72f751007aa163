/*
 * Copyright 2026 The DRS Orchestrator Authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

import {
  createTranslationRef,
  type TranslationFunction,
} from '@backstage/frontend-plugin-api';

/**
 * What the catalog's entity pages say of disaster recovery.
 *
 * @public
 */
export const drsOrchestratorEntityTranslationRef = createTranslationRef({
  id: 'drs-orchestrator.entity',
  messages: {
    what: 'whether it could be recovered',
    question: 'Could {{name}} be recovered now?',
    readiness: 'Readiness',
    sentence: {
      noServers: 'No servers stand behind it.',
      allReady_one: 'Its server is ready.',
      allReady_other: 'All {{count}} servers are ready.',
      bothReady: 'Both servers are ready.',
      someReady: '{{ready}} of {{total}} servers are ready.',
      launched_one: 'A plan launches it.',
      launched_other: 'A plan launches them.',
      gaps: 'There are gaps worth closing before they matter.',
      noPlan_one: 'No plan launches it.',
      noPlan_other: 'No plan launches them.',
      noPlanForSome_one: 'No plan launches {{count}} of them.',
      noPlanForSome_other: 'No plan launches {{count}} of them.',
      mendFirst: 'Something below must be mended first.',
      unknown: 'Not every account could be asked, so nobody can tell.',
    },
    drill: {
      start: 'Start drill',
      choose: 'Start drill…',
      plans: 'Plans that launch its servers',
      consequence:
        'Launches copies of the servers of {{plan}}, and touches nothing that runs.',
      reading: 'the plan',
    },
    reasons: {
      title: 'What to mend',
      list: 'Findings',
    },
    fix: {
      createGroup: 'Create a group of them',
      createPlan: 'Create a plan with them',
      addToPlan: 'Add them to a plan',
      drill: 'See what failed',
      accounts: 'See the accounts on record',
      annotations: 'Edit the annotations',
      newPlan: 'Create the plan',
    },
    parts: {
      title: 'Its parts',
      caption: 'Parts of {{name}} that name servers',
      unprotected_one:
        'Nobody protects {{names}}: no plan launches its servers.',
      unprotected_other:
        'Nobody protects {{names}}: no plan launches their servers.',
      part: 'Part',
      answer: 'Could it be recovered now?',
      servers: 'Servers ready',
      serversReady: '{{ready}} of {{total}}',
      without: 'Parts without servers of their own: {{names}}.',
    },
    servers: {
      title: 'Servers behind it',
      caption: 'Servers behind the entity',
      none: 'Its annotations match no server.',
      server: 'Server',
      health: 'Health',
      replication: 'Replication',
      lag: 'Lag',
      group: 'Group',
      noGroup: 'In no group',
      foundBy: 'Found by its annotations, in account {{account}}, {{region}}:',
      more_one: 'Show the other server',
      more_other: 'Show the other {{count}} servers',
    },
    protection: {
      title: 'Groups and plans',
      noGroup: 'No protection group holds these servers yet.',
      group: 'Group',
      groups: 'Groups',
      plan: 'Plan',
      plans: 'Plans',
      noPlan: 'No plan launches them yet',
      wave: '{{plan}}, wave {{waves}} of {{total}}',
      waves: '{{plan}}, waves {{waves}} of {{total}}',
      named: '{{plan}}, which launches none of these servers',
    },
    around: {
      title: 'Before and after it',
      what: 'what stands before and after it',
      lead: 'By the catalog’s graph: what it depends on is to be up before it.',
      before: 'It depends on',
      after: 'These depend on it',
      nothingBefore: 'Nothing in the catalog.',
      nothingAfter: 'Nothing in the catalog.',
      via: 'through {{api}}',
      noServers: 'Names no servers that you may see',
      servers: '{{ready}} of {{total}} servers ready',
      blocked_one:
        '{{count}} entity that it depends on could not be recovered now.',
      blocked_other:
        '{{count}} entities that it depends on could not be recovered now.',
    },
    drills: {
      title: 'Drills',
      never: 'Never rehearsed.',
      neverWithPlan: 'Never rehearsed. A drill tells whether it works.',
      last: 'Last drill',
      outcome: 'Outcome',
      started: 'Started',
      took: 'Took',
      runningFor: 'Running for',
      up: 'Servers up',
      upOf: '{{up}} of {{total}}',
      by: 'By',
      trend: 'Recovery time of the last drills',
      table: 'The last drills',
    },
    card: {
      title: 'Disaster recovery',
      question: 'Could it be recovered now? {{answer}}',
      last: 'Last drill {{when}}: {{outcome}}',
      mend: 'See what to mend',
      more: 'See servers and drills',
    },
  },
});

/** Says what {@link drsOrchestratorEntityTranslationRef} has words for. */
export type EntityWords = TranslationFunction<
  typeof drsOrchestratorEntityTranslationRef.T
>;
