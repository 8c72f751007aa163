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
import { useNavigate } from 'react-router-dom';
import type { TargetAccount } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { useChange } from '../../api/operations';
import { ConfirmDialog } from '../../components/control/ConfirmDialog';
import { usePaths } from '../../routing/usePaths';
import { useAccountsWords } from '../../translations/useAccountsWords';

/** Takes an account off the record. */
export function DeleteAccount(props: {
  account: TargetAccount;
  onClose: () => void;
}) {
  const t = useAccountsWords();
  const paths = usePaths();
  const navigate = useNavigate();
  const { accountId, accountName } = props.account;
  const remove = useChange('delete_target_account', {
    changes: [
      'list_target_accounts',
      'get_drs_source_servers',
      'get_drs_account_capacity',
    ],
  });
  return (
    <ConfirmDialog
      open
      danger
      title={t('delete.title', { name: accountName })}
      confirm={t('delete.confirm', { name: accountName })}
      attempt={t('delete.attempt', { name: accountName })}
      busy={remove.isPending}
      error={remove.error}
      onClose={props.onClose}
      onConfirm={() =>
        remove.mutate(
          { params: { accountId } },
          { onSuccess: () => navigate(paths.accounts) },
        )
      }
    >
      <Typography>{t('delete.consequence')}</Typography>
    </ConfirmDialog>
  );
}
