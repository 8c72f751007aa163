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
import type { JsonObject } from '@backstage/types';
import {
  COMMERCE,
  startOrchestrator as start,
  type Orchestrator,
} from './__testUtils__/startOrchestrator';

jest.setTimeout(60_000);

const running: Orchestrator[] = [];

const startOrchestrator: typeof start = async options => {
  const orchestrator = await start(options);
  running.push(orchestrator);
  return orchestrator;
};

afterEach(async () => {
  await Promise.all(running.splice(0).map(({ stop }) => stop()));
});

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

describe('the plugin refuses to start', () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  const startWith = (differences: JsonObject) =>
    startOrchestrator({ config: config => ({ ...config, ...differences }) });

  const startWithKeys = (differences: JsonObject) =>
    startOrchestrator({
      config: config => ({
        ...config,
        drsOrchestrator: {
          ...config.drsOrchestrator,
          ...differences,
        },
      }),
    });

  it.each([{}, { permission: {} }, { permission: { enabled: false } }])(
    'where permissions are off: %j',
    async differences => {
      await expect(
        startWith({ permission: undefined, ...differences }),
      ).rejects.toThrow(/only where permission\.enabled is true/);
    },
  );

  it('without any configuration, and lists what is missing', async () => {
    await expect(startWith({ drsOrchestrator: undefined })).rejects.toThrow(
      /drsOrchestrator\.auditKey/,
    );
  });

  it('with configuration that is wrong, and lists all of it without the secrets', async () => {
    const attempt = startWithKeys({
      auditKey: 'too-short-a-secret',
      accounts: [
        {
          accountId: '1',
          accountName: 'a',
          roleName: 'r',
          externalId: '?',
          regions: [],
        },
      ],
      aws: { development: { endpoint: 'not a URL' } },
    });
    await expect(attempt).rejects.toThrow(
      /auditKey.*accounts\[0\]\.accountId.*accounts\[0\]\.externalId.*accounts\[0\]\.regions.*aws\.development\.endpoint/,
    );
    await expect(attempt).rejects.not.toThrow(/too-short-a-secret/);
  });

  it('with two accounts that have one ID, or one name', async () => {
    const account = {
      accountId: '111122223333',
      accountName: 'Commerce',
      roleName: 'DrsOrchestratorRole',
      externalId: 'very-secret',
      regions: ['us-west-2'],
    };
    const attempt = startWithKeys({
      accounts: [
        account,
        { ...account, accountName: 'Logistics' },
        { ...account, accountId: '222233334444', accountName: ' commerce ' },
      ],
    });
    await expect(attempt).rejects.toThrow(
      /accounts\[1\]\.accountId: .*accounts\[2\]\.accountName: /,
    );
    await expect(attempt).rejects.not.toThrow(/very-secret/);
  });

  it('with an unknown role, or a member that is nobody', async () => {
    await expect(
      startWithKeys({
        roles: [
          { role: 'DRSOverlord', members: [] },
          {
            role: 'DRSReadOnly',
            members: ['dr-auditors', 'component:default/a'],
          },
        ],
      }),
    ).rejects.toThrow(
      /roles\[0\]\.role.*roles\[1\]\.members\[0\].*roles\[1\]\.members\[1\]/,
    );
  });

  it('with a duration that is none', async () => {
    await expect(
      startWithKeys({ engine: { pollInterval: { seconds: 0 } } }),
    ).rejects.toThrow(/engine\.pollInterval must be positive/);
    await expect(
      startWithKeys({
        engine: { leaseDuration: '10s', callTimeout: '10s' },
      }),
    ).rejects.toThrow(/leaseDuration must be longer than .*callTimeout/);
  });

  it.each([
    [{ approvals: { requireFor: 'SOMETIMES' } }, /approvals\.requireFor/],
    [{ tagSync: { keys: ['aws:*'] } }, /tagSync\.keys\[0\].*never/],
    [
      { tagSync: { schedule: { minutes: 90 } } },
      /tagSync\.schedule must be whole hours, from one to a week/,
    ],
    [
      { tagSync: { trigger: { ruleName: 'rule name' } } },
      /tagSync\.trigger\.ruleName/,
    ],
    [
      { inventory: { interval: '10s' } },
      /inventory\.interval must be from a minute to a day/,
    ],
    [
      { inventory: { retention: '1h' } },
      /inventory\.retention must be from a day to a year/,
    ],
    [
      { approvals: { timeLimit: { seconds: 1 } } },
      /approvals\.timeLimit must be from 1 to 525600 minutes/,
    ],
    [
      { drills: { timeToLive: '10m' } },
      /drills\.timeToLive must be from 15 to 43200 minutes/,
    ],
    [
      { hooks: { allowedHosts: ['hooks.example.com'] } },
      /hooks\.signingKey: .*need a key/,
    ],
    [
      { hooks: { allowedHosts: ['https://hooks.example.com/'] } },
      /hooks\.allowedHosts\[0\]/,
    ],
    [{ hooks: { signingKey: 'short' } }, /hooks\.signingKey/],
    [{ limits: [{ accountId: '1' }] }, /limits\[0\]\.accountId/],
    [{ freeze: 'sometimes' }, /freeze/],
  ])('with %j', async (keys, problem) => {
    await expect(startWithKeys(keys)).rejects.toThrow(problem);
  });

  it('with a simulated AWS in production', async () => {
    jest.replaceProperty(process, 'env', {
      ...process.env,
      NODE_ENV: 'production',
    });
    await expect(startWith({})).rejects.toThrow(
      /aws\.development is for development only/,
    );
  });
});

describe('the plugin', () => {
  it('describes itself to anybody', async () => {
    const { api } = await startOrchestrator();
    const health = await api('get', '/health');
    expect([health.status, health.body]).toEqual([200, { status: 'ok' }]);
    const document = await api('get', '/openapi.json');
    expect(document.body).toMatchObject({
      openapi: '3.1.0',
      paths: { '/protection-groups/{groupId}': { put: {} } },
    });
  });

  it('never answers an external ID', async () => {
    const { api } = await startOrchestrator();
    const account = {
      accountId: '444455556666',
      accountName: 'meridian-archive',
      roleName: 'DrsOrchestratorRole',
      externalId: 'very-secret',
      regions: ['us-west-2'],
    };
    const answers = [
      await api('post', '/accounts/targets', 'DRSOrchestrationAdmin').send(
        account,
      ),
      await api('get', '/accounts/targets', 'DRSOrchestrationAdmin'),
      await api(
        'get',
        '/accounts/targets/444455556666',
        'DRSOrchestrationAdmin',
      ),
    ];
    expect(answers.map(answer => answer.status)).toEqual([201, 200, 200]);
    expect(answers[1].body.items).toHaveLength(4);
    for (const answer of answers) {
      expect(JSON.stringify(answer.body)).not.toMatch(
        /externalId|very-secret|meridian-dr"/,
      );
    }
  });

  it('says of its own faults only where the log tells about them', async () => {
    const knex = await databases.init('SQLITE_3');
    const { api } = await startOrchestrator({ knex, logLevel: 'error' });
    await knex.schema.dropTable('recovery_plans');
    const errors = jest.spyOn(console, 'error').mockImplementation(() => {});

    const answer = await api('get', '/recovery-plans', 'DRSReadOnly');

    expect(answer.status).toBe(500);
    expect(Object.keys(answer.body)).toEqual(['error']);
    expect(answer.body.error).toMatchObject({
      name: 'InternalError',
      code: 'INTERNAL_ERROR',
      details: [],
    });
    expect(answer.body.error.message).not.toMatch(
      /select|table|recovery_plans/i,
    );
    const [correlationId] =
      /[0-9a-f-]{36}/.exec(answer.body.error.message) ?? [];
    expect(String(errors.mock.calls)).toContain(correlationId);
    errors.mockRestore();
  });
});

describe('jobs of DRS', () => {
  /** The tags of the jobs of a drill, by which configuration starts them. */
  const tagsOfDrill = async (aws: JsonObject) => {
    const orchestrator = await startOrchestrator({
      speed: 1200,
      config: config => ({
        ...config,
        drsOrchestrator: {
          ...config.drsOrchestrator,
          aws: { ...config.drsOrchestrator.aws, ...aws },
        },
      }),
    });
    const { api } = orchestrator;
    const group = await api(
      'post',
      '/protection-groups',
      'DRSPlanManager',
    ).send({
      groupName: 'Orders',
      accountId: COMMERCE,
      region: 'us-west-2',
      serverSelectionTags: { 'DR-Application': 'orders', 'DR-Role': 'db' },
    });
    const plan = await api('post', '/recovery-plans', 'DRSPlanManager').send({
      planName: 'Orders',
      accountId: COMMERCE,
      waves: [
        {
          waveNumber: 1,
          waveName: 'Databases',
          protectionGroupIds: [group.body.groupId],
        },
      ],
    });
    const started = await api('post', '/executions', 'DRSOperator').send({
      planId: plan.body.planId,
      executionType: 'DRILL',
    });
    expect(started.status).toBe(202);
    // The test's own time-out ends it where none is launched.
    while (orchestrator.aws.launches().length === 0) {
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    return Object.keys(orchestrator.aws.launches()[0].tags);
  };

  it('tell by their tags what they came of', async () => {
    await expect(tagsOfDrill({})).resolves.not.toEqual([]);
  });

  it('have no tags where the configuration says so', async () => {
    await expect(tagsOfDrill({ tagJobs: false })).resolves.toEqual([]);
  });
});

describe('an account that cannot be asked', () => {
  it('is named beside those that can, and refuses what needs it in words', async () => {
    const { api, aws } = await startOrchestrator();
    aws.faults.add({
      match: { service: 'drs', account: COMMERCE, region: 'us-west-2' },
      effect: {
        type: 'error',
        status: 403,
        code: 'AccessDeniedException',
        message: 'Not today',
      },
    });

    const servers = await api(
      'get',
      '/drs/source-servers?limit=200',
      'DRSReadOnly',
    );
    expect(servers.status).toBe(200);
    expect(servers.body.unavailable).toMatchObject([
      {
        accountId: COMMERCE,
        region: 'us-west-2',
        code: 'AccessDeniedException',
      },
    ]);
    expect(servers.body.items.length).toBeGreaterThan(30);

    const group = await api(
      'post',
      '/protection-groups',
      'DRSPlanManager',
    ).send({
      groupName: 'Orders',
      accountId: COMMERCE,
      region: 'us-west-2',
      serverSelectionTags: { 'DR-Application': 'orders' },
    });
    expect([group.status, group.body.error.code]).toEqual([
      503,
      'ACCOUNT_UNREACHABLE',
    ]);
    expect(group.body.error.aws).toEqual({
      code: 'AccessDeniedException',
      requestId: expect.any(String),
    });
  });

  it('asks AWS once for many who look at the same time', async () => {
    const { api, aws } = await startOrchestrator();
    const look = () =>
      api(
        'get',
        `/drs/source-servers?accountId=${COMMERCE}&region=us-west-2`,
        'DRSReadOnly',
      );
    const answers = await Promise.all(Array.from({ length: 20 }, look));
    await look();
    expect(new Set(answers.map(answer => answer.status))).toEqual(
      new Set([200]),
    );
    expect(aws.record({ operation: 'DescribeSourceServers' })).toHaveLength(1);
  });
});
