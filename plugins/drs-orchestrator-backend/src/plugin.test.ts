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
  COMMERCE,
} from './__testUtils__/startOrchestrator';

jest.setTimeout(60_000);

describe('the plugin', () => {
  let orchestrator: Orchestrator;

  beforeAll(async () => {
    orchestrator = await startOrchestrator();
  });

  afterAll(() => orchestrator.stop());

  it('keeps protection groups', async () => {
    const { api } = orchestrator;
    const created = await api(
      'post',
      '/protection-groups',
      'DRSPlanManager',
    ).send({
      groupName: 'Orders databases',
      accountId: COMMERCE,
      region: 'us-west-2',
      serverSelectionTags: { 'DR-Application': 'orders', 'DR-Role': 'db' },
    });
    expect(created.body).toMatchObject({
      groupName: 'Orders databases',
      version: 1,
    });
    expect(created.status).toBe(201);
  });
});
