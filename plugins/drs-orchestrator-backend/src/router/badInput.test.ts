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
  COMMERCE,
  FINANCE,
  startOrchestrator,
  type Orchestrator,
} from '../__testUtils__/startOrchestrator';

jest.setTimeout(120_000);

interface ErrorAnswer {
  status: number;
  body: {
    error: { code: string; details: { code: string; field?: string }[] };
  };
}

/** The problems of a refusal as `code field`, in no order. */
const problems = ({ body }: ErrorAnswer): string[] =>
  body.error.details.map(({ code, field }) => `${code} ${field}`).sort();

describe('bad input', () => {
  let orchestrator: Orchestrator;

  beforeAll(async () => {
    orchestrator = await startOrchestrator();
  });

  afterAll(() => orchestrator.stop());

  const api: Orchestrator['api'] = (...call) => orchestrator.api(...call);

  /** Everything that could have been stored. */
  const stored = async () => {
    const lists = await Promise.all(
      [
        '/protection-groups',
        '/recovery-plans',
        '/executions',
        '/accounts/targets',
      ].map(path => api('get', path, 'DRSOrchestrationAdmin')),
    );
    return lists.map(list => list.body.items);
  };

  /** Sends something bad and proves that it left no trace. */
  const refused = async (send: () => Promise<ErrorAnswer>) => {
    const before = await stored();
    const answer = await send();
    expect(await stored()).toEqual(before);
    return answer;
  };

  const group = (differences: object = {}) => ({
    groupName: 'Payments databases',
    accountId: COMMERCE,
    region: 'us-west-2',
    serverSelectionTags: { 'DR-Application': 'payments', 'DR-Role': 'db' },
    ...differences,
  });

  const createGroup = (differences?: object) =>
    api('post', '/protection-groups', 'DRSPlanManager').send(
      group(differences),
    );

  const createPlan = (waves: object[], differences: object = {}) =>
    api('post', '/recovery-plans', 'DRSPlanManager').send({
      planName: 'Payments',
      accountId: COMMERCE,
      waves,
      ...differences,
    });

  describe('in the request itself', () => {
    it.each([
      ['malformed JSON', '{"groupName": ', 'MALFORMED_JSON body'],
      [
        'text that is not UTF-8',
        Buffer.from([0x22, 0xff, 0x22]),
        'MALFORMED_JSON body',
      ],
      ['another type', '"text"', 'INVALID_FIELD body'],
      ['nothing', '', 'INVALID_FIELD body'],
    ])('refuses %s with 400', async (_what, body, problem) => {
      const answer = await refused(() =>
        api('post', '/protection-groups', 'DRSPlanManager')
          .set('content-type', 'application/json')
          // As it is: the client must not make JSON of it again.
          .serialize(text => text)
          .send(body),
      );
      expect([answer.status, answer.body.error.code]).toEqual([
        400,
        'VALIDATION_FAILED',
      ]);
      expect(problems(answer)).toEqual([problem]);
    });

    it('refuses a body over the limit with 413', async () => {
      const answer = await refused(() =>
        createGroup({ description: 'x'.repeat(1_000_001) }),
      );
      expect([answer.status, answer.body.error.code]).toEqual([
        413,
        'BODY_TOO_LARGE',
      ]);
    });

    it.each([
      'text/plain',
      'application/x-www-form-urlencoded',
      'application/json; charset=latin1',
    ])('refuses a body of type %s with 415', async type => {
      const answer = await refused(() =>
        api('post', '/protection-groups', 'DRSPlanManager')
          .set('content-type', type)
          .send(JSON.stringify(group())),
      );
      expect([answer.status, answer.body.error.code]).toEqual([
        415,
        'UNSUPPORTED_MEDIA_TYPE',
      ]);
    });

    it('lists every problem over path, query and body', async () => {
      const answer = await refused(() =>
        api(
          'put',
          `/protection-groups/${'x'.repeat(65)}?unknown=1`,
          'DRSPlanManager',
        ).send({
          version: 0,
          groupName: ' ',
          owner: 'somebody',
          sourceServerIds: [
            's-1',
            's-0123456789abcdef0',
            's-0123456789abcdef0',
          ],
          serverSelectionTags: {},
          colour: 'red',
        }),
      );
      expect(answer.status).toBe(400);
      expect(problems(answer)).toEqual([
        'INVALID_FIELD groupId',
        'INVALID_FIELD groupName',
        'INVALID_FIELD owner',
        'INVALID_FIELD serverSelectionTags',
        'INVALID_FIELD sourceServerIds[0]',
        'INVALID_FIELD sourceServerIds[2]',
        'INVALID_FIELD version',
        'UNKNOWN_FIELD colour',
        'UNKNOWN_FIELD unknown',
      ]);
    });

    it('refuses keys of the prototype, wherever they stand', async () => {
      const answer = await refused(() =>
        api('post', '/protection-groups', 'DRSPlanManager')
          .set('content-type', 'application/json')
          .send(
            `{"groupName":"P","accountId":"${COMMERCE}","region":"us-west-2",
              "__proto__":{"admin":true},"constructor":{},
              "serverSelectionTags":{"__proto__":"x","a":"b"}}`,
          ),
      );
      expect(answer.status).toBe(400);
      expect(problems(answer)).toEqual([
        'UNKNOWN_FIELD __proto__',
        'UNKNOWN_FIELD constructor',
        'UNKNOWN_FIELD serverSelectionTags.__proto__',
      ]);
    });

    it('refuses text that no database stores, and depth without end', async () => {
      const nul = await refused(() => createGroup({ description: 'a\0b' }));
      expect(problems(nul)).toEqual(['INVALID_FIELD description']);
      const path = await api('get', '/protection-groups/a%00b', 'DRSReadOnly');
      expect([path.status, problems(path)]).toEqual([
        400,
        ['INVALID_FIELD groupId'],
      ]);
      const deep = await refused(() =>
        api('post', '/protection-groups', 'DRSPlanManager')
          .set('content-type', 'application/json')
          .send(`${'['.repeat(100_000)}${']'.repeat(100_000)}`),
      );
      expect(deep.status).toBe(400);
    });

    it('refuses a malformed path, a repeated value and a foreign cursor', async () => {
      const path = await api(
        'get',
        '/protection-groups/%E0%A4%A',
        'DRSReadOnly',
      );
      expect([path.status, path.body.error.code]).toEqual([
        400,
        'VALIDATION_FAILED',
      ]);
      const limits = await api(
        'get',
        '/protection-groups?limit=1&limit=2',
        'DRSReadOnly',
      );
      expect([limits.status, problems(limits)]).toEqual([
        400,
        ['INVALID_FIELD limit'],
      ]);
      const none = await api(
        'get',
        '/protection-groups?limit=0',
        'DRSReadOnly',
      );
      expect(none.body.error.message).toBe('Must be at least 1');
      for (const list of [
        '/protection-groups',
        '/recovery-plans',
        '/executions',
        '/accounts/targets',
        '/drs/source-servers',
      ]) {
        for (const cursor of [
          'rubbish',
          'bnVsbA',
          'WzEsMiwzXQ',
          ...[
            '["a\\u0000"]',
            '["a\\u0000","b"]',
            '[1e300,"x"]',
            '[0.5,"x"]',
          ].map(keys => Buffer.from(keys).toString('base64url')),
        ]) {
          const answer = await api(
            'get',
            `${list}?cursor=${cursor}`,
            'DRSReadOnly',
          );
          expect([list, answer.status, problems(answer)]).toEqual([
            list,
            400,
            ['INVALID_FIELD cursor'],
          ]);
        }
      }
    });
  });

  describe('against the records and AWS', () => {
    let holder: { groupId: string; version: number };

    beforeAll(async () => {
      const created = await createGroup();
      holder = created.body;
    });

    it('refuses a name that differs only in case and spaces, and the servers of another group', async () => {
      const [database, web] = await orchestrator.serverIds(
        'payments-db-01',
        'payments-web-01',
      );
      const answer = await refused(() =>
        createGroup({
          groupName: ' payments  DATABASES ',
          serverSelectionTags: undefined,
          sourceServerIds: [web, database],
        }),
      );
      expect([answer.status, answer.body.error.code]).toEqual([
        409,
        'DUPLICATE_NAME',
      ]);
      expect(problems(answer)).toEqual([
        'DUPLICATE_NAME groupName',
        'SERVER_CONFLICT sourceServerIds[1]',
      ]);
    });

    it('names the group that holds each server', async () => {
      const answer = await refused(() =>
        createGroup({
          groupName: 'All of payments',
          serverSelectionTags: { 'DR-Application': 'payments' },
        }),
      );
      expect([answer.status, answer.body.error.code]).toEqual([
        409,
        'SERVER_CONFLICT',
      ]);
      expect(answer.body.error.details).toMatchObject([
        {
          subject: { kind: 'server', name: 'payments-db-01' },
          message: expect.stringContaining('Payments databases'),
        },
        { subject: { kind: 'server', name: 'payments-db-02' } },
      ]);
    });

    it('refuses unknown servers, each with its place', async () => {
      const [web] = await orchestrator.serverIds('payments-web-01');
      const answer = await refused(() =>
        createGroup({
          groupName: 'Ghosts',
          serverSelectionTags: undefined,
          sourceServerIds: ['s-00000000000000000', web, 's-11111111111111111'],
        }),
      );
      expect([answer.status, answer.body.error.code]).toEqual([
        400,
        'VALIDATION_FAILED',
      ]);
      expect(problems(answer)).toEqual([
        'UNKNOWN_SERVER sourceServerIds[0]',
        'UNKNOWN_SERVER sourceServerIds[2]',
      ]);
    });

    it.each([
      [{ accountId: '999999999999' }, 'ACCOUNT_UNKNOWN', 'accountId'],
      [{ region: 'ap-south-1' }, 'ACCOUNT_UNKNOWN', 'region'],
      [{ accountId: undefined }, 'ACCOUNT_REQUIRED', 'accountId'],
    ])('refuses a group for %j with %s', async (differences, code, field) => {
      const answer = await refused(() =>
        createGroup({ groupName: 'Elsewhere', ...differences }),
      );
      expect([answer.status, answer.body.error.code]).toEqual([400, code]);
      expect(problems(answer)).toEqual([`${code} ${field}`]);
    });

    it('lets only one of several groups have a server when they are saved at once', async () => {
      const answers = await Promise.all(
        [1, 2, 3, 4].map(number =>
          createGroup({
            groupName: `Ledger ${number}`,
            accountId: FINANCE,
            serverSelectionTags: { 'DR-Application': 'ledger' },
          }),
        ),
      );
      expect(answers.map(answer => answer.status).sort()).toEqual([
        201, 409, 409, 409,
      ]);
    });

    it('refuses a stale version with the record as it is now', async () => {
      const { groupId, version } = holder;
      const change = (groupName: string) => ({
        version,
        groupName,
        serverSelectionTags: { 'DR-Application': 'payments', 'DR-Role': 'db' },
      });
      const path = `/protection-groups/${groupId}`;
      const first = await api('put', path, 'DRSPlanManager').send(
        change('Payments data'),
      );
      expect([first.status, first.body.version]).toEqual([200, version + 1]);

      const second = await refused(() =>
        api('put', path, 'DRSPlanManager').send(change('Payments other')),
      );
      expect([second.status, second.body.error.code]).toEqual([
        409,
        'VERSION_CONFLICT',
      ]);
      expect(second.body.error).toMatchObject({ current: first.body });
    });

    it('refuses a plan with everything that is wrong with it, and stores nothing', async () => {
      const [web] = await orchestrator.serverIds('payments-web-01');
      const finance = await createGroup({
        groupName: 'Billing',
        accountId: FINANCE,
        serverSelectionTags: { 'DR-Application': 'billing' },
      });
      const wave = (waveNumber: number, differences: object = {}) => ({
        waveNumber,
        waveName: `Wave ${waveNumber}`,
        protectionGroupIds: [holder.groupId],
        ...differences,
      });
      const answer = await refused(() =>
        createPlan([
          wave(1, { dependsOnWaves: [3] }),
          wave(2, { serverIds: [web], dependsOnWaves: [1, 9] }),
          wave(3, { protectionGroupIds: ['no-such-group'] }),
          wave(4, { protectionGroupIds: [finance.body.groupId] }),
          wave(5),
        ]),
      );
      expect([answer.status, answer.body.error.code]).toEqual([
        400,
        'WAVE_CYCLE',
      ]);
      expect([...new Set(problems(answer))]).toEqual([
        'ACCOUNT_MISMATCH waves[3].protectionGroupIds[0]',
        'SERVER_IN_TWO_WAVES waves[4].protectionGroupIds',
        'SERVER_NOT_IN_GROUPS waves[1].serverIds[0]',
        'UNKNOWN_GROUP waves[2].protectionGroupIds[0]',
        'UNKNOWN_WAVE waves[1].dependsOnWaves[1]',
        'WAVE_CYCLE waves[0].dependsOnWaves',
      ]);
    });

    it('keeps groups that plans use, and says which', async () => {
      const plan = await createPlan(
        [
          {
            waveNumber: 1,
            waveName: 'Databases',
            protectionGroupIds: [holder.groupId],
          },
        ],
        { planName: 'Payments alone' },
      );
      expect(plan.status).toBe(201);
      const answer = await refused(() =>
        api(
          'delete',
          `/protection-groups/${holder.groupId}`,
          'DRSOrchestrationAdmin',
        ),
      );
      expect([answer.status, answer.body.error.code]).toEqual([
        409,
        'GROUP_IN_USE',
      ]);
      expect(answer.body.error.details).toMatchObject([
        { subject: { kind: 'recovery-plan', name: 'Payments alone' } },
      ]);
      const group_ = await api(
        'get',
        `/protection-groups/${holder.groupId}`,
        'DRSOrchestrationAdmin',
      );
      expect(group_.body.deniedActions).toMatchObject([
        { operation: 'delete_protection_group', code: 'GROUP_IN_USE' },
      ]);
      const duplicate = await refused(() =>
        createPlan(
          plan.body.waves.map(
            ({ waveId: _, ...rest }: { waveId: string }) => rest,
          ),
          {
            planName: 'PAYMENTS ALONE',
          },
        ),
      );
      expect([duplicate.status, problems(duplicate)]).toEqual([
        409,
        ['DUPLICATE_NAME planName'],
      ]);
      const deleted = await api(
        'delete',
        `/recovery-plans/${plan.body.planId}`,
        'DRSOrchestrationAdmin',
      );
      expect(deleted.status).toBe(204);
    });

    it('refuses an account that is on record, by its ID or its name', async () => {
      const account = {
        accountId: '444455556666',
        accountName: 'Meridian-COMMERCE',
        roleName: 'DrsOrchestratorRole',
        externalId: 'very-secret',
        regions: ['us-west-2'],
      };
      const create = (differences: object) =>
        api('post', '/accounts/targets', 'DRSOrchestrationAdmin').send({
          ...account,
          ...differences,
        });
      const byName = await refused(() => create({}));
      expect([byName.status, problems(byName)]).toEqual([
        409,
        ['DUPLICATE_NAME accountName'],
      ]);
      const byId = await refused(() =>
        create({ accountId: COMMERCE, accountName: 'other' }),
      );
      expect([byId.status, problems(byId)]).toEqual([
        409,
        ['DUPLICATE_NAME accountId'],
      ]);
    });
  });

  describe('of operations run by their name', () => {
    const run = (body: object) =>
      api('post', '/operations', 'DRSPlanManager').send(body);

    it.each([
      'no_such_operation',
      '__proto__',
      'constructor',
      'run_operation',
      'get_health',
    ])('refuses %s', async operation => {
      const answer = await refused(() => run({ operation }));
      expect([answer.status, problems(answer)]).toEqual([
        400,
        ['UNKNOWN_OPERATION operation'],
      ]);
    });

    it('takes a key from wherever it stands, and refuses two values for one', async () => {
      const ways = [
        { pathParams: { groupId: 'g' } },
        { queryParams: { groupId: 'g' } },
        { body: { groupId: 'g' } },
        { groupId: 'g' },
        { protectionGroupId: 'g' },
      ];
      for (const way of ways) {
        const answer = await run({ operation: 'get_protection_group', ...way });
        expect([way, answer.body.error.code]).toEqual([
          way,
          'PROTECTION_GROUP_NOT_FOUND',
        ]);
      }
      const answer = await run({
        operation: 'get_protection_group',
        groupId: 'g',
        pathParams: { groupId: 'h' },
      });
      expect([answer.status, problems(answer)]).toEqual([
        400,
        ['AMBIGUOUS_FIELD groupId'],
      ]);
    });

    it('creates with the status of the operation, and lists with its query', async () => {
      const created = await run({
        operation: 'create_protection_group',
        groupName: 'Catalog databases',
        accountId: COMMERCE,
        body: {
          region: 'us-west-2',
          serverSelectionTags: {
            'DR-Application': 'product-catalog',
            'DR-Role': 'db',
          },
        },
      });
      expect(created.status).toBe(201);
      const listed = await run({
        operation: 'list_protection_groups',
        queryParams: { limit: 1, name: 'CATALOG' },
      });
      expect(listed.body.items).toEqual([created.body]);

      const plan = await run({
        operation: 'create_recovery_plan',
        body: {
          planName: 'Catalog',
          accountId: COMMERCE,
          waves: [
            {
              waveNumber: 1,
              waveName: 'Databases',
              protectionGroupId: created.body.groupId,
            },
          ],
        },
      });
      expect(plan.body.waves).toMatchObject([
        { protectionGroupIds: [created.body.groupId] },
      ]);
    });
  });
});
