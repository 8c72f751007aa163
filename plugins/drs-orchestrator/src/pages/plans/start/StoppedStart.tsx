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
import type { Finding } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { FindingList } from '../../../components/findings/FindingList';
import { StatusIcon } from '../../../components/status/StatusIcon';
import { usePlansWords } from '../../../translations/usePlansWords';

const useStyles = makeStyles(theme => ({
  root: { display: 'flex', gap: theme.spacing(1) },
}));

/** Says that a start was called off, and what preflight found at the last moment; nothing where there is nothing. */
export function StoppedStart({ findings }: { findings: readonly Finding[] }) {
  const t = usePlansWords();
  const classes = useStyles();
  return findings.length === 0 ? null : (
    <div role="alert" className={classes.root}>
      <StatusIcon tone="bad" size={22} />
      <div>
        <Typography variant="subtitle2" component="p">
          {t('start.stopped', { count: findings.length })}
        </Typography>
        <FindingList
          linked
          underHeading
          findings={findings}
          label={t('start.stoppedBy')}
        />
      </div>
    </div>
  );
}
