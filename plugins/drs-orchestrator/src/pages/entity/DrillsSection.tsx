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

import { lazy, Suspense } from 'react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { Link } from '@backstage/core-components';
import type {
  ExecutionSummary,
  Readiness,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { Facts } from '../../components/page/Facts';
import { Section } from '../../components/page/Section';
import { EntityName } from '../../components/people/EntityName';
import { StatusLabel } from '../../components/status/StatusLabel';
import { Elapsed } from '../../components/time/Elapsed';
import { Instant } from '../../components/time/Instant';
import { executionState } from '../../format/states';
import { usePaths } from '../../routing/usePaths';
import { useEntityWords } from '../../translations/useEntityWords';
import { useWords } from '../../translations/useWords';
import { StartDrill } from './StartDrill';

// The chart is the plans' own, and most entities were drilled once or never.
const DrillTrend = lazy(() =>
  import('./DrillTrend').then(module => ({ default: module.DrillTrend })),
);

/** As many drills make a trend. */
const TREND = 2;

const useStyles = makeStyles(theme => ({
  parts: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(360px, 100%), 1fr))',
    gap: theme.spacing(3, 5),
    alignItems: 'start',
  },
  // As high as the chart that comes, so that nothing jumps.
  trend: { minHeight: 260 },
}));

/** How the last drills of the plans that launch the entity's servers went. */
export function DrillsSection({ readiness }: { readiness: Readiness }) {
  const classes = useStyles();
  const t = useEntityWords();
  const { lastDrill, drills, plans } = readiness;
  if (!lastDrill) {
    const isLaunched = plans.some(({ waves }) => waves.length > 0);
    return (
      <Section title={t('drills.title')}>
        <Typography color="textSecondary" paragraph={isLaunched}>
          {t(isLaunched ? 'drills.neverWithPlan' : 'drills.never')}
        </Typography>
        <StartDrill plans={plans} size="small" />
      </Section>
    );
  }
  return (
    <Section title={t('drills.title')}>
      <div className={classes.parts}>
        <LastDrill drill={lastDrill} />
        {drills.length >= TREND && (
          <div className={classes.trend}>
            <Suspense fallback={null}>
              <DrillTrend drills={drills} />
            </Suspense>
          </div>
        )}
      </div>
    </Section>
  );
}

function LastDrill({ drill }: { drill: ExecutionSummary }) {
  const t = useEntityWords();
  const words = useWords();
  const paths = usePaths();
  return (
    <Facts
      items={[
        {
          term: t('drills.last'),
          value: (
            <Link to={paths.execution(drill.executionId)}>
              {words('run.subject.DRILL', { plan: drill.planName })}
            </Link>
          ),
        },
        {
          term: t('drills.outcome'),
          value: <StatusLabel state={executionState(words, drill)} />,
        },
        {
          term: t('drills.started'),
          value: <Instant at={drill.startTime} />,
        },
        {
          term: t(drill.endTime ? 'drills.took' : 'drills.runningFor'),
          value: <Elapsed from={drill.startTime} to={drill.endTime} />,
        },
        {
          term: t('drills.up'),
          value: t('drills.upOf', {
            up: String(drill.counts.succeeded),
            total: String(drill.counts.total),
          }),
        },
        {
          term: t('drills.by'),
          value: <EntityName entityRef={drill.initiatedBy} />,
        },
      ]}
    />
  );
}
