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
import type { PlanDrift } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { TextLink } from '../../../components/control/TextLink';
import { StatusIcon } from '../../../components/status/StatusIcon';
import { usePaths } from '../../../routing/usePaths';
import { useTones } from '../../../theme/tones';
import { usePlansWords } from '../../../translations/usePlansWords';
import { differencesOf } from './differencesOf';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 1),
    borderRadius: theme.shape.borderRadius,
    padding: theme.spacing(1.25, 2),
    marginBottom: theme.spacing(2),
  },
}));

/** Says on the plan, whatever is looked at, that it no longer does what the catalog says. */
export function DriftNotice({ drift }: { drift: PlanDrift | undefined }) {
  const classes = useStyles();
  const t = usePlansWords();
  const paths = usePaths();
  const { soft } = useTones().warning;
  return (
    <div role="status">
      {drift?.state === 'DRIFTED' && (
        <div className={classes.root} style={{ background: soft }}>
          <StatusIcon tone="warning" size={22} />
          <span>
            {t('drift.notice', {
              count: differencesOf(drift).differing.length,
            })}
          </span>
          <TextLink to={`${paths.plan(drift.planId)}?tab=drift`}>
            {t('drift.see')}
          </TextLink>
        </div>
      )}
    </div>
  );
}
