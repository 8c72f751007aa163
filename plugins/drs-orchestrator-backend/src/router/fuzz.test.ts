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
import {
  endpoints,
  operationNames,
  type OperationName,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import fc from 'fast-check';
import type { Knex } from 'knex';
import { z } from 'zod';
import {
  arbitraryMutation,
  arbitraryRequest,
  type LooseRequest,
  type Pool,
} from '../__testUtils__/arbitraryRequests';
import {
  COMMERCE,
  FINANCE,
  startOrchestrator,
  type Orchestrator,
} from '../__testUtils__/startOrchestrator';

const REQUESTS = 20_000;
/** FUZZ_SEED repeats a run; its number stands in each failure. */
const SEED = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31);

jest.setTimeout(15 * 60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

const errorBody = z.strictObject({
  error: z.looseObject({
    name: z.string(),
    message: z.string(),
    code: z.string(),
    details: z.array(z.looseObject({ code: z.string(), message: z.string() })),
  }),
});

/** What tells an intruder about the inside, and what is secret. */
const leaks =
  /node_modules|\bat .*\.[jt]s:\d|SQLITE_|better-sqlite3|select .* from|insert into|meridian-dr\b|meridian-development-only|a key for tests of 32/i;

const verbs = {
  GET: 'get',
  POST: 'post',
  PUT: 'put',
  DELETE: 'delete',
} as const;

const text = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value) ?? '';

const entriesOf = (value: unknown): [string, unknown][] =>
  typeof value === 'object' && value !== null ? Object.entries(value) : [];

/** Puts anything into a path; lone surrogates have no encoding, and are sent as what they are replaced by. */
const encoded = (value: unknown): string =>
  encodeURIComponent(text(value).toWellFormed().slice(0, 4_000)) || '%20';

function addressOf(
  operation: OperationName,
  { params, query }: LooseRequest,
): string {
  const given = new Map(entriesOf(params));
  const path = endpoints[operation].path.replace(/:(\w+)/g, (_, name: string) =>
    encoded(given.get(name)),
  );
  const search = entriesOf(query)
    .flatMap(([name, value]) =>
      [value ?? []].flat().map(item => `${encoded(name)}=${encoded(item)}`),
    )
    .join('&')
    .slice(0, 6_000)
    // Not in the middle of a sign.
    .replace(/%[0-9a-f]?$/i, '');
  return search ? `${path}?${search}` : path;
}

describe('requests that nobody should send', () => {
  let orchestrator: Orchestrator;
  let knex: Knex;
  let pool: Pool;

  beforeAll(async () => {
    knex = await databases.init('SQLITE_3');
    orchestrator = await startOrchestrator({ knex, speed: 600 });
    const create = async (path: string, body: object) => {
      const answer = await orchestrator
        .api('post', path, 'DRSOrchestrationAdmin')
        .send(body);
      expect(answer.status).toBeLessThan(300);
      return answer.body;
    };
    const group = await create('/protection-groups', {
      groupName: 'Payments',
      accountId: COMMERCE,
      region: 'us-west-2',
      serverSelectionTags: { 'DR-Application': 'payments', 'DR-Role': 'db' },
    });
    const plan = await create('/recovery-plans', {
      planName: 'Payments',
      accountId: COMMERCE,
      waves: [
        {
          waveNumber: 1,
          waveName: 'Databases',
          protectionGroupIds: [group.groupId],
        },
      ],
    });
    const execution = await create(`/recovery-plans/${plan.planId}/execute`, {
      executionType: 'DRILL',
    });
    const servers = await orchestrator.serverIds(
      'payments-db-01',
      'payments-web-01',
    );
    const accountIds = [COMMERCE, FINANCE];
    pool = {
      groupId: [group.groupId],
      protectionGroupIds: [group.groupId],
      planId: [plan.planId],
      executionId: [execution.executionId],
      accountId: accountIds,
      region: ['us-west-2', 'eu-west-1'],
      regions: ['us-west-2', 'eu-west-1'],
      sourceServerId: servers,
      sourceServerIds: servers,
      serverIds: servers,
      servers,
      stagingAccountId: accountIds,
      operation: operationNames,
    };
  });

  afterAll(() => orchestrator.stop());

  /** All that a request could have stored; what the engine does by itself is not counted. */
  const stored = async () => {
    const [records, executions, settings] = await Promise.all([
      Promise.all(
        ['protection_groups', 'recovery_plans', 'target_accounts'].map(table =>
          knex(table).select(
            knex.raw('count(*) as count'),
            knex.raw('sum(version) as versions'),
          ),
        ),
      ),
      knex('executions').select(
        knex.raw('count(*) as count'),
        knex.raw('count(hidden_at) as hidden'),
      ),
      knex('settings').select('name', 'value').orderBy('name'),
    ]);
    return JSON.stringify([records, executions, settings]);
  };

  const send = async (
    operation: OperationName,
    request: LooseRequest,
    rawBody?: string,
  ) => {
    const { method } = endpoints[operation];
    const call = orchestrator.api(
      verbs[method],
      addressOf(operation, request),
      'DRSOrchestrationAdmin',
    );
    const body =
      rawBody ??
      (request.body === undefined ? undefined : JSON.stringify(request.body));
    return body === undefined
      ? call
      : call
          .set('content-type', 'application/json')
          // As it is: the client must not make JSON of it again.
          .serialize(already => already)
          .send(body);
  };

  /** What is wrong with an answer. */
  const problemsOf = (answer: { status: number; text: string }): string[] => {
    const problems: string[] = [];
    const told = leaks.exec(answer.text);
    if (told) {
      problems.push(`tells ${told[0]}`);
    }
    if (answer.status >= 400) {
      const parsed = errorBody.safeParse(
        JSON.parse(answer.text || '{}') as unknown,
      );
      const code = parsed.data?.error.code;
      if (!parsed.success) {
        problems.push(`is no error of the contract: ${answer.text}`);
      } else if (
        answer.status >= 500 &&
        // An account that the request itself put on record, say.
        !['AWS_ERROR', 'ACCOUNT_UNREACHABLE'].includes(code ?? '')
      ) {
        problems.push(`answers ${answer.status} ${answer.text}`);
      }
    }
    return problems;
  };

  const each = Math.ceil(REQUESTS / operationNames.length / 2);

  it.each([
    ['made by the schemas', arbitraryRequest],
    ['that were right, and then changed', arbitraryMutation],
  ])(
    'get a clear answer, and store nothing where they are refused: requests %s',
    async (_how, arbitrary) => {
      const failures: object[] = [];
      let sent = 0;
      const statuses = new Map<number, number>();
      let known = await stored();
      for (const operation of operationNames) {
        for (const request of fc.sample(arbitrary(operation, pool), {
          numRuns: each,
          seed: SEED,
        })) {
          const answer = await send(operation, request);
          sent += 1;
          statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
          const problems = problemsOf(answer);
          const now = await stored();
          if (answer.status >= 400 && now !== known) {
            problems.push('was refused, and stored something');
          }
          known = now;
          if (problems.length > 0 && failures.length < 10) {
            failures.push({
              seed: SEED,
              operation,
              address: addressOf(operation, request).slice(0, 2_000),
              body: JSON.stringify(request.body)?.slice(0, 2_000),
              problems: problems.map(problem => problem.slice(0, 2_000)),
            });
          }
        }
      }
      expect(failures).toEqual([]);
      expect(sent).toBeGreaterThanOrEqual(REQUESTS / 2);
      // Both sides were reached: what is served, and what is refused.
      expect(statuses.get(200)).toBeGreaterThan(sent / 100);
      expect(statuses.get(400)).toBeGreaterThan(sent / 100);
    },
  );

  it.each([
    ['half an object', '{"groupName":'],
    ['the character U+0000', '\u0000'],
    ['depth without end', '{"a":'.repeat(50_000)],
    ['quotation marks', '"""'],
    ['half a list', '[1,2'],
    ['no number', 'NaN'],
    ['two bodies', '{"groupName":"x"}{"groupName":"y"}'],
    ['a prototype', '{"__proto__":{"groupName":"x"},"groupName":"y"}'],
    ['a key twice', '{"groupName":"x","groupName":"y"}'],
    ['a number without end', '1e999999'],
    ['lone surrogates', `"${'\\ud800'.repeat(1_000)}"`],
  ])('are answered where the body is %s', async (_what, body) => {
    for (const operation of operationNames) {
      if (endpoints[operation].method === 'GET') {
        continue;
      }
      const before = await stored();
      const answer = await send(
        operation,
        { params: { groupId: 'x' }, query: undefined, body: undefined },
        body,
      );
      expect([operation, problemsOf(answer)]).toEqual([operation, []]);
      const isStored = answer.status >= 400 && (await stored()) !== before;
      expect([operation, isStored]).toEqual([operation, false]);
    }
  });

  it.each([
    '/..%2f..%2fetc/passwd',
    '/protection-groups/%2e%2e%2fsecrets',
    '/protection-groups/%',
    '/protection-groups/%c0%ae',
    '//protection-groups',
    '/protection-groups/a/../../b',
    '/protection-groups;a=b',
    '/protection-groups?%',
    '/protection-groups?limit=%FF',
    '/protection-groups?a[b]=c&a[b][c]=d&__proto__[x]=1',
    `/protection-groups?${'a&'.repeat(30)}`,
    '/__proto__',
    '/constructor/prototype',
  ])('are answered at the path %s', async path => {
    const answer = await orchestrator.api('get', path, 'DRSOrchestrationAdmin');
    expect(problemsOf(answer)).toEqual([]);
    expect(answer.status).toBeGreaterThanOrEqual(200);
  });
});
