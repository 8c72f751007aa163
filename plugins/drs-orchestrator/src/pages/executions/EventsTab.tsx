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

import type { ExecutionEvent } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { TextButton } from '../../components/control/TextButton';
import { useGrowingList } from '../../api/operations';
import { Answer } from '../../components/answer/Answer';
import { EntityName } from '../../components/people/EntityName';
import { DataTable, type Column } from '../../components/table/DataTable';
import { Instant } from '../../components/time/Instant';
import { formatInstant } from '../../format/time';

const PAGE_SIZE = 500;

const columns: Column<ExecutionEvent>[] = [
  {
    id: 'at',
    title: 'When',
    render: event => <Instant at={event.at} />,
  },
  {
    id: 'what',
    title: 'What happened',
    names: true,
    render: event => event.summary,
  },
  {
    id: 'wave',
    title: 'Wave',
    render: event => event.waveNumber ?? '–',
  },
  {
    id: 'who',
    title: 'By',
    oneLine: true,
    render: event => <EntityName entityRef={event.actor} />,
  },
  {
    id: 'exactly',
    title: 'Exactly',
    render: event => (
      <span style={{ whiteSpace: 'nowrap' }}>{formatInstant(event.at)}</span>
    ),
  },
];

/** Every fact of the log, newest first: what happened, and who or what caused it. */
export function EventsTab(props: {
  executionId: string;
  pollEvery: number | false;
}) {
  const params = { executionId: props.executionId };
  const events = useGrowingList(
    'get_execution_events',
    { params, query: { limit: PAGE_SIZE } },
    page =>
      page.items.length < PAGE_SIZE
        ? undefined
        : {
            params,
            query: {
              limit: PAGE_SIZE,
              after: page.items[page.items.length - 1].seq,
            },
          },
    props.pollEvery,
  );
  return (
    <Answer of={events} what="the events">
      {({ pages }) => (
        <>
          {events.hasNextPage && (
            <TextButton
              variant="outlined"
              size="small"
              disabled={events.isFetchingNextPage}
              onClick={() => events.fetchNextPage()}
            >
              Show later events
            </TextButton>
          )}
          <DataTable
            caption="Events of the execution, newest first"
            columns={columns}
            rows={pages.flatMap(page => page.items).reverse()}
            rowKey={event => `${event.seq}/${event.type}/${event.summary}`}
          />
        </>
      )}
    </Answer>
  );
}
