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
import {
  launchSyncStateSchema,
  type AppliedLaunchConfiguration,
  type GroupLaunchConfiguration,
  type LaunchSyncState,
  type ProtectionGroup,
  type ServerLaunchSettings,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { accessTo } from '../../api/access';
import { useChange, useOperation } from '../../api/operations';
import { Answer } from '../../components/answer/Answer';
import { ActionButton } from '../../components/control/ActionButton';
import { ConfirmDialog } from '../../components/control/ConfirmDialog';
import { FindingList } from '../../components/findings/FindingList';
import { UnavailableNotice } from '../../components/servers/UnavailableNotice';
import { FailureText } from '../../components/status/FailureText';
import { StatusLabel } from '../../components/status/StatusLabel';
import { DataTable, type Column } from '../../components/table/DataTable';
import { ChoiceFilter, FilterBar } from '../../components/table/FilterBar';
import { Instant } from '../../components/time/Instant';
import { capitalised, counted } from '../../format/counting';
import { useUrlState } from '../../routing/useUrlState';
import {
  launchInWords,
  settingText,
  settingTitle,
  syncStates,
} from './launchWords';
import { useWords } from '../../translations/useWords';

const useStyles = makeStyles(theme => ({
  actions: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1),
    marginTop: theme.spacing(2),
  },
  all: { '& summary': { cursor: 'pointer' } },
  // ARNs have no place to break at.
  failure: { overflowWrap: 'anywhere' },
  applied: { marginTop: theme.spacing(2) },
}));

/** How the launch settings of a group's servers stand in AWS to what the group wants. */
export function LaunchComparison({ group }: { group: ProtectionGroup }) {
  const { groupId } = group;
  const settings = useOperation('get_launch_configuration', {
    params: { groupId },
  });
  return (
    <Answer of={settings} what="the launch settings in AWS">
      {answer => (
        <>
          <UnavailableNotice unavailable={answer.unavailable} />
          {answer.findings.length > 0 && (
            <FindingList
              findings={answer.findings}
              label="What is wrong with it"
            />
          )}
          <SettingsInAws servers={answer.servers} />
          <Writing group={group} servers={answer.servers} />
        </>
      )}
    </Answer>
  );
}

type Servers = GroupLaunchConfiguration['servers'];

const inState = (servers: Servers, state: LaunchSyncState) =>
  servers.filter(server => server.state === state);

const differingOf = (servers: Servers) =>
  servers.filter(server => server.state !== 'READY');

function SettingsInAws({ servers }: { servers: Servers }) {
  const url = useUrlState();
  const chosen = launchSyncStateSchema.safeParse(url.get('sync')).data;
  return (
    <>
      <Typography paragraph role="status">
        {summary(servers)}
      </Typography>
      <FilterBar label="Filter the servers by their settings in AWS">
        <ChoiceFilter
          label="In AWS"
          value={chosen ?? ''}
          options={launchSyncStateSchema.options.map(state => ({
            value: state,
            text: `${syncStates[state]} (${inState(servers, state).length})`,
          }))}
          onChange={sync => url.set({ sync })}
        />
      </FilterBar>
      <DataTable
        caption="Launch settings in AWS"
        columns={columns}
        rows={chosen ? inState(servers, chosen) : servers}
        rowKey={server => server.sourceServerId}
      />
    </>
  );
}

function summary(servers: Servers): string {
  const differing = differingOf(servers).length;
  if (differing === 0) {
    return 'AWS has every server as the group wants it.';
  }
  const failed = inState(servers, 'FAILED').length;
  return [
    `${capitalised(counted(differing, 'server'))} in AWS ${
      differing === 1 ? 'differs' : 'differ'
    } from what the group wants.`,
    failed > 0 &&
      `${capitalised(
        counted(failed, 'server'),
      )} could not be written when that was last tried.`,
    'It is written before a launch in any case.',
  ]
    .filter(Boolean)
    .join(' ');
}

/** What is about to be written: all that differs, or what failed before. */
type Attempt = 'ALL' | 'FAILED';

function Writing(props: { group: ProtectionGroup; servers: Servers }) {
  const words = useWords();
  const { group, servers } = props;
  const { groupId, groupName } = group;
  const classes = useStyles();
  const [attempt, setAttempt] = useState<Attempt>();
  const apply = useChange('apply_launch_configuration', {
    changes: ['get_launch_configuration'],
  });
  const failed = inState(servers, 'FAILED');
  const meant = attempt === 'FAILED' ? failed : differingOf(servers);
  const access = accessTo(words, group, 'update_protection_group');
  return (
    <>
      {apply.data && <Applied applied={apply.data} />}
      <div className={classes.actions}>
        <ActionButton
          size="small"
          access={
            differingOf(servers).length === 0
              ? { allowed: false, reason: 'Nothing differs.' }
              : access
          }
          consequence="Writes the settings to DRS and its launch templates now."
          onClick={() => setAttempt('ALL')}
        >
          Write to AWS now
        </ActionButton>
        {failed.length > 0 && (
          <ActionButton
            size="small"
            access={access}
            consequence="Writes the settings of these servers, and leaves the others alone."
            onClick={() => setAttempt('FAILED')}
          >
            {`Try ${counted(failed.length, 'failed server')} again`}
          </ActionButton>
        )}
      </div>
      <ConfirmDialog
        open={attempt !== undefined}
        title={`Write the launch settings of ${groupName} to AWS?`}
        confirm={`Write to ${counted(meant.length, 'server')}`}
        attempt={`write the launch settings of ${groupName}`}
        busy={apply.isPending}
        error={apply.error}
        onClose={() => setAttempt(undefined)}
        onConfirm={() =>
          apply.mutate(
            {
              params: { groupId },
              body:
                attempt === 'FAILED'
                  ? { servers: meant.map(server => server.sourceServerId) }
                  : {},
            },
            { onSuccess: () => setAttempt(undefined) },
          )
        }
      >
        <Typography>
          DRS’s launch configuration and EC2’s launch template of{' '}
          {counted(meant.length, 'server')} are changed. Nothing is launched,
          and replication goes on.
        </Typography>
      </ConfirmDialog>
    </>
  );
}

function Applied({ applied }: { applied: AppliedLaunchConfiguration }) {
  const classes = useStyles();
  const failed = applied.servers.filter(server => server.result === 'FAILED');
  const changed = applied.servers.filter(
    server => server.result === 'APPLIED',
  ).length;
  return (
    <div role="status" className={classes.applied}>
      <Typography>
        {capitalised(counted(changed, 'server'))}{' '}
        {changed === 1 ? 'was' : 'were'} changed in AWS.
      </Typography>
      {failed.length > 0 && (
        <Typography variant="body2">
          <FailureText>
            {capitalised(counted(failed.length, 'server'))} could not be
            changed; the table says why.
          </FailureText>
        </Typography>
      )}
    </div>
  );
}

function State({ server }: { server: ServerLaunchSettings }) {
  const classes = useStyles();
  const { state, differences, lastFailure } = server;
  switch (state) {
    case 'READY':
      return <StatusLabel state={{ tone: 'good', text: syncStates.READY }} />;
    case 'DRIFTED':
      return (
        <StatusLabel
          state={{
            tone: 'warning',
            text: `${counted(differences.length, 'setting')} ${
              differences.length === 1 ? 'differs' : 'differ'
            }`,
          }}
        />
      );
    case 'FAILED':
      return (
        <>
          <StatusLabel state={{ tone: 'bad', text: syncStates.FAILED }} />
          {lastFailure && (
            <Typography variant="body2" className={classes.failure}>
              <FailureText>
                {lastFailure.message} ({lastFailure.code})
              </FailureText>{' '}
              <Instant at={lastFailure.at} />
            </Typography>
          )}
        </>
      );
    default:
      throw new Error(`Unknown state ${state satisfies never}`);
  }
}

function Settings({ server }: { server: ServerLaunchSettings }) {
  const classes = useStyles();
  return (
    <>
      {server.differences.map(name => (
        <div key={name}>
          {settingTitle(name)}: {settingText(server.current, name)} →{' '}
          <strong>{settingText(server.wanted, name)}</strong>
        </div>
      ))}
      <details className={classes.all}>
        <summary>All that a launch would use</summary>
        {launchInWords(server.effective).map(({ term, value }) => (
          <div key={term}>
            {term}: {value}
          </div>
        ))}
      </details>
    </>
  );
}

const columns: Column<ServerLaunchSettings>[] = [
  {
    id: 'server',
    title: 'Server',
    names: true,
    oneLine: true,
    render: server => server.hostname,
  },
  {
    id: 'state',
    title: 'In AWS',
    render: server => <State server={server} />,
  },
  {
    id: 'differences',
    title: 'Has, and shall have',
    render: server => <Settings server={server} />,
  },
];
