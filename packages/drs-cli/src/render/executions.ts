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
  type Execution,
  type ExecutionEvent,
  type ExecutionSummary,
  formatDuration,
  secondsBetween,
  type TerminationStatus,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { counted } from '../format/counting';
import { clockText, instantText, timeText } from '../format/time';
import type { Render } from '../Output';
import type { Paint } from '../terminal/paint';
import { facts, table } from '../terminal/table';
import { waitsFor } from './decisions';
import { subjectOf } from './subject';
import { executionTones, outcomeTones } from './tones';
import { wavesTable } from './waves';

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

/**
 * "3 still running": what an ended execution left running, and so costs money. Of what
 * was stored before that was counted, it is told by the servers that came up well.
 */
function leftRunningText(execution: ExecutionSummary): string {
  const { endTime, instancesTerminated, instancesRunning, counts } = execution;
  if (
    endTime === undefined ||
    instancesTerminated ||
    (instancesRunning ?? counts.succeeded) === 0
  ) {
    return '';
  }
  return instancesRunning === undefined
    ? 'still running'
    : `${instancesRunning} still running`;
}

/** Executions, a line each; with a column for instances where some were left running. */
export const executionsTable: Render<ExecutionSummary[]> = (
  executions,
  view,
) => {
  const left = executions.map(leftRunningText);
  const someLeft = left.some(text => text !== '');
  return table(
    [
      { title: 'Started' },
      { title: 'Plan', shrinks: true },
      { title: 'Type' },
      { title: 'Status' },
      { title: 'Up', align: 'right' },
      ...(someLeft ? [{ title: 'Instances' }] : []),
      { title: 'Execution' },
    ],
    executions.map((execution, index) => [
      instantText(execution.startTime),
      execution.planName,
      execution.executionType,
      { text: execution.status, tone: executionTones[execution.status] },
      `${execution.counts.succeeded}/${execution.counts.total}`,
      ...(someLeft ? [left[index]] : []),
      execution.executionId,
    ]),
    view,
  );
};

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

/** Why, and by whom, it was stopped before it had come to its end. */
function stopText({ stopped }: Execution): string | undefined {
  if (!stopped) {
    return undefined;
  }
  const { cause, by = 'system', waveNumber, message, limitMinutes } = stopped;
  const wave = waveNumber === undefined ? undefined : `wave ${waveNumber}`;
  const saying = message ? `: ${message}` : '';
  switch (cause) {
    case 'CANCELLED':
      return `cancelled by ${by}${saying}`;
    case 'REJECTED':
      return `${wave ?? 'the start'} was rejected by ${by}${saying}`;
    case 'NOT_APPROVED':
      return `nobody approved ${wave ?? 'the start'} in time`;
    case 'NOT_DECIDED':
      return `nobody decided in time${saying}`;
    case 'TOO_LONG':
      return limitMinutes === undefined
        ? 'it took longer than its plan allows'
        : `it took longer than the ${formatDuration(
            limitMinutes * 60,
          )} that its plan allows`;
    default:
      return cause satisfies never;
  }
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
        ['Stopped', stopText(execution)],
        ['Reason', execution.reason],
        ['Recovery time', recoveryTimeText(execution, now)],
        [
          'Data loss',
          execution.rpoSeconds === undefined
            ? undefined
            : formatDuration(execution.rpoSeconds),
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
