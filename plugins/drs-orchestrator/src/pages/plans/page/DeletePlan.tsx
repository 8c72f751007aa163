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
import type { RecoveryPlan } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { useChange } from '../../../api/operations';
import { ConfirmDialog } from '../../../components/control/ConfirmDialog';
import { usePaths } from '../../../routing/usePaths';
import { usePlansWords } from '../../../translations/usePlansWords';

/** Asks before a plan is deleted, and says what stays. */
export function DeletePlan(props: { plan: RecoveryPlan; onClose: () => void }) {
  const t = usePlansWords();
  const paths = usePaths();
  const navigate = useNavigate();
  const { planId, planName: name } = props.plan;
  const remove = useChange('delete_recovery_plan', {
    changes: ['list_recovery_plans', 'list_protection_groups', 'get_readiness'],
  });
  return (
    <ConfirmDialog
      open
      danger
      title={t('plan.delete.title', { name })}
      confirm={t('plan.delete.confirm', { name })}
      attempt={t('plan.delete.attempt', { name })}
      busy={remove.isPending}
      error={remove.error}
      onClose={props.onClose}
      onConfirm={() =>
        remove.mutate(
          { params: { planId } },
          { onSuccess: () => navigate(paths.plans) },
        )
      }
    >
      <Typography>{t('plan.delete.consequence')}</Typography>
    </ConfirmDialog>
  );
}
