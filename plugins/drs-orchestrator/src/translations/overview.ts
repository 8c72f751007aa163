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
 * What the home of disaster recovery says.
 *
 * @public
 */
export const drsOrchestratorOverviewTranslationRef = createTranslationRef({
  id: 'drs-orchestrator.overview',
  messages: {
    title: 'Disaster recovery',
    what: 'disaster recovery',
    sentence: {
      nothing: 'Nothing is being recovered or rehearsed now.',
      recoveries_one: '{{count}} recovery is under way.',
      recoveries_other: '{{count}} recoveries are under way.',
      drills_one: '{{count}} drill is under way.',
      drills_other: '{{count}} drills are under way.',
      frozen_one: '{{count}} execution is frozen.',
      frozen_other: '{{count}} executions are frozen.',
      waiting_one: '{{count}} execution waits for your decision.',
      waiting_other: '{{count}} executions wait for your decision.',
      waitingForOthers_one:
        '{{count}} execution waits for somebody else’s decision.',
      waitingForOthers_other:
        '{{count}} executions wait for somebody else’s decision.',
      leftRunning_one: '{{count}} drill left instances running.',
      leftRunning_other: '{{count}} drills left instances running.',
      troubled_one: '{{count}} server cannot be relied on to recover.',
      troubled_other: '{{count}} servers cannot be relied on to recover.',
      unasked_one: '{{count}} account could not be asked.',
      unasked_other: '{{count}} accounts could not be asked.',
      postureFailed: 'How the servers are prepared could not be read.',
      unprotected_one: '{{count}} server is in no plan.',
      unprotected_other: '{{count}} servers are in no plan.',
      allWell: 'Nothing needs you.',
    },
    posture: {
      title: 'Posture',
      what: 'the posture',
      owned: 'Yours',
      all: 'Everything',
      nothingOwned:
        'You own nothing here: no protection group, plan or component with servers names you or a group of yours as its owner.',
      nothingOwnedHere:
        'No protection group and no plan names you or a group of yours as its owner.',
      catalogUnavailable:
        'The catalog did not answer: servers that are yours by a component alone are not counted as yours.',
      servers_zero: 'No servers',
      servers_one: '{{count}} server',
      servers_other: '{{count}} servers',
      ready: '{{ready}} of {{total}} ready',
      filter: 'Servers of yours, by posture',
      filterAll: 'All servers, by posture',
      disabled_one:
        '{{count}} server that its owner took out by DR-Enabled=false is not counted.',
      disabled_other:
        '{{count}} servers that their owners took out by DR-Enabled=false are not counted.',
      name: {
        READY: 'Ready',
        NEVER_DRILLED: 'Never drilled',
        AT_RISK: 'At risk',
        FAILING: 'Failing',
        UNPROTECTED: 'Unprotected',
      },
      meaning: {
        READY:
          'A plan launches them, and the last drill they were in was completed.',
        NEVER_DRILLED:
          'A plan launches them, and they were in no drill that has ended.',
        AT_RISK:
          'They would be launched with old data, or their last drill went wrong.',
        FAILING: 'DRS could not launch them now.',
        UNPROTECTED: 'No plan launches them.',
      },
    },
    list: {
      title: 'Servers',
      titleOf: 'Servers: {{posture}}',
      titleOwned: 'Your servers',
      titleOwnedOf: 'Your servers: {{posture}}',
      caption: 'Servers by posture, the worst first',
      showAll: 'Clear the filter',
      all: 'All servers',
      none: 'There is no such server.',
      server: 'Server',
      posture: 'Posture',
      plans: 'Plan',
      noPlan: 'In no plan',
      lastDrill: 'Last drill',
      never: 'Never',
      lag: 'Lag',
      owner: 'Owner',
      noOwner: '–',
      page: '{{from}}–{{to}} of {{total}}',
    },
    reason: {
      noGroup: 'It is in no protection group.',
      createGroup: 'Create one',
      noPlan: 'Its group {{group}} is in no plan.',
      createPlan: 'Create one',
      neverDrilled: 'It was in no drill of its plan that has ended.',
      drill: {
        PARTIAL: 'Its last drill ended with gaps.',
        FAILED: 'Its last drill failed.',
        TIMED_OUT: 'Its last drill ran out of time.',
        CANCELLED: 'Its last drill was cancelled, so it proves nothing.',
      },
    },
    running: {
      title: 'Under way',
      wave: 'Wave {{wave}} of {{waves}}',
      waves_one: '{{count}} wave',
      waves_other: '{{count}} waves',
      servers: '{{up}} of {{total}} servers',
      failed: '{{n}} failed',
      elapsed: '{{elapsed}} elapsed',
      elapsedOfTarget: '{{elapsed}} elapsed, target {{target}}',
      overTarget: '{{elapsed}} elapsed, {{over}} over the target of {{target}}',
      time: 'Time against the target',
      startedBy: 'Started by {{who}}',
    },
    needs: {
      title: 'Needs you',
      titleForOthers: 'Needs somebody',
      waitingSince: 'Paused {{since}}.',
      because: '{{message}}. Paused {{since}}.',
      asked:
        'Asked for {{since}}, while other waves go on. If nobody decides, the execution ends {{deadline}}.',
      way: {
        FAILURE: 'See what failed and decide',
        APPROVAL: 'See what is asked and decide',
        OPERATOR: 'Resume or cancel it',
        RECOVERED_LOG: 'Compare with AWS and decide',
        FREEZE: 'See it',
      },
      see: 'See it',
      otherPerson:
        'Another person must approve it: you started it or last changed its plan.',
      leftRunning_one: 'The drill of {{plan}} left {{count}} instance running.',
      leftRunning_other:
        'The drill of {{plan}} left {{count}} instances running.',
      leftAtLeast_one:
        'The drill of {{plan}} left at least {{count}} instance running.',
      leftAtLeast_other:
        'The drill of {{plan}} left at least {{count}} instances running.',
      cost_one:
        'It ended {{ended}}, and costs {{count}} instance-hour every hour until it is cleaned up.',
      cost_other:
        'It ended {{ended}}, and costs {{count}} instance-hours every hour until it is cleaned up.',
      costUntil_one:
        'It ended {{ended}}, and costs {{count}} instance-hour every hour until it is cleaned up, which happens by itself {{deadline}}.',
      costUntil_other:
        'It ended {{ended}}, and costs {{count}} instance-hours every hour until it is cleaned up, which happens by itself {{deadline}}.',
      cleanUp: 'Clean up',
    },
    alerts: {
      title: 'Replication alerts',
      what: 'the state of replication',
      STALLED_one: 'Replication of {{count}} server has stalled: {{servers}}.',
      STALLED_other:
        'Replication of {{count}} servers has stalled: {{servers}}.',
      DISCONNECTED_one:
        '{{count}} server is disconnected, its agent does not answer: {{servers}}.',
      DISCONNECTED_other:
        '{{count}} servers are disconnected, their agents do not answer: {{servers}}.',
      STOPPED_one: 'Replication of {{count}} server is stopped: {{servers}}.',
      STOPPED_other:
        'Replication of {{count}} servers is stopped: {{servers}}.',
      PAUSED_one: 'Replication of {{count}} server is paused: {{servers}}.',
      PAUSED_other: 'Replication of {{count}} servers is paused: {{servers}}.',
      oldest: 'The oldest data that a launch would use is {{lag}} old.',
      oldestAtLeast:
        'The oldest data that a launch would use is at least {{lag}} old.',
      see: 'See them',
    },
    capacity: {
      title: 'Capacity',
      what: 'the capacity',
      scope: '{{account}}, {{region}}',
      sourceServers: 'Source servers',
      replicating: 'Replicating into it',
      instances: 'Recovery instances',
      inJobs: 'Servers in jobs under way',
      all: 'All accounts',
      none: 'DRS is set up in none of the accounts that could be asked.',
      notSetUp: 'DRS is not set up in {{regions}}.',
      regionOf: '{{region}} of {{account}}',
      more_one: '{{count}} more Region, less full',
      more_other: '{{count}} more Regions, less full',
    },
    recent: {
      title: 'Recent executions',
      what: 'the recent executions',
      all: 'All executions',
    },
    first: {
      title: 'First steps',
      lead: 'From nothing to a proven recovery in three steps.',
      step: '{{number}}. {{title}}',
      stepDone: '{{number}}. {{title}} – done',
      group: {
        title: 'Group servers',
        text: 'A protection group names the servers that are recovered together: a database, a web tier. Choose them by tag, and new servers join by themselves.',
        button: 'Create a group',
      },
      plan: {
        title: 'Plan the waves',
        text: 'A recovery plan launches groups in waves: the database first, what depends on it next, the rest beside each other.',
        button: 'Create a plan',
      },
      drill: {
        title: 'Rehearse it',
        text: 'A drill launches copies of the servers as a recovery would, and touches nothing that runs. Start one from the plan’s page.',
        button: 'Choose a plan',
      },
    },
  },
});

/** Says what {@link drsOrchestratorOverviewTranslationRef} has words for. */
export type OverviewWords = TranslationFunction<
  typeof drsOrchestratorOverviewTranslationRef.T
>;
