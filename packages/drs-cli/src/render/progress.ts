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
  ExecutionEvent,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Render } from '../Output';
import { waitsFor } from './decisions';
import { eventLine, recoveryTimeText } from './executions';
import { subjectOf } from './subject';
import { executionTones } from './tones';
import { wavesTable } from './waves';

/** What is known of an execution that is followed. */
export interface Progress {
  execution: Execution;
  /** The newest facts of its log, oldest first. */
  events: ExecutionEvent[];
  /** How it is with the connection, where it is lost. */
  trouble?: string;
}

const MOST_EVENTS = 6;

/**
 * A frame of the live view: how it stands, the clock, waves, what waits for a
 * person, and the newest events, in as many lines as the terminal has.
 *
 * @param height - lines there are
 */
export const progressFrame =
  (height: number): Render<Progress> =>
  ({ execution, events, trouble }, { paint, width, now }) => {
    const { succeeded, total, failed } = execution.counts;
    const head = [
      `${paint('strong', subjectOf(execution))}  ${paint(
        executionTones[execution.status],
        execution.status,
      )}  ${succeeded} of ${total} up${failed ? `, ${failed} failed` : ''}`,
      `Recovery time ${recoveryTimeText(execution, now)}`,
      ...(trouble ? [paint('warning', trouble)] : []),
    ];
    const foot = [
      ...waitsFor(execution, paint),
      paint('quiet', 'Ctrl-C stops watching; the execution goes on'),
    ];
    const room = Math.max(2, height - head.length - foot.length);
    const waves = wavesTable(execution.waves, { paint, width, height: room });
    const newest = lastOf(events, Math.min(MOST_EVENTS, room - waves.length));
    return [
      ...head,
      ...waves,
      ...newest.map(event => eventLine(event, paint)),
      ...foot,
    ];
  };

const lastOf = <T>(list: readonly T[], count: number): T[] =>
  count > 0 ? list.slice(-count) : [];
