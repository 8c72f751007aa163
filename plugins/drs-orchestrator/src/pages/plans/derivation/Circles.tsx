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
import { makeStyles } from '@material-ui/core/styles';
import type { DerivedPlan } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { StatusIcon } from '../../../components/status/StatusIcon';
import { usePlansWords } from '../../../translations/usePlansWords';
import { Relation } from './Relation';

const useStyles = makeStyles(theme => ({
  circle: {
    display: 'flex',
    gap: theme.spacing(1),
    marginTop: theme.spacing(1.5),
  },
  way: { margin: theme.spacing(0.5, 0), paddingLeft: theme.spacing(2.5) },
}));

/** Components that wait for each other: one way round, relation by relation, and what can be done. */
export function Circles({ derived }: { derived: DerivedPlan }) {
  const classes = useStyles();
  const t = usePlansWords();
  return (
    <>
      <Typography>{t('derivation.circles.explanation')}</Typography>
      {derived.circles.map(({ entityRefs, path }, index) => {
        const wave = derived.waves.find(candidate =>
          candidate.entityRefs.includes(entityRefs[0]),
        );
        return (
          <div key={entityRefs[0]} className={classes.circle}>
            <StatusIcon tone="bad" size={22} />
            <div>
              <ol
                className={classes.way}
                aria-label={t('derivation.circles.label', {
                  number: String(index + 1),
                })}
              >
                {path.map(relation => (
                  <li key={`${relation.from} ${relation.to}`}>
                    <Relation relation={relation} />
                  </li>
                ))}
              </ol>
              {wave && (
                <Typography variant="body2" color="textSecondary">
                  {t('derivation.circles.together', {
                    number: String(wave.waveNumber),
                  })}
                </Typography>
              )}
            </div>
          </div>
        );
      })}
    </>
  );
}
