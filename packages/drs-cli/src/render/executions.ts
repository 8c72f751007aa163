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
  ExecutionEvent,
  ExecutionSummary,
  ExecutionWave,
  TerminationStatus,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { counted, listed } from '../format/counting';
import {
  clockText,
  durationText,
  instantText,
  secondsBetween,
  timeText,
} from '../format/time';
import type { Render, View } from '../Output';
import type { Paint } from '../terminal/paint';
import { facts, table, type Cell } from '../terminal/table';
import { countServers, executionTones, outcomeTones, waveTones } from './tones';

const kinds = { DRILL: 'Drill', RECOVERY: 'Recovery' } as const;

/** "Drill of Orders". */
export const subjectOf = (
  execution: Pick<ExecutionSummary, 'executionType' | 'planName'>,
): string => `${kinds[execution.executionType]} of ${execution.planName}`;

/** How long it takes or took until everything was ready, against the target. */
export function recoveryTimeText(
  run: Pick<
    ExecutionSummary,
    'startTime' | 'endTime' | 'rtoSeconds' | 'targetRtoMinutes'
  >,
  now: number,
): string {
  const target =
    run.targetRtoMinutes === undefined ? undefined : run.targetRtoMinutes * 60;
  const against = (seconds: number, left: boolean) => {
    if (target === undefined) {
      return '';
    }
    const of = `target ${clockText(target)}`;
    if (seconds > target) {
      return `, ${clockText(seconds - target)} over the ${of}`;
    }
    return left
      ? `, ${of}, ${clockText(target - seconds)} left`
      : `, within the ${of}`;
  };
  if (run.rtoSeconds !== undefined) {
    return `${clockText(run.rtoSeconds)}${against(run.rtoSeconds, false)}`;
  }
  if (run.endTime !== undefined) {
    return 'not reached';
  }
  const passed = Math.max(0, secondsBetween(run.startTime, now));
  return `${clockText(passed)} so far${against(passed, true)}`;
}

/** Executions, a line each. */
export const executionsTable: Render<ExecutionSummary[]> = (executions, view) =>
  table(
    [
      { title: 'Started' },
      { title: 'Plan', shrinks: true },
      { title: 'Type' },
      { title: 'Status' },
      { title: 'Up', align: 'right' },
      { title: 'Execution' },
    ],
    executions.map(execution => [
      instantText(execution.startTime),
      execution.planName,
      execution.executionType,
      { text: execution.status, tone: executionTones[execution.status] },
      `${execution.counts.succeeded}/${execution.counts.total}`,
      execution.executionId,
    ]),
    view,
  );

/** Facts of the log, a line each. */
export const eventsLines: Render<ExecutionEvent[]> = (events, view) =>
  events.map(event => eventLine(event, view.paint));

/** "01:04:09Z  wave 2  Launching 4 servers (user:default/omar.okafor)". */
export function eventLine(event: ExecutionEvent, paint: Paint): string {
  const { waveNumber: wave, summary } = event;
  return [
    paint('quiet', timeText(event.at)),
    ...(wave === undefined || new RegExp(`^wave ${wave}\\b`, 'i').test(summary)
      ? []
      : [`wave ${wave}:`]),
    summary,
    ...(event.actor === 'system' ? [] : [`(${event.actor})`]),
  ].join(' ');
}

/** What else there is to say of a wave, beside its counts. */
function noteOf(wave: ExecutionWave): string {
  const hook = wave.hooks.find(({ status }) => status === 'RUNNING');
  const counts = countServers(wave.servers);
  return [
    wave.waitingForCapacity ? 'waits for capacity' : undefined,
    hook &&
      `hook ${hook.name}${
        hook.attempts > 1 ? `, attempt ${hook.attempts}` : ''
      }`,
    wave.waitUntil && wave.status === 'WAITING'
      ? `until ${timeText(wave.waitUntil)}`
      : undefined,
    counts.running > 0 ? phasesText(wave) : undefined,
    counts.skipped > 0 ? `${counts.skipped} skipped` : undefined,
    wave.reason,
  ]
    .filter(Boolean)
    .join('; ');
}

/** "2 CONVERSION, 1 LAUNCH": where the servers that are launching stand. */
function phasesText(wave: ExecutionWave): string {
  const phases = new Map<string, number>();
  for (const { outcome, phase } of wave.servers) {
    if (outcome === 'LAUNCHING' && phase) {
      phases.set(phase, (phases.get(phase) ?? 0) + 1);
    }
  }
  return [...phases].map(([phase, count]) => `${count} ${phase}`).join(', ');
}

const waveColumns = [
  { title: '#', align: 'right' },
  { title: 'Wave', shrinks: true },
  { title: 'Status' },
  { title: 'Up', align: 'right' },
  { title: 'Failed', align: 'right' },
  { title: 'Ready after', align: 'right' },
  { title: 'Note', shrinks: true },
] as const;

const waveCells = (wave: ExecutionWave): Cell[] => {
  const { total, up, failed } = countServers(wave.servers);
  return [
    String(wave.waveNumber),
    wave.waveName,
    { text: wave.status, tone: waveTones[wave.status] },
    `${up}/${total}`,
    failed > 0 ? { text: String(failed), tone: 'bad' } : '',
    wave.rtoSeconds === undefined ? '' : clockText(wave.rtoSeconds),
    noteOf(wave),
  ];
};

const restingWaves: ReadonlySet<ExecutionWave['status']> = new Set([
  'PENDING',
  'COMPLETED',
  'SKIPPED',
  'CANCELLED',
] as const);

/**
 * The waves as a table of at most so many lines: those in which something happens
 * or went wrong stay, others are summed up.
 */
export function wavesTable(
  waves: readonly ExecutionWave[],
  { paint, width, height }: Pick<View, 'paint' | 'width'> & { height?: number },
): string[] {
  const room =
    height === undefined || waves.length + 1 <= height
      ? waves.length
      : Math.max(1, height - 2);
  const shown = new Set(
    [...waves]
      .sort(
        (a, b) =>
          Number(restingWaves.has(a.status)) -
          Number(restingWaves.has(b.status)),
      )
      .slice(0, room),
  );
  const hidden = waves.filter(wave => !shown.has(wave));
  return [
    ...table(
      waveColumns,
      waves.filter(wave => shown.has(wave)).map(waveCells),
      { paint, width },
    ),
    ...(hidden.length > 0 ? [paint('quiet', `and ${hiddenText(hidden)}`)] : []),
  ];
}

function hiddenText(waves: readonly ExecutionWave[]): string {
  const statuses = new Map<string, number>();
  for (const { status } of waves) {
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
  }
  return `${counted(waves.length, 'more wave')}: ${[...statuses]
    .map(([status, count]) => `${count} ${status}`)
    .join(', ')}`;
}

/** Approvals that are waited for. */
export const openApprovals = (execution: Execution): ExecutionApproval[] =>
  execution.approvals.filter(({ decision }) => decision === undefined);

/** What waits for a person, and the command that decides it. */
export function waitsFor(execution: Execution, paint: Paint): string[] {
  const id = execution.executionId;
  return [
    ...openApprovals(execution).map(approval => {
      const what =
        approval.waveNumber === undefined
          ? 'The start waits for approval'
          : `Wave ${approval.waveNumber} waits for approval`;
      const wave =
        approval.waveNumber === undefined
          ? ''
          : ` --wave ${approval.waveNumber}`;
      return paint(
        'warning',
        `${what} until ${instantText(
          approval.until,
        )}: drs approve ${id}${wave}`,
      );
    }),
    ...pauseLines(execution).map(line => paint('warning', line)),
  ];
}

function pauseLines({ status, pause, executionId: id }: Execution): string[] {
  if (status !== 'PAUSED' || !pause) {
    return [];
  }
  const until = `until ${instantText(pause.until)}`;
  const why = pause.message ? ` (${pause.message})` : '';
  const wave = pause.waveNumber === undefined ? '' : ` ${pause.waveNumber}`;
  switch (pause.reason) {
    case 'APPROVAL':
      // Said by the approval itself.
      return [];
    case 'FAILURE':
      return [
        `${
          pause.message ?? `Wave${wave} failed`
        }; it waits for a decision ${until}: drs retry, drs skip or drs cancel ${id}`,
      ];
    case 'OPERATOR':
      return [`Paused ${until}${why}: drs resume ${id}`];
    case 'FREEZE':
      return [`Held by the freeze switch ${until}${why}`];
    case 'RECOVERED_LOG':
      return [
        `Held ${until}, as AWS shows launches that its log does not know${why}: drs resume ${id} takes them as its own`,
      ];
    default:
      return pause.reason satisfies never;
  }
}

/** Which servers failed, and why. */
export function failureLines(execution: Execution, paint: Paint): string[] {
  return execution.waves.flatMap(wave => [
    ...wave.servers
      .filter(({ outcome }) => outcomeTones[outcome] === 'bad')
      .map(server => {
        const why =
          server.errorMessage ??
          server.health.message ??
          server.errorCode ??
          'no reason is known';
        return `${paint('bad', server.outcome)} ${server.hostname} (${
          server.sourceServerId
        }, wave ${wave.waveNumber}): ${why}`;
      }),
    ...wave.hooks
      .filter(({ status }) => status === 'FAILED')
      .map(
        hook =>
          `${paint('bad', 'FAILED')} hook ${hook.name} of wave ${
            wave.waveNumber
          }: ${hook.message ?? 'no reason is known'}`,
      ),
  ]);
}

/** How many recovery instances are there, and what becomes of them. */
function instancesLine(execution: Execution): string[] {
  if (execution.instancesTerminated) {
    return ['Its recovery instances are terminated.'];
  }
  const running = execution.waves
    .flatMap(({ servers }) => servers)
    .filter(({ instanceState }) => instanceState === 'RUNNING').length;
  if (running === 0 || execution.endTime === undefined) {
    return [];
  }
  return [
    `${counted(running, 'recovery instance')} still ${
      running === 1 ? 'runs and costs' : 'run and cost'
    } money${
      execution.terminateAt
        ? `, until ${instantText(execution.terminateAt)}`
        : ''
    }: drs terminate ${execution.executionId}`,
  ];
}

/** An execution: how it stands, its waves, what failed and what it waits for. */
export const executionLines: Render<Execution> = (execution, view) => {
  const { paint, width, now } = view;
  const { succeeded, total, failed, skipped } = execution.counts;
  return [
    ...facts(
      [
        ['Execution', { text: subjectOf(execution), tone: 'strong' }],
        ['ID', execution.executionId],
        [
          'Status',
          { text: execution.status, tone: executionTones[execution.status] },
        ],
        [
          'Servers',
          `${succeeded} of ${total} up${failed ? `, ${failed} failed` : ''}${
            skipped ? `, ${skipped} skipped` : ''
          }`,
        ],
        [
          'Started',
          `${instantText(execution.startTime)} by ${execution.initiatedBy}`,
        ],
        ['Ended', execution.endTime && instantText(execution.endTime)],
        ['Reason', execution.reason],
        ['Recovery time', recoveryTimeText(execution, now)],
        [
          'Data loss',
          execution.rpoSeconds === undefined
            ? undefined
            : durationText(execution.rpoSeconds),
        ],
      ],
      paint,
    ),
    '',
    ...wavesTable(execution.waves, { paint, width }),
    ...failureLines(execution, paint),
    ...waitsFor(execution, paint),
    ...instancesLine(execution),
  ];
};

/** An execution in a line: what came of a command. */
export const standingLine: Render<Execution> = (execution, { paint }) => [
  `${subjectOf(execution)}: ${paint(
    executionTones[execution.status],
    execution.status,
  )} (${execution.executionId})`,
  ...waitsFor(execution, paint),
];

/** What somebody is about to approve or reject. */
export const approvalLines =
  (approval: ExecutionApproval): Render<Execution> =>
  (execution, { paint }) => {
    const waves = execution.waves.filter(
      ({ waveNumber }) =>
        approval.waveNumber === undefined || waveNumber === approval.waveNumber,
    );
    return [
      ...facts(
        [
          ['Execution', { text: subjectOf(execution), tone: 'strong' }],
          [
            'To approve',
            approval.waveNumber === undefined
              ? 'the start of the whole execution'
              : `wave ${approval.waveNumber} (${waves[0]?.waveName ?? ''})`,
          ],
          ['Started by', execution.initiatedBy],
          ['Reason', execution.reason],
          ['Plan version', String(approval.planVersion)],
          ['Open until', instantText(approval.until)],
          [
            'May not decide',
            approval.fourEyes
              ? listed([...approval.excluded, 'programs'])
              : undefined,
          ],
          ['Digest', approval.serversDigest],
        ],
        paint,
      ),
      ...table(
        [
          { title: 'Wave', align: 'right' },
          { title: 'Server' },
          { title: 'ID' },
          { title: 'Account' },
          { title: 'Region' },
          { title: 'Data of' },
        ],
        waves.flatMap(wave =>
          wave.servers.map(server => [
            String(wave.waveNumber),
            server.hostname,
            server.sourceServerId,
            server.accountId,
            server.region,
            server.recoverySnapshotId ?? 'the launch',
          ]),
        ),
        { paint },
      ),
    ];
  };

/** How far the termination of instances is. */
export const terminationLines: Render<TerminationStatus> = (
  { counts, done, servers },
  { paint },
) => [
  `${counts.terminated} terminated, ${counts.terminating} terminating, ${
    counts.running
  } running${done ? ': done' : ''}`,
  ...servers
    .filter(({ errorMessage }) => errorMessage !== undefined)
    .map(
      server =>
        `${paint('bad', 'not terminated:')} ${server.hostname} (${
          server.recoveryInstanceId
        }): ${server.errorMessage}`,
    ),
];
