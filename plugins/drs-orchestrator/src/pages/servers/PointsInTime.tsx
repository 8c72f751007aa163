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
import type {
  RecoverySnapshot,
  SourceServer,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { useGrowingList } from '../../api/operations';
import { Answer } from '../../components/answer/Answer';
import { TextButton } from '../../components/control/TextButton';
import { Foldout } from '../../components/form/Foldout';
import { DataTable, type Column } from '../../components/table/DataTable';
import { Instant } from '../../components/time/Instant';
import { formatInstant } from '../../format/time';
import type { ServersWords } from '../../translations/servers';
import { useServersWords } from '../../translations/useServersWords';

/** DRS keeps some eighty of a server: the first page shows the last hours. */
const PAGE_SIZE = 20;

/** The points in time to which a server can be recovered; read once they are asked for. */
export function PointsInTime({ server }: { server: SourceServer }) {
  const t = useServersWords();
  return (
    <Foldout title={t('points.title')} says={t('points.says')} problems={0}>
      <Points server={server} />
    </Foldout>
  );
}

function Points({ server }: { server: SourceServer }) {
  const t = useServersWords();
  const { sourceServerId, accountId, region } = server;
  const params = { sourceServerId };
  const query = { accountId, region, limit: PAGE_SIZE };
  const points = useGrowingList(
    'get_recovery_snapshots',
    { params, query },
    page =>
      page.nextCursor
        ? { params, query: { ...query, cursor: page.nextCursor } }
        : undefined,
    false,
  );
  return (
    <Answer of={points} what={t('points.what')} rows={3}>
      {({ pages }) => {
        const rows = pages.flatMap(page => page.items);
        return rows.length === 0 ? (
          <Typography variant="body2" color="textSecondary">
            {t('points.none')}
          </Typography>
        ) : (
          <>
            <DataTable
              caption={t('points.title')}
              columns={columns(t)}
              rows={rows}
              rowKey={({ snapshotId }) => snapshotId}
            />
            {points.hasNextPage && (
              <TextButton
                variant="outlined"
                size="small"
                disabled={points.isFetchingNextPage}
                onClick={() => points.fetchNextPage()}
              >
                {t('points.older')}
              </TextButton>
            )}
          </>
        );
      }}
    </Answer>
  );
}

const columns = (t: ServersWords): Column<RecoverySnapshot>[] => [
  {
    id: 'age',
    title: t('points.age'),
    names: true,
    render: ({ timestamp }) => <Instant at={timestamp} />,
  },
  {
    id: 'taken',
    title: t('points.taken'),
    render: ({ timestamp }) => formatInstant(timestamp),
  },
];
