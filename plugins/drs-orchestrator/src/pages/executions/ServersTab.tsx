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
  type Execution,
  formatDuration,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { TextButton } from '../../components/control/TextButton';
import { Lag } from '../../components/servers/Lag';
import { StatusLabel } from '../../components/status/StatusLabel';
import { DataTable, type Column } from '../../components/table/DataTable';
import {
  ChoiceFilter,
  FilterBar,
  TextFilter,
} from '../../components/table/FilterBar';
import { Pager } from '../../components/table/Pager';
import {
  instanceStateWords,
  outcomeState,
  phaseText,
} from '../../format/states';
import { useUrlState } from '../../routing/useUrlState';
import {
  outcomeGroups,
  serverRows,
  type OutcomeGroup,
  type ServerRow,
} from './serverRows';
import { useWords } from '../../translations/useWords';

// Enough to see a plan at a glance, few enough to be drawn anew every second.
const PAGE_SIZE = 50;

const groupWords: Record<OutcomeGroup, string> = {
  failed: 'Failed',
  running: 'Launching',
  up: 'Up',
  waiting: 'Waiting',
  'left-out': 'Skipped or cancelled',
};

const useStyles = makeStyles({
  link: {
    textTransform: 'none',
    padding: 0,
    minWidth: 0,
    textAlign: 'left',
    justifyContent: 'flex-start',
    fontWeight: 600,
  },
  mono: { fontFamily: 'monospace', fontSize: '0.85rem', whiteSpace: 'nowrap' },
  error: { maxWidth: 420, minWidth: 240 },
});

/** The servers of an execution; filter, order, page and open server are in the URL. */
export function ServersTab(props: { execution: Execution }) {
  const words = useWords();
  const classes = useStyles();
  const url = useUrlState();
  const wave = Number(url.get('wave')) || undefined;
  const outcome = outcomeGroups.find(group => group === url.get('outcome'));
  const sort = {
    by: url.get('sort') || 'wave',
    descending: url.get('order') === 'desc',
  };
  const rows = serverRows(
    props.execution,
    { wave, outcome, text: url.get('text') },
    sort,
  );
  const pageCount = Math.max(1, Math.ceil(rows.length / PAGE_SIZE));
  const page = Math.min(pageCount, Math.max(1, Number(url.get('rows')) || 1));
  const go = (to: number) => url.set({ rows: to === 1 ? '' : String(to) });

  const columns: Column<ServerRow>[] = [
    {
      id: 'hostname',
      title: 'Server',
      names: true,
      oneLine: true,
      sortable: true,
      render: row => (
        <TextButton
          className={classes.link}
          color="primary"
          onClick={() => url.set({ server: row.sourceServerId })}
        >
          {row.hostname}
        </TextButton>
      ),
    },
    {
      id: 'wave',
      title: 'Wave',
      sortable: true,
      oneLine: true,
      render: row => `${row.waveNumber}. ${row.waveName}`,
    },
    {
      id: 'outcome',
      title: 'Outcome',
      sortable: true,
      render: row => (
        <>
          <StatusLabel state={outcomeState(words, row.outcome)} />
          {row.outcome === 'LAUNCHING' && row.phase && (
            <Typography variant="body2" color="textSecondary" noWrap>
              {phaseText(words, row.phase)}
            </Typography>
          )}
          {row.outcome === 'LAUNCHED' && row.health.state === 'CHECKING' && (
            <Typography variant="body2" color="textSecondary">
              Its health is being checked
            </Typography>
          )}
          {row.outcome === 'PENDING' && row.waitReason && (
            <Typography variant="body2" color="textSecondary">
              {row.waitReason}
            </Typography>
          )}
          {row.outcome === 'UNHEALTHY' && row.health.message && (
            <div className={classes.error}>{row.health.message}</div>
          )}
          {/* Beside the outcome, never in a column that may be out of sight. */}
          {(row.errorMessage || row.errorCode) && (
            <div className={classes.error}>
              {row.errorMessage}
              {row.errorCode && (
                <Typography variant="body2" className={classes.mono}>
                  {row.errorCode}
                </Typography>
              )}
            </div>
          )}
        </>
      ),
    },
    {
      id: 'instance',
      title: 'Instance',
      render: row =>
        row.recoveryInstanceId ? (
          <>
            <span className={classes.mono}>{row.recoveryInstanceId}</span>
            {row.instanceState !== 'RUNNING' && (
              <Typography variant="body2" color="textSecondary">
                {instanceStateWords(words, row.instanceState).text}
              </Typography>
            )}
          </>
        ) : (
          '–'
        ),
    },
    {
      id: 'address',
      title: 'Address',
      render: row => (
        <span className={classes.mono}>{row.privateIp ?? '–'}</span>
      ),
    },
    {
      id: 'rto',
      title: 'Recovered in',
      sortable: true,
      oneLine: true,
      render: row =>
        row.rtoSeconds === undefined ? '–' : formatDuration(row.rtoSeconds),
    },
    {
      id: 'rpo',
      title: 'Data loss',
      sortable: true,
      oneLine: true,
      render: row =>
        row.rpoSeconds === undefined ? '–' : formatDuration(row.rpoSeconds),
    },
    {
      id: 'lag',
      title: 'Lag at start',
      sortable: true,
      wideOnly: true,
      render: row => <Lag seconds={row.lagSeconds} />,
    },
  ];

  return (
    <>
      <FilterBar label="Filter the servers">
        <ChoiceFilter
          label="Wave"
          value={wave ? String(wave) : ''}
          options={props.execution.waves.map(({ waveNumber, waveName }) => ({
            value: String(waveNumber),
            text: `${waveNumber}. ${waveName}`,
          }))}
          onChange={value => url.set({ wave: value, rows: '' })}
        />
        <ChoiceFilter
          label="Outcome"
          value={outcome ?? ''}
          options={outcomeGroups.map(value => ({
            value,
            text: groupWords[value],
          }))}
          onChange={value => url.set({ outcome: value, rows: '' })}
        />
        <TextFilter
          label="Search"
          placeholder="Name, instance, address, error"
          value={url.get('text')}
          onChange={value => url.set({ text: value, rows: '' })}
        />
      </FilterBar>
      {rows.length === 0 ? (
        <Typography>No server matches these filters.</Typography>
      ) : (
        <DataTable
          caption="Servers of the execution"
          columns={columns}
          rows={rows.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE)}
          rowKey={row => row.sourceServerId}
          chosenKey={url.get('server')}
          sort={sort}
          onSort={next =>
            url.set({
              sort: next.by,
              order: next.descending ? 'desc' : '',
              rows: '',
            })
          }
        />
      )}
      <Pager
        label={`Page ${page} of ${pageCount} · ${rows.length} servers`}
        onPrevious={page > 1 ? () => go(page - 1) : undefined}
        onNext={page < pageCount ? () => go(page + 1) : undefined}
      />
    </>
  );
}
