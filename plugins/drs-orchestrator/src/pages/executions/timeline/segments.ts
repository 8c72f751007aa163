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
  ExecutionApproval,
  ExecutionServer,
  ExecutionWave,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';

/** What a stretch of time was spent on. */
export const segmentKinds = [
  'APPROVAL',
  'HOOK',
  'QUEUE',
  'REQUEST',
  'SNAPSHOT',
  'CONVERSION',
  'LAUNCH',
  'LAUNCHING',
  'HEALTH',
  'WAIT',
  'HOLD',
] as const;
export type SegmentKind = (typeof segmentKinds)[number];

/** Nothing is done in them: somebody or something is waited for. */
export const waitingKinds: ReadonlySet<SegmentKind> = new Set<SegmentKind>([
  'APPROVAL',
  'QUEUE',
  'WAIT',
  'HOLD',
]);

/** A stretch of time, in seconds since the start of the execution. */
export interface Segment {
  kind: SegmentKind;
  from: number;
  /** Absent: it goes on. */
  to?: number;
  /** What is waited for, or which hook runs. */
  reason?: string;
  /** Of a launch that was given up before it was tried again. */
  isEarlier?: true;
}

/** Seconds between the start of the execution and an instant; none before it. */
export type SinceStart = (instant: string) => number;

/** Reads instants as seconds since the start of an execution. */
export const sinceStartOf = (
  execution: Pick<Execution, 'startTime'>,
): SinceStart => {
  const start = Date.parse(execution.startTime);
  return instant => Math.max(0, (Date.parse(instant) - start) / 1000);
};

/** A wait for room in the quotas or for one's turn is worth showing only from here on. */
const SHORTEST_QUEUE_SECONDS = 2;

/** A launch of a server: that of now, or one that was given up before it. */
type LaunchTimes = Pick<
  ExecutionServer,
  'queuedSince' | 'requestTime' | 'phaseTimes' | 'launchTime' | 'endTime'
> &
  Partial<Pick<ExecutionServer, 'outcome' | 'waitReason'>>;

/**
 * What the launches of a server went through, the earlier ones first. Without a job
 * log a launch is one stretch: nobody knows then how it is divided.
 *
 * @param from - when its wave began to launch, as `launchesFrom` tells; absent: it has not
 */
export function serverSegments(
  server: ExecutionServer,
  since: SinceStart,
  from: number | undefined,
): Segment[] {
  if (from === undefined) {
    return [];
  }
  return [
    ...(server.earlierLaunches ?? []).flatMap(launch =>
      launchSegments(launch, since, from).map(
        (segment): Segment => ({ ...segment, isEarlier: true }),
      ),
    ),
    ...launchSegments(server, since, from),
  ];
}

function launchSegments(
  launch: LaunchTimes,
  since: SinceStart,
  waveFrom: number,
): Segment[] {
  const from =
    launch.queuedSince === undefined
      ? waveFrom
      : Math.max(waveFrom, since(launch.queuedSince));
  if (launch.requestTime === undefined) {
    return launch.outcome === 'PENDING'
      ? [{ kind: 'QUEUE', from, reason: launch.waitReason }]
      : [];
  }
  const asked = since(launch.requestTime);
  const end = launch.endTime && since(launch.endTime);
  const marks = launchMarks(launch, since, asked);
  const segments = marks.flatMap(({ kind, at }, index): Segment[] => {
    const next = marks.at(index + 1)?.at ?? (end || undefined);
    return next !== undefined && next <= at
      ? []
      : [{ kind, from: at, ...(next !== undefined && { to: next }) }];
  });
  return asked - from >= SHORTEST_QUEUE_SECONDS
    ? [{ kind: 'QUEUE', from, to: asked }, ...segments]
    : segments;
}

/** When each phase of a launch began, in order; none before the one before. */
function launchMarks(
  launch: LaunchTimes,
  since: SinceStart,
  asked: number,
): { kind: SegmentKind; at: number }[] {
  const times = launch.phaseTimes;
  const up = launch.launchTime && since(launch.launchTime);
  const began: { kind: SegmentKind; at: number | '' | undefined }[] = [
    // Until its first line the log says no more than that it was asked for.
    {
      kind: times || launch.outcome === 'LAUNCHING' ? 'REQUEST' : 'LAUNCHING',
      at: asked,
    },
    { kind: 'SNAPSHOT', at: times?.SNAPSHOT && since(times.SNAPSHOT) },
    { kind: 'CONVERSION', at: times?.CONVERSION && since(times.CONVERSION) },
    { kind: 'LAUNCH', at: times?.LAUNCH && since(times.LAUNCH) },
    { kind: 'HEALTH', at: up },
  ];
  let last = 0;
  return began.flatMap(({ kind, at }) => {
    if (at === '' || at === undefined) {
      return [];
    }
    last = Math.max(last, at);
    return [{ kind, at: last }];
  });
}

/** When a wave began to launch: after its hooks; undefined until then. */
export function launchesFrom(
  wave: ExecutionWave,
  since: SinceStart,
): number | undefined {
  if (wave.startTime === undefined) {
    return undefined;
  }
  const before = wave.hooks.filter(({ stage }) => stage === 'PRE');
  if (wave.status === 'RUNNING_PRE_HOOKS') {
    return undefined;
  }
  return Math.max(
    since(wave.startTime),
    ...before.map(({ endTime }) => (endTime ? since(endTime) : 0)),
  );
}

/**
 * What a wave went through: the approval it waited for, its hooks, the launch of
 * the server that was up last (or is furthest from it), and its wait afterwards.
 */
export function waveSegments(
  wave: ExecutionWave,
  approval: ExecutionApproval | undefined,
  since: SinceStart,
  endTime: string | undefined,
): Segment[] {
  const last = slowestOf(wave, since);
  const over = wave.endTime ?? endTime;
  return [
    ...(approval
      ? [stretch('APPROVAL', approval.since, approval.decidedAt ?? over, since)]
      : []),
    ...hookSegments(wave, 'PRE', since, over),
    ...(last?.segments ?? []),
    ...hookSegments(wave, 'POST', since, over),
    ...(wave.waitingSince
      ? [stretch('WAIT', wave.waitingSince, wave.readyAt ?? over, since)]
      : []),
  ].map(segment =>
    // What has ended leaves nothing open, whatever its parts say.
    over !== undefined && segment.to === undefined
      ? { ...segment, to: Math.max(segment.from, since(over)) }
      : segment,
  );
}

/** The server of a wave that decides when its launches are over, and what it went through. */
export function slowestOf(
  wave: ExecutionWave,
  since: SinceStart,
): { server: ExecutionServer; segments: Segment[] } | undefined {
  let slowest:
    | { server: ExecutionServer; segments: Segment[]; rank: number }
    | undefined;
  const from = launchesFrom(wave, since);
  for (const server of wave.servers) {
    const segments = serverSegments(server, since, from);
    const last = segments.at(-1);
    if (last) {
      const rank = rankOf(last);
      if (!slowest || rank > slowest.rank) {
        slowest = { server, segments, rank };
      }
    }
  }
  return slowest;
}

/** Later ends rank higher; what goes on ranks above all that ended, the earlier its phase the higher. */
const rankOf = ({ kind, from, to }: Segment): number =>
  to ?? 1e12 * (segmentKinds.length - segmentKinds.indexOf(kind)) + from;

const hookSegments = (
  wave: ExecutionWave,
  stage: 'PRE' | 'POST',
  since: SinceStart,
  over: string | undefined,
): Segment[] =>
  wave.hooks.flatMap(hook =>
    hook.stage === stage && hook.startTime
      ? [
          {
            ...stretch('HOOK', hook.startTime, hook.endTime ?? over, since),
            reason: hook.name,
          },
        ]
      : [],
  );

function stretch(
  kind: SegmentKind,
  from: string,
  to: string | undefined,
  since: SinceStart,
): Segment {
  return {
    kind,
    from: since(from),
    ...(to !== undefined && { to: Math.max(since(from), since(to)) }),
  };
}
