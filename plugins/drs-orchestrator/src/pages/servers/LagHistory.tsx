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

import { useState } from 'react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type {
  ReplicationHistory,
  SourceServer,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { useOperation } from '../../api/operations';
import { Answer } from '../../components/answer/Answer';
import { Choice } from '../../components/form/Choice';
import { Foldout } from '../../components/form/Foldout';
import { Lag } from '../../components/servers/Lag';
import { StatusLabel } from '../../components/status/StatusLabel';
import { DataTable, type Column } from '../../components/table/DataTable';
import { Instant } from '../../components/time/Instant';
import { useNow } from '../../components/time/useNow';
import { counted } from '../../format/counting';
import { replicationStateWords } from '../../format/states';
import { LagChart, timeText } from './LagChart';
import type { Words } from '../../translations/words';
import { useWords } from '../../translations/useWords';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

const ranges = [
  { value: '24', text: 'The last 24 hours' },
  { value: '168', text: 'The last 7 days' },
  { value: '720', text: 'The last 30 days' },
];

const useStyles = makeStyles(theme => ({
  choice: { maxWidth: 240, marginBottom: theme.spacing(1.5) },
  list: { margin: theme.spacing(1, 0), paddingLeft: theme.spacing(2.5) },
}));

type Point = ReplicationHistory['points'][number];

function columns(words: Words): Column<Point>[] {
  return [
    {
      id: 'time',
      title: 'Seen',
      names: true,
      render: ({ time }) => <Instant at={time} />,
    },
    {
      id: 'state',
      title: 'Replication',
      render: ({ replicationState }) =>
        replicationState ? (
          <StatusLabel state={replicationStateWords(words, replicationState)} />
        ) : (
          'Not described by DRS'
        ),
    },
    {
      id: 'lag',
      title: 'Lag',
      render: ({ lagSeconds }) => <Lag seconds={lagSeconds} />,
    },
  ];
}

/** How a server replicated over time, and since when nobody knows. */
export function LagHistory({ server }: { server: SourceServer }) {
  const words = useWords();
  const classes = useStyles();
  const [hours, setHours] = useState('24');
  // By the minute, so that what is asked for does not change with each look.
  const now = Math.floor(useNow(MINUTE_MS) / MINUTE_MS) * MINUTE_MS;
  const history = useOperation(
    'get_replication_history',
    {
      params: { sourceServerId: server.sourceServerId },
      query: {
        accountId: server.accountId,
        region: server.region,
        from: new Date(now - Number(hours) * HOUR_MS).toISOString(),
        to: new Date(now).toISOString(),
      },
    },
    { keepPrevious: true },
  );
  return (
    <>
      <div className={classes.choice}>
        <Choice
          label="Time"
          field="lag-range"
          chosen
          findings={[]}
          value={hours}
          options={ranges}
          onChange={setHours}
        />
      </div>
      <Answer of={history} what="the history of replication" rows={3}>
        {data =>
          data.intervalSeconds === undefined && data.points.length === 0 ? (
            <Typography variant="body2" color="textSecondary">
              No history is kept here: drsOrchestrator.inventory.enabled is
              false.
            </Typography>
          ) : (
            <>
              <LagChart history={data} now={now} />
              {data.gaps.length > 0 && (
                <ul className={classes.list}>
                  {data.gaps.slice(-5).map(gap => (
                    <li key={gap.from}>
                      <Typography variant="body2" component="span">
                        Unknown from {timeText(gap.from)} to {timeText(gap.to)}:{' '}
                        {gap.message}
                        {gap.code === 'NOT_LOOKED' ? '' : ` (${gap.code})`}
                      </Typography>
                    </li>
                  ))}
                </ul>
              )}
              {data.points.length > 0 && (
                <Foldout
                  title="What was seen"
                  says={counted(data.points.length, 'change')}
                  problems={0}
                >
                  <DataTable
                    caption="How the server replicated"
                    columns={columns(words)}
                    rows={[...data.points].reverse().slice(0, 200)}
                    rowKey={({ time }) => time}
                  />
                </Foldout>
              )}
            </>
          )
        }
      </Answer>
    </>
  );
}
