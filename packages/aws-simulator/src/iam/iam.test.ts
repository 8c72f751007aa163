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
  DescribeJobLogItemsCommand,
  StartRecoveryCommand,
} from '@aws-sdk/client-drs';
import { DescribeSubnetsCommand } from '@aws-sdk/client-ec2';
import {
  GetInstanceProfileCommand,
  GetRoleCommand,
  ListInstanceProfilesCommand,
  paginateSimulatePrincipalPolicy,
} from '@aws-sdk/client-iam';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { Simulator, startSimulator } from '../simulator';
import {
  clients,
  COMMERCE,
  destroy,
  HUB,
  keysOf,
  serverIds,
} from '../__testUtils__/clients';
import { ManualClock } from '../time/clock';

const ROLE = `arn:aws:iam::${COMMERCE}:role/DrsOrchestratorRole`;

describe('IAM', () => {
  let aws: Simulator;
  let hub: ReturnType<typeof clients>;
  /** As the assumed role, as the orchestrator comes. */
  let spoke: ReturnType<typeof clients>;

  beforeEach(async () => {
    aws = await startSimulator({ port: 0 });
    hub = clients(aws, keysOf(aws, HUB));
    const { Credentials } = await hub.sts.send(
      new AssumeRoleCommand({
        RoleArn: ROLE,
        RoleSessionName: 'preflight',
        ExternalId: 'meridian-dr',
      }),
    );
    spoke = clients(aws, {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken,
    });
  });
  afterEach(async () => {
    destroy(hub);
    destroy(spoke);
    await aws.close();
  });

  const decisions = async (
    ActionNames: string[],
    options: { arn?: string; region?: string; pageSize?: number } = {},
  ) => {
    const found: Record<string, string | undefined> = {};
    for await (const page of paginateSimulatePrincipalPolicy(
      { client: spoke.iam, pageSize: options.pageSize },
      {
        PolicySourceArn: options.arn ?? ROLE,
        ActionNames,
        ...(options.region && {
          ContextEntries: [
            {
              ContextKeyName: 'aws:RequestedRegion',
              ContextKeyType: 'string',
              ContextKeyValues: [options.region],
            },
          ],
        }),
      },
    )) {
      for (const result of page.EvaluationResults ?? []) {
        found[result.EvalActionName ?? ''] = result.EvalDecision;
      }
    }
    return found;
  };

  it('tells of an action that is denied, which is also refused', async () => {
    const actions = [
      'drs:StartRecovery',
      'ec2:RunInstances',
      'ec2:DescribeSubnets',
      'iam:PassRole',
    ];
    expect(await decisions(actions, { pageSize: 3 })).toEqual({
      'drs:StartRecovery': 'allowed',
      'ec2:RunInstances': 'allowed',
      'ec2:DescribeSubnets': 'allowed',
      'iam:PassRole': 'allowed',
    });
    aws.faults.add({
      match: { account: COMMERCE },
      effect: { type: 'accessDenied', actions: ['ec2:*', 'drs:startrecovery'] },
    });
    expect(await decisions(actions)).toEqual({
      'drs:StartRecovery': 'implicitDeny',
      'ec2:RunInstances': 'implicitDeny',
      'ec2:DescribeSubnets': 'implicitDeny',
      'iam:PassRole': 'allowed',
    });
    await expect(
      spoke.ec2.send(new DescribeSubnetsCommand({})),
    ).rejects.toMatchObject({
      name: 'UnauthorizedOperation',
      $metadata: { httpStatusCode: 403 },
    });
    await expect(
      spoke.drs.send(
        new StartRecoveryCommand({
          sourceServers: [
            { sourceServerID: serverIds(aws, 'orders-db-01')[0] },
          ],
        }),
      ),
    ).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: `User: arn:aws:sts::${COMMERCE}:assumed-role/DrsOrchestratorRole/preflight is not authorized to perform: drs:StartRecovery`,
    });
    expect(aws.launches()).toEqual([]);
    await hub.ec2.send(new DescribeSubnetsCommand({}));
  });

  it('knows of denials for one Region where it is asked about that Region', async () => {
    aws.faults.add({
      match: { region: 'eu-west-1' },
      effect: { type: 'accessDenied', actions: ['drs:*'] },
    });
    const asked = (region?: string) =>
      decisions(['drs:DescribeJobs'], { region });
    expect(await asked()).toEqual({ 'drs:DescribeJobs': 'allowed' });
    expect(await asked('us-west-2')).toEqual({ 'drs:DescribeJobs': 'allowed' });
    expect(await asked('eu-west-1')).toEqual({
      'drs:DescribeJobs': 'implicitDeny',
    });
  });

  it('has launches fail that need what is denied', async () => {
    const clock = new ManualClock();
    const other = await startSimulator({ port: 0, speed: 1, clock });
    const commerce = clients(other, keysOf(other, COMMERCE));
    other.faults.add({
      effect: { type: 'accessDenied', actions: ['ec2:RunInstances'] },
    });
    const { job } = await commerce.drs.send(
      new StartRecoveryCommand({
        sourceServers: [
          { sourceServerID: serverIds(other, 'orders-db-01')[0] },
        ],
      }),
    );
    clock.advance(25 * 60_000);
    const { items = [] } = await commerce.drs.send(
      new DescribeJobLogItemsCommand({ jobID: job?.jobID }),
    );
    expect(
      items.find(({ event }) => event === 'LAUNCH_FAILED')?.eventData?.rawError,
    ).toMatch(/^UnauthorizedOperation: .*ec2:RunInstances/);
    destroy(commerce);
    await other.close();
  });

  it('may itself be denied', async () => {
    aws.faults.add({
      effect: {
        type: 'accessDenied',
        actions: ['iam:SimulatePrincipalPolicy'],
      },
    });
    await expect(decisions(['drs:DescribeJobs'])).rejects.toMatchObject({
      name: 'AccessDenied',
    });
  });

  it('shows roles and instance profiles', async () => {
    const { Role } = await spoke.iam.send(
      new GetRoleCommand({ RoleName: 'DrsOrchestratorRole' }),
    );
    expect(Role).toMatchObject({
      Arn: ROLE,
      Path: '/',
      CreateDate: expect.any(Date),
      MaxSessionDuration: 3_600,
    });
    expect(
      JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')),
    ).toMatchObject({
      Statement: [{ Principal: { AWS: `arn:aws:iam::${HUB}:root` } }],
    });
    const { InstanceProfiles = [], IsTruncated } = await spoke.iam.send(
      new ListInstanceProfilesCommand({ PathPrefix: '/service-role/' }),
    );
    expect(IsTruncated).toBe(false);
    expect(InstanceProfiles.map(p => p.InstanceProfileName)).toEqual([
      'AWSElasticDisasterRecoveryRecoveryInstanceRole',
      'AWSElasticDisasterRecoveryRecoveryInstanceWithLaunchActionsRole',
    ]);
    const first = await spoke.iam.send(
      new ListInstanceProfilesCommand({ MaxItems: 3 }),
    );
    const second = await spoke.iam.send(
      new ListInstanceProfilesCommand({ MaxItems: 3, Marker: first.Marker }),
    );
    expect(first.InstanceProfiles).toHaveLength(3);
    expect(second.InstanceProfiles).toHaveLength(2);
    expect(second.IsTruncated).toBe(false);
    const { InstanceProfile } = await spoke.iam.send(
      new GetInstanceProfileCommand({
        InstanceProfileName: 'meridian-db-server',
      }),
    );
    expect(InstanceProfile).toMatchObject({
      Arn: `arn:aws:iam::${COMMERCE}:instance-profile/meridian-db-server`,
      Roles: [{ RoleName: 'meridian-db-server' }],
    });
  });

  it('refuses in its own words', async () => {
    await expect(
      spoke.iam.send(new GetRoleCommand({ RoleName: 'Nobody' })),
    ).rejects.toMatchObject({
      name: 'NoSuchEntityException',
      $metadata: { httpStatusCode: 404 },
    });
    await expect(
      decisions(['drs:DescribeJobs'], {
        arn: `arn:aws:iam::${HUB}:role/DrsOrchestratorRole`,
      }),
    ).rejects.toMatchObject({ name: 'NoSuchEntityException' });
    await expect(
      decisions(['drs:DescribeJobs'], {
        arn: `arn:aws:sts::${COMMERCE}:assumed-role/DrsOrchestratorRole/x`,
      }),
    ).rejects.toMatchObject({ name: 'InvalidInputException' });
    await expect(decisions(['nonsense'])).rejects.toMatchObject({
      name: 'InvalidInputException',
    });
  });
});
