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

import { useState } from 'react';
import type { RecoveryPlan } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { useOperation } from '../api/operations';
import { Answer } from '../components/answer/Answer';
import { useDebounced } from '../routing/useDebounced';
import { useScaffolderWords } from '../translations/useScaffolderWords';
import { PickerFrame, type PickerProps } from './PickerFrame';
import { isAt, placeFor, type PlaceOptions } from './place';
import { RecordPicker } from './RecordPicker';
import { useTakenOut } from './useTakenOut';

type Props = PickerProps<string, PlaceOptions>;

/** Chooses a recovery plan, of one account and Region if the template says so. */
export function DrsRecoveryPlanPicker(props: Props) {
  return (
    <PickerFrame of={props}>
      <PlanPicker {...props} />
    </PickerFrame>
  );
}

function PlanPicker(props: Props) {
  const t = useScaffolderWords();
  const { formData, schema, uiSchema, formContext, idSchema } = props;
  const [search, setSearch] = useState('');
  const name = useDebounced(search.trim(), 300);
  const place = placeFor(uiSchema['ui:options'] ?? {}, formContext);
  const plans = useOperation(
    'list_recovery_plans',
    { query: { ...place, name: name || undefined, limit: 50 } },
    { keepPrevious: true },
  );
  // It may be on a later page, or come from an address.
  const chosen = useOperation(
    'get_recovery_plan',
    { params: { planId: formData ?? '' } },
    { enabled: Boolean(formData) },
  );
  const optionOf = (plan: RecoveryPlan) => ({
    id: plan.planId,
    name: plan.planName,
    details: t('plan.details', {
      accountId: plan.accountId,
      count: plan.waves.length,
    }),
  });
  const present =
    plans.data?.items.find(({ planId }) => planId === formData) ??
    (formData ? chosen.data : undefined);
  const takenOut = useTakenOut(
    present && {
      name: present.planName,
      isElsewhere:
        place !== undefined &&
        !present.scopes.some(({ region }) =>
          isAt(place, { accountId: present.accountId, region }),
        ),
    },
    props.onChange,
  );
  return (
    <Answer of={plans} what={t('plan.what')} rows={1}>
      {({ items }) => (
        <RecordPicker
          id={idSchema.$id}
          label={schema.title ?? t('plan.title')}
          required={props.required}
          disabled={props.disabled}
          hasError={(props.rawErrors ?? []).length > 0}
          chosen={present && optionOf(present)}
          takenOut={takenOut}
          options={items.map(optionOf)}
          loading={plans.isFetching}
          onSearch={setSearch}
          onChoose={props.onChange}
        />
      )}
    </Answer>
  );
}
