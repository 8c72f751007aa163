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
import { Link } from '@backstage/core-components';
import type {
  Readiness,
  SourceServer,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { TextButton } from '../../components/control/TextButton';
import { Section } from '../../components/page/Section';
import { Lag } from '../../components/servers/Lag';
import { ServerHealth } from '../../components/servers/ServerHealth';
import { ServerLink } from '../../components/servers/ServerLink';
import { TagList } from '../../components/servers/TagList';
import { StatusLabel } from '../../components/status/StatusLabel';
import { DataTable, type Column } from '../../components/table/DataTable';
import { replicationStateWords } from '../../format/states';
import { usePaths } from '../../routing/usePaths';
import { useEntityWords } from '../../translations/useEntityWords';
import { useWords } from '../../translations/useWords';

/** Of a Domain there may be hundreds; those in trouble come first. */
const SHOWN = 25;

const troubledFirst: readonly SourceServer['recoverability'][] = [
  'NOT_READY',
  'AT_RISK',
  'READY',
];

const useStyles = makeStyles(theme => ({
  found: { marginTop: theme.spacing(1.5) },
}));

/** The servers that stand behind an entity, with how fresh their data is. */
export function ServersSection({ readiness }: { readiness: Readiness }) {
  const classes = useStyles();
  const t = useEntityWords();
  const columns = useColumns();
  const [all, setAll] = useState(false);
  const { selections } = readiness;
  const servers = [...readiness.servers].sort(
    (a, b) =>
      troubledFirst.indexOf(a.recoverability) -
      troubledFirst.indexOf(b.recoverability),
  );
  const shown = all ? servers : servers.slice(0, SHOWN);
  return (
    <Section title={t('servers.title')}>
      {servers.length === 0 ? (
        <Typography color="textSecondary">{t('servers.none')}</Typography>
      ) : (
        <DataTable
          caption={t('servers.caption')}
          columns={columns}
          rows={shown}
          rowKey={server =>
            `${server.accountId}/${server.region}/${server.sourceServerId}`
          }
        />
      )}
      {shown.length < servers.length && (
        <TextButton size="small" onClick={() => setAll(true)}>
          {t('servers.more', { count: servers.length - shown.length })}
        </TextButton>
      )}
      {selections.length === 1 && (
        <Typography
          variant="body2"
          component="div"
          color="textSecondary"
          className={classes.found}
        >
          {t('servers.foundBy', {
            account: selections[0].accountId,
            region: selections[0].region,
          })}
          <TagList tags={selections[0].tags} />
        </Typography>
      )}
    </Section>
  );
}

function useColumns(): Column<SourceServer>[] {
  const t = useEntityWords();
  const words = useWords();
  return [
    {
      id: 'server',
      title: t('servers.server'),
      names: true,
      oneLine: true,
      render: server => <ServerLink server={server} />,
    },
    {
      id: 'health',
      title: t('servers.health'),
      render: server => <ServerHealth server={server} />,
    },
    {
      id: 'replication',
      title: t('servers.replication'),
      render: server => (
        <StatusLabel
          state={replicationStateWords(words, server.replicationState)}
        />
      ),
    },
    {
      id: 'lag',
      title: t('servers.lag'),
      render: server => <Lag seconds={server.lagSeconds} />,
    },
    {
      id: 'group',
      title: t('servers.group'),
      oneLine: true,
      render: server => <GroupLink server={server} />,
    },
  ];
}

function GroupLink({ server }: { server: SourceServer }) {
  const t = useEntityWords();
  const paths = usePaths();
  return server.protectionGroup ? (
    <Link to={paths.group(server.protectionGroup.groupId)}>
      {server.protectionGroup.groupName}
    </Link>
  ) : (
    <StatusLabel state={{ tone: 'warning', text: t('servers.noGroup') }} />
  );
}
