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

import { stripVTControlCharacters } from 'node:util';
import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import {
  after,
  event,
  execution,
  server,
  wave,
} from '../__testUtils__/examples';
import { hostileText, UNPRINTABLE } from '../__testUtils__/hostileText';
import { Output } from '../Output';
import { coloured } from '../terminal/paint';
import { widthOf } from '../terminal/text';
import { approvalLines } from './decisions';
import { executionLines } from './executions';
import { progressFrame } from './progress';

// What `coloured` makes, and nothing else.
const COLOURS = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g');

/** An output to a terminal with colours. */
const output = new Output({
  json: false,
  stdout: Object.assign(new PassThrough(), { columns: 80, isTTY: true }),
  stderr: new PassThrough(),
  paint: coloured,
  paintErrors: coloured,
});

const approval = {
  since: execution().startTime,
  until: execution().startTime,
  fourEyes: true,
  excluded: ['user:default/a'],
  planVersion: 1,
};

/** An execution in which somebody has written what they liked wherever they could. */
const hostileExecution = fc
  .array(hostileText, { minLength: 8, maxLength: 8 })
  .map(([plan, name, host, why, message, hook, reason, person]) =>
    execution({
      planName: plan,
      reason,
      initiatedBy: person,
      status: 'PAUSED',
      pause: {
        reason: 'OPERATOR',
        since: approval.since,
        until: approval.until,
        message: why,
      },
      approvals: [{ ...approval, excluded: [person] }],
      waves: [
        wave(1, name, {
          status: 'RUNNING_PRE_HOOKS',
          reason: why,
          hooks: [
            {
              name: hook,
              type: 'webhook',
              stage: 'PRE',
              status: 'RUNNING',
              attempts: 2,
            },
          ],
          servers: [server(host, { outcome: 'FAILED', errorMessage: message })],
        }),
      ],
    }),
  );

/** Lines that command a terminal to do more than to colour. */
const unsafe = (lines: readonly string[]) =>
  lines.filter(line => {
    const bare = line.replace(COLOURS, '');
    return UNPRINTABLE.test(bare) || bare !== stripVTControlCharacters(bare);
  });

describe('what others have written into AWS and into plans', () => {
  it('commands no terminal', () => {
    fc.assert(
      fc.property(hostileExecution, hostileText, (record, summary) => {
        expect(unsafe(output.rendered(record, executionLines))).toEqual([]);
        expect(
          unsafe(output.rendered(record, approvalLines(approval))),
        ).toEqual([]);
        const frame = output.rendered(
          {
            execution: record,
            events: [event(1, summary, { actor: summary })],
            trouble: summary,
          },
          progressFrame(20),
        );
        expect(unsafe(frame)).toEqual([]);
      }),
    );
  });
});

describe('a frame of the live view', () => {
  it('has no more lines than the terminal, however many waves there are', () => {
    fc.assert(
      fc.property(
        fc.nat(100),
        fc.nat(20),
        fc.integer({ min: 8, max: 60 }),
        (waves, events, height) => {
          const lines = output.rendered(
            {
              execution: execution({
                waves: Array.from({ length: waves }, (_, index) =>
                  wave(index + 1, `Wave ${index}`, { status: 'LAUNCHING' }),
                ),
              }),
              events: Array.from({ length: events }, (_, seq) =>
                event(seq, `Fact ${seq}`),
              ),
            },
            progressFrame(height),
          );
          expect(lines.length).toBeLessThanOrEqual(height);
        },
      ),
    );
  });

  it('shows the clock, the waves and the newest facts', () => {
    const lines = progressFrame(24)(
      {
        execution: execution({
          targetRtoMinutes: 10,
          counts: {
            total: 2,
            succeeded: 1,
            failed: 0,
            skipped: 0,
            running: 1,
            pending: 0,
          },
          waves: [
            wave(1, 'Databases', {
              status: 'LAUNCHING',
              servers: [
                server('a', { outcome: 'LAUNCHED' }),
                server('b', { outcome: 'LAUNCHING', phase: 'SNAPSHOT' }),
              ],
            }),
          ],
        }),
        events: Array.from({ length: 9 }, (_, index) =>
          event(index, `Fact ${index}`),
        ),
        trouble: 'Nothing listens there',
      },
      { paint: (_, text) => text, width: 80, now: after(61) },
    );
    expect(lines).toEqual([
      'Drill of Orders  RUNNING  1 of 2 up',
      'Recovery time 0:01:01 so far, target 0:10:00, 0:08:59 left',
      'Nothing listens there',
      '#  Wave       Status      Up  Failed  Ready after  Note',
      '1  Databases  LAUNCHING  1/2                       1 SNAPSHOT',
      ...[3, 4, 5, 6, 7, 8].map(index => `01:00:00Z Fact ${index}`),
      'Ctrl-C stops watching; the execution goes on',
    ]);
    expect(lines.every(line => widthOf(line) <= 80)).toBe(true);
  });
});
