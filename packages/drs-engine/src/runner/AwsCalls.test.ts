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
import { accessTo, scope, silent } from '../aws/__testUtils__/simulatedAccess';
import type { AwsDrsAccess } from '../aws/AwsDrsAccess';
import type { AwsAccess } from '../ports/awsAccess';
import { AwsCalls, type Silence } from './AwsCalls';

describe('AwsCalls', () => {
  let aws: Simulator;
  let access: AwsDrsAccess;
  let now: number;
  let told: Silence[];

  beforeAll(async () => {
    aws = await startSimulator({ port: 0 });
  });
  afterAll(() => aws.close());
  beforeEach(() => {
    aws.reset();
    access = accessTo(aws);
    now = 0;
    told = [];
  });
  afterEach(() => access.close());

  const calls = (options: { access?: AwsAccess; readLimitMs?: number } = {}) =>
    new AwsCalls({
      access,
      clock: { now: () => new Date(now), monotonic: () => now },
      logger: silent,
      random: () => 0.5,
      readLimitMs: 10_000,
      onSilence: silence => told.push(silence),
      ...options,
    });
  const readQuotas = (through: AwsCalls) =>
    through.ask(scope, 'quotas', quotas => quotas.describeQuotas());
  const readJobs = (through: AwsCalls) =>
    through.read(scope, drs => drs.describeJobs(new Date()));
  const deny = (action: string) =>
    aws.faults.add({ effect: { type: 'accessDenied', actions: [action] } });

  it('asks the others where one service refuses, and tells of it once', async () => {
    deny('servicequotas:ListServiceQuotas');
    const through = calls();
    await expect(readQuotas(through)).resolves.toBeUndefined();
    await expect(readJobs(through)).resolves.toEqual([]);
    now += 60_000;
    await readQuotas(through);
    expect(told).toMatchObject([
      {
        scope,
        service: 'quotas',
        failure: { kind: 'access-denied', requestId: expect.any(String) },
        since: new Date(0),
      },
    ]);
    expect(through.silences).toHaveLength(1);
    expect(through.silence(scope)).toBeUndefined();
    expect(through.silence(scope, 'quotas')).toMatch(/AccessDenied/);
    expect(through.refusal(scope, 'quotas')?.kind).toBe('access-denied');
  });

  /** When it is asked within 200 s, in seconds, if somebody wants to every second. */
  async function timesAsked(through: AwsCalls): Promise<number[]> {
    const asked = () => aws.record({ operation: 'DescribeJobs' }).length;
    const at: number[] = [];
    for (now = 0; now < 200_000; now += 1_000) {
      const before = asked();
      await readJobs(through);
      if (asked() > before) {
        at.push(now / 1_000);
      }
    }
    return at;
  }

  it('leaves one that fails alone for longer and longer, and notes when it is back', async () => {
    const rule = aws.faults.add({
      match: { operation: 'DescribeJobs' },
      effect: { type: 'error', status: 400, code: 'BrandNewException' },
    });
    const through = calls();
    expect(await timesAsked(through)).toEqual([0, 5, 15, 35, 75, 135, 195]);
    aws.faults.remove(rule.id);
    now += 60_000;
    await expect(readJobs(through)).resolves.toEqual([]);
    expect(through.silences).toEqual([]);
    expect(told).toHaveLength(1);
  });

  it('asks one that refuses again soon, for whoever has mended it', async () => {
    deny('drs:DescribeJobs');
    const at = await timesAsked(calls());
    expect(at.slice(-2)).toEqual([190, 195]);
  });

  it('gives up on one that hangs', async () => {
    const through = calls({
      access: {
        drs: () => new Promise(() => {}),
        services: () => new Promise(() => {}),
      },
      readLimitMs: 50,
    });
    await expect(readJobs(through)).resolves.toBeUndefined();
    expect(through.failureOf(scope)).toMatchObject({ kind: 'no-answer' });
    expect(through.refusal(scope)).toBeUndefined();
  });

  it('tells an account that is not on record, and a Region that is not set up', async () => {
    const through = calls();
    const stranger = { accountId: '666677778888', region: scope.region };
    await through.read(stranger, drs => drs.describeJobs(new Date()));
    expect(through.refusal(stranger)?.code).toBe('AccountNotOnRecord');
    expect(aws.record({ service: 'sts' })).toEqual([]);
    const bare = { ...scope, region: 'ap-southeast-2' };
    await through.read(bare, drs => drs.describeJobs(new Date()));
    expect(through.refusal(bare)?.kind).toBe('not-initialized');
  });
});
