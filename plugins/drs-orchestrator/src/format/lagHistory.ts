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

import {
  type ReplicationHistory,
  type ReplicationState,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Words } from '../translations/words';
import { listed } from './counting';
import { replicationStateWords } from './states';
import { durationText } from './time';

/** A time in which a server replicated alike. Milliseconds since the epoch. */
export interface HeldSpan {
  readonly from: number;
  readonly to: number;
  readonly lagSeconds?: number;
  /** Absent: DRS no longer described the server. */
  readonly state?: ReplicationState;
}

/** The parts of a span that lie in none of the gaps, which are in order. */
function outside(
  span: HeldSpan,
  gaps: readonly { from: number; to: number }[],
): HeldSpan[] {
  const parts: HeldSpan[] = [];
  let from = span.from;
  for (const gap of gaps) {
    if (gap.to <= from || gap.from >= span.to) {
      continue;
    }
    if (gap.from > from) {
      parts.push({ ...span, from, to: gap.from });
    }
    from = gap.to;
  }
  return from < span.to ? [...parts, { ...span, from }] : parts;
}

/** The times in which nobody knows how a server replicated, as milliseconds. */
export const gapSpans = ({ gaps }: ReplicationHistory) =>
  gaps.map(({ from, to }) => ({ from: Date.parse(from), to: Date.parse(to) }));

/**
 * For how long each point held: until the next one, or until nobody knows. Of
 * what is to come nothing is said.
 *
 * @param now - milliseconds since the epoch
 */
export function heldSpans(
  history: ReplicationHistory,
  now: number,
): HeldSpan[] {
  const begin = Date.parse(history.from);
  const end = Math.min(Date.parse(history.to), now);
  const gaps = gapSpans(history);
  return history.points.flatMap((point, index) => {
    const next = history.points.at(index + 1);
    const span: HeldSpan = {
      from: Math.max(begin, Date.parse(point.time)),
      to: next ? Math.min(end, Date.parse(next.time)) : end,
      ...(point.lagSeconds !== undefined && { lagSeconds: point.lagSeconds }),
      ...(point.replicationState && { state: point.replicationState }),
    };
    return outside(span, gaps);
  });
}

/** What a chart of the history shows, for who cannot see it. */
export function lagSentence(
  words: Words,
  history: ReplicationHistory,
  now: number,
): string {
  const spans = heldSpans(history, now);
  const lags = spans.flatMap(({ lagSeconds }) => lagSeconds ?? []);
  const total = (of: readonly { from: number; to: number }[]) =>
    durationText(
      words,
      of.reduce((sum, { from, to }) => sum + (to - from), 0) / 1000,
    );
  const parts: string[] = [];
  if (lags.length === 0) {
    parts.push(
      words(spans.length === 0 ? 'lag.nothingSeen' : 'lag.noneStated'),
    );
  } else {
    const least = durationText(words, Math.min(...lags));
    const most = durationText(words, Math.max(...lags));
    parts.push(
      least === most
        ? words('lag.steady', { lag: most })
        : words('lag.between', { least, most }),
    );
  }
  const troubled = spans.filter(
    ({ state }) => state !== undefined && state !== 'CONTINUOUS',
  );
  const states = [...new Set(troubled.flatMap(({ state }) => state ?? []))];
  if (states.length > 0) {
    parts.push(
      words('lag.troubled', {
        duration: total(troubled),
        states: listed(
          words,
          states.map(state =>
            replicationStateWords(words, state).text.toLowerCase(),
          ),
        ),
      }),
    );
  }
  const gone = spans.filter(({ state }) => state === undefined);
  if (gone.length > 0) {
    parts.push(words('lag.gone', { duration: total(gone) }));
  }
  const unknown = gapSpans(history);
  if (unknown.length > 0) {
    parts.push(words('lag.unknown', { duration: total(unknown) }));
  }
  return parts.join(' ');
}
