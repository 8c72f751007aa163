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
 * What the target accounts’ pages say: whether each can be used, what is missing, and how much of its limits is used.
 *
 * @public
 */
export const drsOrchestratorAccountsTranslationRef = createTranslationRef({
  id: 'drs-orchestrator.accounts',
  messages: {
    list: {
      title: 'Accounts',
      lead: 'The AWS accounts where servers are recovered, and whether the orchestrator can use each.',
      what: 'the target accounts',
      caption: 'Target accounts',
      add: 'Add account',
      page: 'Page {{page}}',
      none: 'No account is on record',
      explanation:
        'A target account is an AWS account in which DRS keeps copies of servers ready. Put the first one on record with the name of the role to assume in it; its servers then appear under Servers.',
      column: {
        account: 'Account',
        status: 'Status',
        regions: 'Regions',
        staging: 'Staging accounts',
        role: 'Role to assume',
        validated: 'Last validation',
      },
      notValidated: 'None yet',
      findings_one: '{{count}} finding',
      findings_other: '{{count}} findings',
    },
    state: {
      UNVALIDATED: 'Not validated',
      READY: 'Can be used',
      ATTENTION: 'Needs attention',
      UNREACHABLE: 'Cannot be entered',
    },
    sentence: {
      unvalidated:
        'Whether it can be used is not known: it has not been validated since it was put on record or changed.',
      ready: 'It can be used: the last validation found nothing missing.',
      unreachable:
        'It cannot be used: the orchestrator cannot enter any of its Regions.',
      blocked_one: 'It cannot be used in full: {{count}} thing must be mended.',
      blocked_other:
        'It cannot be used in full: {{count}} things must be mended.',
      worthMending_zero: 'It can be used. No things are worth mending.',
      worthMending_one: 'It can be used. {{count}} thing is worth mending.',
      worthMending_other: 'It can be used. {{count}} things are worth mending.',
    },
    account: {
      what: 'account {{id}}',
      validate: 'Validate',
      validating: 'Validating…',
      validateHint: 'Enters every Region and asks AWS; changes nothing there.',
      beingValidated: 'It is being validated.',
      validateAttempt: 'validate {{name}}',
      edit: 'Edit',
      delete: 'Delete',
      canBeUsed: 'Can it be used?',
      asking: 'Asking AWS in every Region…',
      validated: 'Validated {{when}}.',
      neverValidated:
        'Validate it to learn whether its role can be assumed, DRS is set up, every permission is there and no limit is near.',
      nothingFound:
        'The role can be assumed, DRS is set up in every Region, every permission that a recovery takes is there, and no limit is near.',
      onRecord: 'On record',
      id: 'Account ID',
      role: 'Role to assume',
      externalId: 'External ID',
      hasExternalId: 'On record, and never shown',
      noExternalId: 'None',
      regions: 'Regions',
      added: 'Added',
      addedBy: 'Added by',
      changed: 'Changed (version {{version}})',
    },
    finding: {
      label: 'What was found',
      BLOCKING: 'Must be mended:',
      WARNING: 'Worth mending:',
      INFO: 'Worth knowing:',
      message: '{{severity}} {{message}}',
      remedy: '{{remedy}}.',
      request: 'request {{id}}',
      copy: 'Copy what AWS answered',
    },
    policy: {
      trust: 'Trust policy of the role {{role}} in {{account}}',
      permissions: 'Permissions of {{identity}} in {{account}}',
      copy: 'Copy: {{policy}}',
    },
    capacity: {
      title: 'Capacity',
      what: 'the capacity of the account',
      unknown: 'Nothing can be told while the account cannot be entered.',
      notSetUp:
        'DRS is not set up in this Region: there is nothing to use yet.',
      sourceServers: 'Source servers',
      extended_one: '{{count}} of them extended from staging accounts',
      extended_other: '{{count}} of them extended from staging accounts',
      replicating: 'Replicating into this account',
      staging: 'Staging account {{account}}',
      instances: 'Recovery instances',
      jobs: 'DRS jobs under way',
      serversInJobs: 'Servers in those jobs',
      notOnRecord:
        'Not on record: only the servers extended from it are counted',
      notEntered:
        'Could not be entered: only the servers extended from it are counted',
      seeServers_one: 'See the {{count, number}} server in {{region}}',
      seeServers_other: 'See the {{count, number}} servers in {{region}}',
      used: '{{used, number}} of {{limit, number}}',
      usedAndRoom:
        '{{used, number}} of {{limit, number}} used, room for {{room, number}}',
    },
    dialog: {
      add: 'Add an account',
      change: 'Change {{name}}',
      addSave: 'Add account',
      save: 'Save',
      addAttempt: 'add the account',
      changeAttempt: 'change {{name}}',
      theAccount: 'the account',
      trust:
        'The role must exist in that account and trust the orchestrator’s own identity.',
      trustNamed:
        'The role must exist in that account and trust the orchestrator’s own identity, {{identity}}.',
      id: 'Account ID',
      name: 'Name',
      role: 'Role to assume',
      roleHelp: 'The role’s name, without path',
      externalIdOnRecord: 'External ID on record',
      keep: 'Keep it as it is',
      replace: 'Replace it',
      remove: 'Remove it: the trust asks for none',
      externalId: 'External ID',
      newExternalId: 'New external ID',
      externalIdHelp:
        'If the role’s trust policy asks for one. It is never shown again.',
      regions: 'Regions',
      regionsHelp: 'Where servers are recovered, with commas between',
      differs: {
        name: 'Name',
        role: 'Role',
        regions: 'Regions',
        staging: 'Staging accounts',
      },
      stagingIn: '{{account}} in {{region}}',
    },
    delete: {
      title: 'Take {{name}} off the record?',
      confirm: 'Delete {{name}}',
      attempt: 'delete {{name}}',
      consequence:
        'The orchestrator forgets the account, its role and its external ID, and never enters it again. Nothing is changed in AWS: servers go on replicating, and the role stays until it is deleted there.',
    },
    staging: {
      title: 'Staging accounts',
      none: 'None is on record. Up to 300 servers replicate into an account and Region; with more, let the others replicate into staging accounts, put those on record here, and extend their servers.',
      help: 'Up to 300 servers replicate into one account and Region. Further ones replicate into staging accounts and are extended from there.',
      one: 'Staging account {{number}}',
      remove: 'Remove staging account {{number}}',
      add: 'Add a staging account',
      id: 'Account ID',
      role: 'Role',
      region: 'Region',
      atMost: 'At most',
      atMostHelp: 'Servers',
      priority: 'Priority',
      priorityHelp: '1 is used first',
      account: 'Account',
      roleToAssume: 'Role to assume',
      servers: 'Servers',
      serversAtMost_one: '{{count}} server',
      serversAtMost_other: '{{count}} servers',
      extend: 'Extend servers…',
    },
    extend: {
      title: 'Extend servers of {{staging}} into {{account}}',
      result: {
        EXTENSIBLE: 'Can be extended',
        EXTENDED: 'Extended',
        REFUSED: 'Refused',
        UNKNOWN: 'Not known',
      },
      done_one:
        '{{extended}} of {{count}} server can be recovered in {{account}} now.',
      done_other:
        '{{extended}} of {{count}} servers can be recovered in {{account}} now.',
      doneCaption: 'What became of each server',
      server: 'Server',
      outcome: 'Result',
      close: 'Close',
      confirm_zero: 'Extend',
      confirm_one: 'Extend {{count}} server',
      confirm_other: 'Extend {{count}} servers',
      attempt: 'extend the servers',
      choose: 'Choose the servers to extend.',
      consequence:
        'These servers replicate into the staging account. Extended, they can be recovered in {{account}} ({{region}}); their data stays where it is. They get no tags: groups that choose by tags find them once they are tagged.',
      what: 'the servers of the staging account',
      none: 'There is none left to extend: every server of the staging account is extended already.',
      caption: 'Servers that can be extended',
      id: 'Source server ID',
      message: '{{message}} ({{code}})',
      remedy: '{{remedy}}.',
    },
  },
});

/** Says what {@link drsOrchestratorAccountsTranslationRef} has words for. */
export type AccountsWords = TranslationFunction<
  typeof drsOrchestratorAccountsTranslationRef.T
>;
