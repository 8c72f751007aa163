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
  startOrchestrator,
  type Orchestrator,
  type Persona,
} from '../__testUtils__/startOrchestrator';

jest.setTimeout(60_000);

describe('how many requests one caller may make', () => {
  let orchestrator: Orchestrator;

  beforeEach(async () => {
    orchestrator = await startOrchestrator({
      config: base => ({
        ...base,
        drsOrchestrator: {
          ...base.drsOrchestrator,
          rateLimits: { readsPerMinute: 3, changesPerMinute: 2 },
        },
      }),
    });
  });

  afterEach(() => orchestrator.stop());

  const read = (caller: Persona) =>
    orchestrator.api('get', '/protection-groups', caller);
  const change = (caller: Persona) =>
    orchestrator.api('post', '/protection-groups', caller).send({});
  const byName = (caller: Persona, operation: string) =>
    orchestrator.api('post', '/operations', caller).send({ operation });

  it('is limited, each for themselves, and says when to go on', async () => {
    for (let times = 0; times < 3; times += 1) {
      expect((await read('DRSOperator')).status).toBe(200);
    }
    const refused = await read('DRSOperator');
    expect([refused.status, refused.body.error.code]).toEqual([
      429,
      'THROTTLED',
    ]);
    const seconds = Number(refused.headers['retry-after']);
    expect(seconds).toBeGreaterThanOrEqual(1);
    expect(seconds).toBeLessThanOrEqual(60);
    expect(refused.body.error.message).toContain('3 reads in a minute');

    expect((await read('DRSReadOnly')).status).toBe(200);
    expect((await byName('DRSOperator', 'list_protection_groups')).status).toBe(
      429,
    );
  });

  it('keeps nobody who reads too much from acting', async () => {
    for (let times = 0; times < 5; times += 1) {
      await read('DRSPlanManager');
    }
    expect((await change('DRSPlanManager')).status).toBe(400);
    expect((await change('DRSPlanManager')).status).toBe(400);
    expect((await change('DRSPlanManager')).status).toBe(429);
    expect(
      (await byName('DRSPlanManager', 'create_protection_group')).status,
    ).toBe(429);
  });

  it('answers whether the plugin serves, to anybody and always', async () => {
    for (let times = 0; times < 5; times += 1) {
      expect((await orchestrator.api('get', '/health')).status).toBe(200);
    }
  });

  it('is limited of what names no operation, too', async () => {
    const statuses = async (send: () => Promise<{ status: number }>) => {
      const found: number[] = [];
      for (let times = 0; times < 7; times += 1) {
        found.push((await send()).status);
      }
      return found;
    };
    // As many as reads and changes together.
    expect(
      await statuses(async () => byName('DRSReadOnly', 'no_such_operation')),
    ).toEqual([400, 400, 400, 400, 400, 429, 429]);
    expect(
      await statuses(async () =>
        orchestrator.api('get', '/no/such/route', 'DRSOperator'),
      ),
    ).toEqual([404, 404, 404, 404, 404, 429, 429]);
  });
});
