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
import { useExecutionsWords } from '../../../translations/useExecutionsWords';
import { useFills } from './lanes';
import type { TimelineLayout } from './layOut';
import { segmentKinds } from './segments';

const useStyles = makeStyles(theme => ({
  list: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.5, 2),
    listStyle: 'none',
    margin: 0,
    padding: 0,
    fontSize: '0.8rem',
    color: theme.palette.text.secondary,
  },
  item: { display: 'flex', alignItems: 'center', gap: 6 },
  swatch: {
    width: 16,
    height: 10,
    borderRadius: 2,
    boxSizing: 'border-box',
    border: '1px solid transparent',
  },
  critical: { height: 3, background: theme.palette.text.primary },
  ghost: { border: `1px dashed ${theme.palette.text.secondary}` },
  ahead: { border: `1px dotted ${theme.palette.text.secondary}` },
}));

/** What the fills of a timeline mean: those that stand in it. */
export function TimelineLegend({ layout }: { layout: TimelineLayout }) {
  const t = useExecutionsWords();
  const classes = useStyles();
  const fill = useFills();
  const used = new Set(
    [...layout.rows.flatMap(row => row.segments), ...layout.holds].map(
      ({ kind }) => kind,
    ),
  );
  const waves = layout.rows.flatMap(row => (row.kind === 'wave' ? [row] : []));
  return (
    <ul className={classes.list} aria-hidden>
      {segmentKinds
        .filter(kind => used.has(kind))
        .map(kind => (
          <li key={kind} className={classes.item}>
            <span
              className={classes.swatch}
              style={{ background: fill(kind) }}
            />
            {t(`timeline.kind.${kind}`)}
          </li>
        ))}
      {waves.some(row => row.isCritical && row.segments.length > 0) && (
        <li className={classes.item}>
          <span className={`${classes.swatch} ${classes.critical}`} />
          {t('timeline.critical')}
        </li>
      )}
      {waves.some(row => row.expected) && (
        <li className={classes.item}>
          <span className={`${classes.swatch} ${classes.ghost}`} />
          {t('timeline.expected')}
        </li>
      )}
      {waves.some(row => row.forecast) && (
        <li className={classes.item}>
          <span className={`${classes.swatch} ${classes.ahead}`} />
          {t('timeline.ahead')}
        </li>
      )}
    </ul>
  );
}
