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

/** What the fields of templates say. @public */
export const drsOrchestratorScaffolderTranslationRef = createTranslationRef({
  id: 'drs-orchestrator.scaffolder',
  messages: {
    account: {
      title: 'AWS account and Region',
      account: 'Account',
      region: 'Region',
      option: '{{name}} ({{id}})',
      /** After "read" and "see". */
      what: 'the AWS accounts',
      none: 'No AWS account is on record yet. A DR administrator puts the first one there.',
      invalid: 'Choose an account and one of its Regions.',
    },
    tags: {
      title: 'Tags of the servers',
      placeFirst: 'Choose an account and a Region first.',
      tagFirst: 'Name a tag, and the servers that match appear here.',
      repeated: '{{key}} is named twice; a server has one value of it',
      what: 'what the selection matches',
      preview: 'Servers that these tags select',
      matches_zero: 'No server matches now.',
      matches_one: '{{count}} server matches now.',
      matches_other: '{{count}} servers match now.',
      invalid:
        'Name from 1 to 20 tags: keys of up to 128 characters, values of up to 256.',
    },
    record: {
      placeholder: 'Type a part of its name',
      noneMatches: 'None matches',
      reading: 'Reading…',
      chosen: '{{name}}, {{details}}',
      takenOut:
        '{{name}} is not in the account and Region that are chosen now. Choose another.',
    },
    group: {
      title: 'Protection group',
      details: '{{accountId}} · {{region}}',
      what: 'the protection groups',
      invalid: 'Choose a protection group.',
    },
    plan: {
      title: 'Recovery plan',
      details_one: '{{accountId}} · {{count}} wave',
      details_other: '{{accountId}} · {{count}} waves',
      what: 'the recovery plans',
      invalid: 'Choose a recovery plan.',
    },
  },
});

/** @public */
export type ScaffolderWords = TranslationFunction<
  typeof drsOrchestratorScaffolderTranslationRef.T
>;
