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

import type {
  Execution,
  ExecutionServer,
  ExecutionWave,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { forecastOf, type Forecast } from './forecast';
import {
  launchesFrom,
  serverSegments,
  sinceStartOf,
  waveSegments,
  type Segment,
} from './segments';

/** A row of the timeline: a wave, or a server of a wave that is opened. */
export type TimelineRow =
  | {
      kind: 'wave';
      wave: ExecutionWave;
      isOpen: boolean;
      segments: readonly Segment[];
      /** As it was expected when the execution was started. */
      expected?: { from: number; to: number };
      /** As it is expected now, of a wave that has not begun. */
      forecast?: { from: number; to: number };
      /** Decides, as far as one can tell now, when the execution is ready. */
      isCritical: boolean;
      wasExpectedCritical: boolean;
    }
  | {
      kind: 'server';
      server: ExecutionServer;
      waveNumber: number;
      segments: readonly Segment[];
    };

/** All of the timeline, in seconds since the start of the execution. */
export interface TimelineLayout {
  rows: readonly TimelineRow[];
  /** Times for which the whole run was held, and the approval of its start. */
  holds: readonly Segment[];
  forecast: Forecast;
  /** Seconds until the target; absent where the plan has none. */
  target?: number;
  /** Seconds that were expected at the start. */
  expected?: number;
  /** When it ended; absent while it runs. */
  end?: number;
}

// A record that has not changed keeps its object, so that what is drawn of it
// need not be worked out, or drawn, again.
const ofServer = new WeakMap<
  ExecutionServer,
  { from: number | undefined; segments: Segment[] }
>();

/**
 * Lays an execution out in time.
 *
 * @param opened - numbers of the waves whose servers are shown
 * @param elapsed - seconds since the start, now or at the end
 */
export function layOutTimeline(
  execution: Execution,
  opened: ReadonlySet<number>,
  elapsed: number,
): TimelineLayout {
  const since = sinceStartOf(execution);
  const { endTime, expected } = execution;
  const forecast = forecastOf(execution, elapsed);
  const rows = execution.waves.flatMap((wave): TimelineRow[] => {
    const { waveNumber } = wave;
    const plan = expected?.waves.find(other => other.waveNumber === waveNumber);
    const ahead = forecast.waves.find(other => other.waveNumber === waveNumber);
    const isOpen = opened.has(waveNumber);
    const row: TimelineRow = {
      kind: 'wave',
      wave,
      isOpen,
      segments: waveSegments(
        wave,
        execution.approvals.find(
          approval => approval.waveNumber === waveNumber,
        ),
        since,
        endTime,
      ),
      ...(plan && {
        expected: { from: plan.startSeconds, to: plan.endSeconds },
      }),
      ...(forecast.ready !== undefined &&
        ahead &&
        !ahead.known &&
        wave.startTime === undefined && {
          forecast: { from: ahead.from, to: ahead.ready },
        }),
      isCritical: forecast.criticalPath.includes(waveNumber),
      wasExpectedCritical: expected?.criticalPath.includes(waveNumber) ?? false,
    };
    const from = launchesFrom(wave, since);
    return isOpen
      ? [
          row,
          ...wave.servers.map(
            (server): TimelineRow => ({
              kind: 'server',
              server,
              waveNumber,
              segments: segmentsOf(server, from, execution),
            }),
          ),
        ]
      : [row];
  });
  return {
    rows,
    holds: holdsOf(execution),
    forecast,
    ...(execution.targetRtoMinutes !== undefined && {
      target: execution.targetRtoMinutes * 60,
    }),
    ...(expected && { expected: expected.predictedSeconds }),
    ...(endTime !== undefined && { end: since(endTime) }),
  };
}

function segmentsOf(
  server: ExecutionServer,
  from: number | undefined,
  execution: Execution,
): readonly Segment[] {
  const known = ofServer.get(server);
  if (known && known.from === from && execution.endTime === undefined) {
    return known.segments;
  }
  const since = sinceStartOf(execution);
  const segments = serverSegments(server, since, from);
  if (execution.endTime === undefined) {
    ofServer.set(server, { from, segments });
    return segments;
  }
  const end = since(execution.endTime);
  return segments.map(segment =>
    segment.to === undefined
      ? { ...segment, to: Math.max(segment.from, end) }
      : segment,
  );
}

function holdsOf(execution: Execution): Segment[] {
  const since = sinceStartOf(execution);
  const start = execution.approvals.find(
    ({ waveNumber }) => waveNumber === undefined,
  );
  const until = (instant: string | undefined) => {
    const over = instant ?? execution.endTime;
    return over === undefined ? {} : { to: since(over) };
  };
  return [
    ...(start
      ? [
          {
            kind: 'APPROVAL' as const,
            from: since(start.since),
            ...until(start.decidedAt),
          },
        ]
      : []),
    ...execution.holds.map(hold => ({
      kind: 'HOLD' as const,
      from: since(hold.since),
      ...until(hold.endTime),
      reason: hold.message,
    })),
  ];
}

/** How many seconds the picture is wide: all that there is, the target where it does not squeeze the rest. */
export function spanOf(layout: TimelineLayout, elapsed: number): number {
  const longest = Math.max(
    layout.end ?? elapsed,
    layout.expected ?? 0,
    layout.end === undefined ? layout.forecast.ready ?? 0 : 0,
  );
  const target =
    layout.target !== undefined && layout.target <= longest * 3
      ? layout.target
      : 0;
  return Math.max(longest * 1.06, target * 1.06, 30);
}
