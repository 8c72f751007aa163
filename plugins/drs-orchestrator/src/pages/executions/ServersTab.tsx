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

import { memo, useMemo, useDeferredValue } from 'react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { Execution } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { Lag } from '../../components/servers/Lag';
import { StatusLabel } from '../../components/status/StatusLabel';
import {
  ChoiceFilter,
  FilterBar,
  TextFilter,
} from '../../components/table/FilterBar';
import { LongTable, type LongColumn } from '../../components/table/LongTable';
import {
  instanceStateWords,
  outcomeState,
  phaseText,
} from '../../format/states';
import { durationText } from '../../format/time';
import { useUrlState } from '../../routing/useUrlState';
import type { ExecutionsWords } from '../../translations/executions';
import { useExecutionsWords } from '../../translations/useExecutionsWords';
import { useWords } from '../../translations/useWords';
import type { Words } from '../../translations/words';
import { outcomeGroups, serverRows, type ServerRow } from './serverRows';

const useStyles = makeStyles(theme => ({
  // A button of the browser's own: there may be many, and they come and go while
  // one scrolls.
  link: {
    font: 'inherit',
    fontWeight: 600,
    color: theme.palette.link,
    background: 'none',
    border: 0,
    padding: 0,
    maxWidth: '100%',
    textAlign: 'left',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    cursor: 'pointer',
    '&:hover': { textDecoration: 'underline' },
  },
  mono: { fontFamily: 'monospace', fontSize: '0.85rem', whiteSpace: 'nowrap' },
}));

/** The servers of an execution; filter, order and open server are in the URL. */
export const ServersTab = memo(function Servers(props: {
  execution: Execution;
}) {
  const t = useExecutionsWords();
  const words = useWords();
  const classes = useStyles();
  const url = useUrlState();
  const { execution } = props;
  const wave = Number(url.get('wave')) || undefined;
  const outcome = outcomeGroups.find(group => group === url.get('outcome'));
  const accountId = url.get('account') || undefined;
  const text = url.get('text');
  const by = url.get('sort') || 'wave';
  const descending = url.get('order') === 'desc';
  const found = useMemo(
    () =>
      serverRows(
        execution,
        { wave, outcome, accountId, text },
        { by, descending },
      ),
    [execution, wave, outcome, accountId, text, by, descending],
  );
  // A filter answers at once; the rows that it leaves follow.
  const rows = useDeferredValue(found);
  const accounts = useMemo(
    () => [...new Set(execution.scopes.map(scope => scope.accountId))].sort(),
    [execution.scopes],
  );
  const { set } = url;
  const columns = useMemo(
    () =>
      columnsOf(t, words, {
        link: classes.link,
        mono: classes.mono,
        open: server => set({ server }),
        manyAccounts: accounts.length > 1,
      }),
    [t, words, classes.link, classes.mono, set, accounts.length],
  );
  const { total } = execution.counts;

  return (
    <>
      <FilterBar label={t('servers.filters')}>
        <ChoiceFilter
          label={t('servers.wave')}
          value={wave ? String(wave) : ''}
          options={execution.waves.map(({ waveNumber, waveName }) => ({
            value: String(waveNumber),
            text: t('wave.title', {
              number: String(waveNumber),
              name: waveName,
            }),
          }))}
          onChange={value => set({ wave: value })}
        />
        <ChoiceFilter
          label={t('servers.outcome')}
          value={outcome ?? ''}
          options={outcomeGroups.map(value => ({
            value,
            text: t(`servers.group.${value}`),
          }))}
          onChange={value => set({ outcome: value })}
        />
        {accounts.length > 1 && (
          <ChoiceFilter
            label={t('servers.account')}
            value={accountId ?? ''}
            options={accounts.map(value => ({ value, text: value }))}
            onChange={value => set({ account: value })}
          />
        )}
        <TextFilter
          label={t('servers.search')}
          placeholder={t('servers.searchHint')}
          value={text}
          onChange={value => set({ text: value })}
        />
      </FilterBar>
      {rows.length === 0 ? (
        <Typography>{t('servers.none')}</Typography>
      ) : (
        <LongTable
          caption={t('servers.caption')}
          columns={columns}
          rows={rows}
          rowKey={row => row.sourceServerId}
          chosenKey={url.get('server')}
          sort={{ by, descending }}
          onSort={next =>
            set({ sort: next.by, order: next.descending ? 'desc' : '' })
          }
        />
      )}
      <Typography
        role="status"
        variant="body2"
        color="textSecondary"
        style={{ marginTop: 8 }}
      >
        {rows.length === total
          ? t('servers.all', { count: total })
          : t('servers.shown', { count: rows.length, total: String(total) })}
      </Typography>
    </>
  );
});

function columnsOf(
  t: ExecutionsWords,
  words: Words,
  parts: {
    link: string;
    mono: string;
    open: (sourceServerId: string) => void;
    manyAccounts: boolean;
  },
): LongColumn<ServerRow>[] {
  const duration = (seconds: number | undefined) =>
    seconds === undefined ? t('none') : durationText(words, seconds);
  return [
    {
      id: 'hostname',
      title: t('servers.column.server'),
      names: true,
      oneLine: true,
      sortable: true,
      width: '190px',
      render: row => (
        <button
          type="button"
          className={parts.link}
          title={row.hostname}
          onClick={() => parts.open(row.sourceServerId)}
        >
          {row.hostname}
        </button>
      ),
    },
    {
      id: 'wave',
      title: t('servers.column.wave'),
      sortable: true,
      oneLine: true,
      width: '130px',
      render: row =>
        t('wave.title', {
          number: String(row.waveNumber),
          name: row.waveName,
        }),
    },
    {
      id: 'outcome',
      title: t('servers.column.outcome'),
      sortable: true,
      render: row => <Outcome row={row} mono={parts.mono} />,
    },
    {
      id: 'instance',
      title: t('servers.column.instance'),
      width: '178px',
      render: row =>
        row.recoveryInstanceId ? (
          <>
            <span className={parts.mono}>{row.recoveryInstanceId}</span>
            {row.instanceState !== 'RUNNING' && (
              <Typography variant="body2" color="textSecondary">
                {instanceStateWords(words, row.instanceState).text}
              </Typography>
            )}
          </>
        ) : (
          t('none')
        ),
    },
    {
      id: 'address',
      title: t('servers.column.address'),
      width: '142px',
      wideOnly: true,
      render: row => (
        <span className={parts.mono}>{row.privateIp ?? t('none')}</span>
      ),
    },
    {
      id: 'rto',
      title: t('servers.column.rto'),
      sortable: true,
      oneLine: true,
      width: '124px',
      render: row => duration(row.rtoSeconds),
    },
    {
      id: 'rpo',
      title: t('servers.column.rpo'),
      sortable: true,
      oneLine: true,
      wideOnly: true,
      width: '114px',
      render: row => duration(row.rpoSeconds),
    },
    {
      id: 'lag',
      title: t('servers.column.lag'),
      sortable: true,
      wideOnly: true,
      width: '110px',
      render: row => <Lag seconds={row.lagSeconds} />,
    },
    ...(parts.manyAccounts
      ? [
          {
            id: 'account',
            title: t('servers.column.account'),
            sortable: true,
            wideOnly: true,
            width: '130px',
            render: (row: ServerRow) => row.accountId,
          },
        ]
      : []),
  ];
}

/** What became of it, and why, in one cell: never in a column that may be out of sight. */
function Outcome({ row, mono }: { row: ServerRow; mono: string }) {
  const t = useExecutionsWords();
  const words = useWords();
  const aside = asideOf(t, words, row);
  return (
    <>
      <StatusLabel state={outcomeState(words, row.outcome)} />
      {aside && (
        <Typography variant="body2" color="textSecondary">
          {aside}
        </Typography>
      )}
      {row.outcome === 'UNHEALTHY' &&
        row.health.message &&
        row.health.message !== row.errorMessage && (
          <div>{row.health.message}</div>
        )}
      {(row.errorMessage || row.errorCode) && (
        <div>
          {row.errorMessage}
          {row.errorCode && (
            <Typography variant="body2" className={mono}>
              {row.errorCode}
            </Typography>
          )}
        </div>
      )}
    </>
  );
}

/** What it is at, where its outcome does not say. */
function asideOf(
  t: ExecutionsWords,
  words: Words,
  row: ServerRow,
): string | undefined {
  if (row.outcome === 'LAUNCHING') {
    return row.phase && phaseText(words, row.phase);
  }
  if (row.outcome === 'LAUNCHED' && row.health.state === 'CHECKING') {
    return t('servers.checking');
  }
  return row.outcome === 'PENDING' ? row.waitReason : undefined;
}
