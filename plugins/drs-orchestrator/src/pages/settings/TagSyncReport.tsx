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

import LinearProgress from '@material-ui/core/LinearProgress';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type {
  TagSyncChange,
  TagSyncRun,
  TagSyncScope,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { Foldout } from '../../components/form/Foldout';
import { EntityName } from '../../components/people/EntityName';
import { StatusLabel } from '../../components/status/StatusLabel';
import { DataTable, type Column } from '../../components/table/DataTable';
import { Instant } from '../../components/time/Instant';
import { counted } from '../../format/counting';
import {
  isUnderWay,
  runSentence,
  runState,
  scopeState,
  tagsText,
  triggerText,
} from './tagSyncWords';

const useStyles = makeStyles(theme => ({
  top: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1, 2),
    margin: theme.spacing(2, 0, 1),
  },
  progress: { margin: theme.spacing(1, 0) },
  list: { margin: 0, paddingLeft: theme.spacing(2.5) },
  tag: { fontFamily: 'monospace', overflowWrap: 'anywhere' },
}));

/** How a run of tag synchronisation goes or went, for each account and Region. */
export function TagSyncReport(props: {
  run: TagSyncRun;
  /** Names of accounts by their IDs, as far as they are known. */
  accountNames: ReadonlyMap<string, string>;
}) {
  const classes = useStyles();
  const { run, accountNames } = props;
  const placeOf = ({ accountId, region }: TagSyncScope): string =>
    `${accountNames.get(accountId) ?? accountId}, ${region}`;
  const done = run.scopes.filter(({ status }) => status !== 'PENDING').length;
  const columns: Column<TagSyncScope>[] = [
    { id: 'place', title: 'Account and Region', names: true, render: placeOf },
    {
      id: 'state',
      title: 'State',
      oneLine: true,
      render: scope => <StatusLabel state={scopeState(scope)} />,
    },
    {
      id: 'servers',
      title: 'Servers',
      align: 'right',
      render: ({ servers }) => servers,
    },
    {
      id: 'told',
      title: run.dryRun ? 'What would be changed' : 'What was changed',
      render: scope => <Told scope={scope} dryRun={run.dryRun} />,
    },
  ];
  const changes = run.scopes.flatMap(scope =>
    scope.changes.map(change => ({ change, scope })),
  );
  const { serversChanged } = run.counts;
  return (
    <>
      <div className={classes.top}>
        <StatusLabel variant="chip" state={runState(run.status)} />
        <Typography variant="body2" color="textSecondary">
          {run.dryRun ? 'The last run, a dry run, was' : 'The last run was'}{' '}
          begun {triggerText(run.trigger)}
          {run.trigger.kind === 'REQUEST' || run.trigger.kind === 'SETTINGS' ? (
            <>
              {' '}
              by <EntityName entityRef={run.trigger.by} />
            </>
          ) : (
            ''
          )}
          , <Instant at={run.startedAt ?? run.requestedAt} />.
        </Typography>
      </div>
      {isUnderWay(run.status) ? (
        <div className={classes.progress}>
          <LinearProgress
            aria-label="Progress of tag synchronisation"
            variant={run.scopes.length > 0 ? 'determinate' : 'indeterminate'}
            value={
              run.scopes.length > 0
                ? (100 * done) / run.scopes.length
                : undefined
            }
          />
          <Typography variant="body2" role="status">
            {run.scopes.length > 0
              ? `${done} of ${counted(
                  run.scopes.length,
                  'account and Region',
                  'accounts and Regions',
                )} done.`
              : 'It begins in a moment.'}
          </Typography>
        </div>
      ) : (
        <Typography paragraph>{runSentence(run)}</Typography>
      )}
      {run.scopes.length > 0 && (
        <DataTable
          caption="Tag synchronisation by account and Region"
          columns={columns}
          rows={run.scopes}
          rowKey={({ accountId, region }) => `${accountId}/${region}`}
        />
      )}
      {changes.length > 0 && (
        <Foldout
          title={run.dryRun ? 'What would be changed' : 'What was changed'}
          says={
            changes.length < serversChanged
              ? `${changes.length} of ${counted(serversChanged, 'server')}`
              : counted(serversChanged, 'server')
          }
          problems={0}
        >
          <ul className={classes.list}>
            {changes.map(({ change, scope }) => (
              <li key={`${scope.accountId}/${change.sourceServerId}`}>
                <ChangeText change={change} />
              </li>
            ))}
          </ul>
        </Foldout>
      )}
    </>
  );
}

/** What came of an account and Region, failures first. */
function Told(props: { scope: TagSyncScope; dryRun: boolean }) {
  const classes = useStyles();
  const { scope } = props;
  if (scope.error) {
    return (
      <>
        {scope.error.message} ({scope.error.code})
      </>
    );
  }
  if (scope.status === 'PENDING') {
    return null;
  }
  const asides = [
    scope.serversWithoutInstance > 0 &&
      `${counted(
        scope.serversWithoutInstance,
        'server has',
        'servers have',
      )} an instance that is gone: their tags stay`,
    scope.serversFromElsewhere > 0 &&
      `${counted(
        scope.serversFromElsewhere,
        'server is',
        'servers are',
      )} no EC2 instance`,
  ].filter(aside => aside !== false);
  const { failures, serversFailed } = scope;
  return (
    <>
      {tagsText(scope)}
      {asides.map(aside => (
        <Typography key={aside} variant="body2" color="textSecondary">
          {aside}
        </Typography>
      ))}
      {failures.length > 0 && (
        <ul className={classes.list}>
          {failures.map(({ sourceServerId, hostname, code, message }) => (
            <li key={sourceServerId}>
              {hostname}: {message} ({code})
            </li>
          ))}
          {serversFailed > failures.length && (
            <li>and {serversFailed - failures.length} more</li>
          )}
        </ul>
      )}
    </>
  );
}

function ChangeText({ change }: { change: TagSyncChange }) {
  const classes = useStyles();
  const { hostname, added, changed, removed } = change;
  const tag = (text: string) => <span className={classes.tag}>{text}</span>;
  return (
    <Typography variant="body2" component="div">
      {hostname}
      {Object.entries(added).map(([key, value]) => (
        <div key={key}>+ {tag(`${key}=${value}`)}</div>
      ))}
      {Object.entries(changed).map(([key, { from, to }]) => (
        <div key={key}>
          {tag(`${key}=${from}`)} becomes {tag(`${key}=${to}`)}
        </div>
      ))}
      {Object.entries(removed).map(([key, value]) => (
        <div key={key}>− {tag(`${key}=${value}`)}</div>
      ))}
    </Typography>
  );
}
