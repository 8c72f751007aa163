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

import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { inspect } from 'node:util';
import {
  COMMERCE,
  startOrchestrator,
  type Orchestrator,
} from '../../__testUtils__/startOrchestrator';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

/** Stands where an external ID does: it must be nowhere but in its column. */
const EXTERNAL_ID = 'canary-external-5ecret';
/** Stands where hooks and callers may have secrets: plans tell it, the trail must not. */
const HOOK_SECRET = 'canary-hook-5ecret';

describe('secrets', () => {
  let knex: Knex;
  let orchestrator: Orchestrator;
  const logged: string[] = [];
  const answered: string[] = [];

  const send = async (
    method: 'get' | 'post' | 'put' | 'delete',
    path: string,
    body?: object,
  ) => {
    const answer = await orchestrator
      .api(method, path, 'DRSOrchestrationAdmin')
      .set('X-Correlation-Id', 'secrets-test')
      .send(body);
    answered.push(
      JSON.stringify(answer.body),
      answer.text,
      JSON.stringify(answer.headers),
    );
    return answer;
  };

  beforeAll(async () => {
    for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) {
      jest.spyOn(console, method).mockImplementation((...args) => {
        logged.push(inspect(args, { depth: null, showHidden: true }));
      });
    }
    knex = await databases.init('SQLITE_3');
    orchestrator = await startOrchestrator({
      knex,
      logLevel: 'debug',
      config: config => ({
        ...config,
        drsOrchestrator: {
          ...config.drsOrchestrator,
          hooks: {
            allowedHosts: ['hooks.example.com'],
            signingKey: 'a key for webhooks, of 32 characters',
          },
        },
      }),
    });

    const account = {
      accountId: '444455556666',
      accountName: 'canary',
      roleName: 'DrsOrchestratorRole',
      externalId: EXTERNAL_ID,
      regions: ['us-west-2'],
    };
    const { body } = await send('post', '/accounts/targets', account);
    await send('post', '/accounts/targets', account);
    await send('post', '/accounts/targets', {
      ...account,
      accountId: 'wrong',
      externalId: `${EXTERNAL_ID} with spaces`,
    });
    const path = `/accounts/targets/${account.accountId}`;
    const { accountId: _, ...content } = account;
    await send('put', path, {
      ...content,
      accountName: 'canary, changed',
      version: body.version,
    });
    await send('post', `${path}/validate`);
    await send('get', path);
    await send('get', '/accounts/targets');
    await send('delete', path);
    // The table is away: what the database says of it must not tell either.
    await knex.schema.renameTable('target_accounts', 'target_accounts_away');
    await send('post', '/accounts/targets', account);
    await knex.schema.renameTable('target_accounts_away', 'target_accounts');
  });

  afterAll(async () => {
    await orchestrator.stop();
    jest.restoreAllMocks();
  });

  const trail = async () =>
    JSON.stringify(await knex('audit_entries').select('*'));

  it('of accounts are in no entry, log, answer or error', async () => {
    const { body } = await send('get', '/audit?recordKind=account&limit=200');
    expect(
      body.items.map(
        (entry: { operation: string; outcome: string; code?: string }) =>
          `${entry.operation} ${entry.code ?? entry.outcome}`,
      ),
    ).toEqual([
      'create_target_account INTERNAL_ERROR',
      'delete_target_account SUCCEEDED',
      'validate_target_account SUCCEEDED',
      'validate_target_account STARTED',
      'update_target_account SUCCEEDED',
      'create_target_account VALIDATION_FAILED',
      'create_target_account DUPLICATE_NAME',
      'create_target_account SUCCEEDED',
    ]);
    expect(await trail()).not.toContain(EXTERNAL_ID);
    expect(logged.length).toBeGreaterThan(0);
    expect(logged.filter(line => line.includes(EXTERNAL_ID))).toEqual([]);
    expect(answered.filter(text => text?.includes(EXTERNAL_ID))).toEqual([]);
  });

  it('of hooks and callers are in no entry and no log', async () => {
    const { body: group } = await send('post', '/protection-groups', {
      groupName: 'Databases',
      accountId: COMMERCE,
      region: 'us-west-2',
      serverSelectionTags: { 'DR-Application': 'orders', 'DR-Role': 'db' },
    });
    const plan = {
      planName: 'Orders',
      accountId: COMMERCE,
      waves: [
        {
          waveNumber: 1,
          waveName: 'Databases',
          protectionGroupIds: [group.groupId],
          preWaveHooks: [
            {
              type: 'webhook',
              name: 'tell',
              target: `https://hooks.example.com/services/${HOOK_SECRET}`,
              parameters: { key: HOOK_SECRET },
            },
          ],
        },
      ],
    };
    const created = await send('post', '/recovery-plans', plan);
    expect(created.status).toBe(201);
    expect(created.text).toContain(HOOK_SECRET);
    const started = await send(
      'post',
      `/recovery-plans/${created.body.planId}/execute`,
      {
        executionType: 'DRILL',
        clientToken: HOOK_SECRET,
        metadata: { ticketId: HOOK_SECRET },
      },
    );
    expect(started.status).toBe(202);
    await send('post', '/recovery-plans', plan);

    const { text } = await send(
      'get',
      `/audit?recordId=${created.body.planId}`,
    );
    expect(text).toContain('https://hooks.example.com/masked:');
    expect(text).not.toContain(HOOK_SECRET);
    expect(await trail()).not.toContain(HOOK_SECRET);
    expect(logged.filter(line => line.includes(HOOK_SECRET))).toEqual([]);
  });
});
