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
  CreateTagsCommand,
  DeleteTagsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import type {
  AuditEntry,
  SourceServer,
  TagSyncRun,
  TagSyncSettings,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import {
  COMMERCE,
  FINANCE,
  type Orchestrator,
} from '../../__testUtils__/startOrchestrator';
import { ADMIN, steered, stopSteered } from '../../__testUtils__/steered';

jest.setTimeout(60_000);

const DEFAULT_KEYS = ['DR-*', 'DRS-*', 'Environment', 'Application'];
/** Where servers run that are recovered in us-west-2. */
const ORIGIN_REGION = 'us-east-1';

async function synchronising() {
  const orchestrator = await steered({
    config: config => ({
      ...config,
      drsOrchestrator: { ...config.drsOrchestrator, tagSync: {} },
    }),
  });
  const { call, api, aws } = orchestrator;

  const settings = (): Promise<TagSyncSettings> =>
    call('get', '/config/tag-sync', 'DRSReadOnly');

  /** Waits for the end of a run; the test's own time-out ends it otherwise. */
  const ended = async (
    isMeant: (run: TagSyncRun) => boolean,
  ): Promise<TagSyncRun> => {
    for (;;) {
      const { lastRun } = await settings();
      if (lastRun?.endedAt !== undefined && isMeant(lastRun)) {
        return lastRun;
      }
      await new Promise(resolve => setTimeout(resolve, 50));
    }
  };
  const synchronised = async (body?: object): Promise<TagSyncRun> => {
    const { runId } = await call('post', '/drs/tag-sync', ADMIN, body);
    return ended(run => run.runId === runId);
  };
  const server = async (hostname: string): Promise<SourceServer> => {
    const { items } = await call(
      'get',
      `/drs/source-servers?limit=200&text=${hostname}`,
      'DRSReadOnly',
    );
    return items[0];
  };
  const instance = (hostname: string) => {
    const origin = aws.world.servers.find(
      known => known.hostname === hostname,
    )?.origin;
    if (origin?.kind !== 'aws') {
      throw new Error(`${hostname} is no instance`);
    }
    const key = aws.world.accessKeys.find(
      ({ accountId }) => accountId === origin.accountId,
    );
    const ec2 = new EC2Client({
      endpoint: aws.url,
      region: origin.region,
      credentials: {
        accessKeyId: key?.accessKeyId ?? '',
        secretAccessKey: key?.secretAccessKey ?? '',
      },
    });
    const Resources = [origin.instanceId];
    return {
      set: (Key: string, Value: string) =>
        ec2.send(new CreateTagsCommand({ Resources, Tags: [{ Key, Value }] })),
      remove: (Key: string) =>
        ec2.send(new DeleteTagsCommand({ Resources, Tags: [{ Key }] })),
    };
  };
  const entries = async (query: string): Promise<AuditEntry[]> =>
    (await call('get', `/audit?${query}`, 'DRSReadOnly')).items;

  return {
    ...orchestrator,
    api,
    settings,
    ended,
    synchronised,
    server,
    instance,
    entries,
  };
}

const scopeOf = (run: TagSyncRun, accountId: string, region: string) =>
  run.scopes.find(
    scope => scope.accountId === accountId && scope.region === region,
  );

const tagCalls = (aws: Orchestrator['aws']) => [
  ...aws.record({ operation: 'TagResource' }),
  ...aws.record({ operation: 'UntagResource' }),
];

describe('tag synchronisation', () => {
  afterEach(stopSteered);

  it('brings the tags of instances to their servers, and is then done', async () => {
    const {
      synchronised,
      ended,
      server,
      instance,
      settings,
      aws,
      entries,
      call,
    } = await synchronising();
    expect(await settings()).toMatchObject({
      enabled: true,
      intervalHours: 1,
      keys: DEFAULT_KEYS,
      version: 0,
      recentRuns: [],
    });
    await instance('orders-db-01').set('DR-Wave', '4');
    await instance('orders-db-01').set('CostCenter', 'CC-7');
    await instance('orders-db-02').remove('DR-Tier');
    const before = await server('orders-db-01');

    const requested = await call('post', '/drs/tag-sync', ADMIN, {
      dryRun: true,
    });
    expect(requested).toMatchObject({
      status: 'REQUESTED',
      dryRun: true,
      keys: DEFAULT_KEYS,
      trigger: { kind: 'REQUEST', by: expect.stringContaining('user:') },
      report: '/config/tag-sync',
    });
    const dry = await ended(({ runId }) => runId === requested.runId);
    expect(tagCalls(aws)).toEqual([]);
    const run = await synchronised();
    // What the dry run told is what was done.
    expect(run.counts).toEqual(dry.counts);
    expect(run).toMatchObject({
      status: 'COMPLETED',
      dryRun: false,
      counts: {
        servers: 60,
        serversFromElsewhere: 2,
        // That of fleet-web-01 is gone.
        serversWithoutInstance: 1,
        serversChanged: 57,
        serversFailed: 0,
        // Application of each, and the DR-Application that tracking-web-02 lacks.
        tagsAdded: 58,
        tagsChanged: 1,
        tagsRemoved: 1,
      },
    });
    expect(run.scopes).toHaveLength(6);
    expect(scopeOf(run, COMMERCE, 'us-west-2')?.changes).toContainEqual(
      expect.objectContaining({
        hostname: 'orders-db-01',
        added: { Application: 'orders' },
        changed: { 'DR-Wave': { from: '1', to: '4' } },
        removed: {},
      }),
    );
    const { tags } = await server('orders-db-01');
    expect(tags).toEqual({
      ...before.tags,
      'DR-Wave': '4',
      Application: 'orders',
    });
    expect((await server('orders-db-02')).tags).not.toHaveProperty('DR-Tier');
    expect((await server('tracking-web-02')).tags).toHaveProperty(
      'DR-Application',
    );
    // It is stopped; that of the other is gone, and nothing was taken from it.
    expect((await server('reporting-app-02')).tags).toHaveProperty(
      'Application',
    );
    expect((await server('fleet-web-01')).tags).toHaveProperty('DR-Role');

    const calls = tagCalls(aws).length;
    expect((await synchronised()).counts).toMatchObject({
      serversChanged: 0,
      tagsAdded: 0,
      tagsChanged: 0,
      tagsRemoved: 0,
    });
    expect(tagCalls(aws)).toHaveLength(calls);

    // Who asked, and what came of it.
    expect(await entries('operation=sync_tags')).toHaveLength(3);
    const told = await entries('operation=run_tag_sync');
    expect(told.map(({ outcome }) => outcome)).toEqual(
      [...Array(3)].flatMap(() => ['SUCCEEDED', 'STARTED']),
    );
    expect(told[2]).toMatchObject({
      actor: { kind: 'system' },
      requestId: run.runId,
      record: { kind: 'settings', id: 'tag-sync' },
      requested: { trigger: run.trigger, dryRun: false, keys: DEFAULT_KEYS },
      after: { status: 'COMPLETED', tagsAdded: 58, serversChanged: 57 },
    });
  });

  it('names what fails, and does the rest', async () => {
    const { synchronised, server, aws, entries } = await synchronising();
    aws.faults.add({
      match: { account: FINANCE, region: 'us-west-2' },
      effect: { type: 'accessDenied', actions: ['drs:DescribeSourceServers'] },
    });
    aws.faults.add({
      match: { account: FINANCE, region: 'eu-central-1' },
      effect: { type: 'accessDenied', actions: ['ec2:DescribeInstances'] },
    });
    aws.faults.add({
      match: { account: COMMERCE, operation: 'TagResource' },
      effect: {
        type: 'error',
        status: 400,
        code: 'ValidationException',
        message: 'A resource can have at most 50 tags',
      },
      times: 1,
    });
    const run = await synchronised();
    expect(run.status).toBe('PARTIAL');
    expect(scopeOf(run, FINANCE, 'us-west-2')).toMatchObject({
      status: 'FAILED',
      error: { code: 'AccessDeniedException' },
      servers: 0,
    });
    const europe = scopeOf(run, FINANCE, 'eu-west-1');
    expect(europe).toMatchObject({
      status: 'PARTIAL',
      servers: 5,
      serversFromElsewhere: 2,
      serversFailed: 3,
      serversChanged: 0,
    });
    expect(europe?.failures[0]).toMatchObject({
      hostname: expect.stringMatching(/^reporting-/),
      code: 'UnauthorizedOperation',
      message: expect.stringContaining(`${FINANCE} in eu-central-1`),
    });
    const commerce = scopeOf(run, COMMERCE, 'us-west-2');
    expect(commerce).toMatchObject({
      status: 'PARTIAL',
      serversFailed: 1,
      serversChanged: 21,
      failures: [{ code: 'ValidationException' }],
    });
    expect(scopeOf(run, '222233334444', 'us-west-2')?.status).toBe('COMPLETED');
    expect((await server('warehouse-db-01')).tags).toHaveProperty(
      'Application',
    );
    const [told] = await entries('operation=run_tag_sync');
    expect(told).toMatchObject({
      outcome: 'FAILED',
      code: 'TAG_SYNC_PARTIAL',
      after: { status: 'PARTIAL', serversFailed: 4 },
    });
  });

  it('keeps to the accounts and Regions asked for, one run at a time', async () => {
    const { synchronised, ended, refusal, api, aws, call, settings } =
      await synchronising();
    expect(
      await refusal('post', '/drs/tag-sync', ADMIN, {
        accountIds: [COMMERCE, '999999999999'],
        regions: ['sa-east-1'],
      }),
    ).toMatchObject({
      status: 400,
      code: 'ACCOUNT_UNKNOWN',
      details: [
        { code: 'ACCOUNT_UNKNOWN', field: 'accountIds[1]' },
        { code: 'ACCOUNT_UNKNOWN', field: 'regions[0]' },
      ],
    });
    expect(
      await refusal('post', '/drs/tag-sync', ADMIN, { accountIds: [] }),
    ).toMatchObject({ status: 400, code: 'VALIDATION_FAILED' });
    expect(
      await refusal('post', '/drs/tag-sync', 'DRSRecoveryManager'),
    ).toMatchObject({ status: 403 });
    expect((await settings()).recentRuns).toEqual([]);

    aws.faults.add({
      match: { operation: 'TagResource' },
      effect: { type: 'latency', ms: 200 },
    });
    const body = { accountIds: [COMMERCE], regions: ['us-west-2'] };
    const answers = await Promise.all(
      [1, 2, 3].map(() => api('post', '/drs/tag-sync', ADMIN).send(body)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([202, 409, 409]);
    const { runId } = answers.find(({ status }) => status === 202)?.body;
    for (const { body: refused } of answers.filter(
      ({ status }) => status === 409,
    )) {
      expect(refused.error).toMatchObject({
        code: 'INVALID_STATE',
        current: { runId },
      });
    }
    const run = await ended(known => known.runId === runId);
    expect(
      run.scopes.map(({ accountId, region }) => [accountId, region]),
    ).toEqual([[COMMERCE, 'us-west-2']]);
    expect(run.counts.servers).toBe(22);
    expect(run.accountIds).toEqual([COMMERCE]);

    // What must not act changes no tag either, and may still be asked what it would do.
    await call('put', '/config/settings', ADMIN, {
      freeze: { active: true, reason: 'A copy under test' },
      version: 0,
    });
    expect(await refusal('post', '/drs/tag-sync', ADMIN)).toMatchObject({
      status: 409,
      code: 'FROZEN',
      message: expect.stringContaining('A copy under test'),
    });
    aws.faults.clear();
    expect(
      (await synchronised({ dryRun: true, regions: ['eu-west-1'] })).status,
    ).toBe('COMPLETED');
  });

  it('is set by whoever may, and then begins by the new keys', async () => {
    const { call, refusal, settings, ended, server, entries } =
      await synchronising();
    const wanted = { enabled: true, intervalHours: 6, keys: ['CostCenter'] };
    const put = (
      body: object,
      caller: 'DRSPlanManager' | typeof ADMIN = ADMIN,
    ) => refusal('put', '/config/tag-sync', caller, body);

    expect(
      await put({ ...wanted, version: 0 }, 'DRSPlanManager'),
    ).toMatchObject({ status: 403 });
    for (const keys of [
      [],
      ['*'],
      ['DR*-x'],
      ['aws:*'],
      ['AWS:x'],
      ['drs-orchestrator:execution'],
      ['Twice', 'Twice'],
      ['a\u0007'],
      ['x'.repeat(129)],
    ]) {
      expect([keys, await put({ ...wanted, keys, version: 0 })]).toEqual([
        keys,
        expect.objectContaining({ status: 400, code: 'VALIDATION_FAILED' }),
      ]);
    }
    expect(
      await put({ ...wanted, intervalHours: 0, version: 0 }),
    ).toMatchObject({ status: 400, code: 'VALIDATION_FAILED' });
    expect((await settings()).version).toBe(0);

    const changed = await call('put', '/config/tag-sync', ADMIN, {
      ...wanted,
      version: 0,
    });
    expect(changed).toMatchObject({
      ...wanted,
      version: 1,
      updatedBy: expect.stringContaining('user:'),
    });
    expect(await put({ ...wanted, enabled: false, version: 0 })).toMatchObject({
      status: 409,
      code: 'VERSION_CONFLICT',
      current: { version: 1 },
    });
    const run = await ended(({ trigger }) => trigger.kind === 'SETTINGS');
    expect(run).toMatchObject({
      status: 'COMPLETED',
      keys: ['CostCenter'],
      trigger: { by: changed.updatedBy },
    });
    const { tags } = await server('orders-db-01');
    expect(tags).toHaveProperty('CostCenter');
    expect(tags).not.toHaveProperty('Application');
    const { nextRunAt } = await settings();
    const hours =
      (Date.parse(nextRunAt ?? '') - Date.parse(run.requestedAt)) / 3_600_000;
    expect(hours).toBeCloseTo(6, 3);

    const off = await call('put', '/config/tag-sync', ADMIN, {
      ...wanted,
      enabled: false,
      version: 1,
    });
    expect(off).toMatchObject({ enabled: false, version: 2 });
    expect(off.nextRunAt).toBeUndefined();
    const [entry] = await entries('operation=update_tag_sync_settings');
    expect(entry).toMatchObject({
      outcome: 'SUCCEEDED',
      record: { kind: 'settings', id: 'tag-sync' },
      before: { enabled: true, version: 1 },
      after: { enabled: false, version: 2 },
    });
  });

  it('never touches what stands in other Regions of origin', async () => {
    const { synchronised, aws } = await synchronising();
    await synchronised({ accountIds: [COMMERCE], regions: ['us-west-2'] });
    expect(
      aws
        .record({ service: 'ec2' })
        .map(({ operation, region }) => [operation, region]),
    ).toEqual([['DescribeInstances', ORIGIN_REGION]]);
  });
});
