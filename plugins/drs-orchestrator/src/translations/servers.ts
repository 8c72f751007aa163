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
 * What the page of source servers says, and a server’s own story.
 *
 * @public
 */
export const drsOrchestratorServersTranslationRef = createTranslationRef({
  id: 'drs-orchestrator.servers',
  messages: {
    page: {
      title: 'Servers',
      lead: 'Every source server that AWS DRS replicates in the accounts on record, with the age of its newest data.',
      what: 'the source servers',
      caption: 'Source servers',
      number: 'Page {{page}}',
      numberOfAll_zero: 'Page {{page}} · no servers in all',
      numberOfAll_one: 'Page {{page}} · {{count}} server in all',
      numberOfAll_other: 'Page {{page}} · {{count}} servers in all',
    },
    filter: {
      label: 'Filter the servers',
      search: 'Search',
      searchHint: 'Name, address or ID',
      account: 'Account',
      region: 'Region',
      replication: 'Replication',
      tags: 'Tags',
    },
    column: {
      server: 'Server',
      health: 'Could it be recovered now?',
      replication: 'Replication',
      lag: 'Lag',
      group: 'Group',
      where: 'Account and Region',
      tags: 'Recovery tags',
    },
    empty: {
      title: 'No server here',
      explanation:
        'Servers appear once the DRS agent on them replicates into one of the accounts on record. Perhaps a filter above is too narrow.',
      action: 'See the accounts on record',
    },
    server: {
      inNoGroup: 'In no group',
      accountAndRegion: '{{account}}, {{region}}',
      sourceServer: 'Source server',
      addresses: 'Addresses',
      operatingSystem: 'Operating system',
      plans: 'Plans that launch it',
      plansWhat: 'the plans that launch it',
      noPlan: 'None yet',
      inWave: '{{plan}}, wave {{wave}} {{name}}',
      hardware: 'Hardware',
      hardwareValue_one:
        '{{count}} core, {{memory, number}} GiB memory, {{disk, number}} GiB disk',
      hardwareValue_other:
        '{{count}} cores, {{memory, number}} GiB memory, {{disk, number}} GiB disk',
      lastLaunch: 'Last launch',
      launched: '{{type}} {{when}}: {{status}}',
      recoveryInstance: 'Recovery instance',
      lagOverTime: 'Lag over time',
      tags: 'Tags',
    },
    launchType: { DRILL: 'Drill', RECOVERY: 'Recovery' },
    launchStatus: {
      PENDING: 'not begun',
      IN_PROGRESS: 'under way',
      LAUNCHED: 'launched',
      FAILED: 'failed',
      TERMINATED: 'since terminated',
    },
    points: {
      title: 'Points in time',
      says: 'To which it can be recovered',
      what: 'the points in time',
      none: 'None yet: the first is there once the initial sync is done.',
      age: 'Age',
      taken: 'Taken',
      older: 'Show older ones',
    },
    launch: {
      title: 'How it would be launched',
      says: 'As its group and AWS have it now',
      what: 'how it would be launched',
      inNoGroup:
        'No group changes anything: as DRS and its launch template are set in AWS.',
      notTold: 'AWS does not describe the launch of this server.',
      group: 'its group',
      asWanted: 'AWS has it as {{group}} wants it.',
      differs_one:
        'In AWS {{count}} setting is not yet as {{group}} wants it; it is written before a launch.',
      differs_other:
        'In AWS {{count}} settings are not yet as {{group}} wants them; they are written before a launch.',
    },
    lag: {
      chart: 'Lag over time',
      time: 'Time',
      lastDay: 'The last 24 hours',
      lastWeek: 'The last 7 days',
      lastMonth: 'The last 30 days',
      what: 'the history of replication',
      notKept:
        'No history is kept here: drsOrchestrator.inventory.enabled is false.',
      unknown: 'Unknown from {{from}} to {{to}}: {{reason}}',
      unknownWithCode: 'Unknown from {{from}} to {{to}}: {{reason}} ({{code}})',
      seen: 'What was seen',
      changes_one: '{{count}} change',
      changes_other: '{{count}} changes',
      caption: 'How the server replicated',
      at: 'Seen',
      replication: 'Replication',
      lag: 'Lag',
      notDescribed: 'Not described by DRS',
    },
  },
});

/** Says what {@link drsOrchestratorServersTranslationRef} has words for. */
export type ServersWords = TranslationFunction<
  typeof drsOrchestratorServersTranslationRef.T
>;
