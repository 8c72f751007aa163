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

import { lazy, Suspense } from 'react';
import { createScaffolderFieldExtension } from '@backstage/plugin-scaffolder-react';
import type { PickerProps } from './PickerFrame';
import type { Place, PlaceOptions } from './place';
import { validations } from './validation';

// Fields of templates for apps of the classic frontend system, to be provided by
// its plugin. Each is loaded when a template first needs it.

const AccountPicker = lazy(() =>
  import('./DrsAccountPicker').then(({ DrsAccountPicker }) => ({
    default: DrsAccountPicker,
  })),
);

const TagPicker = lazy(() =>
  import('./DrsTagPicker').then(({ DrsTagPicker }) => ({
    default: DrsTagPicker,
  })),
);

const ProtectionGroupPicker = lazy(() =>
  import('./DrsProtectionGroupPicker').then(({ DrsProtectionGroupPicker }) => ({
    default: DrsProtectionGroupPicker,
  })),
);

const RecoveryPlanPicker = lazy(() =>
  import('./DrsRecoveryPlanPicker').then(({ DrsRecoveryPlanPicker }) => ({
    default: DrsRecoveryPlanPicker,
  })),
);

/** `ui:field: DrsAccountPicker`. */
export const drsAccountPicker = createScaffolderFieldExtension({
  name: 'DrsAccountPicker',
  component: (props: PickerProps<Place, Pick<PlaceOptions, 'optional'>>) => (
    <Suspense fallback={null}>
      <AccountPicker {...props} />
    </Suspense>
  ),
  validation: validations.DrsAccountPicker,
});

/** `ui:field: DrsTagPicker`. */
export const drsTagPicker = createScaffolderFieldExtension({
  name: 'DrsTagPicker',
  component: (props: PickerProps<Record<string, string>, PlaceOptions>) => (
    <Suspense fallback={null}>
      <TagPicker {...props} />
    </Suspense>
  ),
  validation: validations.DrsTagPicker,
});

/** `ui:field: DrsProtectionGroupPicker`. */
export const drsProtectionGroupPicker = createScaffolderFieldExtension({
  name: 'DrsProtectionGroupPicker',
  component: (props: PickerProps<string, PlaceOptions>) => (
    <Suspense fallback={null}>
      <ProtectionGroupPicker {...props} />
    </Suspense>
  ),
  validation: validations.DrsProtectionGroupPicker,
});

/** `ui:field: DrsRecoveryPlanPicker`. */
export const drsRecoveryPlanPicker = createScaffolderFieldExtension({
  name: 'DrsRecoveryPlanPicker',
  component: (props: PickerProps<string, PlaceOptions>) => (
    <Suspense fallback={null}>
      <RecoveryPlanPicker {...props} />
    </Suspense>
  ),
  validation: validations.DrsRecoveryPlanPicker,
});
