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

import type { JSX } from 'react';
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
import { useSettingsWords } from '../../translations/useSettingsWords';
import {
  isUnderWay,
  runSentence,
  runState,
  scopeState,
  tagsText,
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
  const t = useSettingsWords();
  const classes = useStyles();
  const { run, accountNames } = props;
  const placeOf = ({ accountId, region }: TagSyncScope): string =>
    `${accountNames.get(accountId) ?? accountId}, ${region}`;
  const changesTitle = t(
    run.dryRun ? 'tagSync.report.wouldChange' : 'tagSync.report.didChange',
  );
  const done = run.scopes.filter(({ status }) => status !== 'PENDING').length;
  const columns: Column<TagSyncScope>[] = [
    {
      id: 'place',
      title: t('tagSync.report.place'),
      names: true,
      render: placeOf,
    },
    {
      id: 'state',
      title: t('tagSync.report.state'),
      oneLine: true,
      render: scope => <StatusLabel state={scopeState(t, scope)} />,
    },
    {
      id: 'servers',
      title: t('tagSync.report.servers'),
      align: 'right',
      render: ({ servers }) => servers,
    },
    {
      id: 'told',
      title: changesTitle,
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
        <StatusLabel variant="chip" state={runState(t, run.status)} />
        <Typography variant="body2" color="textSecondary">
          <Begun run={run} />
        </Typography>
      </div>
      {isUnderWay(run.status) ? (
        <div className={classes.progress}>
          <LinearProgress
            aria-label={t('tagSync.report.progress')}
            variant={run.scopes.length > 0 ? 'determinate' : 'indeterminate'}
            value={
              run.scopes.length > 0
                ? (100 * done) / run.scopes.length
                : undefined
            }
          />
          <Typography variant="body2" role="status">
            {run.scopes.length > 0
              ? t('tagSync.report.done', {
                  count: run.scopes.length,
                  done: String(done),
                })
              : t('tagSync.report.beginsSoon')}
          </Typography>
        </div>
      ) : (
        <Typography paragraph>{runSentence(t, run)}</Typography>
      )}
      {run.scopes.length > 0 && (
        <DataTable
          caption={t('tagSync.report.caption')}
          columns={columns}
          rows={run.scopes}
          rowKey={({ accountId, region }) => `${accountId}/${region}`}
        />
      )}
      {changes.length > 0 && (
        <Foldout
          title={changesTitle}
          says={
            changes.length < serversChanged
              ? t('tagSync.report.changedShown', {
                  count: serversChanged,
                  shown: String(changes.length),
                })
              : t('tagSync.report.changed', { count: serversChanged })
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

/** Who or what began the run, and when. */
function Begun({ run }: { run: TagSyncRun }): JSX.Element {
  const t = useSettingsWords();
  const { kind, by } = run.trigger;
  const when = <Instant at={run.startedAt ?? run.requestedAt} />;
  const begun = run.dryRun ? 'tagSync.begunDry' : 'tagSync.begun';
  switch (kind) {
    case 'SCHEDULE':
      return t(`${begun}.SCHEDULE`, { when });
    case 'REQUEST':
    case 'SETTINGS':
      return t(`${begun}.${kind}`, {
        who: <EntityName entityRef={by} />,
        when,
      });
    case 'EVENT':
      return t(`${begun}.EVENT`, {
        rule: by.slice(by.lastIndexOf('/') + 1),
        when,
      });
    default:
      throw new Error(`Unknown trigger ${kind satisfies never}`);
  }
}

/** What came of an account and Region, failures first. */
function Told(props: { scope: TagSyncScope; dryRun: boolean }) {
  const t = useSettingsWords();
  const classes = useStyles();
  const { scope } = props;
  if (scope.error) {
    return (
      <>
        {t('tagSync.report.failure', {
          message: scope.error.message,
          code: scope.error.code,
        })}
      </>
    );
  }
  if (scope.status === 'PENDING') {
    return null;
  }
  const asides = [
    scope.serversWithoutInstance > 0 &&
      t('tagSync.report.withoutInstance', {
        count: scope.serversWithoutInstance,
      }),
    scope.serversFromElsewhere > 0 &&
      t('tagSync.report.fromElsewhere', { count: scope.serversFromElsewhere }),
  ].filter(aside => aside !== false);
  const { failures, serversFailed } = scope;
  return (
    <>
      {tagsText(t, scope)}
      {asides.map(aside => (
        <Typography key={aside} variant="body2" color="textSecondary">
          {aside}
        </Typography>
      ))}
      {failures.length > 0 && (
        <ul className={classes.list}>
          {failures.map(({ sourceServerId, hostname, code, message }) => (
            <li key={sourceServerId}>
              {t('tagSync.report.serverFailure', {
                server: hostname,
                message,
                code,
              })}
            </li>
          ))}
          {serversFailed > failures.length && (
            <li>
              {t('tagSync.report.more', { n: serversFailed - failures.length })}
            </li>
          )}
        </ul>
      )}
    </>
  );
}

function ChangeText({ change }: { change: TagSyncChange }) {
  const t = useSettingsWords();
  const classes = useStyles();
  const { hostname, added, changed, removed } = change;
  const tag = (text: string) => <span className={classes.tag}>{text}</span>;
  return (
    <Typography variant="body2" component="div">
      {hostname}
      {Object.entries(added).map(([key, value]) => (
        <div key={key}>
          {t('tagSync.report.added', { tag: tag(`${key}=${value}`) })}
        </div>
      ))}
      {Object.entries(changed).map(([key, { from, to }]) => (
        <div key={key}>
          {t('tagSync.report.becomes', {
            before: tag(`${key}=${from}`),
            after: tag(`${key}=${to}`),
          })}
        </div>
      ))}
      {Object.entries(removed).map(([key, value]) => (
        <div key={key}>
          {t('tagSync.report.removed', { tag: tag(`${key}=${value}`) })}
        </div>
      ))}
    </Typography>
  );
}
