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

import { useId, useState } from 'react';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import type { RecoveryPlan } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { ConfirmDialog } from '../../components/control/ConfirmDialog';
import { counted } from '../../format/counting';
import { usePlanValidation } from './usePlanValidation';
import { useStart } from './useStart';

/** Says what a drill will do, then starts it. */
export function StartDrillDialog(props: {
  plan: RecoveryPlan;
  onClose: () => void;
}) {
  const { plan } = props;
  const id = useId();
  const [reason, setReason] = useState('');
  const validation = usePlanValidation(plan);
  const { start, busy, error } = useStart(plan, 'DRILL');
  const servers = validation.data?.waves.reduce(
    (total, wave) => total + wave.serverCount,
    0,
  );
  return (
    <ConfirmDialog
      open
      title={`Start a drill of ${plan.planName}?`}
      confirm="Start drill"
      attempt={`start the drill of ${plan.planName}`}
      busy={busy}
      error={error}
      onClose={props.onClose}
      onConfirm={() => start(reason)}
    >
      <Typography paragraph>
        Copies of{' '}
        {servers === undefined ? 'its servers' : counted(servers, 'server')} are
        launched in {counted(plan.waves.length, 'wave')} in account{' '}
        {plan.accountId} ({plan.scopes.map(scope => scope.region).join(', ')}).
        What runs in production, and its replication, is not touched.
      </Typography>
      <Typography paragraph>
        The copies cost money until you terminate them from the drill’s page.
      </Typography>
      <TextField
        id={id}
        label="Reason"
        variant="outlined"
        fullWidth
        value={reason}
        inputProps={{ maxLength: 1000 }}
        InputLabelProps={{ shrink: true }}
        placeholder="Quarterly rehearsal"
        onChange={event => setReason(event.target.value)}
      />
    </ConfirmDialog>
  );
}
