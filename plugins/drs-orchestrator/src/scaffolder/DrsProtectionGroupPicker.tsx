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
import type { ProtectionGroup } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { useOperation } from '../api/operations';
import { Answer } from '../components/answer/Answer';
import { useDebounced } from '../routing/useDebounced';
import { useScaffolderWords } from '../translations/useScaffolderWords';
import { PickerFrame, type PickerProps } from './PickerFrame';
import { isAt, placeFor, type PlaceOptions } from './place';
import { RecordPicker } from './RecordPicker';
import { useTakenOut } from './useTakenOut';

type Props = PickerProps<string, PlaceOptions>;

/** Chooses a protection group, of one account and Region if the template says so. */
export function DrsProtectionGroupPicker(props: Props) {
  return (
    <PickerFrame of={props}>
      <GroupPicker {...props} />
    </PickerFrame>
  );
}

function GroupPicker(props: Props) {
  const t = useScaffolderWords();
  const { formData, schema, uiSchema, formContext, idSchema } = props;
  const [search, setSearch] = useState('');
  const name = useDebounced(search.trim(), 300);
  const place = placeFor(uiSchema['ui:options'] ?? {}, formContext);
  const groups = useOperation(
    'list_protection_groups',
    { query: { ...place, name: name || undefined, limit: 50 } },
    { keepPrevious: true },
  );
  // It may be on a later page, or come from an address.
  const chosen = useOperation(
    'get_protection_group',
    { params: { groupId: formData ?? '' } },
    { enabled: Boolean(formData) },
  );
  const optionOf = (group: ProtectionGroup) => ({
    id: group.groupId,
    name: group.groupName,
    details: t('group.details', {
      accountId: group.accountId,
      region: group.region,
    }),
  });
  const present =
    groups.data?.items.find(({ groupId }) => groupId === formData) ??
    (formData ? chosen.data : undefined);
  const takenOut = useTakenOut(
    present && {
      name: present.groupName,
      isElsewhere: place !== undefined && !isAt(place, present),
    },
    props.onChange,
  );
  return (
    <Answer of={groups} what={t('group.what')} rows={1}>
      {({ items }) => (
        <RecordPicker
          id={idSchema.$id}
          label={schema.title ?? t('group.title')}
          required={props.required}
          disabled={props.disabled}
          hasError={(props.rawErrors ?? []).length > 0}
          chosen={present && optionOf(present)}
          takenOut={takenOut}
          options={items.map(optionOf)}
          loading={groups.isFetching}
          onSearch={setSearch}
          onChoose={props.onChange}
        />
      )}
    </Answer>
  );
}
