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
  DescribeJobsCommand,
  DescribeRecoveryInstancesCommand,
  DescribeRecoverySnapshotsCommand,
  GetLaunchConfigurationCommand,
  ListLaunchActionsCommand,
  PutLaunchActionCommand,
  StartRecoveryCommand,
  TagResourceCommand,
  UpdateLaunchConfigurationCommand,
  UpdateLaunchConfigurationCommandInput,
} from '@aws-sdk/client-drs';
import {
  CreateLaunchTemplateVersionCommand,
  CreateLaunchTemplateVersionCommandInput,
  DeleteLaunchTemplateCommand,
  DeleteLaunchTemplateVersionsCommand,
  DescribeInstancesCommand,
  DescribeInstanceStatusCommand,
  DescribeLaunchTemplatesCommand,
  DescribeLaunchTemplateVersionsCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  ModifyLaunchTemplateCommand,
  RequestLaunchTemplateData,
} from '@aws-sdk/client-ec2';
import { Simulator, startSimulator } from '../simulator';
import { clients, COMMERCE, keysOf, serverIds } from '../__testUtils__/clients';
import { ManualClock } from '../time/clock';

// Hundreds of real HTTP calls a test, on however busy a computer.
jest.setTimeout(30_000);

const MINUTE = 60_000;

describe('the launch settings of a server', () => {
  let clock: ManualClock;
  let aws: Simulator;
  let drs: ReturnType<typeof clients>['drs'];
  let ec2: ReturnType<typeof clients>['ec2'];
  let id: string;

  beforeEach(async () => {
    clock = new ManualClock();
    aws = await startSimulator({ port: 0, speed: 1, clock });
    ({ drs, ec2 } = clients(aws, keysOf(aws, COMMERCE)));
    [id] = serverIds(aws, 'orders-web-01');
  });
  afterEach(async () => {
    drs.destroy();
    ec2.destroy();
    await aws.close();
  });

  const configuration = () =>
    drs.send(new GetLaunchConfigurationCommand({ sourceServerID: id }));
  const configure = (
    changes: Omit<UpdateLaunchConfigurationCommandInput, 'sourceServerID'>,
  ) =>
    drs.send(
      new UpdateLaunchConfigurationCommand({ sourceServerID: id, ...changes }),
    );
  const templateId = async () =>
    (await configuration()).ec2LaunchTemplateID ?? '';
  const versions = async (...references: string[]) => {
    const { LaunchTemplateVersions = [] } = await ec2.send(
      new DescribeLaunchTemplateVersionsCommand({
        LaunchTemplateId: await templateId(),
        Versions: references.length > 0 ? references : undefined,
      }),
    );
    return LaunchTemplateVersions;
  };
  const createVersion = async (
    LaunchTemplateData: RequestLaunchTemplateData,
    more: Partial<CreateLaunchTemplateVersionCommandInput> = {},
  ) =>
    (
      await ec2.send(
        new CreateLaunchTemplateVersionCommand({
          LaunchTemplateId: await templateId(),
          SourceVersion: '$Default',
          LaunchTemplateData,
          ...more,
        }),
      )
    ).LaunchTemplateVersion;
  /** Makes a version from the default one, and makes it the default. */
  const useVersion = async (data: RequestLaunchTemplateData) => {
    const version = await createVersion(data);
    await ec2.send(
      new ModifyLaunchTemplateCommand({
        LaunchTemplateId: await templateId(),
        DefaultVersion: String(version?.VersionNumber),
      }),
    );
  };
  const start = async (recoverySnapshotID?: string) => {
    const { job } = await drs.send(
      new StartRecoveryCommand({
        sourceServers: [{ sourceServerID: id, recoverySnapshotID }],
        isDrill: true,
      }),
    );
    return job?.jobID ?? '';
  };
  const jobOf = async (jobID: string) => {
    const { items = [] } = await drs.send(
      new DescribeJobsCommand({ filters: { jobIDs: [jobID] } }),
    );
    return items[0];
  };
  /** Launches, and answers what was launched or why it was not. */
  const launched = async () => {
    const jobID = await start();
    clock.advance(25 * MINUTE);
    const [participant] = (await jobOf(jobID)).participatingServers ?? [];
    if (participant.launchStatus !== 'LAUNCHED') {
      const { items = [] } = await drs.send(
        new DescribeJobLogItemsCommand({ jobID }),
      );
      return items.find(({ event }) => event === 'LAUNCH_FAILED')?.eventData
        ?.rawError;
    }
    const { Reservations } = await ec2.send(
      new DescribeInstancesCommand({
        InstanceIds: [participant.recoveryInstanceID ?? ''],
      }),
    );
    return Reservations?.[0].Instances?.[0];
  };
  const drillSubnet = async () => {
    const { Subnets = [] } = await ec2.send(
      new DescribeSubnetsCommand({
        Filters: [{ Name: 'tag:Name', Values: ['meridian-drill-a'] }],
      }),
    );
    return Subnets[0];
  };
  const groupIn = async (vpcId: string | undefined, name: string) => {
    const { SecurityGroups = [] } = await ec2.send(
      new DescribeSecurityGroupsCommand({
        Filters: [
          { Name: 'vpc-id', Values: [vpcId ?? ''] },
          { Name: 'group-name', Values: [name] },
        ],
      }),
    );
    return SecurityGroups[0].GroupId ?? '';
  };

  it('are changed member by member', async () => {
    const before = await configuration();
    expect(before).toMatchObject({
      sourceServerID: id,
      name: 'orders-web-01',
      ec2LaunchTemplateID: expect.stringMatching(/^lt-[0-9a-f]{17}$/),
      launchDisposition: 'STARTED',
      targetInstanceTypeRightSizingMethod: 'BASIC',
      copyPrivateIp: false,
      copyTags: true,
      licensing: { osByol: false },
      postLaunchEnabled: false,
    });
    const changes = {
      copyTags: false,
      licensing: { osByol: true },
      launchDisposition: 'STOPPED' as const,
    };
    const { $metadata: _a, ...answer } = await configure(changes);
    const { $metadata: _b, ...after } = await configuration();
    const { $metadata: _c, ...original } = before;
    expect(after).toEqual({ ...original, ...changes });
    expect(answer).toEqual(after);
    await expect(
      drs.send(
        new UpdateLaunchConfigurationCommand({
          sourceServerID: 's-00000000000000000',
        }),
      ),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('decide where, with what and as what it is launched', async () => {
    const subnet = await drillSubnet();
    const group = await groupIn(subnet.VpcId, 'web');
    await configure({ targetInstanceTypeRightSizingMethod: 'NONE' });
    await useVersion({
      InstanceType: 'm6i.2xlarge',
      IamInstanceProfile: { Name: 'meridian-web-server' },
      NetworkInterfaces: [
        {
          DeviceIndex: 0,
          SubnetId: subnet.SubnetId,
          Groups: [group],
          PrivateIpAddress: '10.200.0.44',
        },
      ],
      TagSpecifications: [
        {
          ResourceType: 'instance',
          Tags: [{ Key: 'CostCenter', Value: '42' }],
        },
      ],
    });
    expect(await launched()).toMatchObject({
      SubnetId: subnet.SubnetId,
      VpcId: subnet.VpcId,
      SecurityGroups: [{ GroupId: group, GroupName: 'web' }],
      InstanceType: 'm6i.2xlarge',
      PrivateIpAddress: '10.200.0.44',
      IamInstanceProfile: {
        Arn: `arn:aws:iam::${COMMERCE}:instance-profile/meridian-web-server`,
      },
      Tags: expect.arrayContaining([
        { Key: 'CostCenter', Value: '42' },
        { Key: 'DR-Role', Value: 'web' },
      ]),
    });
    const [taken] = (
      await ec2.send(
        new DescribeSubnetsCommand({ SubnetIds: [subnet.SubnetId ?? ''] }),
      )
    ).Subnets ?? [{}];
    expect(taken.AvailableIpAddressCount).toBe(
      (subnet.AvailableIpAddressCount ?? 0) - 1,
    );

    // Right-sizing has the last word on the instance type.
    await configure({
      targetInstanceTypeRightSizingMethod: 'BASIC',
      copyTags: false,
    });
    const again = await launched();
    expect(again).toMatchObject({
      InstanceType: 'c5.large',
      PrivateIpAddress: '10.200.0.44',
    });
    expect(JSON.stringify(again)).not.toContain('DR-Role');
  });

  it('give an address to one server only', async () => {
    const ids = serverIds(aws, 'orders-web-01', 'orders-web-02');
    for (id of ids) {
      await useVersion({
        NetworkInterfaces: [
          {
            DeviceIndex: 0,
            SubnetId: (await drillSubnet()).SubnetId,
            PrivateIpAddress: '10.200.0.44',
          },
        ],
      });
    }
    [id] = ids;
    expect(await launched()).toMatchObject({ PrivateIpAddress: '10.200.0.44' });
    // Again, over what the first launch left.
    expect(await launched()).toMatchObject({ PrivateIpAddress: '10.200.0.44' });
    [, id] = ids;
    expect(await launched()).toBe(
      'InvalidIPAddress.InUse: Address 10.200.0.44 is in use.',
    );
  });

  it('can leave it stopped, without status checks', async () => {
    await configure({ launchDisposition: 'STOPPED', postLaunchEnabled: true });
    const instance = await launched();
    expect(instance).toMatchObject({ State: { Name: 'stopped', Code: 80 } });
    const { items } = await drs.send(new DescribeRecoveryInstancesCommand({}));
    expect(items?.[0].ec2InstanceState).toBe('STOPPED');
    const { InstanceStatuses } = await ec2.send(
      new DescribeInstanceStatusCommand({ IncludeAllInstances: true }),
    );
    expect(InstanceStatuses?.[0].SystemStatus?.Status).toBe('not-applicable');
  });

  it('can give it the address it has at its source, where that fits', async () => {
    await configure({ copyPrivateIp: true });
    expect(await launched()).toMatch(
      /^InvalidParameterValue: Address 10\.\d+\.\d+\.\d+ does not fall/,
    );
    const { Subnets = [] } = await ec2.send(
      new DescribeSubnetsCommand({
        Filters: [{ Name: 'tag:Name', Values: ['*-same-addresses'] }],
      }),
    );
    await useVersion({
      NetworkInterfaces: [{ DeviceIndex: 0, SubnetId: Subnets[0].SubnetId }],
    });
    expect(await launched()).toMatchObject({
      PrivateIpAddress: aws.world.servers.find(s => s.sourceServerId === id)
        ?.privateIp,
    });
  });

  it.each<
    [string, RegExp, (vpcId: string) => Promise<RequestLaunchTemplateData>]
  >([
    [
      'a subnet that does not exist',
      /^InvalidSubnetID\.NotFound: The subnet ID 'subnet-0000/,
      async () => ({
        NetworkInterfaces: [
          { DeviceIndex: 0, SubnetId: 'subnet-00000000000000000' },
        ],
      }),
    ],
    [
      'an instance type of another architecture',
      /^InvalidParameterValue: The architecture 'arm64' .* does not match/,
      async () => ({ InstanceType: 'm7g.large' }),
    ],
    [
      'an instance type that the zone does not offer',
      /^Unsupported: .*\(m7i\.large\) is not supported .*\(us-west-2c\)/,
      async () => ({
        InstanceType: 'm7i.large',
        NetworkInterfaces: [
          {
            DeviceIndex: 0,
            SubnetId: (
              await ec2.send(
                new DescribeSubnetsCommand({
                  Filters: [
                    { Name: 'availability-zone-id', Values: ['usw2-az3'] },
                    { Name: 'tag:Purpose', Values: ['recovery'] },
                  ],
                }),
              )
            ).Subnets?.[0].SubnetId,
          },
        ],
      }),
    ],
    [
      'a security group of another network',
      /^InvalidParameter: Security group sg-\w+ and subnet subnet-\w+ belong/,
      async vpcId => ({
        NetworkInterfaces: [
          {
            DeviceIndex: 0,
            SubnetId: Object.values(
              (
                await ec2.send(
                  new DescribeSubnetsCommand({
                    Filters: [{ Name: 'tag:Purpose', Values: ['recovery'] }],
                  }),
                )
              ).Subnets ?? [],
            )[0].SubnetId,
            Groups: [await groupIn(vpcId, 'web')],
          },
        ],
      }),
    ],
    [
      'an instance profile that does not exist',
      /^InvalidParameterValue: Value \(nobody\) for parameter iamInstance/,
      async () => ({ IamInstanceProfile: { Name: 'nobody' } }),
    ],
  ])('fail a launch into %s', async (_, reason, data) => {
    await configure({ targetInstanceTypeRightSizingMethod: 'NONE' });
    const { VpcId = '' } = await drillSubnet();
    await useVersion(await data(VpcId));
    expect(await launched()).toMatch(reason);
  });

  describe('in an EC2 launch template', () => {
    it('keep their versions, of which one is the default', async () => {
      const [latest, first] = await versions();
      expect([first.VersionNumber, first.DefaultVersion]).toEqual([1, false]);
      expect([latest.VersionNumber, latest.DefaultVersion]).toEqual([2, true]);
      expect(
        first.LaunchTemplateData?.NetworkInterfaces?.[0].SubnetId,
      ).toBeUndefined();
      const nic = latest.LaunchTemplateData?.NetworkInterfaces?.[0];
      expect(nic).toMatchObject({
        DeviceIndex: 0,
        DeleteOnTermination: true,
        SubnetId: expect.stringMatching(/^subnet-/),
        Groups: [expect.stringMatching(/^sg-/)],
      });

      const made = await createVersion(
        { InstanceType: 'r5.large' },
        { VersionDescription: 'For a drill' },
      );
      expect(made).toMatchObject({
        VersionNumber: 3,
        DefaultVersion: false,
        VersionDescription: 'For a drill',
        CreatedBy: `arn:aws:iam::${COMMERCE}:user/drs-orchestrator`,
        LaunchTemplateData: {
          ...latest.LaunchTemplateData,
          InstanceType: 'r5.large',
        },
      });
      expect(
        (await versions('$Latest', '$Default')).map(v => v.VersionNumber),
      ).toEqual([3, 2]);
      const { LaunchTemplate } = await ec2.send(
        new ModifyLaunchTemplateCommand({
          LaunchTemplateId: await templateId(),
          DefaultVersion: '3',
        }),
      );
      expect(LaunchTemplate).toMatchObject({
        DefaultVersionNumber: 3,
        LatestVersionNumber: 3,
      });
      const deletion = await ec2.send(
        new DeleteLaunchTemplateVersionsCommand({
          LaunchTemplateId: await templateId(),
          Versions: ['1', '3', '9'],
        }),
      );
      expect(
        deletion.SuccessfullyDeletedLaunchTemplateVersions?.map(
          v => v.VersionNumber,
        ),
      ).toEqual([1]);
      expect(
        deletion.UnsuccessfullyDeletedLaunchTemplateVersions?.map(
          v => v.ResponseError?.Code,
        ),
      ).toEqual(['unexpectedError', 'launchTemplateVersionDoesNotExist']);
    });

    it('are made once for a client token', async () => {
      const ClientToken = 'drill-7-orders-web-01';
      const one = await createVersion(
        { InstanceType: 'r5.large' },
        { ClientToken },
      );
      const same = await createVersion(
        { InstanceType: 'r5.large' },
        { ClientToken },
      );
      expect(same).toEqual(one);
      await expect(
        createVersion({ InstanceType: 'm5.large' }, { ClientToken }),
      ).rejects.toMatchObject({ name: 'IdempotentParameterMismatch' });
      expect(await versions()).toHaveLength(3);
    });

    it('are made anew, with defaults, when it is deleted', async () => {
      const deleted = await templateId();
      await ec2.send(
        new DeleteLaunchTemplateCommand({ LaunchTemplateId: deleted }),
      );
      await expect(
        ec2.send(
          new DescribeLaunchTemplateVersionsCommand({
            LaunchTemplateId: deleted,
          }),
        ),
      ).rejects.toMatchObject({ name: 'InvalidLaunchTemplateId.NotFound' });
      expect(await templateId()).not.toBe(deleted);
      const [only, ...others] = await versions();
      expect(others).toEqual([]);
      expect(
        only.LaunchTemplateData?.NetworkInterfaces?.[0].SubnetId,
      ).toBeUndefined();
      expect(await launched()).toMatchObject({ InstanceType: 'c5.large' });
    });

    it('are there for each server, also before one is asked about', async () => {
      const seen: string[] = [];
      let NextToken: string | undefined;
      do {
        const page = await ec2.send(
          new DescribeLaunchTemplatesCommand({ MaxResults: 5, NextToken }),
        );
        seen.push(
          ...(page.LaunchTemplates ?? []).map(t => t.LaunchTemplateId ?? ''),
        );
        NextToken = page.NextToken;
      } while (NextToken);
      expect(new Set(seen).size).toBe(22);
      expect(seen).toHaveLength(22);
      expect(seen).toContain(await templateId());
      const { LaunchTemplates } = await ec2.send(
        new DescribeLaunchTemplatesCommand({
          Filters: [
            {
              Name: 'tag:AWSElasticDisasterRecoverySourceServerID',
              Values: [id],
            },
          ],
        }),
      );
      expect(LaunchTemplates?.map(t => t.LaunchTemplateId)).toEqual([
        await templateId(),
      ]);
    });

    it.each<[string, Partial<CreateLaunchTemplateVersionCommandInput>]>([
      ['InvalidLaunchTemplateId.VersionNotFound', { SourceVersion: '9' }],
      [
        'InvalidLaunchTemplateId.Malformed',
        { LaunchTemplateId: 'lt-nonsense' },
      ],
      [
        'InvalidLaunchTemplateId.NotFound',
        { LaunchTemplateId: 'lt-00000000000000000' },
      ],
      [
        'InvalidLaunchTemplateName.NotFoundException',
        { LaunchTemplateId: undefined, LaunchTemplateName: 'none' },
      ],
      ['MissingParameter', { LaunchTemplateId: undefined }],
      [
        'UnknownParameter',
        { LaunchTemplateData: { ElasticGpuSpecifications: [{ Type: 'x' }] } },
      ],
    ])('refuse with %s what is asked by %j', async (name, input) => {
      await expect(
        createVersion({ InstanceType: 'm5.large' }, input),
      ).rejects.toMatchObject({ name });
      expect(await versions()).toHaveLength(2);
    });
  });

  describe('with launch actions', () => {
    const runsOf = async (jobID: string) => {
      const job = await jobOf(jobID);
      return {
        job: job.status,
        ...job.participatingServers?.[0].launchActionsStatus,
      };
    };

    it('run one after another once it is launched, also after the job', async () => {
      await configure({ postLaunchEnabled: true });
      const jobID = await start();
      const seen: string[] = [];
      for (let step = 0; step < 25 * 12; step++) {
        const { job, runs } = await runsOf(jobID);
        const now = [job, ...(runs ?? []).map(run => run.status)].join(' ');
        if (seen.at(-1) !== now) seen.push(now);
        clock.advance(5_000);
      }
      expect(seen.slice(-3)).toEqual([
        'COMPLETED IN_PROGRESS',
        'COMPLETED SUCCEEDED IN_PROGRESS',
        'COMPLETED SUCCEEDED SUCCEEDED',
      ]);
      const { runs = [], ssmAgentDiscoveryDatetime } = await runsOf(jobID);
      expect(Date.parse(ssmAgentDiscoveryDatetime ?? '')).toBeGreaterThan(0);
      expect(runs.map(run => [run.action?.name, run.action?.optional])).toEqual(
        [
          ['Volume integrity validation', false],
          ['EC2 connectivity checks', true],
        ],
      );
    });

    it('stop at one that fails, unless it is optional', async () => {
      await configure({ postLaunchEnabled: true });
      const { items = [] } = await drs.send(
        new ListLaunchActionsCommand({ resourceId: id }),
      );
      const volumes = items.find(a => a.order === 1_001);
      const rule = aws.faults.add({
        match: { sourceServerId: id },
        effect: {
          type: 'launchActionFailure',
          actionCode: volumes?.actionCode,
          reason: 'No such volume',
        },
      });
      const failed = await start();
      clock.advance(30 * MINUTE);
      expect((await runsOf(failed)).runs).toMatchObject([
        { status: 'FAILED', failureReason: 'No such volume' },
      ]);

      await drs.send(
        new PutLaunchActionCommand({
          resourceId: id,
          actionId: volumes?.actionId,
          actionCode: volumes?.actionCode,
          name: volumes?.name,
          order: volumes?.order,
          active: true,
          optional: true,
          actionVersion: '$LATEST',
          category: 'VALIDATION',
          description: 'May fail',
        }),
      );
      const tolerated = await start();
      clock.advance(30 * MINUTE);
      expect((await runsOf(tolerated)).runs).toMatchObject([
        { status: 'FAILED' },
        { status: 'SUCCEEDED' },
      ]);

      aws.faults.remove(rule.id);
      aws.faults.add({ effect: { type: 'launchActionHang' }, times: 1 });
      const endless = await start();
      clock.advance(24 * 60 * MINUTE);
      expect((await runsOf(endless)).runs).toMatchObject([
        { status: 'IN_PROGRESS' },
      ]);
    });
  });

  it.each<[string, Record<string, string>, [string, string]]>([
    ['instance', { 'simulator:fault': 'impaired' }, ['impaired', 'ok']],
    ['system', { 'simulator:fault': 'impaired-system' }, ['ok', 'impaired']],
  ])(
    'do not help an instance whose %s status is impaired',
    async (_, tags, statuses) => {
      await drs.send(
        new TagResourceCommand({
          resourceArn: `arn:aws:drs:us-west-2:${COMMERCE}:source-server/${id}`,
          tags,
        }),
      );
      await launched();
      const { InstanceStatuses = [] } = await ec2.send(
        new DescribeInstanceStatusCommand({
          Filters: [
            { Name: 'instance-status.status', Values: [statuses[0]] },
            { Name: 'system-status.status', Values: [statuses[1]] },
          ],
        }),
      );
      expect(InstanceStatuses).toHaveLength(1);
      const details = [
        ...(InstanceStatuses[0].InstanceStatus?.Details ?? []),
        ...(InstanceStatuses[0].SystemStatus?.Details ?? []),
      ].find(detail => detail.Status === 'failed');
      expect(details?.ImpairedSince).toBeInstanceOf(Date);
    },
  );

  it('do not help a launch that a fault makes slow', async () => {
    aws.faults.add({
      match: { sourceServerId: id },
      effect: { type: 'slowLaunch', seconds: 3_600 },
    });
    const jobID = await start();
    clock.advance(59 * MINUTE);
    expect((await jobOf(jobID)).status).toBe('STARTED');
    clock.advance(25 * MINUTE);
    expect((await jobOf(jobID)).participatingServers?.[0].launchStatus).toBe(
      'LAUNCHED',
    );
  });

  it('name recovery points by the policy, which go as time passes', async () => {
    const points = async (filters?: {
      fromDateTime?: string;
      toDateTime?: string;
    }) =>
      (
        await drs.send(
          new DescribeRecoverySnapshotsCommand({
            sourceServerID: id,
            order: 'DESC',
            filters,
          }),
        )
      ).items ?? [];
    const now = clock.now();
    const since = async (milliseconds: number) =>
      (
        await points({
          fromDateTime: new Date(now - milliseconds).toISOString(),
        })
      ).length;
    expect(await since(60 * MINUTE)).toBeGreaterThanOrEqual(6);
    expect(await since(24 * 60 * MINUTE)).toBeGreaterThanOrEqual(24 + 5);
    const all = await points();
    expect(all).toHaveLength(await since(7 * 24 * 60 * MINUTE));
    const [newest] = all;
    const oldest = all[all.length - 1];
    expect(Date.parse(newest.timestamp ?? '')).toBeGreaterThan(
      now - 11 * MINUTE,
    );
    expect(Date.parse(oldest.timestamp ?? '')).toBeLessThan(
      now - 6 * 24 * 60 * MINUTE,
    );
    clock.advance(2 * 24 * 60 * MINUTE);
    await expect(start(oldest.snapshotID)).rejects.toMatchObject({
      name: 'ValidationException',
    });
    await expect(start('pit-00000000000000000')).rejects.toMatchObject({
      name: 'ValidationException',
    });
    expect(aws.launches()).toEqual([]);
  });
});
