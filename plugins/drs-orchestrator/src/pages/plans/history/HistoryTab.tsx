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
import {
  executionTypeSchema,
  type ExecutionSummary,
  type RecoveryPlan,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { useExecutionSignals } from '../../../api/executionSignals';
import { useOperation } from '../../../api/operations';
import { Answer } from '../../../components/answer/Answer';
import { TextLink } from '../../../components/control/TextLink';
import { ChoiceFilter, FilterBar } from '../../../components/table/FilterBar';
import { usePaths } from '../../../routing/usePaths';
import { useUrlState } from '../../../routing/useUrlState';
import { usePlansWords } from '../../../translations/usePlansWords';
import { ChartLegend } from './ChartLegend';
import { reachedBy } from './runHistory';
import { RunsChart } from './RunsChart';
import { RunsTable } from './RunsTable';

/** As many bars as a date each fits below. */
const CHARTED = 12;
/** Runs in the table; the others are on the page of executions. */
const LISTED = 50;

const useStyles = makeStyles(theme => ({
  charts: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(460px, 100%), 1fr))',
    gap: theme.spacing(3, 5),
  },
  legend: { marginBottom: theme.spacing(3) },
}));

/** What the plan's runs came to, against what was aimed at: as charts, and one by one. */
export function HistoryTab({ plan }: { plan: RecoveryPlan }) {
  const t = usePlansWords();
  const paths = usePaths();
  const url = useUrlState();
  const { pollLive } = useExecutionSignals();
  const executionType = executionTypeSchema.safeParse(url.get('runs')).data;
  const runs = useOperation(
    'list_executions',
    { query: { planId: plan.planId, executionType, limit: LISTED } },
    { pollEvery: Math.max(pollLive, 5_000), keepPrevious: true },
  );
  if (!plan.lastExecution) {
    return <Typography>{t('history.never')}</Typography>;
  }
  return (
    <>
      <FilterBar label={t('history.filter')}>
        <ChoiceFilter
          label={t('history.only')}
          value={executionType ?? 'BOTH'}
          chosen
          options={[
            { value: 'BOTH', text: t('history.both') },
            ...executionTypeSchema.options.map(value => ({
              value,
              text: t(`history.onlyType.${value}`),
            })),
          ]}
          onChange={value => url.set({ runs: value === 'BOTH' ? '' : value })}
        />
      </FilterBar>
      <Answer of={runs} what={t('history.what')}>
        {({ items }) =>
          items.length === 0 ? (
            <Typography>{t('history.noneOfType')}</Typography>
          ) : (
            <>
              <Charts runs={items} />
              <RunsTable planName={plan.planName} runs={items} />
              <TextLink to={`${paths.executions}?plan=${plan.planId}`}>
                {t('history.all')}
              </TextLink>
            </>
          )
        }
      </Answer>
    </>
  );
}

function Charts({ runs }: { runs: readonly ExecutionSummary[] }) {
  const classes = useStyles();
  const t = usePlansWords();
  const rto = reachedBy(runs, 'rto', CHARTED);
  const rpo = reachedBy(runs, 'rpo', CHARTED);
  if (rto.length === 0) {
    return <Typography paragraph>{t('history.nothing')}</Typography>;
  }
  return (
    <>
      <div className={classes.charts}>
        <RunsChart objective="rto" runs={rto} />
        <RunsChart objective="rpo" runs={rpo} />
      </div>
      <div className={classes.legend}>
        <ChartLegend charts={[rto, rpo]} />
      </div>
    </>
  );
}
