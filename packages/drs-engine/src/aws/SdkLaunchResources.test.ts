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
import { DescribeSubnetsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { AwsFailure } from '../ports/drs';
import type { AwsDrsAccess } from './AwsDrsAccess';
import { accessTo, scope } from './__testUtils__/simulatedAccess';

describe('what launch settings name, as EC2 and IAM have it', () => {
  let aws: Simulator;
  let access: AwsDrsAccess;
  let ec2: EC2Client;

  beforeAll(async () => {
    aws = await startSimulator({ port: 0 });
    access = accessTo(aws);
    ec2 = new EC2Client({
      endpoint: aws.url,
      region: scope.region,
      credentials: {
        accessKeyId: 'AKIDMERIDIANCOM00001',
        secretAccessKey: 'meridian-development-only',
      },
    });
  });
  afterEach(() => aws.faults.clear());
  afterAll(async () => {
    ec2.destroy();
    access.close();
    await aws.close();
  });

  const resources = async () => (await access.services(scope)).launchResources;

  it('is found by name, and what is not there is missing and spoils nothing', async () => {
    const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand({}));
    const [subnet] = Subnets;
    const asked = await resources();
    expect(
      await asked.subnets([subnet.SubnetId ?? '', 'subnet-00000000000000000']),
    ).toEqual([
      {
        subnetId: subnet.SubnetId,
        vpcId: subnet.VpcId,
        cidr: subnet.CidrBlock,
      },
    ]);
    expect(await asked.securityGroups(['sg-00000000000000000'])).toEqual([]);
    expect(await asked.instanceTypes(['m5.large', 'x99.huge'])).toEqual([
      'm5.large',
    ]);
    expect(
      await asked.instanceProfiles(['meridian-db-server', 'nobody']),
    ).toEqual(['meridian-db-server']);
  });

  it('is asked for in batches, each name once, and for nothing not at all', async () => {
    const asked = await resources();
    const names = Array.from(
      { length: 250 },
      (_, index) => `subnet-${String(index).padStart(17, '0')}`,
    );
    const before = aws.record({ service: 'ec2' }).length;
    await asked.subnets([...names, ...names]);
    expect(aws.record({ service: 'ec2' }).length - before).toBe(2);
    await Promise.all([
      asked.subnets([]),
      asked.securityGroups([]),
      asked.instanceTypes([]),
      asked.instanceProfiles([]),
    ]);
    expect(aws.record({ service: 'ec2' }).length - before).toBe(2);
    expect(aws.record({ operation: 'ListInstanceProfiles' })).toHaveLength(1);
  });

  it('fails in AWS’s own words', async () => {
    aws.faults.add({
      effect: {
        type: 'accessDenied',
        actions: ['ec2:DescribeSubnets', 'iam:ListInstanceProfiles'],
      },
    });
    const asked = await resources();
    for (const answer of [
      asked.subnets(['subnet-00000000000000000']),
      asked.instanceProfiles(['nobody']),
    ]) {
      await expect(answer).rejects.toThrow(AwsFailure);
      await expect(answer).rejects.toMatchObject({ kind: 'access-denied' });
    }
  });
});
