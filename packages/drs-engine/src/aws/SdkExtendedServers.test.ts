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
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { AwsDrsAccess } from './AwsDrsAccess';
import { accessTo, scope } from './__testUtils__/simulatedAccess';

const STAGING = '444455556666';

describe('SdkExtendedServers', () => {
  let aws: Simulator;
  let access: AwsDrsAccess;

  beforeAll(async () => {
    aws = await startSimulator({ port: 0 });
  });
  afterAll(() => aws.close());
  beforeEach(() => {
    aws.reset();
    access = accessTo(aws);
  });
  afterEach(() => access.close());

  const extended = async (region = scope.region) =>
    (await access.services({ ...scope, region })).extendedServers;

  it('tells what can be extended, extends it, and tells then from where', async () => {
    const servers = await extended();
    expect(await servers.stagingAccounts()).toEqual([]);
    const extensible = await servers.extensible(STAGING);
    expect(extensible.map(({ hostname }) => hostname).sort()).toEqual([
      'loyalty-app-01',
      'loyalty-app-02',
      'loyalty-db-01',
      'loyalty-web-01',
    ]);
    const [first] = extensible;
    expect(first.arn).toMatch(new RegExp(`/${first.sourceServerId}$`));

    const id = await servers.extend(first.arn, { 'DR-Role': 'web' });
    const known = await (await access.drs(scope)).describeSourceServers();
    expect(known.find(server => server.sourceServerId === id)).toMatchObject({
      stagingAccountId: STAGING,
      hostname: first.hostname,
      tags: { 'DR-Role': 'web' },
    });
    expect(await servers.stagingAccounts()).toEqual([STAGING]);
    expect(await servers.extensible(STAGING)).toHaveLength(3);
  });

  it('reads every page', async () => {
    const large = await startSimulator({ port: 0, servers: 3_000 });
    const ways = accessTo(large);
    const servers = (await ways.services(scope)).extendedServers;
    const all = await servers.stagingAccounts();
    expect(all.length).toBeGreaterThan(0);
    ways.close();
    await large.close();
  });

  it('sends what was throttled again, and nothing else', async () => {
    const servers = await extended();
    const [first, second] = await servers.extensible(STAGING);
    aws.faults.add({
      match: { operation: 'CreateExtendedSourceServer' },
      effect: { type: 'throttle', probability: 1 },
      times: 1,
    });
    await servers.extend(first.arn);
    const calls = () => aws.record({ operation: 'CreateExtendedSourceServer' });
    expect(calls().map(({ status }) => status)).toEqual([429, 201]);

    aws.faults.add({
      match: { operation: 'CreateExtendedSourceServer' },
      effect: { type: 'lostResponse' },
      times: 1,
    });
    await expect(servers.extend(second.arn)).rejects.toMatchObject({
      kind: 'no-answer',
      mayHaveHappened: true,
    });
    expect(calls()).toHaveLength(3);
  });

  it("gives AWS's reasons", async () => {
    await expect(
      (await extended()).extensible('222233334444'),
    ).rejects.toMatchObject({
      name: 'AwsFailure',
      kind: 'access-denied',
      code: 'AccessDeniedException',
      requestId: expect.any(String),
    });
    const europe = await extended('eu-west-1');
    const [server] = await europe.extensible(STAGING);
    await expect(europe.extend(server.arn)).rejects.toMatchObject({
      kind: 'invalid',
      message: expect.stringContaining('default EBS encryption key'),
    });
  });
});

describe('AwsDrsAccess, beside the everyday way', () => {
  let aws: Simulator;
  let stagingOnRecord: { roleName: string; externalId?: string } | undefined;
  let access: AwsDrsAccess;

  beforeAll(async () => {
    aws = await startSimulator({ port: 0 });
  });
  afterAll(() => aws.close());
  beforeEach(() => {
    aws.reset();
    stagingOnRecord = {
      roleName: 'DrsOrchestratorRole',
      externalId: 'meridian-dr',
    };
    access = accessTo(aws, {
      findStagingAccount: async (target, staging) =>
        target === scope.accountId && staging.accountId === STAGING
          ? stagingOnRecord && {
              ...stagingOnRecord,
              regions: [staging.region],
            }
          : undefined,
    });
  });
  afterEach(() => access.close());

  const staging = { accountId: STAGING, region: 'us-west-2' };

  it('knows who it is itself', async () => {
    expect(await access.hubIdentity('us-west-2')).toEqual({
      accountId: '999988887777',
      arn: 'arn:aws:iam::999988887777:user/drs-orchestrator',
    });
  });

  it('keeps the name of a session to itself', async () => {
    const { credentials } = await assumed();
    const asRole = accessTo(aws, { hubCredentials: async () => credentials });
    expect(await asRole.hubIdentity('us-west-2')).toEqual({
      accountId: scope.accountId,
      arn: 'arn:aws:sts::111122223333:assumed-role/DrsOrchestratorRole',
    });
    asRole.close();
  });

  it('looks into a staging account as the role on record for it', async () => {
    const { drs } = await access.stagingServices(scope.accountId, staging);
    const servers = await drs.describeSourceServers();
    expect(servers).toHaveLength(4);
    expect(servers[0]).toMatchObject({
      accountId: STAGING,
      stagingAccountId: STAGING,
    });
    stagingOnRecord = undefined;
    await expect(
      access.stagingServices(scope.accountId, staging),
    ).rejects.toMatchObject({
      kind: 'access-denied',
      code: 'StagingAccountNotOnRecord',
    });
  });

  it('enters anew on request; what is kept goes on where that fails', async () => {
    await access.services(scope);
    await access.enter(scope);
    const assumptions = () => aws.record({ operation: 'AssumeRole' });
    expect(assumptions()).toHaveLength(2);
    aws.faults.add({
      match: { service: 'sts' },
      effect: { type: 'accessDenied', actions: ['sts:AssumeRole'] },
    });
    await expect(access.enter(scope)).rejects.toMatchObject({
      kind: 'access-denied',
      requestId: expect.any(String),
    });
    const { drs } = await access.services(scope);
    await expect(drs.describeSourceServers()).resolves.toHaveLength(22);
    expect(assumptions()).toHaveLength(3);
  });

  /** Credentials of a session, as a hub that runs as a role has them. */
  async function assumed() {
    const sts = new STSClient({
      endpoint: aws.url,
      region: 'us-west-2',
      credentials: {
        accessKeyId: 'AKIDMERIDIANHUB00001',
        secretAccessKey: 'meridian-development-only',
      },
    });
    const { Credentials } = await sts.send(
      new AssumeRoleCommand({
        RoleArn: 'arn:aws:iam::111122223333:role/DrsOrchestratorRole',
        RoleSessionName: 'ip-10-0-0-1',
        ExternalId: 'meridian-dr',
      }),
    );
    sts.destroy();
    return {
      credentials: {
        accessKeyId: Credentials?.AccessKeyId ?? '',
        secretAccessKey: Credentials?.SecretAccessKey ?? '',
        sessionToken: Credentials?.SessionToken,
      },
    };
  }
});
