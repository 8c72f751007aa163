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
import { useUrlState } from '../../routing/useUrlState';
import { replicationStateWords } from '../../format/states';
import { LagChart, timeText } from './LagChart';
import type { Words } from '../../translations/words';
import type { ServersWords } from '../../translations/servers';
import { useServersWords } from '../../translations/useServersWords';
import { useWords } from '../../translations/useWords';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

const RANGE_PARAM = 'lag';
const DAY = '24';

/** By the hours that they last. */
const ranges = [
  { value: DAY, text: 'lag.lastDay' },
  { value: '168', text: 'lag.lastWeek' },
  { value: '720', text: 'lag.lastMonth' },
] as const;

const useStyles = makeStyles(theme => ({
  choice: { maxWidth: 240, marginBottom: theme.spacing(1.5) },
  list: { margin: theme.spacing(1, 0), paddingLeft: theme.spacing(2.5) },
}));

type Point = ReplicationHistory['points'][number];

function columns(t: ServersWords, words: Words): Column<Point>[] {
  return [
    {
      id: 'time',
      title: t('lag.at'),
      names: true,
      render: ({ time }) => <Instant at={time} />,
    },
    {
      id: 'state',
      title: t('lag.replication'),
      render: ({ replicationState }) =>
        replicationState ? (
          <StatusLabel state={replicationStateWords(words, replicationState)} />
        ) : (
          t('lag.notDescribed')
        ),
    },
    {
      id: 'lag',
      title: t('lag.lag'),
      render: ({ lagSeconds }) => <Lag seconds={lagSeconds} />,
    },
  ];
}

/** How a server replicated over time, and since when nobody knows. */
export function LagHistory({ server }: { server: SourceServer }) {
  const t = useServersWords();
  const words = useWords();
  const classes = useStyles();
  const url = useUrlState();
  const hours =
    ranges.find(({ value }) => value === url.get(RANGE_PARAM))?.value ?? DAY;
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
          label={t('lag.time')}
          field="lag-range"
          chosen
          findings={[]}
          value={hours}
          options={ranges.map(({ value, text }) => ({
            value,
            text: t(text),
          }))}
          onChange={chosen =>
            url.set({ [RANGE_PARAM]: chosen === DAY ? '' : chosen })
          }
        />
      </div>
      <Answer of={history} what={t('lag.what')} rows={3}>
        {data =>
          data.intervalSeconds === undefined && data.points.length === 0 ? (
            <Typography variant="body2" color="textSecondary">
              {t('lag.notKept')}
            </Typography>
          ) : (
            <>
              <LagChart history={data} now={now} />
              {data.gaps.length > 0 && (
                <ul className={classes.list}>
                  {data.gaps.slice(-5).map(gap => (
                    <li key={gap.from}>
                      <Typography variant="body2" component="span">
                        {unknownText(t, gap)}
                      </Typography>
                    </li>
                  ))}
                </ul>
              )}
              {data.points.length > 0 && (
                <Foldout
                  title={t('lag.seen')}
                  says={t('lag.changes', { count: data.points.length })}
                  problems={0}
                >
                  <DataTable
                    caption={t('lag.caption')}
                    columns={columns(t, words)}
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

function unknownText(
  t: ServersWords,
  gap: ReplicationHistory['gaps'][number],
): string {
  const said = {
    from: timeText(gap.from),
    to: timeText(gap.to),
    reason: gap.message,
  };
  return gap.code === 'NOT_LOOKED'
    ? t('lag.unknown', said)
    : t('lag.unknownWithCode', { ...said, code: gap.code });
}
