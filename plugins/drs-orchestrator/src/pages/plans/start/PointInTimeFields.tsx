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

import FormControlLabel from '@material-ui/core/FormControlLabel';
import Radio from '@material-ui/core/Radio';
import RadioGroup from '@material-ui/core/RadioGroup';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { useId } from 'react';
import { makeStyles } from '@material-ui/core/styles';
import type {
  PointInTime,
  RecoveryPlan,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { DateTime } from 'luxon';
import { formatInstant } from '../../../format/time';
import { usePlansWords } from '../../../translations/usePlansWords';
import { SnapshotPicker } from './SnapshotPicker';
import type { StartDraft } from './startDraft';

const useStyles = makeStyles(theme => ({
  set: { border: 0, margin: 0, padding: 0, minWidth: 0 },
  legend: { ...theme.typography.subtitle2, padding: 0 },
  part: { marginTop: theme.spacing(1.5) },
}));

const kinds = [
  'LATEST',
  'AS_OF',
  'SNAPSHOTS',
] as const satisfies readonly PointInTime['type'][];

/** Of which time the data is that servers come back with. */
export function PointInTimeFields(props: {
  plan: RecoveryPlan;
  draft: StartDraft;
  onChange: (changes: Partial<StartDraft>) => void;
}) {
  const classes = useStyles();
  const id = useId();
  const t = usePlansWords();
  const { draft, onChange } = props;
  const asOf = DateTime.fromISO(draft.asOf);
  return (
    <fieldset className={classes.set}>
      <legend className={classes.legend}>{t('start.point.title')}</legend>
      <RadioGroup
        row
        aria-label={t('start.point.title')}
        value={draft.pointInTime}
        onChange={(_, value) => {
          const pointInTime = kinds.find(kind => kind === value);
          if (pointInTime) {
            onChange({ pointInTime });
          }
        }}
      >
        {kinds.map(value => (
          <FormControlLabel
            key={value}
            value={value}
            control={<Radio color="primary" />}
            label={t(`start.point.kind.${value}`)}
          />
        ))}
      </RadioGroup>
      {draft.pointInTime === 'LATEST' && (
        <Typography variant="body2" color="textSecondary">
          {t('start.point.latest')}
        </Typography>
      )}
      {draft.pointInTime === 'AS_OF' && (
        <div className={classes.part}>
          <TextField
            id={id}
            type="datetime-local"
            label={t('start.point.asOf')}
            variant="outlined"
            size="small"
            value={draft.asOf}
            InputLabelProps={{ shrink: true }}
            helperText={
              asOf.isValid
                ? t('start.point.asOfSays', {
                    instant: formatInstant(asOf.toUTC().toISO()),
                  })
                : t('start.point.asOfHelp')
            }
            onChange={event => onChange({ asOf: event.target.value })}
          />
        </div>
      )}
      {draft.pointInTime === 'SNAPSHOTS' && (
        <div className={classes.part}>
          <SnapshotPicker
            plan={props.plan}
            chosen={draft.snapshots}
            onChange={snapshots => onChange({ snapshots })}
          />
        </div>
      )}
    </fieldset>
  );
}
