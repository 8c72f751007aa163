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
 * What the settings say: the freeze switch, the orchestrator’s health, tag synchronisation, export and import.
 *
 * @public
 */
export const drsOrchestratorSettingsTranslationRef = createTranslationRef({
  id: 'drs-orchestrator.settings',
  messages: {
    page: {
      title: 'Settings',
      lead: 'What is decided for every plan and every execution, and whether the orchestrator itself is well.',
      what: 'the settings',
    },
    freeze: {
      title: 'Freeze switch',
      explanation:
        'While it is on, no execution starts, and those that run finish what they have begun and start nothing new. Time limits stand still. For a night on which something is wrong with AWS, with the plans or with the portal itself.',
      on: 'On: everything is frozen',
      off: 'Off: executions run',
      reason: '“{{reason}}”',
      byConfiguration:
        'The portal’s configuration (drsOrchestrator.freeze) holds it on. It is lifted there.',
      heldByConfiguration:
        'The configuration holds it on: drsOrchestrator.freeze.',
      turnedOn: 'Turned on by {{who}}, {{when}}.',
      turnedOff: 'Turned off by {{who}}, {{when}}.',
      liftHint: 'Executions that it holds go on by themselves.',
      freezeHint: 'Holds every execution, and lets none start.',
      lift: 'Lift the freeze…',
      freeze: 'Freeze everything…',
      askFreeze: 'Freeze every execution?',
      askLift: 'Lift the freeze?',
      confirmFreeze: 'Freeze everything',
      confirmLift: 'Lift the freeze',
      attemptFreeze: 'freeze everything',
      attemptLift: 'lift the freeze',
      sayWhy: 'Say why: everybody who waits will read it.',
      underWay_zero: 'No executions are under way.',
      underWay_one: '{{count}} execution is under way.',
      underWay_other: '{{count}} executions are under way.',
      consequenceFreeze:
        'What is being launched finishes; nothing new starts, anywhere, until the freeze is lifted.',
      consequenceLift:
        'What the freeze held goes on at once, by itself. What waits for an approval or a decision goes on waiting for it.',
      reasonLabel: 'Reason',
      reasonForLog: 'Reason (kept in the log)',
    },
    health: {
      title: 'Health',
      what: 'the orchestrator’s health',
      caption: 'Parts of the orchestrator',
      part: 'Part',
      state: 'State',
      found: 'What was found',
      lookedAt: 'Looked at {{when}}.',
      status: { OK: 'Well', DEGRADED: 'Degraded', FAILING: 'Failing' },
      whole: {
        OK: 'A recovery that starts now goes on as it should',
        DEGRADED: 'It works, and something is missing',
        FAILING: 'A recovery that starts now would not go on as it should',
      },
      database: 'Database',
      databaseAnswers: 'It answers',
      databaseAnswered: 'Answered within {{n, number}} ms',
      leader: 'Leading replica',
      leaderWell: 'One replica leads and shows signs of life',
      poller: 'Looks at what runs',
      pollerOnTime_zero: 'No executions under way, no look late',
      pollerOnTime_one: '{{count}} execution under way, no look late',
      pollerOnTime_other: '{{count}} executions under way, no look late',
      pollerLate_zero: 'No executions under way, a look {{late}} late',
      pollerLate_one: '{{count}} execution under way, a look {{late}} late',
      pollerLate_other: '{{count}} executions under way, a look {{late}} late',
      audit: 'Audit trail',
      auditWaits: 'The oldest entry waits {{duration}} for its seal',
      auditSealed: 'Every entry is sealed',
      account: '{{account}}, {{region}}',
      accountWell: 'DRS answers',
    },
    tagSync: {
      title: 'Tag synchronisation',
      explanation:
        'DRS does not copy the tags of EC2 instances to its source servers, and groups choose servers by tags. This keeps the tags below in step: it adds, changes and removes them, and leaves all others alone.',
      what: 'tag synchronisation',
      byItself: 'By itself',
      every_one: 'Every hour',
      every_other: 'Every {{count}} hours',
      onDemand: 'Off: on demand only',
      nextRun: 'Next run',
      keys: 'Tag keys',
      rule: 'Rule of EventBridge that may begin a run',
      changed: 'Changed',
      changedBy: '{{who}}, {{when}}',
      now: 'Synchronise now',
      nowHint: 'Changes tags of source servers in every account on record.',
      dryRun: 'Dry run',
      dryRunHint: 'Tells what would be changed, and changes nothing.',
      change: 'Change…',
      attempt: 'synchronise the tags',
      neverRan: 'It has not run yet.',
      oneAtATime: 'A run is under way: one at a time.',
      dialog: {
        title: 'Change tag synchronisation',
        save: 'Save',
        attempt: 'change tag synchronisation',
        enabled: 'Synchronise by itself',
        enabledHelp: 'Off, tags are synchronised on demand only.',
        hours: 'Hours between runs',
        keysHelp:
          'With commas between; a key that ends with * stands for all that begin so',
        removes:
          'A tag with one of these keys that an instance does not have is removed from its source server.',
        beginsRun: 'Saving begins a run by these settings.',
        on: 'On',
        off: 'Off',
      },
      run: {
        REQUESTED: 'Begins in a moment',
        RUNNING: 'Running',
        COMPLETED: 'Completed',
        PARTIAL: 'Done in part',
        FAILED: 'Failed',
        INTERRUPTED: 'Interrupted',
      },
      notDoneYet: 'Not done yet',
      begun: {
        SCHEDULE: 'The last run was begun by the schedule, {{when}}.',
        REQUEST: 'The last run was begun on demand by {{who}}, {{when}}.',
        SETTINGS:
          'The last run was begun as the settings were changed by {{who}}, {{when}}.',
        EVENT: 'The last run was begun by the rule {{rule}}, {{when}}.',
      },
      begunDry: {
        SCHEDULE:
          'The last run, a dry run, was begun by the schedule, {{when}}.',
        REQUEST:
          'The last run, a dry run, was begun on demand by {{who}}, {{when}}.',
        SETTINGS:
          'The last run, a dry run, was begun as the settings were changed by {{who}}, {{when}}.',
        EVENT:
          'The last run, a dry run, was begun by the rule {{rule}}, {{when}}.',
      },
      tags: {
        noneDiffered: 'no tag differed',
        noneTouched: 'no tag was touched',
        touched_zero: 'no tags added, {{changed}} changed, {{removed}} removed',
        touched_one:
          '{{count}} tag added, {{changed}} changed, {{removed}} removed',
        touched_other:
          '{{count}} tags added, {{changed}} changed, {{removed}} removed',
        none: 'none',
      },
      sentence: {
        dry_zero:
          'A dry run: of no servers, {{changed}} would be changed: {{tags}}.',
        dry_one:
          'A dry run: of {{count}} server, {{changed}} would be changed: {{tags}}.',
        dry_other:
          'A dry run: of {{count}} servers, {{changed}} would be changed: {{tags}}.',
        cut_zero:
          'Of no servers, {{changed}} were changed before it ended: {{tags}}.',
        cut_one:
          'Of {{count}} server, {{changed}} were changed before it ended: {{tags}}.',
        cut_other:
          'Of {{count}} servers, {{changed}} were changed before it ended: {{tags}}.',
        done_zero: 'Of no servers, {{changed}} had to be changed: {{tags}}.',
        done_one:
          'Of {{count}} server, {{changed}} had to be changed: {{tags}}.',
        done_other:
          'Of {{count}} servers, {{changed}} had to be changed: {{tags}}.',
        failed_one: '{{count}} server could not be synchronised.',
        failed_other: '{{count}} servers could not be synchronised.',
      },
      report: {
        caption: 'Tag synchronisation by account and Region',
        place: 'Account and Region',
        state: 'State',
        servers: 'Servers',
        wouldChange: 'What would be changed',
        didChange: 'What was changed',
        progress: 'Progress of tag synchronisation',
        done_one: '{{done}} of {{count}} account and Region done.',
        done_other: '{{done}} of {{count}} accounts and Regions done.',
        beginsSoon: 'It begins in a moment.',
        changed_zero: 'no servers',
        changed_one: '{{count}} server',
        changed_other: '{{count}} servers',
        changedShown_one: '{{shown}} of {{count}} server',
        changedShown_other: '{{shown}} of {{count}} servers',
        failure: '{{message}} ({{code}})',
        serverFailure: '{{server}}: {{message}} ({{code}})',
        withoutInstance_one:
          '{{count}} server has an instance that is gone: its tags stay',
        withoutInstance_other:
          '{{count}} servers have an instance that is gone: their tags stay',
        fromElsewhere_one: '{{count}} server is no EC2 instance',
        fromElsewhere_other: '{{count}} servers are no EC2 instance',
        more: 'and {{n, number}} more',
        added: '+ {{tag}}',
        becomes: '{{before}} becomes {{after}}',
        removed: '− {{tag}}',
      },
    },
    configuration: {
      title: 'Export and import',
      explanation:
        'Accounts, protection groups, recovery plans and settings as one manifest: to keep beside your code, to compare, to take into another installation. It names records, and holds no external IDs.',
    },
    export: {
      yaml: 'Download YAML',
      json: 'Download JSON',
      attempt: 'export the configuration',
      saved: 'Saved {{records}}.',
      leftOut: 'What the manifest leaves out',
      accounts_zero: 'no accounts',
      accounts_one: '{{count}} account',
      accounts_other: '{{count}} accounts',
      groups_zero: 'no protection groups',
      groups_one: '{{count}} protection group',
      groups_other: '{{count}} protection groups',
      plans_zero: 'no recovery plans',
      plans_one: '{{count}} recovery plan',
      plans_other: '{{count}} recovery plans',
    },
    import: {
      title: 'Import',
      explanation:
        'A manifest, or an export of the serverless DRS orchestrator. Nothing is changed before you have seen what would be, and confirmed it. Records that it does not name stay as they are.',
      manifest: 'Manifest, in YAML or JSON',
      tooLong:
        'It has more than {{n, number}} characters. Export and import it in parts.',
      file: 'File with a manifest',
      chooseFile: 'Choose a file…',
      checking: 'Looking…',
      check: 'Show what it would change',
      checkHint: 'Tells what would be changed, and changes nothing.',
      checkAttempt: 'tell what the manifest would change',
      beingChecked: 'It is being looked at.',
      nothingGiven: 'Paste a manifest, or choose a file with one.',
      import: 'Import…',
      mendFirst: 'Mend the problems below first.',
      noChange: 'It would change nothing.',
      done: 'Imported. {{summary}}',
      externalIds:
        'The roles of these accounts ask for an external ID, which no manifest holds.',
      externalId: 'External ID of {{account}}',
      summary_zero:
        'It creates no records, changes {{changed}}, and leaves {{unchanged}} as they are. {{others}}',
      summary_one:
        'It creates {{count}} record, changes {{changed}}, and leaves {{unchanged}} as they are. {{others}}',
      summary_other:
        'It creates {{count}} records, changes {{changed}}, and leaves {{unchanged}} as they are. {{others}}',
      namesAll: 'It names every record that there is.',
      unnamed_one: '{{count}} record that it does not name stays as it is.',
      unnamed_other:
        '{{count}} records that it does not name stay as they are.',
      CREATE: {
        account: 'Create the account {{name}}',
        'protection-group': 'Create the protection group {{name}}',
        'recovery-plan': 'Create the recovery plan {{name}}',
        settings: 'Create the settings {{name}}',
      },
      CHANGE: {
        account: 'Change the account {{name}}',
        'protection-group': 'Change the protection group {{name}}',
        'recovery-plan': 'Change the recovery plan {{name}}',
        settings: 'Change the settings {{name}}',
      },
      nameInAccount: '{{name}} ({{account}})',
      field: '{{field}}: from {{before}} to {{after}}',
      nothing: 'nothing',
      quoted: '“{{text}}”',
      ask: 'Import the manifest?',
      confirm_one: 'Change {{count}} record',
      confirm_other: 'Change {{count}} records',
      attempt: 'import the manifest',
      allOrNothing: '{{summary}} All of it is done, or nothing.',
      willChange: 'What will change',
      more: 'and {{n, number}} more',
      report: 'What the import would do',
      valid: 'It can be imported',
      invalid_one: 'It cannot be imported: {{count}} problem',
      invalid_other: 'It cannot be imported: {{count}} problems',
      translated:
        'This is an export of the serverless DRS orchestrator, and was translated.',
      saveTranslation: 'Save the translation',
      problems: 'Problems of the manifest',
      problem: '{{field}}: {{message}}',
      wouldChange: 'Records that would change',
    },
  },
});

/** Says what {@link drsOrchestratorSettingsTranslationRef} has words for. */
export type SettingsWords = TranslationFunction<
  typeof drsOrchestratorSettingsTranslationRef.T
>;
