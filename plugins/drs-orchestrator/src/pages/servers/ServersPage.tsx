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
import useMediaQuery from '@material-ui/core/useMediaQuery';
import { makeStyles, useTheme } from '@material-ui/core/styles';
import { Link } from '@backstage/core-components';
import {
  ENABLED_TAG,
  replicationStateSchema,
  type SourceServer,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { useOperation } from '../../api/operations';
import { Answer } from '../../components/answer/Answer';
import { EmptyState } from '../../components/answer/EmptyState';
import { ActionButton } from '../../components/control/ActionButton';
import { TextButton } from '../../components/control/TextButton';
import { PageBody } from '../../components/page/PageBody';
import { Lag } from '../../components/servers/Lag';
import { ServerHealth } from '../../components/servers/ServerHealth';
import { TagList } from '../../components/servers/TagList';
import { UnavailableNotice } from '../../components/servers/UnavailableNotice';
import { StatusLabel } from '../../components/status/StatusLabel';
import { DataTable, type Column } from '../../components/table/DataTable';
import {
  ChoiceFilter,
  FilterBar,
  TextFilter,
} from '../../components/table/FilterBar';
import { Pager } from '../../components/table/Pager';
import {
  cursorOf,
  useCursorPages,
} from '../../components/table/useCursorPages';
import { replicationStateWords } from '../../format/states';
import { usePaths } from '../../routing/usePaths';
import { useUrlState } from '../../routing/useUrlState';
import { ServerDrawer } from './ServerDrawer';
import { useServersWords } from '../../translations/useServersWords';
import { useWords } from '../../translations/useWords';

const PAGE_SIZE = 50;
/** How often lag and health are read anew. */
const POLL_MS = 30_000;
/** Application and role; the wave and tier are told on hover. */
const TAGS_SHOWN = 2;

const useStyles = makeStyles({
  link: { padding: 0, minWidth: 0, fontWeight: 600, justifyContent: 'start' },
});

/** Names a server in the URL. */
const keyOf = (
  server: Pick<SourceServer, 'accountId' | 'region' | 'sourceServerId'>,
): string => `${server.accountId}/${server.region}/${server.sourceServerId}`;

/** Servers that DRS replicates: how fresh their data is, and whether they could be launched now. */
export function ServersPage() {
  const t = useServersWords();
  const words = useWords();
  const classes = useStyles();
  const url = useUrlState();
  const paths = usePaths();
  const theme = useTheme();
  const narrow = useMediaQuery(theme.breakpoints.down('sm'));
  const accounts = useOperation('list_target_accounts', {
    query: { limit: 200 },
  });
  const replicationState = replicationStateSchema.safeParse(
    url.get('replication'),
  ).data;
  const tag = url
    .get('tags')
    .split(',')
    .map(pair => pair.trim())
    .filter(pair => pair.indexOf('=') > 0);
  const servers = useOperation(
    'get_drs_source_servers',
    {
      query: {
        limit: PAGE_SIZE,
        cursor: cursorOf(url),
        accountId: url.get('account') || undefined,
        region: url.get('region') || undefined,
        replicationState,
        tag: tag.length > 0 ? tag : undefined,
        text: url.get('text') || undefined,
      },
    },
    { keepPrevious: true, pollEvery: POLL_MS },
  );
  const pages = useCursorPages(url, servers.data?.nextCursor);
  const nameOf = new Map(
    accounts.data?.items.map(account => [
      account.accountId,
      account.accountName,
    ]),
  );
  const chosen = url.get('server');
  const [accountId, inRegion, sourceServerId] = chosen.split('/');
  const inSight = servers.data?.items.find(server => keyOf(server) === chosen);
  // A link may lead to a server that the page's filters leave out.
  const linked = useOperation(
    'get_drs_source_servers',
    { query: { accountId, region: inRegion, text: sourceServerId } },
    {
      enabled: chosen !== '' && servers.data !== undefined && !inSight,
      pollEvery: POLL_MS,
    },
  );
  const opened =
    chosen === ''
      ? undefined
      : inSight ?? linked.data?.items.find(server => keyOf(server) === chosen);
  const regions = [
    ...new Set(accounts.data?.items.flatMap(account => account.regions)),
  ].sort();

  const columns: Column<SourceServer>[] = [
    {
      id: 'server',
      title: t('column.server'),
      names: true,
      oneLine: true,
      render: server => (
        <>
          <TextButton
            className={classes.link}
            color="primary"
            onClick={() => url.set({ server: keyOf(server) })}
          >
            {server.hostname}
          </TextButton>
          <Typography variant="body2" color="textSecondary">
            {server.ipAddresses[0]}
          </Typography>
        </>
      ),
    },
    {
      id: 'health',
      title: t('column.health'),
      render: server => <ServerHealth server={server} />,
    },
    {
      id: 'replication',
      title: t('column.replication'),
      render: server => (
        <StatusLabel
          state={replicationStateWords(words, server.replicationState)}
        />
      ),
    },
    {
      id: 'lag',
      title: t('column.lag'),
      render: server => <Lag seconds={server.lagSeconds} />,
    },
    {
      id: 'group',
      title: t('column.group'),
      render: server =>
        server.protectionGroup ? (
          <Link to={paths.group(server.protectionGroup.groupId)}>
            {server.protectionGroup.groupName}
          </Link>
        ) : (
          <Typography variant="body2" color="textSecondary">
            {t('server.inNoGroup')}
          </Typography>
        ),
    },
    {
      id: 'where',
      title: t('column.where'),
      render: server => (
        <span style={{ whiteSpace: 'nowrap' }}>
          {nameOf.get(server.accountId) ?? server.accountId}
          <Typography variant="body2" color="textSecondary">
            {server.region}
          </Typography>
        </span>
      ),
    },
    {
      id: 'tags',
      title: t('column.tags'),
      render: server => (
        <TagList tags={recoveryTags(server.tags)} limit={TAGS_SHOWN} />
      ),
    },
  ];

  return (
    <PageBody title={t('page.title')} lead={t('page.lead')}>
      <FilterBar label={t('filter.label')}>
        <TextFilter
          label={t('filter.search')}
          placeholder={t('filter.searchHint')}
          value={url.get('text')}
          onChange={text => url.set({ text, page: '' })}
        />
        <ChoiceFilter
          label={t('filter.account')}
          value={url.get('account')}
          options={(accounts.data?.items ?? []).map(account => ({
            value: account.accountId,
            text: account.accountName,
          }))}
          onChange={account => url.set({ account, page: '' })}
        />
        <ChoiceFilter
          label={t('filter.region')}
          value={url.get('region')}
          options={regions.map(region => ({ value: region, text: region }))}
          onChange={region => url.set({ region, page: '' })}
        />
        <ChoiceFilter
          label={t('filter.replication')}
          value={replicationState ?? ''}
          options={replicationStateSchema.options.map(value => ({
            value,
            text: replicationStateWords(words, value).text,
          }))}
          onChange={replication => url.set({ replication, page: '' })}
        />
        <TextFilter
          label={t('filter.tags')}
          placeholder="DR-Role=db, DR-Tier=1"
          value={url.get('tags')}
          onChange={tags => url.set({ tags, page: '' })}
        />
      </FilterBar>
      <Answer of={servers} what={t('page.what')}>
        {data => (
          <>
            <UnavailableNotice unavailable={data.unavailable} />
            {data.items.length === 0 ? (
              <EmptyState
                title={t('empty.title')}
                action={
                  <ActionButton to={paths.accounts}>
                    {t('empty.action')}
                  </ActionButton>
                }
              >
                {t('empty.explanation')}
              </EmptyState>
            ) : (
              <DataTable
                onPage
                caption={t('page.caption')}
                // Out of sight there, the tags would only make every row taller.
                columns={columns.filter(({ id }) => !(narrow && id === 'tags'))}
                rows={data.items}
                rowKey={keyOf}
                chosenKey={chosen}
              />
            )}
            <Pager
              label={
                data.totalItems === undefined
                  ? t('page.number', { page: String(pages.pageNumber) })
                  : t('page.numberOfAll', {
                      page: String(pages.pageNumber),
                      count: data.totalItems,
                    })
              }
              onPrevious={pages.onPrevious}
              onNext={pages.onNext}
            />
          </>
        )}
      </Answer>
      <ServerDrawer
        server={opened}
        accountName={opened && nameOf.get(opened.accountId)}
        onClose={() => url.set({ server: '', lag: '' })}
      />
    </PageBody>
  );
}

/** The tags that groups are made of; "enabled" is the rule, and only its opposite is news. */
function recoveryTags(tags: SourceServer['tags']): SourceServer['tags'] {
  return Object.fromEntries(
    Object.entries(tags).filter(
      ([key, value]) =>
        /^DRS?-/.test(key) && !(key === ENABLED_TAG && value === 'true'),
    ),
  );
}
