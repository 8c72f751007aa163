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
import { usePlansWords } from '../../translations/usePlansWords';
import { useWords } from '../../translations/useWords';
import { DrillFields } from './start/DrillFields';
import { CheckAgain } from './start/CheckAgain';
import { LimitChoice } from './start/LimitChoice';
import { PointInTimeFields } from './start/PointInTimeFields';
import { PreflightReport } from './start/PreflightReport';
import { usualStart } from './start/startDraft';
import { StoppedStart } from './start/StoppedStart';
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
  const t = usePlansWords();
  const words = useWords();
  const { plan } = props;
  const id = useId();
  const [reason, setReason] = useState('');
  const [draft, setDraft] = useState(usualStart);
  const change = (changes: Partial<typeof draft>) =>
    setDraft(before => ({ ...before, ...changes }));
  const preflight = usePreflight(plan.planId, 'DRILL', draft);
  const { start, checking, busy, error, refusal, stoppedBy } = useStart(
    plan,
    'DRILL',
    draft,
    preflight,
  );
  const servers = preflight.data?.timeline.waves.reduce(
    (total, wave) => total + wave.serverCount,
    0,
  );
  const where = {
    waves: words('count.waves', { count: plan.waves.length }),
    account: plan.accountId,
    regions: plan.scopes.map(scope => scope.region).join(', '),
  };
  return (
    <ConfirmDialog
      open
      wide
      title={t('start.drill.title', { name: plan.planName })}
      confirm={t('start.drill.confirm')}
      attempt={t('start.drill.attempt', { name: plan.planName })}
      busy={checking || busy}
      error={error}
      refusal={refusal}
      onClose={props.onClose}
      onConfirm={() => start(reason)}
    >
      <div className={classes.fields}>
        <Typography>
          {servers === undefined
            ? t('start.drill.consequenceUncounted', where)
            : t('start.drill.consequence', {
                ...where,
                servers: words('count.servers', { count: servers }),
              })}
        </Typography>
        <CheckAgain preflight={preflight} />
        <PreflightReport
          preflight={preflight}
          acknowledged={draft.acknowledged}
          onAcknowledge={given => change({ acknowledged: given })}
        />
        <div className={classes.pair}>
          <DrillFields draft={draft} onChange={change} />
        </div>
        <PointInTimeFields plan={plan} draft={draft} onChange={change} />
        <div className={classes.pair}>
          <TextField
            id={id}
            label={t('start.drill.reason')}
            variant="outlined"
            size="small"
            fullWidth
            value={reason}
            inputProps={{ maxLength: 1000 }}
            InputLabelProps={{ shrink: true }}
            placeholder={t('start.drill.reasonExample')}
            onChange={event => setReason(event.target.value)}
          />
          <LimitChoice draft={draft} onChange={change} />
        </div>
        <StoppedStart findings={stoppedBy} />
      </div>
    </ConfirmDialog>
  );
}
