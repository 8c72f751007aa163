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
        add: 'Add it',
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
