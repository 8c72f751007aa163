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
import { Link } from '@backstage/core-components';
import type {
  ExecutionSummary,
  SourceServer,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { Answer } from '../../components/answer/Answer';
import { ExecutionsTable } from '../../components/executions/ExecutionsTable';
import { PageBody } from '../../components/page/PageBody';
import { Section } from '../../components/page/Section';
import { Lag } from '../../components/servers/Lag';
import { ServerHealth } from '../../components/servers/ServerHealth';
import { UnavailableNotice } from '../../components/servers/UnavailableNotice';
import { StatusLabel } from '../../components/status/StatusLabel';
import { DataTable, type Column } from '../../components/table/DataTable';
import { overviewSentence } from '../../format/overviewSentence';
import { replicationStateWords } from '../../format/states';
import { usePaths } from '../../routing/usePaths';
import { FirstSteps } from './FirstSteps';
import { NeedsYou } from './NeedsYou';
import { RunningCard } from './RunningCard';
import { useOverall } from './useOverall';
import type { Words } from '../../translations/words';
import { useWords } from '../../translations/useWords';

const RECENT_SHOWN = 8;
const TROUBLED_SHOWN = 10;

const useStyles = makeStyles(theme => ({
  cards: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(340px, 100%), 1fr))',
    gap: theme.spacing(2),
    marginBottom: theme.spacing(3),
  },
}));

/** What runs, what needs a person, what was run, and which servers are in trouble. */
export function OverviewPage() {
  const words = useWords();
  const classes = useStyles();
  const paths = usePaths();
  const { live, recent, servers, anyGroup, anyPlan, leftRunning } =
    useOverall();
  const running = live.data?.items ?? [];
  const paused = running.filter(run => run.status === 'PAUSED');
  // A freeze is lifted for all of them at once, not decided run by run.
  const waiting = paused.filter(run => run.pause?.reason !== 'FREEZE');

  return (
    <PageBody
      title={
        live.data && recent.data
          ? overviewSentence(words, {
              running: running.filter(run => run.status !== 'PAUSED'),
              waiting,
              frozen: paused.length - waiting.length,
              leftRunning,
              troubledServers: servers.data && troubledCount(servers.data),
            })
          : 'Disaster recovery'
      }
    >
      <Answer of={live} what="disaster recovery">
        {({ items }) => (
          <>
            {items.length > 0 && (
              <div className={classes.cards}>
                {items.map(run => (
                  <RunningCard key={run.executionId} run={run} />
                ))}
              </div>
            )}
            <NeedsYou waiting={waiting} leftRunning={leftRunning} />
            <FirstSteps
              hasGroups={anyGroup.data && anyGroup.data.items.length > 0}
              hasPlans={anyPlan.data && anyPlan.data.items.length > 0}
              hasRuns={
                recent.data && recent.data.items.length + items.length > 0
              }
            />
            <RecentSection recent={recent} />
            <Section
              title="Servers in trouble"
              actions={<Link to={paths.servers}>All servers</Link>}
            >
              <Answer of={servers} what="the source servers">
                {data => (
                  <>
                    <UnavailableNotice unavailable={data.unavailable} />
                    {data.items.length === 0 ? (
                      <Typography color="textSecondary">
                        Every server that could be asked is ready to recover.
                      </Typography>
                    ) : (
                      <DataTable
                        caption="Servers that cannot be relied on to recover"
                        columns={troubleColumns(words)}
                        rows={data.items.slice(0, TROUBLED_SHOWN)}
                        rowKey={server => server.sourceServerId}
                      />
                    )}
                  </>
                )}
              </Answer>
            </Section>
          </>
        )}
      </Answer>
    </PageBody>
  );
}

function troubledCount(page: {
  items: unknown[];
  totalItems?: number;
}): number {
  return page.totalItems ?? page.items.length;
}

function troubleColumns(words: Words): Column<SourceServer>[] {
  return [
    {
      id: 'server',
      title: 'Server',
      names: true,
      oneLine: true,
      render: server => server.hostname,
    },
    {
      id: 'health',
      title: 'Could it be recovered now?',
      render: server => <ServerHealth server={server} />,
    },
    {
      id: 'replication',
      title: 'Replication',
      render: server => (
        <StatusLabel
          state={replicationStateWords(words, server.replicationState)}
        />
      ),
    },
    {
      id: 'lag',
      title: 'Lag',
      oneLine: true,
      render: server => <Lag seconds={server.lagSeconds} />,
    },
    {
      id: 'where',
      title: 'Account and Region',
      oneLine: true,
      render: server => `${server.accountId}, ${server.region}`,
    },
  ];
}

function RecentSection(props: {
  recent: ReturnType<typeof useOverall>['recent'];
}) {
  const paths = usePaths();
  return (
    <Answer of={props.recent} what="the recent executions">
      {({ items }: { items: ExecutionSummary[] }) =>
        items.length === 0 ? null : (
          <Section
            title="Recent executions"
            actions={<Link to={paths.executions}>All executions</Link>}
          >
            <ExecutionsTable
              caption="Recent executions"
              executions={items.slice(0, RECENT_SHOWN)}
            />
          </Section>
        )
      }
    </Answer>
  );
}
