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
import type { JobLogLine } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { FailureText } from '../../components/status/FailureText';
import { TextButton } from '../../components/control/TextButton';
import { useGrowingList } from '../../api/operations';
import { Answer } from '../../components/answer/Answer';
import { StatusLabel } from '../../components/status/StatusLabel';
import { DataTable, type Column } from '../../components/table/DataTable';
import { Instant } from '../../components/time/Instant';
import { useExecutionsWords } from '../../translations/useExecutionsWords';
import { jobEventWords } from '../../format/jobEvents';

const PAGE_SIZE = 100;

/** The lines that DRS wrote about the jobs of an execution, or about one server, newest first. */
export function JobLogTab(props: {
  executionId: string;
  sourceServerId?: string;
  pollEvery: number | false;
}) {
  const t = useExecutionsWords();
  const params = { executionId: props.executionId };
  const query = { limit: PAGE_SIZE, sourceServerId: props.sourceServerId };
  const log = useGrowingList(
    'get_execution_job_logs',
    { params, query },
    page =>
      page.nextCursor
        ? { params, query: { ...query, cursor: page.nextCursor } }
        : undefined,
    props.pollEvery,
  );
  const columns: Column<JobLogLine>[] = [
    {
      id: 'at',
      title: t('jobLog.when'),
      render: line => <Instant at={line.at} />,
    },
    {
      id: 'event',
      title: t('jobLog.event'),
      names: true,
      render: line => (
        <>
          <StatusLabel state={jobEventWords(line.event)} />
          {line.rawError && (
            <Typography variant="body2">
              <FailureText>{line.rawError}</FailureText>
            </Typography>
          )}
        </>
      ),
    },
    ...(props.sourceServerId
      ? []
      : [
          {
            id: 'server',
            title: t('jobLog.server'),
            oneLine: true,
            render: (line: JobLogLine) =>
              line.hostname ?? line.sourceServerId ?? t('jobLog.wholeJob'),
          },
        ]),
    {
      id: 'job',
      title: t('jobLog.job'),
      oneLine: true,
      wideOnly: true,
      render: line => (
        <span style={{ fontFamily: 'monospace', fontSize: '0.85rem' }}>
          {line.jobId}
        </span>
      ),
    },
  ];
  return (
    <Answer of={log} what={t('jobLog.what')}>
      {({ pages }) => {
        const lines = pages.flatMap(page => page.items);
        return lines.length === 0 ? (
          <Typography color="textSecondary">{t('jobLog.nothing')}</Typography>
        ) : (
          <>
            <DataTable
              caption={t('jobLog.caption')}
              columns={columns}
              rows={lines}
              rowKey={line =>
                `${line.jobId}/${line.at}/${line.event}/${
                  line.sourceServerId ?? ''
                }`
              }
            />
            {log.hasNextPage && (
              <TextButton
                variant="outlined"
                size="small"
                disabled={log.isFetchingNextPage}
                onClick={() => log.fetchNextPage()}
              >
                {t('jobLog.older')}
              </TextButton>
            )}
          </>
        );
      }}
    </Answer>
  );
}
