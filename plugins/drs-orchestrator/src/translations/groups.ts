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
 * What the protection groups’ pages say: their list, a group, its editor, and how its servers are launched.
 *
 * @public
 */
export const drsOrchestratorGroupsTranslationRef = createTranslationRef({
  id: 'drs-orchestrator.groups',
  messages: {
    list: {
      title: 'Protection groups',
      lead: 'Servers that are recovered together, chosen by tag or by name. Plans launch groups.',
      what: 'the protection groups',
      caption: 'Protection groups',
      create: 'Create group',
      page: 'Page {{page}}',
      pageOfAll_zero: 'Page {{page}} · no groups in all',
      pageOfAll_one: 'Page {{page}} · {{count}} group in all',
      pageOfAll_other: 'Page {{page}} · {{count}} groups in all',
      filter: {
        label: 'Filter the groups',
        name: 'Name',
        account: 'Account',
      },
      column: {
        group: 'Group',
        usedBy: 'Used by',
        changed: 'Changed',
      },
      noPlan: 'No plan yet',
      noMatch: 'No group matches',
      changeFilters: 'Change or clear the filters above.',
      none: 'No protection group yet',
      explanation:
        'A protection group names servers of one account and Region that are recovered together, such as the databases of an application. Chosen by tag, it follows the servers as they come and go.',
    },
    group: {
      what: 'the protection group',
      servers: 'the servers of the group',
      edit: 'Edit',
      delete: 'Delete',
      definition: 'Definition',
      description: 'Description',
      chosenBy: 'Servers chosen by',
      named_zero: 'no named servers',
      named_one: '{{count}} named server',
      named_other: '{{count}} named servers',
      accountAndRegion: 'Account and Region',
      place: '{{account}}, {{region}}',
      owner: 'Owner',
      usedByPlans: 'Used by plans',
      noPlan: 'None yet',
      changed: 'Changed (version {{version}})',
      matchesNow: 'Servers it matches now',
    },
    lead: {
      unused: 'No plan uses it yet.',
      used_one: '{{plans}} uses it.',
      used_other: '{{plans}} use it.',
      noServer: 'It matches no server now. {{plans}}',
      allReady_one: '{{count}} server, all ready to be recovered. {{plans}}',
      allReady_other: '{{count}} servers, all ready to be recovered. {{plans}}',
      someReady_one:
        '{{count}} server, {{ready}} ready to be recovered. {{plans}}',
      someReady_other:
        '{{count}} servers, {{ready}} ready to be recovered. {{plans}}',
    },
    delete: {
      title: 'Delete the group {{name}}?',
      confirm: 'Delete {{name}}',
      attempt: 'delete {{name}}',
      consequence:
        'The group is deleted for good. Its servers, and what past executions did with them, stay as they are; the servers become free for other groups.',
    },
    preview: {
      what: 'what the selection matches',
      nameSome:
        'Name a tag or a server, and the servers that match appear here.',
      choosePlace: 'Choose an account and a Region first.',
      matches_zero: 'No servers match',
      matches_one: '{{count}} server matches',
      matches_other: '{{count}} servers match',
      nearMisses_one: '{{matches}}, {{count}} near miss.',
      nearMisses_other: '{{matches}}, {{count}} near misses.',
      noNearMiss: '{{matches}}.',
      problems: 'Problems of the selection',
      noMatch: 'No server matches.',
      caption: 'Servers that match',
      missesTitle_one: 'Near misses: {{count}} server',
      missesTitle_other: 'Near misses: {{count}} servers',
      missesCaption: 'Servers that nearly match',
      showAll: 'Show all {{n, number}}',
      others_one:
        '{{count}} other server of this account and Region shares none of these tags.',
      others_other:
        '{{count}} other servers of this account and Region share none of these tags.',
      column: {
        server: 'Server',
        health: 'Could it be recovered now?',
        replication: 'Replication',
        lag: 'Lag',
        whyNot: 'Why not',
      },
    },
    editor: {
      newTitle: 'New protection group',
      newLabel: 'New group',
      editTitle: 'Edit {{name}}',
      create: 'Create group',
      save: 'Save',
      attempt: 'save the group',
      unsaved: 'what you wrote in this group',
      lead: 'Choose the servers of one account and Region. What they match is shown beside, as you type.',
      matchesNow: 'What it matches now',
      name: 'Name',
      namePlaceholder: 'Orders databases',
      description: 'Description',
      owner: 'Owner',
      ownerHelp: 'The team that answers for it, as the catalog names it',
      chooseServers: 'Choose servers',
      byTags: 'By tags',
      oneByOne: 'One by one',
      account: 'Account',
      accountName: '{{name}} ({{id}})',
      region: 'Region',
      fixedPlace: 'The account and Region of a group do not change.',
      repeatedKey: '{{key}} is named twice; a server has one value of it',
      difference: {
        servers: 'Servers',
        launch: 'How they are launched',
        serverLaunches: 'Servers with settings of their own',
      },
    },
    tags: {
      hint: 'A server must carry all of these tags. Keys and values compare exactly, capitals included.',
      key: 'Tag key',
      value: 'Tag value',
      keyNumbered: 'Tag key {{number}}',
      valueNumbered: 'Tag value {{number}}',
      remove: 'Remove tag {{tag}}',
      add: 'Add another tag',
    },
    picker: {
      search: 'Search servers',
      searchHint: 'Name, address or ID',
      what: 'the source servers',
      label: 'Servers to choose from',
      server: '{{server}} – {{state}}',
      serverElsewhere: '{{server}} – {{state}}, already in {{group}}',
      missing: '{{server}} – not in this account and Region any more',
      chosen_zero: '0 chosen.',
      chosen_one: '{{count}} chosen.',
      chosen_other: '{{count}} chosen.',
      firstShown: 'The first {{n}} are shown; search to find others.',
    },
    launch: {
      title: 'How they are launched',
      compare: 'Compare with AWS',
      compareHint: 'Reads the settings of every server in AWS.',
      hide: 'Hide what AWS has',
      unchanged:
        'As DRS and its launch templates are set in AWS: the group changes nothing.',
      own_one: '{{count}} server has settings of its own.',
      own_other: '{{count}} servers have settings of their own.',
      asInAws: 'As it is set in AWS',
      settingsOfGroup_one: '{{count}} setting of this group',
      settingsOfGroup_other: '{{count}} settings of this group',
      settings_zero: 'no settings',
      settings_one: '{{count}} setting',
      settings_other: '{{count}} settings',
      help: 'Written to DRS and its EC2 launch template before each launch. What is empty stays as it is in AWS.',
      ownTitle: 'Servers with settings of their own',
      ownNone: 'None',
      ownServers_one: '{{count}} server',
      ownServers_other: '{{count}} servers',
      staticAddress: 'Static private address',
      staticAddressHelp: 'Free in the subnet of the launch',
      asGroup: 'As the group has it',
      removeOwn: 'Remove the settings of {{server}}',
      addServer: 'Add a server',
      noServer: 'The group matches no server yet',
      choose: 'Choose…',
    },
    field: {
      empty: 'As it is in AWS',
      typeWithoutEffect: 'Without effect: DRS chooses it',
      privateAddress: 'Private address',
      privateAddresses: { yes: 'The one of the source', no: 'Any free one' },
      sourceTags: 'Tags of the source',
      sourceTagsChoices: { yes: 'Copied', no: 'Not copied' },
      osLicence: 'OS licence',
      osLicences: { yes: 'Our own', no: 'From AWS' },
      launchActions: 'Launch actions of DRS',
      launchActionsChoices: { yes: 'Run', no: 'Do not run' },
      drillNetwork: 'Drill network',
      drillHelp:
        'Drills are launched there, apart from what runs; afterwards the settings are put back.',
    },
    setting: {
      subnetId: 'Subnet',
      securityGroupIds: 'Security groups',
      instanceType: 'Instance type',
      instanceProfileName: 'Instance profile',
      rightSizing: 'Instance type chosen by',
      copyPrivateIp: 'Copies the private address',
      copyTags: 'Copies tags',
      staticPrivateIp: 'Private address',
      launchDisposition: 'After the launch',
      bootMode: 'Boot mode',
      osByol: 'Own licence',
      postLaunchEnabled: 'Launch actions',
      drillSubnet: 'Subnet of drills',
      drillSecurityGroups: 'Security groups of drills',
      notSet: 'Not set',
      yes: 'Yes',
      no: 'No',
    },
    rightSizing: {
      NONE: 'The setting below',
      BASIC: 'DRS, by the source’s size',
      IN_AWS: 'DRS, anew at each launch',
    },
    disposition: { STARTED: 'Started', STOPPED: 'Stopped' },
    bootMode: {
      USE_SOURCE: 'As the source',
      UEFI: 'UEFI',
      LEGACY_BIOS: 'Legacy BIOS',
    },
    sync: {
      READY: 'As wanted',
      DRIFTED: 'Different',
      FAILED: 'Could not be written',
    },
    comparison: {
      what: 'the launch settings in AWS',
      findings: 'What is wrong with it',
      filter: 'Filter the servers by their settings in AWS',
      search: 'Server',
      inAws: 'In AWS',
      choice: '{{state}} ({{n, number}})',
      caption: 'Launch settings in AWS',
      server: 'Server',
      differences: 'Has, and shall have',
      allAsWanted: 'AWS has every server as the group wants it.',
      differ_one: '{{count}} server in AWS differs from what the group wants.',
      differ_other:
        '{{count}} servers in AWS differ from what the group wants.',
      failed_one:
        '{{count}} server could not be written when that was last tried.',
      failed_other:
        '{{count}} servers could not be written when that was last tried.',
      writtenAnyway: 'It is written before a launch in any case.',
      noMatch: 'No server matches the filters above.',
      page: 'Servers {{from, number}}–{{to, number}} of {{total, number}}',
      settingsDiffer_zero: 'no settings differ',
      settingsDiffer_one: '{{count}} setting differs',
      settingsDiffer_other: '{{count}} settings differ',
      failure: '{{message}} ({{code}})',
      change: '{{setting}}: {{current}} → {{wanted}}',
      all: 'All that a launch would use',
      value: '{{setting}}: {{value}}',
      write: 'Write to AWS now',
      writeHint: 'Writes the settings to DRS and its launch templates now.',
      nothingDiffers: 'Nothing differs.',
      retry_one: 'Try {{count}} failed server again',
      retry_other: 'Try {{count}} failed servers again',
      retryHint:
        'Writes the settings of these servers, and leaves the others alone.',
      ask: 'Write the launch settings of {{group}} to AWS?',
      confirm_zero: 'Write to no servers',
      confirm_one: 'Write to {{count}} server',
      confirm_other: 'Write to {{count}} servers',
      attempt: 'write the launch settings of {{group}}',
      consequence_zero:
        'DRS’s launch configuration and EC2’s launch template of no servers are changed. Nothing is launched, and replication goes on.',
      consequence_one:
        'DRS’s launch configuration and EC2’s launch template of {{count}} server are changed. Nothing is launched, and replication goes on.',
      consequence_other:
        'DRS’s launch configuration and EC2’s launch template of {{count}} servers are changed. Nothing is launched, and replication goes on.',
      changed_zero: 'No servers were changed in AWS.',
      changed_one: '{{count}} server was changed in AWS.',
      changed_other: '{{count}} servers were changed in AWS.',
      notChanged_one:
        '{{count}} server could not be changed; the table says why.',
      notChanged_other:
        '{{count}} servers could not be changed; the table says why.',
    },
    suggest: {
      trouble:
        'AWS could not be asked for {{what}} ({{code}}). What you type counts as it is.',
      request: 'request {{id}}',
      subnets: 'subnets',
      securityGroups: 'security groups',
      instanceTypes: 'instance types',
      instanceProfiles: 'instance profiles',
      noAddress: 'no free address',
      addresses_one: '{{count, number}} address free',
      addresses_other: '{{count, number}} addresses free',
      noSubnet: 'AWS has no such subnet in {{region}}',
      vcpus_one: '{{count}} vCPU',
      vcpus_other: '{{count}} vCPUs',
      memory: '{{gib, number}} GiB',
      previousGeneration: 'previous generation',
      noRole: 'has no role, and gives nothing',
      role: 'role {{role}}',
    },
  },
});

/** Says what {@link drsOrchestratorGroupsTranslationRef} has words for. */
export type GroupsWords = TranslationFunction<
  typeof drsOrchestratorGroupsTranslationRef.T
>;
