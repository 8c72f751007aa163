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

import { makeStyles } from '@material-ui/core/styles';
import { useTones } from '../../../theme/tones';
import { usePlansWords } from '../../../translations/usePlansWords';
import { barLook } from './RunsChart';
import { hasTargetInSight, verdictTones, type Reached } from './runHistory';

const useStyles = makeStyles(theme => ({
  list: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.5, 2.5),
    listStyle: 'none',
    margin: theme.spacing(1.5, 0, 0),
    padding: 0,
    fontSize: theme.typography.body2.fontSize,
  },
  item: { display: 'flex', alignItems: 'center', gap: theme.spacing(0.75) },
  sample: { width: 16, height: 16, borderRadius: 3, boxSizing: 'border-box' },
  line: { width: 20, height: 0 },
}));

/** What the bars of the charts mean; only what is in them. */
export function ChartLegend(props: {
  charts: readonly (readonly Reached[])[];
}) {
  const classes = useStyles();
  const t = usePlansWords();
  const tones = useTones();
  const runs = props.charts.flat();
  const types = (['DRILL', 'RECOVERY'] as const).filter(type =>
    runs.some(({ executionType }) => executionType === type),
  );
  const verdicts = (
    [
      ['WITHIN', t('history.legend.within')],
      ['OVER', t('history.legend.over')],
      ['NO_TARGET', t('history.legend.noTarget')],
      ['NOT_REACHED', t('history.legend.missed')],
    ] as const
  ).filter(([verdict]) => runs.some(run => run.verdict === verdict));
  return (
    <ul className={classes.list} aria-hidden>
      {types.map(executionType => (
        <li key={executionType} className={classes.item}>
          <span
            className={classes.sample}
            style={barLook(
              { executionType, verdict: 'NO_TARGET' },
              tones.neutral,
            )}
          />
          {t(`history.short.${executionType}`)}{' '}
          {t(`history.legend.${executionType}`)}
        </li>
      ))}
      {verdicts.map(([verdict, text]) => (
        <li key={verdict} className={classes.item}>
          <span
            className={classes.sample}
            style={barLook(
              { executionType: 'RECOVERY', verdict },
              tones[verdictTones[verdict]],
            )}
          />
          {text}
        </li>
      ))}
      {props.charts.some(hasTargetInSight) && (
        <li className={classes.item}>
          <span
            className={classes.line}
            style={{ borderTop: `2px dashed ${tones.paused.main}` }}
          />
          {t('history.legend.target')}
        </li>
      )}
    </ul>
  );
}
