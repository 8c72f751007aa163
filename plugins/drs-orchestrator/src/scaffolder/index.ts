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

import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';

const accountPicker = FormFieldBlueprint.make({
  name: 'account-picker',
  params: {
    field: () => import('./fields').then(({ accountField }) => accountField),
  },
});

const tagPicker = FormFieldBlueprint.make({
  name: 'tag-picker',
  params: {
    field: () => import('./fields').then(({ tagField }) => tagField),
  },
});

const protectionGroupPicker = FormFieldBlueprint.make({
  name: 'protection-group-picker',
  params: {
    field: () =>
      import('./fields').then(
        ({ protectionGroupField }) => protectionGroupField,
      ),
  },
});

const recoveryPlanPicker = FormFieldBlueprint.make({
  name: 'recovery-plan-picker',
  params: {
    field: () =>
      import('./fields').then(({ recoveryPlanField }) => recoveryPlanField),
  },
});

/** Fields of templates, for apps that have the scaffolder. */
export const scaffolderFields = [
  accountPicker,
  tagPicker,
  protectionGroupPicker,
  recoveryPlanPicker,
];
