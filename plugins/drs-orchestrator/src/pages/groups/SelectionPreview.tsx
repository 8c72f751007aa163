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
  ResolvedSelection,
  SourceServer,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { TextButton } from '../../components/control/TextButton';
import { FindingList } from '../../components/findings/FindingList';
import { Lag } from '../../components/servers/Lag';
import { ServerHealth } from '../../components/servers/ServerHealth';
import { StatusLabel } from '../../components/status/StatusLabel';
import { DataTable, type Column } from '../../components/table/DataTable';
import { capitalised } from '../../format/counting';
import { nearMissReason } from '../../format/mismatch';
import { replicationStateWords } from '../../format/states';
import type { GroupsWords } from '../../translations/groups';
import { useGroupsWords } from '../../translations/useGroupsWords';
import { useWords } from '../../translations/useWords';
import type { Words } from '../../translations/words';

const MISSES_SHOWN = 8;

const useStyles = makeStyles(theme => ({
  part: { margin: theme.spacing(3, 0, 1), fontWeight: 600, fontSize: '1rem' },
}));

function columns(t: GroupsWords, words: Words): Column<SourceServer>[] {
  return [
    {
      id: 'server',
      title: t('preview.column.server'),
      names: true,
      oneLine: true,
      render: server => server.hostname,
    },
    {
      id: 'health',
      title: t('preview.column.health'),
      render: server => <ServerHealth server={server} />,
    },
    {
      id: 'replication',
      title: t('preview.column.replication'),
      render: server => (
        <StatusLabel
          state={replicationStateWords(words, server.replicationState)}
        />
      ),
    },
    {
      id: 'lag',
      title: t('preview.column.lag'),
      render: server => <Lag seconds={server.lagSeconds} />,
    },
  ];
}

/** What a selection matches now, what it nearly matches and why not, and what is wrong with it. */
export function SelectionPreview(props: {
  resolved: ResolvedSelection;
  /** The tags asked for; absent when servers are named. */
  selection: Readonly<Record<string, string>> | undefined;
}) {
  const t = useGroupsWords();
  const words = useWords();
  const classes = useStyles();
  const { resolved, selection } = props;
  const [all, setAll] = useState(false);
  const nearMisses = likelyFirst(resolved.nearMisses);
  const misses: Column<ResolvedSelection['nearMisses'][number]>[] = [
    {
      id: 'server',
      title: t('preview.column.server'),
      names: true,
      oneLine: true,
      render: miss => miss.server.hostname,
    },
    {
      id: 'why',
      title: t('preview.column.whyNot'),
      render: miss =>
        capitalised(nearMissReason(words, selection ?? {}, miss.mismatches)),
    },
  ];
  return (
    <>
      {resolved.findings.length > 0 && (
        <FindingList
          findings={resolved.findings}
          label={t('preview.problems')}
        />
      )}
      {resolved.servers.length === 0 ? (
        <Typography>{t('preview.noMatch')}</Typography>
      ) : (
        <DataTable
          caption={t('preview.caption')}
          columns={columns(t, words)}
          rows={resolved.servers}
          rowKey={server => server.sourceServerId}
        />
      )}
      {resolved.nearMisses.length > 0 && (
        <>
          <Typography variant="h4" className={classes.part}>
            {t('preview.missesTitle', { count: resolved.nearMisses.length })}
          </Typography>
          <DataTable
            caption={t('preview.missesCaption')}
            columns={misses}
            rows={all ? nearMisses : nearMisses.slice(0, MISSES_SHOWN)}
            rowKey={miss => miss.server.sourceServerId}
          />
          {!all && nearMisses.length > MISSES_SHOWN && (
            <TextButton size="small" onClick={() => setAll(true)}>
              {t('preview.showAll', { n: nearMisses.length })}
            </TextButton>
          )}
        </>
      )}
      {resolved.notMatchedTotal > resolved.nearMisses.length && (
        <Typography variant="body2" color="textSecondary">
          {t('preview.others', {
            count: resolved.notMatchedTotal - resolved.nearMisses.length,
          })}
        </Typography>
      )}
    </>
  );
}

/**
 * A tag that is missing, or a server taken out, is more often a slip than a tag
 * with another value.
 */
function likelyFirst(
  misses: ResolvedSelection['nearMisses'],
): ResolvedSelection['nearMisses'] {
  const deliberate = (miss: (typeof misses)[number]) =>
    miss.mismatches.filter(({ kind }) => kind === 'DIFFERENT_VALUE').length;
  return [...misses].sort(
    (a, b) =>
      deliberate(a) - deliberate(b) ||
      a.mismatches.length - b.mismatches.length,
  );
}
