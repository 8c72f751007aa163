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
import type { SourceServer } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { Facts } from '../../components/page/Facts';
import { SideDrawer } from '../../components/page/SideDrawer';
import { Lag } from '../../components/servers/Lag';
import { ServerHealth } from '../../components/servers/ServerHealth';
import { TagList } from '../../components/servers/TagList';
import { StatusLabel } from '../../components/status/StatusLabel';
import { replicationStateWords } from '../../format/states';
import { Instant } from '../../components/time/Instant';
import { usePaths } from '../../routing/usePaths';
import { EffectiveLaunch } from './EffectiveLaunch';
import { LagHistory } from './LagHistory';
import { PlansOfServer } from './PlansOfServer';
import { PointsInTime } from './PointsInTime';
import type { ServersWords } from '../../translations/servers';
import { useServersWords } from '../../translations/useServersWords';
import { useWords } from '../../translations/useWords';

const useStyles = makeStyles(theme => ({
  facts: { marginTop: theme.spacing(2) },
  further: { marginTop: theme.spacing(3) },
  part: {
    fontSize: '1.05rem',
    marginTop: theme.spacing(3),
    marginBottom: theme.spacing(1.5),
  },
}));

/** A server's own story: how it replicates now, and how it did. */
export function ServerDrawer(props: {
  server: SourceServer | undefined;
  accountName: string | undefined;
  onClose: () => void;
}) {
  const t = useServersWords();
  const words = useWords();
  const classes = useStyles();
  const paths = usePaths();
  const { server } = props;
  return (
    <SideDrawer title={server?.hostname} onClose={props.onClose}>
      {server && (
        <>
          <div className={classes.facts}>
            <Facts
              items={[
                {
                  term: t('column.health'),
                  value: <ServerHealth server={server} />,
                  wide: true,
                },
                {
                  term: t('column.replication'),
                  value: (
                    <StatusLabel
                      state={replicationStateWords(
                        words,
                        server.replicationState,
                      )}
                    />
                  ),
                },
                {
                  term: t('column.lag'),
                  value: <Lag seconds={server.lagSeconds} />,
                },
                {
                  term: t('column.group'),
                  value: server.protectionGroup ? (
                    <Link to={paths.group(server.protectionGroup.groupId)}>
                      {server.protectionGroup.groupName}
                    </Link>
                  ) : (
                    t('server.inNoGroup')
                  ),
                },
                {
                  term: t('server.plans'),
                  value: server.protectionGroup && (
                    <PlansOfServer
                      server={server}
                      groupId={server.protectionGroup.groupId}
                    />
                  ),
                },
                {
                  term: t('column.where'),
                  value: t('server.accountAndRegion', {
                    account: props.accountName ?? server.accountId,
                    region: server.region,
                  }),
                  wide: true,
                },
                {
                  term: t('server.sourceServer'),
                  value: server.sourceServerId,
                  wide: true,
                },
                {
                  term: t('server.addresses'),
                  value: server.ipAddresses.join(', '),
                },
                {
                  term: t('server.operatingSystem'),
                  value: server.operatingSystem,
                },
                {
                  term: t('server.hardware'),
                  value: hardwareText(t, server.hardware),
                  wide: true,
                },
                {
                  term: t('server.lastLaunch'),
                  value: server.lastLaunch && (
                    <LastLaunch launch={server.lastLaunch} />
                  ),
                  wide: true,
                },
                {
                  term: t('server.recoveryInstance'),
                  value: server.recoveryInstanceId,
                },
              ]}
            />
          </div>
          <Typography variant="h3" className={classes.part}>
            {t('server.lagOverTime')}
          </Typography>
          <LagHistory
            // Another server begins with its own last day.
            key={`${server.accountId}/${server.region}/${server.sourceServerId}`}
            server={server}
          />
          <Typography variant="h3" className={classes.part}>
            {t('server.tags')}
          </Typography>
          <TagList tags={server.tags} />
          <div className={classes.further}>
            <PointsInTime
              key={`points of ${server.sourceServerId}`}
              server={server}
            />
            <EffectiveLaunch
              key={`launch of ${server.sourceServerId}`}
              sourceServerId={server.sourceServerId}
              groupId={server.protectionGroup?.groupId}
            />
          </div>
        </>
      )}
    </SideDrawer>
  );
}

const GIBIBYTE = 2 ** 30;

function hardwareText(
  t: ServersWords,
  hardware: SourceServer['hardware'],
): string {
  return t('server.hardwareValue', {
    count: hardware.cpuCores,
    memory: Math.round(hardware.ramBytes / GIBIBYTE),
    disk: Math.round(hardware.diskBytes / GIBIBYTE),
  });
}

/** AWS's LaunchStatus. */
const launchStatuses = [
  'PENDING',
  'IN_PROGRESS',
  'LAUNCHED',
  'FAILED',
  'TERMINATED',
] as const;

function LastLaunch(props: {
  launch: NonNullable<SourceServer['lastLaunch']>;
}) {
  const t = useServersWords();
  const { type, status, at } = props.launch;
  const known = launchStatuses.find(value => value === status);
  return (
    <>
      {t('server.launched', {
        type: t(`launchType.${type}`),
        // One that is newer than this release is told as AWS does.
        status: known ? t(`launchStatus.${known}`) : status,
        when: <Instant at={at} />,
      })}
    </>
  );
}
