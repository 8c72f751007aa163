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
import { Answer } from '../../../components/answer/Answer';
import { usePlansWords } from '../../../translations/usePlansWords';
import type { Acknowledgement } from './acknowledgement';
import { PredictedTimeline } from './PredictedTimeline';
import { PreflightFindings } from './PreflightFindings';
import type { usePreflight } from './usePreflight';

const useStyles = makeStyles(theme => ({
  title: {
    ...theme.typography.subtitle1,
    fontWeight: 600,
    margin: theme.spacing(2, 0, 0.5),
  },
  stale: { opacity: 0.6 },
}));

/** What preflight found, and how long it would take. */
export function PreflightReport(props: {
  preflight: ReturnType<typeof usePreflight>;
  acknowledged: readonly Acknowledgement[];
  onAcknowledge?: (acknowledged: Acknowledgement[]) => void;
  /** Whether something else than what is found refuses it. */
  refused?: boolean;
}) {
  const classes = useStyles();
  const t = usePlansWords();
  const { preflight } = props;
  return (
    <Answer of={preflight} what={t('preflight.what')} rows={2}>
      {data => (
        <div
          className={preflight.isPlaceholderData ? classes.stale : undefined}
          aria-busy={preflight.isPlaceholderData && preflight.isFetching}
        >
          {preflight.isPlaceholderData && (
            <Typography variant="body2">
              {t(preflight.isFetching ? 'preflight.anew' : 'preflight.before')}
            </Typography>
          )}
          <PreflightFindings
            preflight={data}
            acknowledged={props.acknowledged}
            onAcknowledge={props.onAcknowledge}
            refused={props.refused}
          />
          <h3 className={classes.title}>{t('preflight.course')}</h3>
          <PredictedTimeline preflight={data} />
        </div>
      )}
    </Answer>
  );
}
