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

import { setTimeout as sleep } from 'node:timers/promises';
import { Engine } from '../Engine';
import { MemoryExecutionLog } from '../store/MemoryExecutionLog';
import { MemoryLeaseStore } from '../store/MemoryLeaseStore';

const silent = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/** Two replicas over one lease, and which of them did their duty in which epoch. */
function replicas() {
  const lease = new MemoryLeaseStore();
  const log = new MemoryExecutionLog(lease);
  const done: string[] = [];
  const replica = (name: string) =>
    Engine.create({
      log,
      lease,
      access: {
        drs: () => Promise.reject(new Error('Nothing is asked of AWS here')),
        services: () =>
          Promise.reject(new Error('Nothing is asked of AWS here')),
      },
      logger: silent,
      auditKey: 'a key of the test',
      settings: { leaseDurationMs: 5_000 },
      duties: [
        {
          intervalMs: 5,
          perform: async epoch => {
            done.push(`${name} ${epoch}`);
          },
        },
      ],
    });
  return { first: replica('first'), second: replica('second'), done };
}

describe('duties', () => {
  it('are done by whoever leads, in its epoch, and by nobody else', async () => {
    const { first, second, done } = replicas();
    await first.advance();
    await second.advance();
    await first.advance();
    expect(done).toEqual(['first 1', 'first 1']);
  });

  it('go over to the next leader', async () => {
    const { first, second, done } = replicas();
    const firstLeads = new AbortController();
    const leading = first.lead(firstLeads.signal);
    while (done.length < 3) {
      await sleep(1);
    }
    firstLeads.abort();
    await leading;
    const before = done.length;
    expect(new Set(done)).toEqual(new Set(['first 1']));

    await second.advance();
    expect(done.slice(before)).toEqual(['second 2']);
  });
});
