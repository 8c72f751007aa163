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

import { useRef } from 'react';
import { makeStyles } from '@material-ui/core/styles';
import { Link } from '@backstage/core-components';
import type { ExecutionSummary } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { Answer } from '../../components/answer/Answer';
import { ExecutionsTable } from '../../components/executions/ExecutionsTable';
import { PageBody } from '../../components/page/PageBody';
import { Section } from '../../components/page/Section';
import { useNow } from '../../components/time/useNow';
import {
  isFrozen,
  isUndecided,
  isForOthers,
  overviewSentence,
  unprotectedSentence,
} from '../../format/overviewSentence';
import { usePaths } from '../../routing/usePaths';
import { useUrlState } from '../../routing/useUrlState';
import { useOverviewWords } from '../../translations/useOverviewWords';
import { AlertsSection } from './AlertsSection';
import { CapacitySection } from './CapacitySection';
import { FirstSteps } from './FirstSteps';
import { NeedsYou } from './NeedsYou';
import { PostureList } from './PostureList';
import { changesFor, type PostureFilter } from './postures';
import { PostureSection } from './PostureSection';
import { RunningCard } from './RunningCard';
import { useOverall } from './useOverall';

const useStyles = makeStyles(theme => ({
  cards: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(340px, 100%), 1fr))',
    gap: theme.spacing(2),
    marginBottom: theme.spacing(3),
  },
}));

/** How everything is prepared, what runs, what needs a person, what is scarce, and what was run. */
export function OverviewPage() {
  const classes = useStyles();
  const t = useOverviewWords();
  const paths = usePaths();
  const url = useUrlState();
  const list = useRef<HTMLDivElement>(null);
  const overall = useOverall(url);
  const { live, recent, posture, leftRunning, mayDecide, me } = overall;
  const running = live.data?.items ?? [];
  const now = useNow(running.length > 0 ? 1_000 : 15_000);
  const undecided = running.filter(isUndecided);
  const isMine = (run: ExecutionSummary) => mayDecide && !isForOthers(run, me);
  const waiting = undecided.filter(isMine);
  const waitingForOthers = undecided.filter(run => !isMine(run));
  const filterBy = (filter: PostureFilter) => {
    url.set(changesFor(filter));
    list.current?.scrollIntoView({ block: 'nearest' });
  };

  return (
    <PageBody
      title={
        live.data && recent.data
          ? overviewSentence(t, {
              running: running.filter(run => run.status !== 'PAUSED'),
              waiting,
              waitingForOthers,
              frozen: running.filter(isFrozen).length,
              leftRunning,
              posture: posture.data,
              postureFailed: posture.isError,
            })
          : t('title')
      }
      lead={unprotectedSentence(t, posture.data?.all)}
    >
      <Answer of={live} what={t('what')}>
        {({ items }) => (
          <>
            <Answer of={posture} what={t('posture.what')} rows={2}>
              {data => (
                <PostureSection
                  posture={data}
                  filter={overall.filter}
                  onFilter={filterBy}
                />
              )}
            </Answer>
            {items.length > 0 && (
              <div
                role="group"
                aria-label={t('running.title')}
                className={classes.cards}
              >
                {items.map(run => (
                  <RunningCard key={run.executionId} run={run} now={now} />
                ))}
              </div>
            )}
            <NeedsYou
              waiting={waiting}
              leftRunning={leftRunning}
              waitingForOthers={waitingForOthers}
              mayDecide={mayDecide}
              me={me}
              now={now}
            />
            <FirstSteps
              hasGroups={
                overall.anyGroup.data && overall.anyGroup.data.items.length > 0
              }
              hasPlans={
                overall.anyPlan.data && overall.anyPlan.data.items.length > 0
              }
              hasRuns={
                recent.data && recent.data.items.length + items.length > 0
              }
            />
            {posture.data && (
              <PostureList
                ref={list}
                posture={posture.data}
                filter={overall.filter}
                onFilter={filterBy}
                url={url}
              />
            )}
            <Answer of={overall.alerts} what={t('alerts.what')} rows={1}>
              {alerts => <AlertsSection alerts={alerts} />}
            </Answer>
            <Answer of={overall.capacity} what={t('capacity.what')} rows={3}>
              {capacity => <CapacitySection capacity={capacity} />}
            </Answer>
            <Answer of={recent} what={t('recent.what')}>
              {ended =>
                ended.items.length > 0 && (
                  <Section
                    title={t('recent.title')}
                    actions={
                      <Link to={paths.executions}>{t('recent.all')}</Link>
                    }
                  >
                    <ExecutionsTable
                      caption={t('recent.title')}
                      executions={ended.items}
                    />
                  </Section>
                )
              }
            </Answer>
          </>
        )}
      </Answer>
    </PageBody>
  );
}
