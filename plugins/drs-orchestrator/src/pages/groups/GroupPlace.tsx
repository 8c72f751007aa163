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

import Typography from '@material-ui/core/Typography';
import type {
  Finding,
  TargetAccount,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { Choice } from '../../components/form/Choice';
import { Facts } from '../../components/page/Facts';
import type { GroupsWords } from '../../translations/groups';
import { useGroupsWords } from '../../translations/useGroupsWords';
import type { GroupDraft } from './groupDraft';

const nameOf = (t: GroupsWords, account: TargetAccount) =>
  t('editor.accountName', {
    name: account.accountName,
    id: account.accountId,
  });

/** Where the servers of a new group are. */
export function GroupPlaceFields(props: {
  draft: GroupDraft;
  accounts: readonly TargetAccount[];
  findings: readonly Finding[];
  onChange: (changes: Partial<GroupDraft>) => void;
}) {
  const t = useGroupsWords();
  const { draft, accounts, findings, onChange } = props;
  const regionsOf = (accountId: string) =>
    accounts.find(account => account.accountId === accountId)?.regions;
  return (
    <>
      <Choice
        label={t('editor.account')}
        field="accountId"
        required
        findings={findings}
        value={draft.accountId}
        options={accounts.map(account => ({
          value: account.accountId,
          text: nameOf(t, account),
        }))}
        onChange={accountId => {
          const regions = regionsOf(accountId) ?? [];
          onChange({
            accountId,
            region: regions.includes(draft.region)
              ? draft.region
              : regions[0] ?? '',
            sourceServerIds: [],
          });
        }}
      />
      <Choice
        label={t('editor.region')}
        field="region"
        required
        disabled={!draft.accountId}
        findings={findings}
        value={draft.region}
        options={(regionsOf(draft.accountId) ?? [draft.region])
          .filter(Boolean)
          .map(region => ({ value: region, text: region }))}
        onChange={region => onChange({ region, sourceServerIds: [] })}
      />
    </>
  );
}

/** Where the servers of a stored group are, which never changes. */
export function GroupPlaceFacts(props: {
  draft: GroupDraft;
  accounts: readonly TargetAccount[];
}) {
  const t = useGroupsWords();
  const { draft } = props;
  const account = props.accounts.find(
    candidate => candidate.accountId === draft.accountId,
  );
  return (
    <div>
      <Facts
        items={[
          {
            term: t('editor.account'),
            value: account ? nameOf(t, account) : draft.accountId,
          },
          { term: t('editor.region'), value: draft.region },
        ]}
      />
      <Typography variant="body2" color="textSecondary">
        {t('editor.fixedPlace')}
      </Typography>
    </div>
  );
}
