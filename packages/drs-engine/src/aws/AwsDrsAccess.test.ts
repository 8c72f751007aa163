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
  startSimulator,
  type Simulator,
} from '@drs-orchestrator/aws-simulator';
import type { Clock } from '../ports/clock';
import type { Logger } from '../ports/logger';
import { AwsDrsAccess, type AccountOnRecord } from './AwsDrsAccess';

const accountId = '111122223333';
const scope = { accountId, region: 'us-west-2' };
const onRecord: AccountOnRecord = {
  roleName: 'DrsOrchestratorRole',
  externalId: 'meridian-dr',
  // DRS is not set up in the last one.
  regions: ['us-west-2', 'eu-west-1', 'ap-southeast-2'],
};

const silent: Logger = {
  error: () => {},
  warn: () => {},
  info: () => {},
  debug: () => {},
};

describe('AwsDrsAccess', () => {
  let aws: Simulator;
  let accounts: Map<string, AccountOnRecord>;
  let opened: AwsDrsAccess[];

  beforeAll(async () => {
    aws = await startSimulator({ port: 0 });
  });
  afterAll(() => aws.close());

  beforeEach(() => {
    aws.reset();
    accounts = new Map([[accountId, onRecord]]);
    opened = [];
  });
  afterEach(() => opened.forEach(ways => ways.close()));

  function access(
    options: { accessKeyId?: string; endpoint?: string; clock?: Clock } = {},
  ): AwsDrsAccess {
    const created = new AwsDrsAccess({
      findAccount: async id => accounts.get(id),
      hubCredentials: async () => ({
        accessKeyId: options.accessKeyId ?? 'AKIDMERIDIANHUB00001',
        secretAccessKey: 'meridian-development-only',
      }),
      endpoint: options.endpoint ?? aws.url,
      callTimeoutMs: 10_000,
      userAgentSuffix: 'drs-orchestrator/0.1.0',
      logger: silent,
      clock: options.clock,
    });
    opened.push(created);
    return created;
  }

  const assumptions = () =>
    aws.record({ service: 'sts', operation: 'AssumeRole' });

  it('works in the target account as the role on record, by its Region', async () => {
    const drs = await access().drs(scope);
    await drs.describeSourceServers();
    expect(assumptions()).toMatchObject([{ region: 'us-west-2', status: 200 }]);
    expect(aws.record({ service: 'drs' })).toMatchObject([
      {
        accountId,
        region: 'us-west-2',
        callerArn:
          'arn:aws:sts::111122223333:assumed-role/DrsOrchestratorRole/drs-orchestrator',
      },
    ]);
  });

  it('assumes a role once, however many ask for it at once', async () => {
    const ways = access();
    const all = await Promise.all(
      Array.from({ length: 10 }, () => ways.drs(scope)),
    );
    await Promise.all(all.map(drs => drs.describeJobs(new Date())));
    expect(new Set(all).size).toBe(1);
    expect(assumptions()).toHaveLength(1);
  });

  it('assumes it again shortly before the session ends, and not earlier', async () => {
    let now = Date.now();
    const ways = access({
      clock: { now: () => new Date(now), monotonic: () => now },
    });
    await ways.drs(scope);
    now += 54 * 60_000;
    await ways.drs(scope);
    expect(assumptions()).toHaveLength(1);
    now += 2 * 60_000;
    await ways.drs(scope);
    expect(assumptions()).toHaveLength(2);
  });

  it('tries again after a role could not be assumed', async () => {
    accounts.set(accountId, { ...onRecord, externalId: 'wrong' });
    const ways = access();
    const refused = ways.drs(scope);
    await expect(refused).rejects.toMatchObject({
      name: 'AwsFailure',
      kind: 'access-denied',
      code: 'AccessDenied',
      requestId: expect.any(String),
    });
    accounts.set(accountId, { ...onRecord, externalId: undefined });
    await expect(ways.drs(scope)).rejects.toMatchObject({
      kind: 'access-denied',
    });
    accounts.set(accountId, onRecord);
    const drs = await ways.drs(scope);
    await expect(drs.describeSourceServers()).resolves.not.toEqual([]);
  });

  it('reaches no account and no Region that is not on record', async () => {
    const ways = access();
    await expect(
      ways.drs({ accountId: '222233334444', region: 'us-west-2' }),
    ).rejects.toMatchObject({
      name: 'AwsFailure',
      kind: 'access-denied',
      code: 'AccountNotOnRecord',
      message: 'Account 222233334444 is not on record',
    });
    await expect(
      ways.drs({ accountId, region: 'us-east-1' }),
    ).rejects.toMatchObject({
      kind: 'access-denied',
      code: 'RegionNotOnRecord',
      message: 'Region us-east-1 of account 111122223333 is not on record',
    });
    await ways.drs(scope);
    accounts.delete(accountId);
    await expect(ways.drs(scope)).rejects.toMatchObject({
      code: 'AccountNotOnRecord',
    });
    expect(aws.record()).toHaveLength(1);
  });

  it('tells a Region in which DRS is not set up', async () => {
    const drs = await access().drs({ accountId, region: 'ap-southeast-2' });
    await expect(drs.describeSourceServers()).rejects.toMatchObject({
      name: 'AwsFailure',
      kind: 'not-initialized',
      code: 'UninitializedAccountException',
    });
  });

  it('keeps the Regions of an account apart', async () => {
    const ways = access();
    const [west, ireland] = await Promise.all([
      ways.drs(scope),
      ways.drs({ accountId, region: 'eu-west-1' }),
    ]);
    const [inWest, inIreland] = await Promise.all([
      west.describeSourceServers(),
      ireland.describeSourceServers(),
    ]);
    expect(new Set(inWest.map(({ region }) => region))).toEqual(
      new Set(['us-west-2']),
    );
    expect(new Set(inIreland.map(({ region }) => region))).toEqual(
      new Set(['eu-west-1']),
    );
    expect(inIreland.map(({ hostname }) => hostname)).toContain(
      'storefront-eu-db-01',
    );
  });

  it('retries where STS throttles', async () => {
    aws.faults.add({
      match: { service: 'sts' },
      effect: { type: 'throttle', probability: 1 },
      times: 2,
    });
    await access().drs(scope);
    expect(assumptions().map(({ status }) => status)).toEqual([400, 400, 200]);
  });

  it('says so where its own credentials are wrong, or AWS is not there', async () => {
    await expect(
      access({ accessKeyId: 'AKIDUNKNOWN000000001' }).drs(scope),
    ).rejects.toMatchObject({
      name: 'AwsFailure',
      kind: 'access-denied',
      code: 'InvalidClientTokenId',
    });
    // Port 9 of loopback: nothing listens.
    await expect(
      access({ endpoint: 'http://127.0.0.1:9' }).drs(scope),
    ).rejects.toMatchObject({
      name: 'AwsFailure',
      kind: 'no-answer',
    });
  });
});
