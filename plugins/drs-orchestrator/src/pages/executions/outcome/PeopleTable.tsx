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

import { useMemo } from 'react';
import Typography from '@material-ui/core/Typography';
import type { ExecutionEvent } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { Answer } from '../../../components/answer/Answer';
import { EntityName } from '../../../components/people/EntityName';
import { DataTable, type Column } from '../../../components/table/DataTable';
import { formatInstant } from '../../../format/time';
import type { ExecutionsWords } from '../../../translations/executions';
import { useExecutionsWords } from '../../../translations/useExecutionsWords';
import { isByPerson } from '../events/isByPerson';
import { useEventFeed } from '../events/useEventFeed';

/** What people, and programs in their name, did, in its order. */
export function PeopleTable(props: {
  executionId: string;
  pollEvery: number | false;
}) {
  const t = useExecutionsWords();
  const events = useEventFeed(props.executionId, props.pollEvery);
  const columns = useMemo(() => columnsOf(t), [t]);
  return (
    <Answer of={events} what={t('events.what')}>
      {feed => {
        const done = feed.filter(isByPerson);
        return done.length === 0 ? (
          <Typography>{t('outcome.noPeople')}</Typography>
        ) : (
          <DataTable
            caption={t('outcome.people')}
            columns={columns}
            rows={done}
            rowKey={event => `${event.seq}/${event.type}/${event.summary}`}
          />
        );
      }}
    </Answer>
  );
}

const columnsOf = (t: ExecutionsWords): Column<ExecutionEvent>[] => [
  {
    id: 'when',
    title: t('events.when'),
    render: event => formatInstant(event.at),
  },
  {
    id: 'who',
    title: t('events.who'),
    oneLine: true,
    render: event => <EntityName entityRef={event.actor} />,
  },
  {
    id: 'what',
    title: t('events.happened'),
    names: true,
    render: event => event.summary,
  },
];
