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
  AppliedLaunchConfiguration,
  ProtectionGroup,
  ServerLaunchSettings,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { accessTo } from '../../api/access';
import { useChange, useOperation } from '../../api/operations';
import { Answer } from '../../components/answer/Answer';
import { ActionButton } from '../../components/control/ActionButton';
import { ConfirmDialog } from '../../components/control/ConfirmDialog';
import { FindingList } from '../../components/findings/FindingList';
import { Facts } from '../../components/page/Facts';
import { Section } from '../../components/page/Section';
import { UnavailableNotice } from '../../components/servers/UnavailableNotice';
import { FailureText } from '../../components/status/FailureText';
import { StatusLabel } from '../../components/status/StatusLabel';
import { DataTable, type Column } from '../../components/table/DataTable';
import { capitalised, counted } from '../../format/counting';
import { useUrlState } from '../../routing/useUrlState';
import { settingsInWords, settingText, settingTitle } from './launchWords';

const useStyles = makeStyles(theme => ({
  own: { marginTop: theme.spacing(1) },
}));

/** How a group's servers are launched: what it wants, and on demand what AWS has. */
export function LaunchSection({ group }: { group: ProtectionGroup }) {
  const classes = useStyles();
  const url = useUrlState();
  const comparing = url.get('launch') === 'compared';
  const own = group.servers?.length ?? 0;
  const settings = settingsInWords(group.launchConfig ?? {});
  return (
    <Section
      title="How they are launched"
      actions={
        <ActionButton
          size="small"
          consequence={
            comparing ? undefined : 'Reads the settings of every server in AWS.'
          }
          onClick={() => url.set({ launch: comparing ? '' : 'compared' })}
        >
          {comparing ? 'Hide what AWS has' : 'Compare with AWS'}
        </ActionButton>
      }
    >
      {settings.length > 0 ? (
        <Facts items={settings} />
      ) : (
        <Typography color="textSecondary">
          As DRS and its launch templates are set in AWS: the group changes
          nothing.
        </Typography>
      )}
      {own > 0 && (
        <Typography className={classes.own}>
          {capitalised(counted(own, 'server'))} {own === 1 ? 'has' : 'have'}{' '}
          settings of {own === 1 ? 'its' : 'their'} own.
        </Typography>
      )}
      {comparing && <Comparison group={group} />}
    </Section>
  );
}

function Comparison({ group }: { group: ProtectionGroup }) {
  const [applying, setApplying] = useState(false);
  const { groupId } = group;
  const settings = useOperation('get_launch_configuration', {
    params: { groupId },
  });
  const apply = useChange('apply_launch_configuration', {
    changes: ['get_launch_configuration'],
  });
  return (
    <Answer of={settings} what="the launch settings in AWS">
      {({ servers, findings, unavailable }) => {
        const differing = servers.filter(
          server => server.differences.length > 0,
        ).length;
        return (
          <>
            <UnavailableNotice unavailable={unavailable} />
            {findings.length > 0 && (
              <FindingList findings={findings} label="What is wrong with it" />
            )}
            <Typography paragraph role="status">
              {differing === 0
                ? 'AWS has every server as the group wants it.'
                : `${capitalised(counted(differing, 'server'))} in AWS ${
                    differing === 1 ? 'differs' : 'differ'
                  } from what the group wants. It is written before a launch in any case.`}
            </Typography>
            <DataTable
              caption="Launch settings in AWS"
              columns={columns}
              rows={servers}
              rowKey={server => server.sourceServerId}
            />
            {apply.data && <Applied applied={apply.data} />}
            <ActionButton
              size="small"
              access={
                differing === 0
                  ? { allowed: false, reason: 'Nothing differs.' }
                  : accessTo(group, 'update_protection_group')
              }
              consequence="Writes the settings to DRS and its launch templates now."
              onClick={() => setApplying(true)}
            >
              Write to AWS now
            </ActionButton>
            <ConfirmDialog
              open={applying}
              title={`Write the launch settings of ${group.groupName} to AWS?`}
              confirm={`Write to ${counted(differing, 'server')}`}
              attempt={`write the launch settings of ${group.groupName}`}
              busy={apply.isPending}
              error={apply.error}
              onClose={() => setApplying(false)}
              onConfirm={() =>
                apply.mutate(
                  { params: { groupId }, body: {} },
                  { onSuccess: () => setApplying(false) },
                )
              }
            >
              <Typography>
                DRS’s launch configuration and EC2’s launch template of{' '}
                {counted(differing, 'server')} are changed. Nothing is launched,
                and replication goes on.
              </Typography>
            </ConfirmDialog>
          </>
        );
      }}
    </Answer>
  );
}

function Applied({ applied }: { applied: AppliedLaunchConfiguration }) {
  const failed = applied.servers.filter(server => server.result === 'FAILED');
  const changed = applied.servers.filter(
    server => server.result === 'APPLIED',
  ).length;
  return (
    <div role="status">
      <Typography>
        {capitalised(counted(changed, 'server'))}{' '}
        {changed === 1 ? 'was' : 'were'} changed in AWS.
      </Typography>
      {failed.map(server => (
        <Typography key={server.sourceServerId} variant="body2">
          <FailureText>
            {server.hostname}: {server.message}{' '}
            {server.code && `(${server.code})`}
          </FailureText>
        </Typography>
      ))}
    </div>
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
    render: server => (
      <StatusLabel
        state={
          server.differences.length === 0
            ? { tone: 'good', text: 'As wanted' }
            : {
                tone: 'warning',
                text: `${counted(server.differences.length, 'setting')} ${
                  server.differences.length === 1 ? 'differs' : 'differ'
                }`,
              }
        }
      />
    ),
  },
  {
    id: 'differences',
    title: 'Has, and shall have',
    render: server =>
      server.differences.length === 0
        ? '–'
        : server.differences.map(name => (
            <div key={name}>
              {settingTitle(name)}: {settingText(server.current, name)} →{' '}
              <strong>{settingText(server.wanted, name)}</strong>
            </div>
          )),
  },
];
