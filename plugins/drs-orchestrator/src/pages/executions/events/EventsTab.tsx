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
import type {
  Execution,
  ExecutionEvent,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { Answer } from '../../../components/answer/Answer';
import { EntityName } from '../../../components/people/EntityName';
import {
  ChoiceFilter,
  FilterBar,
  TextFilter,
} from '../../../components/table/FilterBar';
import {
  LongTable,
  type LongColumn,
} from '../../../components/table/LongTable';
import { Instant } from '../../../components/time/Instant';
import { formatInstant } from '../../../format/time';
import { useUrlState } from '../../../routing/useUrlState';
import type { ExecutionsWords } from '../../../translations/executions';
import { useExecutionsWords } from '../../../translations/useExecutionsWords';
import { isByPerson } from './isByPerson';
import { useEventFeed } from './useEventFeed';

/** Every fact of the log, newest first: what happened, and who or what caused it. */
export function EventsTab(props: {
  execution: Execution;
  pollEvery: number | false;
}) {
  const t = useExecutionsWords();
  const events = useEventFeed(props.execution.executionId, props.pollEvery);
  return (
    <Answer of={events} what={t('events.what')}>
      {feed => <Feed feed={feed} execution={props.execution} />}
    </Answer>
  );
}

function Feed(props: {
  feed: readonly ExecutionEvent[];
  execution: Execution;
}) {
  const t = useExecutionsWords();
  const url = useUrlState();
  const by = url.get('by');
  const text = url.get('event').trim().toLowerCase();
  const wave = Number(url.get('wave')) || undefined;
  const rows = useMemo(
    () =>
      props.feed
        .filter(
          event =>
            (by === '' || isByPerson(event) === (by === 'people')) &&
            (wave === undefined || event.waveNumber === wave) &&
            (text === '' || event.summary.toLowerCase().includes(text)),
        )
        .reverse(),
    [props.feed, by, wave, text],
  );
  const columns = useMemo(() => columnsOf(t), [t]);
  // Several facts of one decision share its number.
  const keys = useMemo(() => keysOf(props.feed), [props.feed]);
  return (
    <>
      <FilterBar label={t('events.filters')}>
        <ChoiceFilter
          label={t('events.by')}
          value={by}
          options={[
            { value: 'people', text: t('events.byPeople') },
            { value: 'system', text: t('events.bySystem') },
          ]}
          onChange={value => url.set({ by: value })}
        />
        <ChoiceFilter
          label={t('events.wave')}
          value={wave ? String(wave) : ''}
          options={props.execution.waves.map(({ waveNumber, waveName }) => ({
            value: String(waveNumber),
            text: t('wave.title', {
              number: String(waveNumber),
              name: waveName,
            }),
          }))}
          onChange={value => url.set({ wave: value })}
        />
        <TextFilter
          label={t('events.search')}
          placeholder={t('events.searchHint')}
          value={url.get('event')}
          onChange={value => url.set({ event: value })}
        />
      </FilterBar>
      {rows.length === 0 ? (
        <Typography>{t('events.none')}</Typography>
      ) : (
        <LongTable
          caption={t('events.caption')}
          columns={columns}
          rows={rows}
          rowKey={event => keys.get(event) ?? ''}
        />
      )}
    </>
  );
}

const keysOf = (
  feed: readonly ExecutionEvent[],
): ReadonlyMap<ExecutionEvent, string> =>
  new Map(feed.map((event, index) => [event, String(index)]));

const columnsOf = (t: ExecutionsWords): LongColumn<ExecutionEvent>[] => [
  {
    id: 'at',
    title: t('events.when'),
    width: '120px',
    render: event => <Instant at={event.at} />,
  },
  {
    id: 'what',
    title: t('events.happened'),
    names: true,
    render: event => event.summary,
  },
  {
    id: 'wave',
    title: t('events.wave'),
    width: '80px',
    render: event => event.waveNumber ?? t('none'),
  },
  {
    id: 'who',
    title: t('events.who'),
    width: '170px',
    render: event => <EntityName entityRef={event.actor} />,
  },
  {
    id: 'exactly',
    title: t('events.exactly'),
    wideOnly: true,
    width: '250px',
    render: event => formatInstant(event.at),
  },
];
