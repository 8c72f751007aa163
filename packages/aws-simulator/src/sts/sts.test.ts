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

import { DescribeJobsCommand } from '@aws-sdk/client-drs';
import { DescribeInstancesCommand } from '@aws-sdk/client-ec2';
import {
  AssumeRoleCommand,
  GetCallerIdentityCommand,
} from '@aws-sdk/client-sts';
import { Simulator, startSimulator } from '../simulator';
import {
  clients,
  COMMERCE,
  HUB,
  Keys,
  keysOf,
  LOGISTICS,
} from '../__testUtils__/clients';
import { ManualClock } from '../time/clock';

describe('STS', () => {
  let clock: ManualClock;
  let aws: Simulator;

  beforeAll(async () => {
    clock = new ManualClock();
    aws = await startSimulator({ port: 0, speed: 1, clock });
  });
  afterAll(() => aws.close());

  const ROLE = `arn:aws:iam::${COMMERCE}:role/DrsOrchestratorRole`;
  const assume = async (
    input: Partial<AssumeRoleCommand['input']> = {},
    keys: Keys = keysOf(aws, HUB),
  ) => {
    const { sts } = clients(aws, keys);
    try {
      return await sts.send(
        new AssumeRoleCommand({
          RoleArn: ROLE,
          RoleSessionName: 'orchestrator',
          ExternalId: 'meridian-dr',
          ...input,
        }),
      );
    } finally {
      sts.destroy();
    }
  };
  const keysFrom = ({ Credentials }: Awaited<ReturnType<typeof assume>>) => ({
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? '',
  });

  it('says who calls', async () => {
    const { sts } = clients(aws, keysOf(aws, HUB));
    expect(await sts.send(new GetCallerIdentityCommand({}))).toMatchObject({
      Account: HUB,
      Arn: `arn:aws:iam::${HUB}:user/drs-orchestrator`,
      UserId: expect.stringMatching(/^AIDA[A-Z0-9]{17}$/),
    });
    sts.destroy();
  });

  it('gives credentials that belong to the assumed role', async () => {
    const assumed = await assume();
    expect(assumed.AssumedRoleUser).toMatchObject({
      Arn: `arn:aws:sts::${COMMERCE}:assumed-role/DrsOrchestratorRole/orchestrator`,
      AssumedRoleId: expect.stringMatching(/^AROA[A-Z0-9]{17}:orchestrator$/),
    });
    expect(assumed.Credentials?.Expiration?.getTime()).toBe(
      Math.floor((clock.now() + 3_600_000) / 1_000) * 1_000,
    );
    const { sts, drs, ec2 } = clients(aws, keysFrom(assumed));
    expect(await sts.send(new GetCallerIdentityCommand({}))).toMatchObject({
      Account: COMMERCE,
      Arn: assumed.AssumedRoleUser?.Arn,
    });
    expect((await drs.send(new DescribeJobsCommand({}))).items).toEqual([]);
    expect(
      (await ec2.send(new DescribeInstancesCommand({}))).Reservations,
    ).toEqual([]);
    expect(aws.record({ service: 'drs' }).at(-1)).toMatchObject({
      accountId: COMMERCE,
      operation: 'DescribeJobs',
      callerArn: assumed.AssumedRoleUser?.Arn,
    });
    for (const client of [sts, drs, ec2]) client.destroy();
  });

  it('gives other credentials each time', async () => {
    expect(keysFrom(await assume())).not.toEqual(keysFrom(await assume()));
  });

  it('gives credentials that another process of the same seed accepts', async () => {
    const other = await startSimulator({ port: 0 });
    const { sts } = clients(other, keysFrom(await assume()));
    expect(await sts.send(new GetCallerIdentityCommand({}))).toMatchObject({
      Account: COMMERCE,
    });
    sts.destroy();
    await other.close();
    const stranger = await startSimulator({ port: 0, seed: 2 });
    const strange = clients(stranger, keysFrom(await assume())).sts;
    await expect(
      strange.send(new GetCallerIdentityCommand({})),
    ).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
    strange.destroy();
    await stranger.close();
  });

  it.each<[string, Partial<AssumeRoleCommand['input']>]>([
    ['a wrong external ID', { ExternalId: 'another' }],
    ['no external ID', { ExternalId: undefined }],
    ['an unknown role', { RoleArn: ROLE.replace('Drs', 'Nobody') }],
    ['an unknown account', { RoleArn: ROLE.replace(COMMERCE, '123456789012') }],
  ])('denies %s in one and the same way', async (_, input) => {
    await expect(assume(input)).rejects.toMatchObject({
      name: 'AccessDenied',
      message: `User: arn:aws:iam::${HUB}:user/drs-orchestrator is not authorized to perform: sts:AssumeRole on resource: ${
        input.RoleArn ?? ROLE
      }`,
      $metadata: { httpStatusCode: 403, requestId: expect.any(String) },
    });
  });

  it('denies principals whom the role does not trust', async () => {
    await expect(assume({}, keysOf(aws, LOGISTICS))).rejects.toMatchObject({
      name: 'AccessDenied',
    });
    // A session of the role is of another account than the one trusted.
    await expect(assume({}, keysFrom(await assume()))).rejects.toMatchObject({
      name: 'AccessDenied',
    });
  });

  it.each([
    [{ DurationSeconds: 899 }, /greater than or equal to 900/],
    [{ DurationSeconds: 43_201 }, /less than or equal to 43200/],
    [{ DurationSeconds: 7_200 }, /MaxSessionDuration/],
    [{ RoleSessionName: 'a b' }, /'roleSessionName'/],
    [{ RoleArn: 'arn:aws:iam::1:role/DrsOrchestratorRole' }, /is invalid/],
  ])('refuses %j', async (input, message) => {
    await expect(assume(input)).rejects.toMatchObject({
      name: 'ValidationError',
      message: expect.stringMatching(message),
    });
  });

  it('lets credentials expire when it said', async () => {
    const keys = keysFrom(await assume({ DurationSeconds: 900 }));
    const { sts, drs, ec2 } = clients(aws, keys);
    clock.advance(899_000);
    await sts.send(new GetCallerIdentityCommand({}));
    clock.advance(1_000);
    await expect(
      sts.send(new GetCallerIdentityCommand({})),
    ).rejects.toMatchObject({ name: 'ExpiredToken' });
    await expect(drs.send(new DescribeJobsCommand({}))).rejects.toMatchObject({
      name: 'ExpiredTokenException',
    });
    await expect(
      ec2.send(new DescribeInstancesCommand({})),
    ).rejects.toMatchObject({ name: 'RequestExpired' });
    for (const client of [sts, drs, ec2]) client.destroy();
  });
});
