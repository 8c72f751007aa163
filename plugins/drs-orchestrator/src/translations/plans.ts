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
 * What the recovery plans say: their list, a plan's tabs, waves from the
 * catalog, and the way to a drill or a recovery.
 *
 * @public
 */
export const drsOrchestratorPlansTranslationRef = createTranslationRef({
  id: 'drs-orchestrator.plans',
  messages: {
    list: {
      title: 'Recovery plans',
      lead: 'The order in which an application’s servers come back: waves of protection groups, each after those it depends on.',
      what: 'the recovery plans',
      create: 'Create plan',
      fromCatalog: 'Waves from the catalog',
      fromCatalogHint:
        'Derives the order from what the catalog says depends on what.',
      filter: 'Filter the plans',
      name: 'Name',
      caption: 'Recovery plans',
      plan: 'Plan',
      waves: 'Waves',
      target: 'Target',
      last: 'Last run',
      lastRun: '{{run}}, {{when}}',
      never: 'Never rehearsed',
      where: 'Account and Regions',
      owner: 'Owner',
      none: '–',
      page: 'Page {{page}}',
      pageOf_one: 'Page {{page}} · {{count}} plan in all',
      pageOf_other: 'Page {{page}} · {{count}} plans in all',
      noMatch: 'No plan matches',
      noMatchHelp: 'Change or clear the filter above.',
      empty: 'No recovery plan yet',
      emptyHelp:
        'A recovery plan says in which order protection groups are launched, what waits for what, and when to stop and ask. Rehearse it with drills, and use it on the night it is needed.',
    },
    waveTable: {
      caption: 'Waves of the plan',
      wave: 'Wave',
      name: '{{number}}. {{name}}',
      description: 'Description',
      groups: 'Groups',
      servers: 'Servers now',
      noServers: 'No servers',
      ready: '{{ready}} of {{total}} ready',
      starts: 'Starts',
      atOnce: 'At once',
      afterOne: 'After wave {{waves}}',
      afterMany: 'After waves {{waves}}',
      onceApproved: 'Once approved',
      rules: 'Rules',
      atATime: '{{n}} at a time',
      hooks_one: '{{count}} hook',
      hooks_other: '{{count}} hooks',
      mustBeHealthy: 'must be healthy',
      thenWaits: 'then waits {{duration}}',
      limit: 'Waits at most',
      tolerance: 'If servers fail',
      none: '–',
      counting: '…',
    },
    start: {
      drill: {
        title: 'Start a drill of {{name}}?',
        confirm: 'Start drill',
        attempt: 'start the drill of {{name}}',
        consequence:
          'Copies of {{servers}} are launched in {{waves}} in account {{account}} ({{regions}}). What runs in production, and its replication, is not touched.',
        consequenceUncounted:
          'Copies of its servers are launched in {{waves}} in account {{account}} ({{regions}}). What runs in production, and its replication, is not touched.',
        reason: 'Reason',
        reasonExample: 'Quarterly rehearsal',
        lifetime: 'Terminate its instances by itself',
        lifetimeHelp: 'Until then they cost money',
        asConfigured: 'As the portal is configured',
        afterHours_one: '{{count}} hour after its end',
        afterHours_other: '{{count}} hours after its end',
        afterDays_one: '{{count}} day after its end',
        afterDays_other: '{{count}} days after its end',
        network: 'Use the drill network',
        networkHelp: 'Of the groups that have one; put back after the launch',
      },
      choosePoint: 'Choose which data to recover.',
      /** Preflight is carried out once more when a start is confirmed. */
      stopped_one:
        'It was not started: checked once more, there is {{count}} thing that speaks against it.',
      stopped_other:
        'It was not started: checked once more, there are {{count}} things that speak against it.',
      stoppedBy: 'What speaks against it',
      /** Why an execution of this type may not be started: only the other one may. */
      otherTypeOnly: {
        DRILL:
          'You may recover this plan, but not start a drill of it. Ask your DR administrator for a role that covers drills (permission {{permission}}).',
        RECOVERY:
          'You may drill this plan, but not start a real recovery of it. Ask your DR administrator for a role that covers recoveries (permission {{permission}}).',
      },
      limit: 'If AWS’s quotas leave no room',
      limits: {
        QUEUE: 'Wait until there is room',
        REJECT: 'Do not start',
      },
      point: {
        title: 'Data to recover',
        kind: {
          LATEST: 'The newest',
          AS_OF: 'As of a time',
          SNAPSHOTS: 'Server by server',
        },
        latest: 'What each server has replicated by the moment it is launched.',
        asOf: 'Not newer than (your local time)',
        asOfHelp: 'For instance just before data was damaged',
        asOfSays:
          '{{instant}}. Each server is launched from its newest snapshot that is not after it.',
      },
      snapshots: {
        chosen: 'Chosen snapshots',
        item: '{{server}}: {{instant}}',
        remove: 'Give {{server}} the newest data',
        others:
          'Servers that are not named are launched with their newest data.',
        group: 'Group',
        server: 'Server',
        snapshot: 'Snapshot',
        none: 'It has none',
        choose: 'Choose…',
        newest_one: 'The newest {{count}} is offered',
        newest_other: 'The newest {{count}} are offered',
        older: 'Show older ones',
      },
      timeline: {
        recovered: 'Recovered in about {{duration}}.',
        recoveredOfTarget:
          'Recovered in about {{duration}} of {{target}} allowed.',
        target: 'target',
        caption: 'Predicted course, wave by wave',
        wave: 'Wave',
        name: '{{number}}. {{name}}',
        servers: 'Servers',
        inJobs_one: '{{servers}} in {{count}} job',
        inJobs_other: '{{servers}} in {{count}} jobs',
        startsAfter: 'Starts after',
        takes: 'Takes',
        critical: 'Critical path',
        yes: 'Yes',
        no: 'No',
        learnt: 'Learnt from',
        history: 'Earlier launches',
        usual: 'Usual times',
        explanation:
          'Waves on the critical path, the solid bars, decide how long it takes. {{basis}} The time that people take to approve is not in it.',
        basis: {
          HISTORY: 'Times come from earlier launches of these servers.',
          DEFAULT:
            'Where there is no earlier launch to learn from, times are what launches usually take.',
        },
      },
    },
    recover: {
      title: 'Recover {{name}}',
      lead: 'This is not a drill.',
      leadCounted:
        'This is not a drill: {{servers}} will be launched in account {{account}} to take over from their sources.',
      refused: 'It cannot be started now. {{reason}}.',
      seeRunning: {
        DRILL: 'See the drill that is under way',
        RECOVERY: 'See the recovery that is under way',
      },
      launched: 'What will be launched',
      launchedWhere: 'In account {{account}}, {{regions}}.',
      replaced: {
        title: 'What would be replaced',
        what: 'the instances that a launch would replace',
        none: 'No recovery instance of these servers exists: nothing is replaced.',
        explanation:
          'A launch deletes the instance that an earlier drill or recovery of the same server left behind.',
        liveCount_one:
          '{{count}} of them is a live recovery: what runs on it is lost.',
        liveCount_other:
          '{{count}} of them are live recoveries: what runs on them is lost.',
        caption: 'Instances that would be replaced',
        all_one: 'Show all {{count}} instance',
        all_other: 'Show all {{count}} instances',
        server: 'Server',
        instance: 'Instance',
        wave: 'Wave',
        kind: 'From a',
        live: 'Live recovery',
        drill: 'Drill',
        state: 'State',
        /** EC2's states of an instance. */
        states: {
          PENDING: 'Starting',
          RUNNING: 'Running',
          STOPPING: 'Stopping',
          STOPPED: 'Stopped',
          'SHUTTING-DOWN': 'Being terminated',
          TERMINATED: 'Terminated',
          NOT_FOUND: 'Not found in EC2',
          UNKNOWN: 'Unknown',
        },
        launched: 'Launched',
        unknown: '–',
      },
      before: 'Before you go on',
      lost: 'What was written after the data that a server is launched with is lost.',
      traffic:
        'Traffic is not redirected: DNS and load balancers stay as they are.',
      approval: {
        title: 'Who must approve',
        nobody: 'Nobody has to approve: it starts as soon as you confirm.',
        label: 'What has to be approved',
        checking: 'This is being checked.',
        unknown:
          'It is not known who must approve: preflight failed, for the reason given above. Check again.',
        chooseFirst:
          'It is found out once you have chosen which data to recover.',
      },
      data: 'Which data, and when',
      start: 'Start the recovery',
      checking: 'Checking once more…',
      starting: 'Starting…',
      back: 'Back to the plan',
      reason: 'Reason',
      reasonHelp: 'Kept in the log: what happened, and who decided',
      typeName: 'Type the plan’s name: {{name}}',
      attempt: 'start the recovery of {{name}}',
      busy: 'It is being started.',
      giveReason: 'Give a reason first.',
      typeNameFirst: 'Type the plan’s name, {{name}}.',
    },
    /** A plan's page. */
    plan: {
      what: 'the recovery plan',
      actions: {
        preflight: 'Preflight',
        preflightHint:
          'Says what speaks against a start now, and how long it would take.',
        drill: 'Start drill',
        drillHint:
          'Launches copies of the servers to prove that the plan works.',
        recover: 'Recover…',
        recoverHint: 'For a real disaster. Asks again on the next page.',
        edit: 'Edit',
        delete: 'Delete…',
      },
      size: {
        waves_one: '{{count}} wave.',
        waves_other: '{{count}} waves.',
        noServers_one: '{{count}} wave, but it would launch no server now.',
        noServers_other:
          '{{count}} waves, but they would launch no server now.',
        ready_one:
          '{{count}} wave with {{servers}}, all ready to be recovered.',
        ready_other:
          '{{count}} waves with {{servers}}, all ready to be recovered.',
        notReady_one:
          '{{count}} wave with {{servers}}, {{notReady}} not ready.',
        notReady_other:
          '{{count}} waves with {{servers}}, {{notReady}} not ready.',
      },
      last: {
        never: 'It was never rehearsed.',
        ended: {
          DRILL: 'Its last {{run}} began {{when}}; its outcome: {{outcome}}.',
          RECOVERY:
            'Its last {{run}} began {{when}}; its outcome: {{outcome}}.',
        },
        running: 'A {{run}} of it began {{when}} and is under way.',
        undecided: 'A {{run}} of it began {{when}} and waits for a decision.',
        run: { DRILL: 'drill', RECOVERY: 'recovery' },
      },
      facts: {
        owner: 'Owner',
        nobody: 'Nobody',
        where: 'Account and Regions',
        readiness: 'Readiness',
        allReady: 'All servers ready',
        someReady: '{{ready}} of {{total}} servers ready',
        noServers: 'No servers',
        problems: 'Has problems',
        checking: 'Being checked…',
        unknown: 'Could not be checked',
        lastDrill: 'Last drill',
        never: 'Never rehearsed',
        targets: 'Targets',
        targetRto: '{{duration}} to recover',
        targetRpo: '{{duration}} of data',
        noTargets: 'None set',
      },
      tabs: {
        label: 'Parts of the plan',
        waves: 'Waves',
        preflight: 'Preflight',
        history: 'History',
        drift: 'Drift',
        driftCount: 'Drift ({{n}})',
        manifest: 'Manifest',
      },
      waves: {
        title: 'Waves',
        graph: 'Waves and what each waits for',
        findings: 'Worth a look before you run it',
        findingsLabel: 'Findings of the plan',
        notCounted:
          'How many servers each wave would launch could not be read: {{message}}',
        unknownGroup: 'an unknown group',
        definition: 'Definition',
        description: 'Description',
        targetRto: 'Target recovery time',
        targetRpo: 'Target data loss',
        maxDuration: 'A run ends at the latest after',
        noneSet: 'None set',
        changed: 'Changed (version {{version}})',
        changedBy: 'Changed by',
        writtenBy: 'Written by',
      },
      delete: {
        title: 'Delete the plan {{name}}?',
        confirm: 'Delete {{name}}',
        attempt: 'delete {{name}}',
        consequence:
          'The plan is deleted for good. Its groups, and the records of its past executions, stay.',
      },
    },
    preflight: {
      what: 'what speaks against it',
      question: 'What would be started',
      explanation:
        'Everything that speaks against a start now, and how long it would take. Nothing is changed, here or in AWS.',
      checking: 'It is being checked.',
      again: 'Check again',
      checkedAt: 'Checked {{when}}',
      filter: 'What would be started',
      as: 'As a',
      found: 'What was found',
      anew: 'It is being checked anew for what you chose.',
      before:
        'This was found for what you had chosen before. Choose which data to recover, and it is checked anew.',
      course: 'Predicted course',
      blocking: 'Must be mended first',
      overridable: 'Blocks, unless you acknowledge it',
      warnings: 'Worth mending',
      notes: 'Worth knowing',
      acknowledge_one:
        'I know, and go on all the same: {{finding}} ({{count}} finding)',
      acknowledge_other:
        'I know, and go on all the same: {{finding}} ({{count}} findings)',
      grown_one:
        'Found since you acknowledged this: {{subjects}}. Look at it before you acknowledge it again.',
      grown_other:
        '{{count}} were found since you acknowledged this: {{subjects}}. Look at them before you acknowledge it again.',
      verdict: {
        one: 'It cannot be started so: {{part}}.',
        both: 'It cannot be started so: {{mend}} and {{acknowledge}}.',
        mendPart_one: '{{count}} thing must be mended',
        mendPart_other: '{{count}} things must be mended',
        acknowledgePart_one: '{{count}} thing must be acknowledged',
        acknowledgePart_other: '{{count}} things must be acknowledged',
        refused_one: 'Beyond that, {{count}} gap was found.',
        refused_other: 'Beyond that, {{count}} gaps were found.',
        nothingElse: 'Nothing else was found against it.',
        acknowledged: 'It can be started, as you acknowledged.',
        gaps_one: 'It can be started, with {{count}} gap.',
        gaps_other: 'It can be started, with {{count}} gaps.',
        good: 'Nothing speaks against a start.',
      },
      refusal: {
        mend: 'Preflight found what must be mended first.',
        acknowledge: 'Acknowledge what preflight found first.',
      },
    },
    history: {
      what: 'the history of the plan',
      never:
        'Never run. A plan that was never rehearsed is a guess: start with a drill.',
      all: 'All its runs',
      rto: 'Recovery time',
      rpo: 'Data loss',
      kept_one: '{{kept}} of {{count}} run with a target kept to it.',
      kept_other: '{{kept}} of {{count}} runs with a target kept to it.',
      noTarget: 'No run had a target.',
      latest: 'The latest reached {{actual}}.',
      latestOfTarget: 'The latest reached {{actual}} of {{target}} allowed.',
      latestMissed: 'The latest did not reach it.',
      chart: '{{what}} of the last runs',
      nothing: 'No run has ended yet.',
      bar: '{{type}} of {{day}}: {{actual}}',
      barOfTarget: '{{type}} of {{day}}: {{actual}}, target {{target}}',
      notReached: 'not reached',
      unknown: 'not known',
      legend: {
        DRILL: 'Drill',
        RECOVERY: 'Recovery',
        within: 'within target',
        over: 'over target',
        noTarget: 'no target',
        missed: 'not reached',
        target: 'target',
      },
      short: { DRILL: 'D', RECOVERY: 'R' },
      only: 'Show',
      both: 'Drills and recoveries',
      onlyType: { DRILL: 'Drills only', RECOVERY: 'Recoveries only' },
      filter: 'Filter the history',
      noneOfType: 'There is no such run.',
      table: {
        caption: 'Runs of {{name}}',
        run: 'Run',
        status: 'Status',
        started: 'Started',
        rto: 'Recovery time',
        rpo: 'Data loss',
        servers: 'Servers up',
        serversUp: '{{up}} of {{total}}',
        by: 'By',
        ofTarget: '{{actual}} of {{target}}',
        open: '–',
      },
    },
    drift: {
      what: 'what the catalog says',
      attempt: 'compare the plan with the catalog',
      notice_one:
        'The plan no longer does what the catalog says: {{count}} difference.',
      notice_other:
        'The plan no longer does what the catalog says: {{count}} differences.',
      see: 'See what differs',
      title: 'Plan and catalog',
      state: {
        IN_SYNC:
          'The plan launches every component, and keeps every dependency that the catalog tells.',
        DRIFTED: 'The plan does not do what the catalog says.',
        UNKNOWN:
          'Whether the plan does what the catalog says cannot be told now.',
      },
      basis: {
        DERIVED_FROM: 'Compared with what it was derived from: {{entities}}.',
        ANNOTATIONS:
          'Compared with the entities whose annotation names this plan: {{entities}}.',
      },
      untied: {
        title: 'Nothing in the catalog is tied to this plan',
        text: 'A plan that is tied to the catalog is held against it: when a component or a dependency is added there, this page says what the plan lacks. Annotate the System or the components that the plan recovers:',
        copy: 'Copy the annotation',
        derive: 'Or derive a new plan',
      },
      findings: 'What differs',
      adopt: 'Adopt the catalog’s order…',
      adoptHint: 'Shows what would change before anything is saved.',
      noProposal: 'Its order cannot be adopted until what blocks it is mended.',
      others: 'What else the catalog tells',
      catalogOrder: 'As the catalog has it',
      planOrder: 'As the plan has it',
      catalogGraph: 'Waves that follow from the catalog',
      planGraph: 'Waves of the plan',
      dialog: {
        title: 'Adopt the catalog’s order in {{name}}?',
        explanation:
          'These waves change. What people have set (hooks, health checks, limits, pauses) stays with the wave that launches the same servers, and so does every wait that does not contradict the catalog.',
        confirm: 'Save as version {{version}}',
        attempt: 'adopt the catalog’s order in {{name}}',
        changes: 'What changes',
        nothing: 'No wave changes but in its place.',
      },
      change: {
        added: 'Wave “{{name}}” is new',
        removed: 'Wave “{{name}}” goes; its servers are launched by others',
        changed: 'Wave “{{name}}” changes',
        groupsAdded: 'launches also {{names}}',
        groupsRemoved: 'no longer launches {{names}}',
        groups: 'launches {{names}}',
        serversAll: 'launches all servers of its groups',
        serversSome: 'launches {{servers}} of its groups',
        waits: 'waits for {{names}}',
        waitsNoMore: 'no longer waits for {{names}}',
        waitsAlso: 'waits for {{names}}, too',
        startsAtOnce: 'starts at once',
      },
    },
    manifest: {
      what: 'the manifest of the plan',
      title: 'Manifest',
      explanation:
        'The plan with its groups and its account, as the import takes it: to keep in a repository, or to bring to another portal.',
      label: 'The plan as YAML',
      copy: 'Copy the manifest',
      download: 'Download',
      findings: 'What the manifest leaves out',
      downloadAs: 'Download {{file}}',
    },
    /** Waves from the catalog. */
    derivation: {
      title: 'Waves from the catalog',
      introduction:
        'Choose what shall be recovered. What the catalog says depends on what becomes the order of the waves; what it does not say is told, and never guessed.',
      what: 'the waves from the catalog',
      choice: {
        title: 'What shall be recovered',
        entities: 'Systems, Domains, components and resources',
        entitiesHelp:
          'Their parts are recovered with them, and the parts of those',
        searching: 'The catalog is being searched…',
        none: 'The catalog has nothing of that name',
        failed: 'The catalog could not be searched: {{message}}',
        grouping: 'How components become waves',
        groupings: {
          FEWEST_WAVES: 'As few waves as possible',
          EXACT_ORDER: 'Nothing waits without need',
        },
        groupingHelp: {
          FEWEST_WAVES:
            'Components start together once everything before them is up',
          EXACT_ORDER: 'Faster, with many more waves in a large graph',
        },
        account: 'Account',
        accountHelp: 'A plan recovers one account',
      },
      continue: 'Continue in the editor',
      continueHint:
        'Nothing is stored yet: you name the plan, and change what you like, before you save it.',
      nothingYet: 'Choose first what shall be recovered.',
      reading: 'The catalog and AWS are being read.',
      noWaves: 'There are no waves to continue with.',
      noAnswer: 'There is no answer yet: see below.',
      lead: {
        waves_one: 'The catalog gives {{count}} wave with {{servers}}.',
        waves_other: 'The catalog gives {{count}} waves with {{servers}}.',
        noWaves: 'The catalog gives no wave: nothing chosen has servers.',
        complete: 'It can be saved as it is.',
        missingGroups_one: '{{count}} protection group must be created first.',
        missingGroups_other:
          '{{count}} protection groups must be created first.',
        circles_one:
          '{{count}} circle of dependencies has to be broken, or decided by you.',
        circles_other:
          '{{count}} circles of dependencies have to be broken, or decided by you.',
        blocked: 'What is marked below has to be mended before it can be run.',
      },
      waves: {
        title: 'Waves',
        wave: 'Wave',
        graph: 'Waves and what each waits for',
        list: 'Waves with their reasons',
        name: '{{number}}. {{name}}',
        missingGroup: 'Group to be created',
        circle: 'Holds a circle',
        more_one: 'and {{count}} more',
        more_other: 'and {{count}} more',
        components: 'Components',
        groups: 'Protection groups',
        noGroup: 'None yet: see “Groups to create”',
        servers: 'Servers',
        onlyServers:
          '{{servers}}, named one by one: the group is divided among waves',
        starts: 'Starts',
        atOnce: 'At once: it depends on nothing that was chosen',
        after: 'After wave {{number}}, because',
        because: '{{entity}} depends on {{other}}',
        becauseThrough: '{{entity}} depends on {{other}}: {{way}}',
      },
      relation: {
        dependsOn: '{{from}} depends on {{to}}',
        consumesApi: '{{from}} consumes the API {{to}}',
        apiProvidedBy: '{{from}} is provided by {{to}}',
        hasPart: '{{from}} has the part {{to}}',
      },
      circles: {
        title: 'What waits for itself',
        explanation:
          'None of these can start first, because each waits for another of them. Take one of the relations out of the catalog, or continue and let them start together.',
        together: 'Until then they stand together in wave {{number}}.',
        label: 'Circle {{number}}',
      },
      groups: {
        title: 'Groups to create',
        explanation:
          'These servers are in no protection group, so no wave can launch them. The tags are those of the components’ annotations.',
        caption: 'Groups to create',
        choose: '{{name}}',
        name: 'Group',
        tags: 'Selects servers with',
        servers: 'Matches now',
        where: 'Account and Region',
        for: 'For',
        change: 'Change first…',
        changeLabel: 'Change {{name}} before it is created',
        create_zero: 'Create groups',
        create_one: 'Create {{count}} group',
        create_other: 'Create {{count}} groups',
        creating: 'Creating…',
        none: 'Choose at least one group.',
        attempt: 'create the group {{name}}',
        created_one: '{{count}} group was created.',
        created_other: '{{count}} groups were created.',
      },
      left: {
        title: 'What is not recovered',
        withoutServers: 'Components without servers',
        withoutServersHelp:
          'No wave launches them. That is right for what needs no servers, and a gap for everything else.',
        withoutComponents: 'Servers without a component',
        outside: 'Needed, but not chosen',
        outsideHelp: 'The plan relies on these, and does not recover them.',
        neededBy: 'needed by {{entities}}',
        add: 'Add',
        addLabel: 'Add {{name}} to what shall be recovered',
        state: {
          NOT_ANNOTATED: 'no annotation names its servers',
          INVALID_ANNOTATION: 'its annotation cannot be read',
          NO_SERVERS: 'its annotation matches no server',
          NO_GROUP: 'its servers are in no group',
          OTHER_ACCOUNT: 'it is in another account, and needs a plan there',
          NOT_ASKED: 'its account could not be asked',
        },
      },
      findings: {
        title: 'What else to know',
        label: 'What else the derivation tells',
      },
    },
  },
});

/** Says what {@link drsOrchestratorPlansTranslationRef} has words for. */
export type PlansWords = TranslationFunction<
  typeof drsOrchestratorPlansTranslationRef.T
>;
