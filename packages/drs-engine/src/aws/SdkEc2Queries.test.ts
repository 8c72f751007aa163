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
import { AwsFailure, type Drs } from '../ports/drs';
import type { Ec2Queries } from '../ports/ec2Queries';
import type { AwsDrsAccess } from './AwsDrsAccess';
import { accessTo, scope } from './__testUtils__/simulatedAccess';

describe('what EC2 and IAM have to choose from', () => {
  let aws: Simulator;
  let access: AwsDrsAccess;
  let ec2: Ec2Queries;
  let drs: Drs;

  beforeAll(async () => {
    aws = await startSimulator({ port: 0, speed: 1200, servers: 1500 });
    access = accessTo(aws);
    ({ ec2, drs } = await access.services(scope));
  });
  afterEach(() => aws.faults.clear());
  afterAll(async () => {
    access.close();
    await aws.close();
  });

  const calls = (operation: string) => aws.record({ operation }).length;

  it('is complete over all pages', async () => {
    const servers = await drs.describeSourceServers();
    expect(servers.length).toBeGreaterThan(200);
    const templates = await ec2.launchTemplates();
    // One for each source server, 200 a page.
    expect(
      new Set(templates.map(({ sourceServerId }) => sourceServerId)),
    ).toEqual(new Set(servers.map(({ sourceServerId }) => sourceServerId)));
    expect(calls('DescribeLaunchTemplates')).toBeGreaterThan(1);
  });

  it('is told in the contract’s terms', async () => {
    expect(await ec2.subnets()).toContainEqual({
      subnetId: expect.stringMatching(/^subnet-/),
      name: 'meridian-recovery-a',
      vpcId: expect.stringMatching(/^vpc-/),
      cidr: '10.100.0.0/18',
      availabilityZone: 'us-west-2a',
      availableAddresses: 16_379,
      tags: { Name: 'meridian-recovery-a', Purpose: 'recovery' },
    });
    expect(await ec2.securityGroups()).toContainEqual(
      expect.objectContaining({ name: 'drill-isolated' }),
    );
    expect(await ec2.instanceTypes()).toContainEqual({
      instanceType: 'r5.xlarge',
      family: 'r5',
      vcpus: 4,
      memoryMib: 32_768,
      architectures: ['x86_64'],
      currentGeneration: true,
    });
    expect(await ec2.instanceTypesOffered('us-west-2c')).not.toContain(
      'm7i.large',
    );
    expect(await ec2.instanceTypesOffered('us-west-2a')).toContain('m7i.large');
    expect(await ec2.instanceProfiles()).toContainEqual(
      expect.objectContaining({
        instanceProfileName: 'meridian-web-server',
        roleName: 'meridian-web-server',
      }),
    );
  });

  it('tells instances that are there, asked in batches, and those of DRS', async () => {
    const [server] = await drs.describeSourceServers();
    await drs.startRecovery({
      servers: [{ sourceServerId: server.sourceServerId }],
      isDrill: true,
      tags: {},
    });
    let [instance] = await drs.listRecoveryInstances();
    // Until then its state would change between two questions.
    while (instance?.ec2State !== 'RUNNING') {
      await new Promise(resolve => setTimeout(resolve, 20));
      [instance] = await drs.listRecoveryInstances();
    }
    expect(instance).toMatchObject({
      sourceServerId: server.sourceServerId,
      hostname: server.hostname,
      isDrill: true,
      failbackState: 'FAILBACK_NOT_STARTED',
    });
    const unknown = Array.from(
      { length: 200 },
      (_, index) => `i-${String(index).padStart(17, '0')}`,
    );
    expect(
      await drs.listRecoveryInstances([
        ...unknown,
        instance.recoveryInstanceId,
      ]),
    ).toEqual([instance]);
    expect(await drs.listRecoveryInstances([])).toEqual([]);
    const before = calls('DescribeInstances');
    expect(
      await ec2.instances([...unknown, instance.recoveryInstanceId]),
    ).toEqual([
      {
        instanceId: instance.recoveryInstanceId,
        instanceType: expect.any(String),
        availabilityZone: expect.stringMatching(/^us-west-2/),
        vpcId: expect.stringMatching(/^vpc-/),
        subnetId: expect.stringMatching(/^subnet-/),
        securityGroupIds: [expect.stringMatching(/^sg-/)],
        launchTime: expect.stringMatching(/Z$/),
      },
    ]);
    expect(await ec2.instances([])).toEqual([]);
    expect(calls('DescribeInstances') - before).toBe(2);
  });

  it('fails in AWS’s own words', async () => {
    aws.faults.add({
      effect: {
        type: 'accessDenied',
        actions: ['ec2:DescribeInstanceTypeOfferings'],
      },
    });
    const answer = ec2.instanceTypesOffered('us-west-2a');
    await expect(answer).rejects.toThrow(AwsFailure);
    await expect(answer).rejects.toMatchObject({
      kind: 'access-denied',
      code: 'UnauthorizedOperation',
      requestId: expect.any(String),
    });
  });
});
