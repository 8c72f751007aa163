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
 * What is said all over the plugin: states, durations, the sentence of an
 * execution, answers and errors, tables and forms.
 *
 * @public
 */
export const drsOrchestratorTranslationRef = createTranslationRef({
  id: 'drs-orchestrator',
  messages: {
    // In the new frontend system, Backstage draws these from the extensions.
    frame: {
      title: 'Disaster recovery',
      overview: 'Overview',
      executions: 'Executions',
      plans: 'Plans',
      groups: 'Groups',
      servers: 'Servers',
      accounts: 'Accounts',
      settings: 'Settings',
      audit: 'Audit',
      notFound: 'There is no such page',
    },
    duration: {
      d: '{{n}} d',
      h: '{{n}} h',
      min: '{{n}} min',
      s: '{{n}} s',
      two: '{{first}} {{second}}',
    },
    time: {
      now: 'just now',
      ago: '{{duration}} ago',
      ahead: 'in {{duration}}',
      anyMoment: 'any moment now',
      deadline: 'in {{duration}} ({{when}})',
      tomorrow: 'tomorrow, {{clock}}',
    },
    list: {
      and: '{{rest}} and {{last}}',
      or: '{{rest}} or {{last}}',
      more: '{{n}} more',
    },
    count: {
      servers_zero: 'no servers',
      servers_one: '{{count}} server',
      servers_other: '{{count}} servers',
      waves_zero: 'no waves',
      waves_one: '{{count}} wave',
      waves_other: '{{count}} waves',
    },
    state: {
      execution: {
        PENDING: 'Starting',
        RUNNING: 'Running',
        PAUSED: 'Paused',
        CANCELLING: 'Cancelling',
        COMPLETED: 'Completed',
        PARTIAL: 'Partial',
        FAILED: 'Failed',
        CANCELLED: 'Cancelled',
        TIMED_OUT: 'Timed out',
      },
      pause: {
        FAILURE: 'Needs a decision',
        RECOVERED_LOG: 'Needs a decision',
        APPROVAL: 'Waits for approval',
        OPERATOR: 'Paused',
        FREEZE: 'Frozen',
      },
      wave: {
        PENDING: 'Waiting',
        WAITING_FOR_APPROVAL: 'Waiting for approval',
        RUNNING_PRE_HOOKS: 'Running hooks first',
        LAUNCHING: 'Launching',
        CHECKING_HEALTH: 'Checking health',
        RUNNING_POST_HOOKS: 'Running hooks after',
        WAITING: 'Waiting, servers are up',
        COMPLETED: 'Completed',
        PARTIAL: 'Partial',
        FAILED: 'Failed',
        TIMED_OUT: 'Timed out',
        SKIPPED: 'Skipped',
        CANCELLED: 'Cancelled',
        waitingForCapacity: 'Waiting for capacity',
      },
      outcome: {
        PENDING: 'Waiting',
        LAUNCHING: 'Launching',
        LAUNCHED: 'Launched',
        HEALTHY: 'Healthy',
        UNHEALTHY: 'Unhealthy',
        FAILED: 'Failed',
        TIMED_OUT: 'Timed out',
        SKIPPED: 'Skipped',
        CANCELLED: 'Cancelled',
      },
      health: {
        UNCHECKED: 'Not checked',
        CHECKING: 'Being checked',
        HEALTHY: 'Healthy',
        UNHEALTHY: 'Unhealthy',
      },
      hook: {
        PENDING: 'Waiting',
        RUNNING: 'Running',
        SUCCEEDED: 'Succeeded',
        FAILED: 'Failed',
        SKIPPED: 'Skipped',
      },
      phase: {
        QUEUED: 'Queued',
        SNAPSHOT: 'Taking the snapshot',
        CONVERSION: 'Converting',
        LAUNCH: 'Launching the instance',
        DONE: 'Done',
      },
      instance: {
        NONE: 'No instance',
        RUNNING: 'Instance runs',
        TERMINATING: 'Being terminated',
        TERMINATED: 'Terminated',
      },
      replication: {
        STOPPED: 'Stopped',
        INITIATING: 'Initiating',
        INITIAL_SYNC: 'Initial sync',
        BACKLOG: 'Backlog',
        CREATING_SNAPSHOT: 'Creating snapshot',
        CONTINUOUS: 'Continuous',
        PAUSED: 'Paused',
        RESCAN: 'Rescan',
        STALLED: 'Stalled',
        DISCONNECTED: 'Disconnected',
        UNKNOWN: 'Unknown',
      },
      recoverability: {
        READY: 'Ready',
        AT_RISK: 'At risk',
        NOT_READY: 'Not ready',
      },
      readiness: {
        YES: 'Yes',
        YES_WITH_GAPS: 'Yes, with gaps',
        NO: 'No',
        UNKNOWN: 'Unknown',
      },
    },
    executionType: { DRILL: 'Drill', RECOVERY: 'Recovery' },
    role: {
      DRSOrchestrationAdmin: 'DR administrator',
      DRSRecoveryManager: 'DR recovery manager',
      DRSPlanManager: 'DR plan manager',
      DRSOperator: 'DR operator',
      DRSReadOnly: 'DR auditor',
    },
    /** What a permission is for, as an infinitive. */
    permission: {
      createProtectionGroup: 'create protection groups',
      updateProtectionGroup: 'change protection groups',
      deleteProtectionGroup: 'delete protection groups',
      createRecoveryPlan: 'create recovery plans',
      updateRecoveryPlan: 'change recovery plans',
      deleteRecoveryPlan: 'delete recovery plans',
      startExecution: 'start drills and recoveries',
      manageExecution: 'approve, pause, cancel or otherwise steer executions',
      terminateInstances: 'terminate recovery instances',
      viewResources: 'see what is protected and how it is recovered',
      manageAccounts: 'manage accounts and settings',
    },
    objective: {
      recoveryTime: 'Recovery time',
      dataLoss: 'Data loss',
      notReached: 'Not reached',
      notKnown: 'Not known yet',
      missed: 'Missed',
      soFar: '{{duration}} so far',
      left: '{{duration}} left',
      within: 'Within target',
      over: 'Over by {{duration}}',
      target: 'Target {{duration}}',
      targetAndLeft: 'Target {{duration}} · {{left}}',
      noTarget: 'No target set',
    },
    nearMiss: {
      lacks: 'no {{key}}',
      disabled: 'is taken out by {{tag}}',
      matchesBut: 'matches, but {{lacks}}',
      hasBut: 'has {{has}} but {{lacks}}',
      has: 'has {{lacks}}',
    },
    lag: {
      nothingSeen: 'Nothing was seen of this server in that time.',
      noneStated: 'DRS stated no lag in that time.',
      steady: 'The lag was {{lag}}.',
      between: 'The lag was from {{least}} to {{most}}.',
      troubled:
        'For {{duration}} its replication was not continuous: {{states}}.',
      gone: 'For {{duration}} DRS did not describe it at all.',
      unknown: 'Of {{duration}} nobody knows.',
    },
    editor: {
      problems_one: '{{count}} problem',
      problems_other: '{{count}} problems',
      warnings_one: '{{count}} warning',
      warnings_other: '{{count}} warnings',
      problemsAndWarnings: '{{problems}} and {{warnings}}',
      noProblems: 'No problems',
      notFilledIn: 'Not filled in yet',
      discard: 'Discard',
      saving: 'Saving…',
    },
    conflict: {
      title: 'Not saved: {{what}} was changed meanwhile.',
      same: 'Version {{version}} was saved {{when}}, after you began. It says the same as yours.',
      differs:
        'Version {{version}} was saved {{when}}, after you began. This differs:',
      table: 'What differs',
      field: 'Field',
      version: 'Version {{version}}',
      yours: 'Yours',
      takeTheirs: 'Take version {{version}}, lose mine',
      keepMine: 'Keep editing mine over version {{version}}',
    },
    found: {
      title:
        'What you wrote here without saving, last changed {{when}}, is here again.',
      beginAnew: 'Begin without it',
    },
    leave: {
      title: 'Leave without saving?',
      loses: 'Leaving loses {{what}}.',
      leave: 'Leave',
      stay: 'Go on editing',
    },
    access: {
      notNow: 'This is not possible now.',
      unreadable: 'Your permissions could not be read.',
      reading: 'Your permissions are being read.',
      lacking:
        'You need the role of {{roles}} to {{what}}. Ask your DR administrator for it (permission {{permission}}).',
      lackingHere:
        'You need the role of {{roles}} here to {{what}}. Ask your DR administrator for it (permission {{permission}}).',
    },
    /** `what` is a noun with its article: "the recovery plans". */
    answer: {
      reading: 'Reading {{what}}',
      read: 'read {{what}}',
      readAnew: 'read {{what}} anew; what follows may be old',
    },
    noPermission: {
      title: 'You may not see {{what}}',
      said: '{{message}}',
      needs: 'It takes the permission {{permission}}.',
      needsOneOf:
        'It takes the role of {{roles}}. Ask your DR administrator to add you to one of the groups that hold such a role (permission {{permission}}).',
      ask: 'Ask your DR administrator to add you to one of the groups that hold such a role.',
    },
    /** `attempt` is an infinitive: "read the recovery plans". */
    error: {
      couldNot: 'Could not {{attempt}}.',
      noAnswer: 'There was no answer within {{seconds}} s.',
      request: 'request {{id}}',
      copyCode: 'Copy the error code',
      tryAgain: 'Try again',
      advice: {
        otherRelease:
          'The server answered in a form that this page does not know. The portal and its backend are probably of different releases; reload the page.',
        connection: 'Check the connection and try again.',
        signIn: 'Sign in again.',
        askForRole: 'Ask your DR administrator for a role that grants it.',
        aws: 'Try again; if it stays, give the code below to whoever looks after the AWS account.',
        wait: 'AWS asks to wait. Try again in a minute.',
        gone: 'It may have been deleted, or the address is wrong.',
        catalog:
          'Try again in a moment: the catalog may be starting. What is protected is not touched by that.',
        log: 'Try again; if it stays, the log of the portal’s backend says more.',
      },
    },
    dialog: {
      keep: 'Keep as it is',
      working: 'Working…',
      copied: 'Copied',
      close: 'Close',
    },
    finding: {
      BLOCKING: 'Must be mended',
      WARNING: 'Worth mending',
      INFO: 'Worth knowing',
      see: 'See',
      more: 'Show {{n}} more',
    },
    form: {
      choose: 'Choose…',
      clear: 'Clear',
      close: 'Close',
      open: 'Open',
      hasProblem: 'Has a problem',
      asking: 'Asking AWS…',
      noneMatches: 'AWS has none that matches',
      firstOf:
        'The first {{shown}} of {{total}} are shown; type to find others',
      chooseFrom: 'Choose from {{total}}',
      copyTrouble: 'Copy why there is no choice for {{field}}',
    },
    breakGlass: {
      label: 'Break-glass',
      title:
        'Break-glass was used: somebody came with a sealed token instead of signing in. If nobody expected it, revoke that token now.',
    },
    freeze: {
      label: 'Freeze',
      title:
        'Everything is frozen: no execution starts, and those that run start nothing new.',
      byConfiguration: 'The portal’s configuration holds it.',
      by: 'By {{person}}, {{when}}.',
      lift: 'Lift it in the settings',
    },
    outdated: {
      label: 'Old data',
      title: 'Part of what is shown here may no longer be so.',
      since: 'It was read {{when}}, and could not be read anew since.',
    },
    unavailable: {
      title:
        'Some accounts could not be asked; their servers are missing here.',
      scope: '{{accountId}} in {{region}}: {{message}} ({{code}})',
      copy: 'Copy the error of {{accountId}} in {{region}}',
    },
    table: {
      choose: 'Choose {{row}}',
      chooseAll: 'Choose all on this page',
      all: 'All',
      pages: 'Pages',
      previous: 'Previous',
      next: 'Next',
    },
    graph: {
      waitsFor_one: 'waits for wave {{waves}}',
      waitsFor_other: 'waits for waves {{waves}}',
      atOnce: 'starts at once',
    },
    serversBar: {
      label: 'Servers that are up',
      text: '{{up}} of {{total}} up, {{failed}} failed',
    },
    runs: {
      run: 'Run',
      plan: 'Plan',
      status: 'Status',
      serversUp: 'Servers up',
      upOf: '{{up}} of {{total}}',
      failed: '{{n}} failed',
      instances: 'Instances',
      started: 'Started',
      duration: 'Duration',
      soFar: '{{duration}} so far',
      by: 'By',
      running_one: '{{count}} instance running',
      running_other: '{{count}} instances running',
      stillRunning_one: '{{count}} instance still running',
      stillRunning_other: '{{count}} instances still running',
      /** Of executions that were stored before their instances were counted. */
      uncountedRunning: 'Running',
      uncountedStillRunning: 'Still running',
      named: {
        DRILL: 'the drill of {{plan}} of {{start}}',
        RECOVERY: 'the recovery of {{plan}} of {{start}}',
      },
    },
    /** Who acts where no person does. */
    engine: 'Engine',
    /** The sentence that leads an execution, and what supports it. */
    run: {
      subject: {
        DRILL: 'Drill of {{plan}}',
        RECOVERY: 'Recovery of {{plan}}',
      },
      waveName: 'wave {{number}} ({{name}})',
      waveNumber: 'wave {{number}}',
      someWave: 'a wave',
      waveNameFirst: 'Wave {{number}} ({{name}})',
      elapsed: '{{elapsed}} elapsed.',
      elapsedExpected: '{{elapsed}} elapsed, expected {{expected}}.',
      elapsedOfTarget: '{{elapsed}} elapsed, target {{target}}.',
      elapsedOfTargetExpected:
        '{{elapsed}} elapsed, target {{target}}, expected {{expected}}.',
      pending: '{{subject}} is about to start: {{waves}}, {{servers}}.',
      running: '{{subject}}: {{waves}}.',
      runningWaves: 'waves {{waves}} of {{total}} are running',
      runningWave: 'wave {{number}} of {{total}} is running',
      nextWave: 'the next wave is about to start',
      cancelling: '{{subject}} is being cancelled: nothing new starts.',
      followed_one:
        '{{count}} launch already running is followed to the end, because AWS cannot call it back.',
      followed_other:
        '{{count}} launches already running are followed to the end, because AWS cannot call them back.',
      finishing: 'What has begun is being finished.',
      nothingRunning: 'Nothing is running any more.',
      completed_one:
        '{{subject}} completed: its 1 server was launched in {{elapsed}}.',
      completed_other:
        '{{subject}} completed: all {{count}} servers were launched in {{elapsed}}.',
      completedWithSkipped:
        '{{subject}} completed: {{up}} of {{servers}} were launched, {{skipped}} skipped in {{elapsed}}.',
      partial:
        '{{subject}} ended with gaps: {{up}} of {{servers}} were launched in {{elapsed}}{{gaps}}.',
      partialAndWell:
        '{{subject}} ended with gaps: {{up}} of {{servers}} were launched and well in {{elapsed}}{{gaps}}.',
      failed:
        '{{subject}} failed after {{elapsed}}: {{up}} of {{servers}} were launched{{gaps}}.',
      failedAndWell:
        '{{subject}} failed after {{elapsed}}: {{up}} of {{servers}} were launched and well{{gaps}}.',
      cancelled:
        '{{subject}} was cancelled after {{elapsed}}: {{up}} of {{servers}} had been launched by then.',
      timedOut:
        '{{subject}} ran out of time after {{elapsed}}: {{up}} of {{servers}} were launched.',
      unapproved:
        '{{subject}} ended after {{elapsed}} because nobody approved {{wave}} in time: {{up}} of {{servers}} were launched.',
      unapprovedStart:
        '{{subject}} ended after {{elapsed}} because nobody approved its start in time: {{up}} of {{servers}} were launched.',
      undecided:
        '{{subject}} ended after {{elapsed}} because nobody decided in time: {{up}} of {{servers}} were launched.',
      tooLong:
        '{{subject}} was stopped after {{elapsed}} because its plan allows no more than {{limit}}: {{up}} of {{servers}} were launched.',
      /** Why an execution was stopped, where no person did it. */
      stopped: {
        unapproved: 'Nobody approved {{wave}} in time.',
        unapprovedStart: 'Nobody approved its start in time.',
        undecided: 'Nobody decided in time.',
        undecidedAbout: 'Nobody decided in time: {{message}}.',
        tooLong: 'Its plan allows no more than {{limit}}.',
      },
      doing: {
        waitingForCapacity: '{{wave}} is waiting for capacity',
        launching: '{{wave}} is launching',
        checkingHealth: '{{wave}} is being checked for health',
        runningHooks: '{{wave}} is running its hooks',
        waiting: '{{wave}} is up and waits before the next',
        running: '{{wave}} is running',
      },
      waveOf: 'wave {{number}} of {{total}} ({{name}})',
      up_one: '{{count}} of {{servers}} is up{{gaps}}.',
      up_other: '{{count}} of {{servers}} are up{{gaps}}.',
      upAndWell_one: '{{count}} of {{servers}} is up and well{{gaps}}.',
      upAndWell_other: '{{count}} of {{servers}} are up and well{{gaps}}.',
      gap: {
        failed: ', {{n}} failed',
        unhealthy: ', {{n}} unhealthy',
        skipped: ', {{n}} skipped',
      },
      fact: {
        capacity: '{{wave}} waits for capacity.',
        capacityBecause: '{{wave}} waits for capacity: {{reason}}.',
        hook: '{{wave}} runs its hook {{hook}}.',
        hookAttempt: '{{wave}} runs its hook {{hook}}, attempt {{attempt}}.',
        ready: '{{wave}} is up, and ready {{deadline}}.',
        approval: '{{wave}} waits for approval.',
      },
      paused: {
        failure: '{{subject}} is paused for your decision: {{wave}} failed.',
        approvalOfAll: '{{subject}} waits for approval before it starts.',
        approval: '{{subject}} waits for approval before {{wave}}.',
        freeze: '{{subject}} is held: the freeze switch is on.',
        recoveredLog:
          '{{subject}} is held: AWS shows launches that its log does not know.',
        operator:
          '{{subject}} is paused: running launches finish, nothing new starts.',
        nothingNew: 'Nothing new starts meanwhile.',
        untilFreezeLifted: 'It goes on when the freeze is lifted.',
      },
      failure: {
        failed: '{{names}} failed in {{wave}}.',
        failedBecause: '{{names}} failed in {{wave}}: {{reasons}}.',
        unhealthy_one: '{{names}} is up in {{wave}}, but unhealthy.',
        unhealthy_other: '{{names}} are up in {{wave}}, but unhealthy.',
        unhealthyBecause_one:
          '{{names}} is up in {{wave}}, but unhealthy: {{reasons}}.',
        unhealthyBecause_other:
          '{{names}} are up in {{wave}}, but unhealthy: {{reasons}}.',
        hooks_one: 'Hook {{names}} failed in {{wave}}.',
        hooks_other: 'Hooks {{names}} failed in {{wave}}.',
        hooksBecause_one: 'Hook {{names}} failed in {{wave}}: {{reasons}}.',
        hooksBecause_other: 'Hooks {{names}} failed in {{wave}}: {{reasons}}.',
      },
      withinTarget: 'Within the target of {{target}}.',
      overTarget: '{{over}} over the target of {{target}}.',
      terminated: 'Its recovery instances have been terminated.',
      terminating_one: '{{count}} recovery instance is being terminated.',
      terminating_other: '{{count}} recovery instances are being terminated.',
      stillRunning_one:
        '{{count}} recovery instance still runs and costs money.',
      stillRunning_other:
        '{{count}} recovery instances still run and cost money.',
      tolerates: 'goes on when {{percent}} % of its servers are up',
      toleratesNothing: 'pauses if any server fails',
    },
  },
});

/** Says what {@link drsOrchestratorTranslationRef} has words for. */
export type Words = TranslationFunction<typeof drsOrchestratorTranslationRef.T>;
