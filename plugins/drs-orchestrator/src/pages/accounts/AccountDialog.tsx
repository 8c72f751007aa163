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
import Typography from '@material-ui/core/Typography';
import {
  changedTargetAccountSchema,
  DrsError,
  findingsOfZodError,
  newTargetAccountSchema,
  targetAccountSchema,
  validate,
  type Finding,
  type OperationName,
  type TargetAccount,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { useChange, useOperation } from '../../api/operations';
import { ConflictNotice } from '../../components/editor/ConflictNotice';
import { conflictOf } from '../../components/editor/conflictOf';
import { Choice } from '../../components/form/Choice';
import { FormDialog } from '../../components/editor/FormDialog';
import { Field } from '../../components/form/Field';
import { useAccountsWords } from '../../translations/useAccountsWords';
import {
  contentOf,
  differencesOf,
  draftOf,
  regionsOf,
  type AccountDraft,
} from './accountDraft';
import { StagingFields } from './StagingFields';

/** What shows something of an account. */
const changes: OperationName[] = [
  'list_target_accounts',
  'get_target_account',
  'get_drs_account_capacity',
  'get_drs_source_servers',
];

/** Puts a target account on record, or changes the record. */
export function AccountDialog(props: {
  /** The record to change; absent: a new one. */
  account?: TargetAccount;
  onClose: () => void;
}) {
  const t = useAccountsWords();
  // What was seen when the dialog was opened, so that another's change is met.
  const [account, setAccount] = useState(props.account);
  const [draft, setDraft] = useState(() => draftOf(props.account));
  const [tried, setTried] = useState(false);
  const create = useChange('create_target_account', { changes });
  const update = useChange('update_target_account', { changes });
  const hub = useOperation('get_current_account', {});
  const saving = account ? update : create;
  const current = conflictOf(saving.error, targetAccountSchema);

  const created = validate(newTargetAccountSchema, {
    accountId: draft.accountId.trim(),
    ...contentOf(draft),
  });
  const changed = validate(changedTargetAccountSchema, {
    version: account?.version,
    ...contentOf(draft),
    ...(draft.externalIdChoice === 'REMOVE' && { removeExternalId: true }),
  });
  const parsed = account ? changed : created;
  const findings: Finding[] = [
    ...(tried && !parsed.success ? findingsOfZodError(parsed.error) : []),
    ...(saving.error instanceof DrsError ? saving.error.details : []),
  ];
  const change = (part: Partial<AccountDraft>) => {
    saving.reset();
    setDraft(before => ({ ...before, ...part }));
  };
  const submit = () => {
    setTried(true);
    const options = { onSuccess: props.onClose };
    if (account && changed.success) {
      const { accountId } = account;
      update.mutate({ params: { accountId }, body: changed.data }, options);
    } else if (!account && created.success) {
      create.mutate({ body: created.data }, options);
    }
  };

  return (
    <FormDialog
      title={
        account
          ? t('dialog.change', { name: account.accountName })
          : t('dialog.add')
      }
      save={t(account ? 'dialog.save' : 'dialog.addSave')}
      attempt={
        account
          ? t('dialog.changeAttempt', { name: account.accountName })
          : t('dialog.addAttempt')
      }
      saving={saving}
      conflict={
        current && (
          <ConflictNotice
            what={account?.accountName ?? t('dialog.theAccount')}
            version={current.version}
            updatedAt={current.updatedAt}
            differences={differencesOf(t, draft, current)}
            onTakeTheirs={() => {
              saving.reset();
              setAccount(current);
              setDraft(draftOf(current));
            }}
            onKeepYours={() => {
              saving.reset();
              setAccount(current);
            }}
          />
        )
      }
      onSave={submit}
      onClose={props.onClose}
    >
      <Typography variant="body2" color="textSecondary">
        {hub.data
          ? t('dialog.trustNamed', { identity: hub.data.arn })
          : t('dialog.trust')}
      </Typography>
      {!account && (
        <Field
          label={t('dialog.id')}
          field="accountId"
          required
          findings={findings}
          value={draft.accountId}
          onChange={accountId => change({ accountId })}
        />
      )}
      <Field
        label={t('dialog.name')}
        field="accountName"
        required
        findings={findings}
        value={draft.accountName}
        onChange={accountName => change({ accountName })}
      />
      <Field
        label={t('dialog.role')}
        field="roleName"
        required
        findings={findings}
        value={draft.roleName}
        onChange={roleName => change({ roleName })}
        help={t('dialog.roleHelp')}
      />
      {account?.hasExternalId && (
        <Choice
          label={t('dialog.externalIdOnRecord')}
          field="removeExternalId"
          chosen
          findings={findings}
          value={draft.externalIdChoice}
          options={[
            { value: 'KEEP', text: t('dialog.keep') },
            { value: 'REPLACE', text: t('dialog.replace') },
            { value: 'REMOVE', text: t('dialog.remove') },
          ]}
          onChange={choice => {
            const externalIdChoice = (
              ['KEEP', 'REPLACE', 'REMOVE'] as const
            ).find(one => one === choice);
            if (externalIdChoice) {
              change({ externalIdChoice });
            }
          }}
        />
      )}
      {draft.externalIdChoice === 'REPLACE' && (
        <Field
          label={t(
            account?.hasExternalId
              ? 'dialog.newExternalId'
              : 'dialog.externalId',
          )}
          field="externalId"
          findings={findings}
          value={draft.externalId}
          onChange={externalId => change({ externalId })}
          help={t('dialog.externalIdHelp')}
        />
      )}
      <Field
        label={t('dialog.regions')}
        field="regions"
        required
        findings={findings}
        value={draft.regions}
        onChange={regions => change({ regions })}
        placeholder="us-west-2, eu-west-1"
        help={t('dialog.regionsHelp')}
      />
      <StagingFields
        regions={regionsOf(draft)}
        stagingAccounts={draft.stagingAccounts}
        findings={findings}
        onChange={stagingAccounts => change({ stagingAccounts })}
      />
    </FormDialog>
  );
}
