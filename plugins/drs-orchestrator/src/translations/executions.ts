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
 * What the executions say: their list, one of them live, its timeline, its
 * controls, and the report of how it ended.
 *
 * @public
 */
export const drsOrchestratorExecutionsTranslationRef = createTranslationRef({
  id: 'drs-orchestrator.executions',
  messages: {
    none: '–',
    unit: { ofAll: '{{part}} of {{all}}' },
    /** An execution in the middle of a sentence. */
    name: {
      DRILL: 'drill of {{plan}}',
      RECOVERY: 'recovery of {{plan}}',
    },
    title: {
      DRILL: 'Drill of {{plan}}',
      RECOVERY: 'Recovery of {{plan}}',
    },
    wave: {
      title: '{{number}}. {{name}}',
      region: 'Wave {{number}}: {{name}}',
      inSentence: 'wave {{number}}',
      named: 'wave {{number}} ({{name}})',
      start: 'the start',
    },
    page: {
      what: 'the execution',
      waves: 'Waves',
      timeline: 'Timeline',
      graph: 'Waves and what each waits for',
      showGraph: 'Show what waits for what',
    },
    /** How it stands. */
    band: {
      label: 'How it stands',
      started: 'Started {{when}} by {{who}} · {{plan}}',
      startedBecause: 'Started {{when}} by {{who}} · {{plan}} · “{{reason}}”',
      plan: 'plan, version {{version}}',
      announced: '{{state}}: {{up}} of {{total}} servers up, {{failed}} failed',
      launchedWith: 'Launched with',
      terminated: 'Its instances are terminated',
      expected: 'Expected at the start',
      forecast: 'Expected now',
      forecastIn: 'Ready {{deadline}}',
      forecastValue: '{{duration}} in all',
    },
    /** Why, and by whom, it was stopped. */
    stopped: {
      cancelled: 'Cancelled by {{who}}.',
      cancelledSaying: 'Cancelled by {{who}}: “{{said}}”.',
      rejected: '{{what}} was rejected by {{who}}.',
      rejectedSaying: '{{what}} was rejected by {{who}}: “{{said}}”.',
    },
    pointInTime: {
      latest: 'The newest data of each server',
      asOf: 'Data as of {{instant}}',
      asOfSome: 'Data as of a chosen time',
      snapshots: 'Chosen snapshots',
    },
    controls: {
      label: 'What may be done',
      pause: 'Pause',
      pauseDoes: 'Running launches finish, nothing new starts.',
      resume: 'Resume',
      resumeDoes: 'What waits goes on where it stopped.',
      retry: 'Retry failed',
      retryDoes: 'Launches again what you choose of what failed.',
      skip: 'Skip failed',
      skipDoes: 'Goes on without what failed.',
      cancel: 'Cancel',
      cancelDoes:
        'Nothing new starts; launches that already run are followed to their end.',
      terminate: 'Terminate instances',
      terminateDoes:
        'Deletes the EC2 instances that this execution launched. What happened stays on record.',
    },
    share: {
      execution: 'Copy a link to this page as it is',
      server: 'Copy a link to this server',
      wave: 'Copy a link to wave {{number}}',
    },
    /** The execution in time. */
    timeline: {
      label: 'Timeline of the waves',
      table: 'What each wave and server went through, and when',
      what: 'Wave or server',
      when: 'What happened when, after the start',
      now: 'now',
      target: 'target',
      stands: '{{state}} · {{up}} of {{total}} up',
      serversOf: 'Servers of {{wave}}',
      because: '{{what}} ({{reason}})',
      earlier: '{{what}} (earlier try)',
      fromTo: '{{what}}: from {{from}} to {{to}}',
      since: '{{what}}: since {{from}}',
      expectedFromTo: 'Expected at the start: from {{from}} to {{to}}',
      aheadFromTo: 'Expected now: from {{from}} to {{to}}',
      isCritical: 'On the critical path: it decides when the whole is ready',
      critical: 'Critical path',
      expected: 'Expected at the start',
      ahead: 'Expected now',
      openAll: 'Show all servers',
      closeAll: 'Hide the servers',
      kind: {
        APPROVAL: 'Waiting for approval',
        HOOK: 'Hook',
        QUEUE: 'Waiting for its turn',
        REQUEST: 'Asked of DRS',
        SNAPSHOT: 'Snapshot',
        CONVERSION: 'Conversion',
        LAUNCH: 'Launch',
        LAUNCHING: 'Launch, all phases',
        HEALTH: 'Health check',
        WAIT: 'Wait after the servers are up',
        HOLD: 'Held',
      },
    },
    tabs: {
      label: 'Parts of the execution',
      servers: 'Servers ({{n}})',
      waves: 'Waves ({{n}})',
      events: 'Events',
      jobLog: 'Job log',
      outcome: 'Outcome',
    },
    servers: {
      filters: 'Filter the servers',
      wave: 'Wave',
      outcome: 'Outcome',
      account: 'Account',
      search: 'Search',
      searchHint: 'Name, instance, address, error',
      none: 'No server matches these filters.',
      caption: 'Servers of the execution',
      shown_one: '{{count}} of {{total}} servers',
      shown_other: '{{count}} of {{total}} servers',
      all_one: '{{count}} server',
      all_other: '{{count}} servers',
      checking: 'Its health is being checked',
      group: {
        failed: 'Failed',
        running: 'Launching',
        up: 'Up',
        waiting: 'Waiting',
        'left-out': 'Skipped or cancelled',
      },
      column: {
        server: 'Server',
        wave: 'Wave',
        outcome: 'Outcome',
        instance: 'Instance',
        address: 'Address',
        rto: 'Recovered in',
        rpo: 'Data loss',
        lag: 'Lag at start',
        account: 'Account',
      },
    },
    server: {
      noReason: 'AWS gave no reason for the failure.',
      retry: 'Retry…',
      retryDoes: 'Launches this server again.',
      retryReplaces:
        'Launches this server again in place of its instance, which is up: what was written to that is lost for good.',
      retryPerhapsReplaces:
        'Launches this server again. An earlier instance of it may still be up: what was written to that is lost for good.',
      skip: 'Skip…',
      skipDoes: 'Goes on without this server.',
      story: 'Its story',
      nothingYet: 'Nothing has been asked of DRS for it yet.',
      phase: 'Phase',
      began: 'Began after',
      took: 'Took',
      soFar: '{{duration}} so far',
      log: 'What DRS wrote',
      tags: 'Tags',
      newest: 'The newest data',
      place: '{{account}}, {{region}}',
      fact: {
        wave: 'Wave',
        instance: 'Instance',
        instanceState: 'Instance state',
        address: 'Private address',
        launched: 'Launched',
        recoveredIn: 'Recovered in',
        dataLoss: 'Data loss',
        health: 'Health',
        waits: 'Waits',
        launchedFrom: 'Launched from',
        settings: 'Launch settings',
        lag: 'Lag when it started',
        job: 'Job',
        sourceServer: 'Source server',
        place: 'Account and Region',
      },
      settings: {
        UNCHANGED: 'As wanted already',
        APPLIED: 'Changed for the launch',
        RESTORED: 'Changed for the launch, put back since',
        RESTORE_FAILED: 'Changed for the launch; putting back failed',
      },
    },
    waves: {
      starts: 'Starts',
      atOnce: 'At once',
      after_one: 'After wave {{waves}}',
      after_other: 'After waves {{waves}}',
      approval: 'Approval',
      approvalToCome: 'Will be asked for',
      approvalWaits: 'Waits for a person',
      approvalWaitsSecond: 'Waits for a second person',
      approved: 'Approved by {{who}}, {{when}}',
      approvedSaying: 'Approved by {{who}}, {{when}} · “{{comment}}”',
      rejected: 'Rejected by {{who}}, {{when}}',
      rejectedSaying: 'Rejected by {{who}}, {{when}} · “{{comment}}”',
      approvedAlone: 'Approved',
      rejectedAlone: 'Rejected',
      serversAtOnce: 'Servers at once',
      allAtOnce: 'All',
      servers: 'Servers',
      up: '{{up}} of {{total}} up',
      upAndFailed: '{{up}} of {{total}} up, {{failed}} failed',
      health: 'Health',
      healthy: '{{n}} healthy',
      unhealthy: '{{n}} unhealthy',
      beingChecked: '{{n}} being checked',
      started: 'Started',
      waitsAfterwards: 'Waits afterwards',
      waitEnds: 'Ends {{deadline}}',
      waitDone: 'Done',
      ready: 'Ready after',
      jobs_one: 'Job',
      jobs_other: 'Jobs',
      hooksOf: 'Hooks of wave {{number}}',
      hook: {
        hook: 'Hook',
        stage: 'When',
        PRE: 'Before the launches',
        POST: 'After the launches',
        status: 'Status',
        attempts_one: '{{count}} attempt',
        attempts_other: '{{count}} attempts',
        took: 'Took',
        answer: 'What it answered',
        type: {
          lambda: 'Lambda function',
          'ssm-automation': 'SSM Automation',
          webhook: 'Webhook',
        },
      },
      /** Short lines in the picture of the waves. */
      inGraph: {
        upAndFailed: '{{up}} of {{total}} up · {{failed}} failed',
        hook: '{{hook}}',
        hookAttempt: '{{hook}}, attempt {{attempt}}',
        goesOn: 'Goes on in {{duration}}',
        asksFirst: 'Asks for approval first',
        atATime: '{{n}} at a time',
      },
    },
    events: {
      what: 'the events',
      caption: 'Events of the execution, newest first',
      when: 'When',
      happened: 'What happened',
      wave: 'Wave',
      who: 'By',
      exactly: 'Exactly',
      filters: 'Filter the events',
      by: 'By',
      byPeople: 'People',
      bySystem: 'The orchestrator',
      search: 'Search',
      searchHint: 'What happened',
      none: 'No event matches these filters.',
      latest: 'Latest',
      all: 'All events',
    },
    jobLog: {
      what: 'the job log',
      caption: 'DRS job log, newest first',
      when: 'When',
      event: 'Event',
      server: 'Server',
      job: 'Job',
      wholeJob: 'The whole job',
      nothing:
        'DRS has written nothing yet. Lines appear here seconds after the first launch is asked for.',
      older: 'Show older lines',
    },
    outcome: {
      print: 'Print this report',
      notYet:
        'What there is to report so far; it is complete once the execution has ended.',
      reached: 'What was reached',
      status: 'Status',
      started: 'Started',
      ended: 'Ended',
      stopped: 'Stopped because',
      took: 'Took',
      by: 'Started by',
      reason: 'Reason',
      plan: 'Plan',
      planVersion: '{{plan}}, version {{version}}',
      places: 'Accounts and Regions',
      place: '{{account}}, {{region}}',
      data: 'Data',
      servers: 'Servers',
      serversValue:
        '{{succeeded}} up, {{failed}} failed, {{skipped}} skipped or cancelled, of {{total}}',
      expected: 'Expected at the start',
      waves: 'Wave by wave',
      wave: 'Wave',
      waveStatus: 'Status',
      waveServers: 'Servers up',
      waveFrom: 'Began after',
      waveReady: 'Ready after',
      waveExpected: 'Expected',
      waveCritical: 'Critical path',
      yes: 'Yes',
      no: 'No',
      failures: 'Failures by cause',
      noFailures: 'No server, hook or wave failed.',
      hookOf: 'Hook {{hook}} of {{wave}}',
      cause: 'Cause',
      noCause: 'AWS gave no reason',
      unhealthy: 'It did not pass its health check',
      causeServers: 'What failed',
      skippedServer: '{{server}} (then skipped)',
      andMore_one: '{{names}} and {{count}} more',
      andMore_other: '{{names}} and {{count}} more',
      approvals: 'Approvals',
      approvalOf: 'Approval of',
      approvalDecision: 'Decision',
      approvalWho: 'By',
      approvalWhen: 'When',
      approvalComment: 'Comment',
      approve: 'Approved',
      reject: 'Rejected',
      open: 'Not decided',
      holds: 'Times for which it was held',
      holdWhy: 'Why',
      holdSince: 'Since',
      holdFor: 'For',
      hooks: 'Hooks',
      people: 'Who did what',
      noPeople: 'Nobody had to do anything after the start.',
    },
    termination: {
      title: 'Cleaning up',
      told_one: '{{terminated}} of {{count}} instance terminated.',
      told_other: '{{terminated}} of {{count}} instances terminated.',
      label: 'Instances terminated',
      failed: 'Instances that could not be terminated',
      trouble_one: '{{instances}} could not be terminated: {{message}}',
      trouble_other:
        '{{count}} instances could not be terminated, {{instances}}: {{message}}',
      instance: '{{server}} ({{instance}})',
      again:
        'They run on and cost money. Once the cause is gone, have them terminated again.',
    },
    /** What an execution waits for a person to decide. */
    decision: {
      since: 'Waiting since {{when}}.',
      sinceOtherwise: 'Waiting since {{when}}. {{otherwise}}',
      notForYou: '{{lead}} {{reason}}',
      notForYouLead: 'Not for you now:',
      endsByItself:
        'If nobody decides, the execution ends by itself {{deadline}}.',
      cancel: 'Cancel…',
      cancelDoesNoneUp: 'Nothing new starts any more. No server is up.',
      cancelDoes_one:
        'Nothing new starts any more. {{count}} server that is up stays up until terminated.',
      cancelDoes_other:
        'Nothing new starts any more. {{count}} servers that are up stay up until terminated.',
      failure: {
        title: 'Decide about what failed',
        said: '{{said}}. That is more than the plan tolerates: nothing new starts until somebody decides.',
        failed:
          '{{what}} failed. That is more than the plan tolerates: nothing new starts until somebody decides.',
        servers_one: '{{count}} server of {{wave}}',
        servers_other: '{{count}} servers of {{wave}}',
        retry: 'Retry…',
        retryDoes:
          'Launches what failed again, with the same point in time and settings. Choose servers or whole waves.',
        retryDoesUp_one:
          'Launches what failed again, with the same point in time and settings. Choose servers or whole waves. {{count}} server is up, but its health check failed: it is replaced only if you choose it, and what was written to it is lost for good then.',
        retryDoesUp_other:
          'Launches what failed again, with the same point in time and settings. Choose servers or whole waves. {{count}} servers are up, but their health checks failed: each is replaced only if you choose it, and what was written to it is lost for good then.',
        retryPerhapsReplaces_one:
          'An earlier instance of {{count}} server may still be up: it is replaced unless you leave that server out, and what was written to it is lost for good then.',
        retryPerhapsReplaces_other:
          'Earlier instances of {{count}} servers may still be up: each is replaced unless you leave its server out, and what was written to it is lost for good then.',
        skip: 'Skip…',
        skipDoes:
          'Goes on without what you choose: the waves that depend on it start. It stays on record as skipped, with its error.',
      },
      operator: {
        title: 'Paused by an operator',
        said: '{{said}}.',
        resume: 'Resume…',
        resumeDoes_zero: 'It goes on where it stopped.',
        resumeDoes_one:
          '{{count}} server still to be launched goes on where it stopped.',
        resumeDoes_other:
          '{{count}} servers still to be launched go on where it stopped.',
      },
      freeze: {
        title: 'Held by the freeze switch',
        words:
          'It goes on by itself once the freeze is lifted, which whoever may manage accounts does in the {{settings}}.',
        saidWords:
          '{{said}}. It goes on by itself once the freeze is lifted, which whoever may manage accounts does in the {{settings}}.',
        settings: 'settings',
      },
      recovered: {
        title: 'Compare with AWS before you go on',
        words:
          'AWS shows launches that are tagged as this execution’s, and its log knows nothing of them. That is so when the portal’s database was restored from a backup while AWS had moved on. Nothing is launched until a person has looked, so that no server is launched twice.',
        saidWords:
          '{{said}}. That is so when the portal’s database was restored from a backup while AWS had moved on. Nothing is launched until a person has looked, so that no server is launched twice.',
        resumeDoes:
          'Takes these launches as this execution’s own: they are followed to their end and not repeated. What is still missing is launched then.',
      },
      approval: {
        title: 'Approve {{what}}?',
        wave: 'The plan asks for a person’s word before {{what}}. What does not depend on it goes on meanwhile.',
        startOf: {
          DRILL: 'Nothing is launched before a person has approved this drill.',
          RECOVERY:
            'Nothing is launched before a person has approved this recovery.',
        },
        fourEyes:
          'It takes a second person: {{people}} may not approve it, having started it or last changed its plan, and neither may a program. Whoever may not approve may still reject.',
        whoever: 'whoever started it',
        and: '{{first}} and {{last}}',
        comma: '{{first}}, {{last}}',
        approve: 'Approve…',
        approveDoes_one:
          '{{starts}}: {{count}} server, as version {{version}} of the plan had them when it was started.',
        approveDoes_other:
          '{{starts}}: {{count}} servers, as version {{version}} of the plan had them when it was started.',
        waveAtOnce: 'Wave {{number}} starts at once',
        waveOnceFree:
          'Wave {{number}} starts as soon as nothing else holds the execution',
        firstAtOnce: 'The first waves start at once',
        firstOnceFree:
          'The first waves start as soon as nothing else holds the execution',
        skip: 'Skip…',
        skipDoes_one:
          'Goes on without wave {{number}}: what depends on it starts, and its {{count}} server is not launched.',
        skipDoes_other:
          'Goes on without wave {{number}}: what depends on it starts, and its {{count}} servers are not launched.',
        reject: 'Reject…',
        rejectDoes_zero:
          'The execution is cancelled: nothing new starts any more.',
        rejectDoes_one:
          'The execution is cancelled: nothing new starts any more. {{count}} server that is up stays up until terminated.',
        rejectDoes_other:
          'The execution is cancelled: nothing new starts any more. {{count}} servers that are up stay up until terminated.',
      },
    },
    /** The dialogs that ask before a command is given. */
    command: {
      comment: 'Comment (kept in the log)',
      reason: 'Reason (kept in the log)',
      pause: {
        title: 'Pause the {{name}}?',
        confirm: 'Pause it',
        attempt: 'pause the {{name}}',
        running_one: '{{count}} launch already running finishes.',
        running_other: '{{count}} launches already running finish.',
        pending_one: '{{count}} server still to come waits.',
        pending_other: '{{count}} servers still to come wait.',
        words:
          'No hook, wave or launch starts until somebody resumes it. Its time limits stand still meanwhile, its recovery time does not.',
        example: 'The database team checks the data first',
      },
      resume: {
        title: 'Resume the {{name}}?',
        confirm: 'Resume it',
        confirmRecovered: 'Take the launches and resume',
        attempt: 'resume the {{name}}',
        recovered:
          'The launches that AWS shows, and that the log does not know, become this execution’s own: they are followed to their end and not repeated. Do this only once you have seen in AWS that they are of this execution.',
        pending_zero: 'It goes on to its end.',
        pending_one:
          'What waits goes on: {{count}} server still to be launched, each wave as soon as those before it are ready.',
        pending_other:
          'What waits goes on: {{count}} servers still to be launched, each wave as soon as those before it are ready.',
      },
      cancel: {
        title: 'Cancel the {{name}}?',
        confirm: 'Cancel it',
        attempt: 'cancel the {{name}}',
        pending_zero: 'No servers are left that would have been launched.',
        pending_one: '{{count}} server will not be launched.',
        pending_other: '{{count}} servers will not be launched.',
        running_one:
          '{{count}} launch already running cannot be called back and will be followed to the end.',
        running_other:
          '{{count}} launches already running cannot be called back and will be followed to the end.',
        up_one:
          '{{count}} instance that is up stays up until you terminate it.',
        up_other:
          '{{count}} instances that are up stay up until you terminate them.',
        words: 'A cancelled execution cannot be resumed.',
      },
      terminate: {
        title: 'Terminate the instances of the {{name}}?',
        confirm_zero: 'Terminate no instances',
        confirm_one: 'Terminate {{count}} instance',
        confirm_other: 'Terminate {{count}} instances',
        attempt: 'terminate the instances of the {{name}}',
        DRILL:
          'The copies that this drill launched are deleted. The source servers, and what the drill found, stay as they are.',
        RECOVERY:
          'These are recovered servers, perhaps in use. Their instances and everything written to them since the launch are lost for good.',
      },
      decide: {
        title: {
          APPROVE: 'Approve {{what}} of the {{name}}?',
          REJECT: 'Reject {{what}} of the {{name}}?',
        },
        confirm: {
          APPROVE: 'Approve',
          REJECT: 'Reject and cancel the execution',
        },
        attempt: {
          APPROVE: 'approve {{what}} of the {{name}}',
          REJECT: 'reject {{what}} of the {{name}}',
        },
        approveWave_one:
          'You approve version {{version}} of the plan with the {{count}} server that was found when it was started. Wave {{number}} starts at once.',
        approveWave_other:
          'You approve version {{version}} of the plan with the {{count}} servers that were found when it was started. Wave {{number}} starts at once.',
        approveStart_one:
          'You approve version {{version}} of the plan with the {{count}} server that was found when it was started. The first waves start at once.',
        approveStart_other:
          'You approve version {{version}} of the plan with the {{count}} servers that were found when it was started. The first waves start at once.',
        reject_zero:
          'Nothing new starts any more, and the execution ends as cancelled.',
        reject_one:
          'Nothing new starts any more, and the execution ends as cancelled. {{count}} instance that is up stays up until it is terminated.',
        reject_other:
          'Nothing new starts any more, and the execution ends as cancelled. {{count}} instances that are up stay up until they are terminated.',
      },
      items: {
        titleWave: {
          retry: 'Retry {{wave}} of the {{name}}?',
          skip: 'Skip {{wave}} of the {{name}}?',
        },
        title: {
          retry: 'Retry what failed in the {{name}}?',
          skip: 'Skip what failed in the {{name}}?',
        },
        confirm: { retry: 'Retry {{what}}', skip: 'Skip {{what}}' },
        confirmReplacing_one: 'Retry {{what}}, replacing {{count}} instance',
        confirmReplacing_other: 'Retry {{what}}, replacing {{count}} instances',
        confirmPerhapsReplacing_one:
          'Retry {{what}}, perhaps replacing {{count}} instance',
        confirmPerhapsReplacing_other:
          'Retry {{what}}, replacing up to {{count}} instances',
        confirmNothing: { retry: 'Retry', skip: 'Skip' },
        attempt: { retry: 'retry {{what}}', skip: 'skip {{what}}' },
        words: {
          retry:
            'What you choose is launched again, with the same point in time and settings. Hooks of these waves that failed run again, too, except those that must not run twice and that the plan does without; hooks that succeeded do not.',
          skip: 'The execution goes on without what you choose. It stays on record as skipped, with its error, and the execution can end no better than partial.',
        },
        up_one:
          'Up, but its health check failed: retrying replaces the instance. What was written to it is lost for good.',
        up_other:
          'Up, but their health checks failed: retrying replaces the instances. What was written to them is lost for good.',
        perhapsUp_one:
          'The last launch failed, but an earlier instance may still be up: retrying replaces it. What was written to it is lost for good.',
        perhapsUp_other:
          'The last launches failed, but earlier instances may still be up: retrying replaces them. What was written to them is lost for good.',
        ofInstance: '{{instance}}: {{reason}}',
        replaces: {
          DRILL_one:
            '{{count}} copy that is up is replaced: its instance and everything written to it since the launch are lost for good.',
          DRILL_other:
            '{{count}} copies that are up are replaced: their instances and everything written to them since the launch are lost for good.',
          RECOVERY_one:
            '{{count}} recovered server that is up, perhaps in use, is replaced: its instance and everything written to it since the launch are lost for good.',
          RECOVERY_other:
            '{{count}} recovered servers that are up, perhaps in use, are replaced: their instances and everything written to them since the launch are lost for good.',
        },
        perhapsReplaces: {
          DRILL_one:
            'An earlier copy of {{count}} server may still be up and is replaced: everything written to it since its launch is lost for good.',
          DRILL_other:
            'Earlier copies of {{count}} servers may still be up and are replaced: everything written to them since their launch is lost for good.',
          RECOVERY_one:
            'An earlier instance of {{count}} recovered server may still be up, perhaps in use, and is replaced: everything written to it since its launch is lost for good.',
          RECOVERY_other:
            'Earlier instances of {{count}} recovered servers may still be up, perhaps in use, and are replaced: everything written to them since their launch is lost for good.',
        },
        none: 'Nothing of it is left: somebody has decided meanwhile.',
        whole: 'The whole wave {{number}}',
        forOthers:
          'Not for you: it needs an approval, which is for another person than the one who started the execution or last changed its plan.',
        toCome_one: 'Not begun: {{count}} server would not be launched.',
        toCome_other: 'Not begun: {{count}} servers would not be launched.',
        restAll_one: 'And {{count}} more server: chosen, too.',
        restAll_other: 'And {{count}} more servers: chosen, too.',
        restSome_one: 'And {{count}} more server: {{taken}} of them chosen.',
        restSome_other: 'And {{count}} more servers: {{taken}} of them chosen.',
      },
    },
    list: {
      title: 'Executions',
      lead: 'Every drill and every recovery, newest first, with what became of its servers.',
      what: 'the executions',
      filters: 'Filter the executions',
      status: 'Status',
      type: 'Type',
      plan: 'Plan',
      account: 'Account',
      startedBy: 'Started by',
      from: 'From',
      to: 'To',
      me: 'Me',
      noMatch: 'No execution matches',
      noMatchHelp: 'Change or clear the filters above.',
      none: 'Nothing has been run yet',
      noneAction: 'Choose a plan to rehearse',
      noneHelp:
        'An execution is one run of a recovery plan: a drill, which launches copies of the servers to prove that it works, or a real recovery. Start with a drill of one plan.',
      caption: 'Executions',
      page: 'Page {{page}}',
      pageOf_one: 'Page {{page}} · {{count}} execution in all',
      pageOf_other: 'Page {{page}} · {{count}} executions in all',
    },
    delete: {
      chosen_zero: 'Delete the chosen…',
      chosen_one: 'Delete {{count}} execution…',
      chosen_other: 'Delete {{count}} executions…',
      chosenDoes: 'Takes them out of the lists; their logs stay.',
      ended: 'Delete all that have ended…',
      endedDoes:
        'All of them, on every page, narrowed by the filters of plan, account and last day.',
      chooseFirst: 'Choose executions that have ended by the boxes above.',
      otherFilters:
        'It can be narrowed by plan, account and the last day only. Clear the other filters, or choose executions one by one.',
      title_one: 'Delete {{count}} execution?',
      title_other: 'Delete {{count}} executions?',
      confirm_one: 'Delete {{count}} execution',
      confirm_other: 'Delete {{count}} executions',
      attempt_one: 'delete {{count}} execution',
      attempt_other: 'delete {{count}} executions',
      endedTitle: 'Delete every execution that has ended?',
      endedAttempt: 'delete every execution that has ended',
      narrowedTitle:
        'Delete every execution that has ended and matches the filters?',
      narrowedAttempt:
        'delete every execution that has ended and matches the filters',
      endedConfirm: 'Delete them',
      aftermath:
        'Lists and histories show them no more, drills among them that prove a plan was rehearsed. Their logs stay until the retention ends, and so do instances that they launched: terminate those first.',
    },
  },
});

/** Says what {@link drsOrchestratorExecutionsTranslationRef} has words for. */
export type ExecutionsWords = TranslationFunction<
  typeof drsOrchestratorExecutionsTranslationRef.T
>;
