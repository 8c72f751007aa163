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
  ChangedRecoveryPlan,
  RecoveryPlan,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { useChange } from '../../../api/operations';
import { ConfirmDialog } from '../../../components/control/ConfirmDialog';
import { usePlansWords } from '../../../translations/usePlansWords';
import { useGroupsById } from '../useGroups';
import { ChangeList } from './ChangeList';
import { proposalChanges } from './proposalChanges';

/** Shows what adopting the catalog's order changes, and saves it over the version that was compared. */
export function AdoptDialog(props: {
  plan: RecoveryPlan;
  proposal: ChangedRecoveryPlan;
  onClose: () => void;
}) {
  const t = usePlansWords();
  const groups = useGroupsById();
  const { plan, proposal } = props;
  const { planId, planName: name } = plan;
  const update = useChange('update_recovery_plan', {
    changes: [
      'get_recovery_plan',
      'list_recovery_plans',
      'get_plan_drift',
      'preflight_recovery_plan',
      'export_configuration',
      'list_protection_groups',
      'get_readiness',
    ],
  });
  const changes = proposalChanges(plan, proposal);
  return (
    <ConfirmDialog
      open
      wide
      title={t('drift.dialog.title', { name })}
      confirm={t('drift.dialog.confirm', {
        version: String(proposal.version + 1),
      })}
      attempt={t('drift.dialog.attempt', { name })}
      busy={update.isPending}
      error={update.error}
      onClose={props.onClose}
      onConfirm={() =>
        update.mutate(
          { params: { planId }, body: proposal },
          { onSuccess: props.onClose },
        )
      }
    >
      <Typography>{t('drift.dialog.explanation')}</Typography>
      {changes.length > 0 ? (
        <ChangeList changes={changes} groups={groups} />
      ) : (
        <Typography>{t('drift.dialog.nothing')}</Typography>
      )}
    </ConfirmDialog>
  );
}
