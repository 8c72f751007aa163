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
import { makeStyles } from '@material-ui/core/styles';
import type { RecoveryPlan } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { ConfirmDialog } from '../../components/control/ConfirmDialog';
import { counted } from '../../format/counting';
import { DrillFields } from './start/DrillFields';
import { LimitChoice } from './start/LimitChoice';
import { PointInTimeFields } from './start/PointInTimeFields';
import { refusalOf } from './start/preflightFindings';
import { PreflightReport } from './start/PreflightReport';
import { startConditionsOf, usualStart } from './start/startDraft';
import { usePreflight } from './start/usePreflight';
import { useStart } from './useStart';

const useStyles = makeStyles(theme => ({
  fields: { display: 'grid', gap: theme.spacing(2.5) },
  pair: {
    display: 'grid',
    gap: theme.spacing(2),
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(240px, 100%), 1fr))',
    alignItems: 'start',
  },
}));

/** Says what a drill will do and what speaks against it, then starts it. */
export function StartDrillDialog(props: {
  plan: RecoveryPlan;
  onClose: () => void;
}) {
  const classes = useStyles();
  const { plan } = props;
  const id = useId();
  const [reason, setReason] = useState('');
  const [draft, setDraft] = useState(usualStart);
  const change = (changes: Partial<typeof draft>) =>
    setDraft(before => ({ ...before, ...changes }));
  const preflight = usePreflight(plan.planId, 'DRILL', draft);
  const { start, busy, error } = useStart(plan);
  const servers = preflight.data?.timeline.waves.reduce(
    (total, wave) => total + wave.serverCount,
    0,
  );
  const conditions = startConditionsOf(draft, 'DRILL');
  const refusal =
    preflight.data && !preflight.isPlaceholderData
      ? refusalOf(preflight.data.findings, draft.acknowledged)
      : undefined;
  return (
    <ConfirmDialog
      open
      wide
      title={`Start a drill of ${plan.planName}?`}
      confirm="Start drill"
      attempt={`start the drill of ${plan.planName}`}
      busy={busy}
      error={error}
      refusal={conditions ? refusal : 'Choose which data to recover.'}
      onClose={props.onClose}
      onConfirm={() =>
        conditions && start(conditions, reason, draft.acknowledged)
      }
    >
      <div className={classes.fields}>
        <Typography>
          Copies of{' '}
          {servers === undefined ? 'its servers' : counted(servers, 'server')}{' '}
          are launched in {counted(plan.waves.length, 'wave')} in account{' '}
          {plan.accountId} ({plan.scopes.map(scope => scope.region).join(', ')}
          ). What runs in production, and its replication, is not touched.
        </Typography>
        <PreflightReport
          preflight={preflight}
          acknowledged={draft.acknowledged}
          onAcknowledge={acknowledged => change({ acknowledged })}
        />
        <div className={classes.pair}>
          <DrillFields draft={draft} onChange={change} />
        </div>
        <PointInTimeFields plan={plan} draft={draft} onChange={change} />
        <div className={classes.pair}>
          <TextField
            id={id}
            label="Reason"
            variant="outlined"
            size="small"
            fullWidth
            value={reason}
            inputProps={{ maxLength: 1000 }}
            InputLabelProps={{ shrink: true }}
            placeholder="Quarterly rehearsal"
            onChange={event => setReason(event.target.value)}
          />
          <LimitChoice draft={draft} onChange={change} />
        </div>
      </div>
    </ConfirmDialog>
  );
}
