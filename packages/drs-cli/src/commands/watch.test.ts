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

import { event, server, wave } from '../__testUtils__/examples';
import { Story } from '../__testUtils__/Story';
import { terminal } from '../__testUtils__/terminal';
import { PortalUnreachable } from '../failures';
import { Invocation } from '../Invocation';
import { watchExecution, type WatchOptions } from './watch';

const ESCAPE = String.fromCharCode(27);
const options: WatchOptions = {
  interval: 0,
  giveUpAfter: 60,
  waitForApproval: true,
};
const AWAY = new PortalUnreachable('Nothing listens there', false);

const drill = () =>
  new Story(
    [
      { seq: 1, waves: [wave(1, 'Databases', { status: 'LAUNCHING' })] },
      AWAY,
      { seq: 2 },
      {
        seq: 3,
        status: 'COMPLETED',
        waves: [
          wave(1, 'Databases', {
            status: 'COMPLETED',
            servers: [server('db-01', { outcome: 'HEALTHY' })],
          }),
        ],
      },
    ],
    [1, 2, 3].map(seq => event(seq, `Fact ${seq}`)),
  );

const invoked = (
  host: ReturnType<typeof terminal>['host'],
  json = false,
): Invocation =>
  new Invocation(host, {
    json,
    color: true,
    insecureHttp: false,
    timeout: 1,
  });

describe('watching', () => {
  it('appends lines where it is piped, and says apart how the connection is', async () => {
    const { host, written } = terminal();
    const exit = await watchExecution(invoked(host), drill(), 'e-1', options);
    expect(exit).toBe('OK');
    const [facts, report] = written.stdout.split('\n\n');
    expect(facts.split('\n')).toEqual([
      '01:00:00Z Fact 1',
      '01:00:00Z Fact 2',
      '01:00:00Z Fact 3',
    ]);
    expect(report).toContain('Status         COMPLETED');
    expect(written.stdout).not.toContain(ESCAPE);
    expect(written.stderr.split('\n')).toEqual([
      expect.stringMatching(
        /^Nothing listens there. The execution goes on; looking again in 1 s$/,
      ),
      'The portal answers again.',
      '',
    ]);
  });

  it('is a record a line as JSON, and nothing else', async () => {
    const { host, written } = terminal();
    await watchExecution(invoked(host, true), drill(), 'e-1', options);
    expect(
      written.stdout
        .trim()
        .split('\n')
        .map(line => JSON.parse(line)),
    ).toEqual(
      [1, 2, 3].map(seq =>
        expect.objectContaining({
          executionId: 'e-1',
          status: seq === 3 ? 'COMPLETED' : 'RUNNING',
          seq,
        }),
      ),
    );
  });

  it('is drawn in place in a terminal, and leaves the result', async () => {
    const { host, written } = terminal({ isTTY: true });
    const exit = await watchExecution(invoked(host), drill(), 'e-1', options);
    expect(exit).toBe('OK');
    expect(written.stdout).toContain('looking again');
    expect(written.stdout).toContain('Ctrl-C stops watching');
    // After the last frame was taken away, the result stands.
    const result = written.stdout.split(`${ESCAPE}[0J`).at(-1);
    expect(result).toContain('COMPLETED');
    expect(result).not.toContain('Ctrl-C');
    expect(written.stderr).toBe('');
  });

  it('leaves the execution alone when it is interrupted, and says how to come back', async () => {
    const { host, interrupt } = terminal({ isTTY: true });
    const story = new Story([{ seq: 1 }]);
    const watching = watchExecution(invoked(host), story, 'e-1', {
      ...options,
      interval: 3600,
    });
    interrupt();
    await expect(watching).rejects.toMatchObject({
      exit: 'INTERRUPTED',
      remedy: 'Come back by: drs watch e-1',
    });
    expect(new Set(story.calls)).toEqual(
      new Set([
        'get_execution_status',
        'get_execution_details',
        'get_execution_events',
      ]),
    );
  });

  it('ends at a pause where nobody shall be waited for', async () => {
    const { host } = terminal();
    const story = new Story([{ seq: 1 }, { seq: 2, status: 'PAUSED' }]);
    await expect(
      watchExecution(invoked(host), story, 'e-1', {
        ...options,
        waitForApproval: false,
      }),
    ).resolves.toBe('EXECUTION_HELD');
  });
});
