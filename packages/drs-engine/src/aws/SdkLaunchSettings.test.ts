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
  CreateLaunchTemplateVersionCommand,
  DeleteLaunchTemplateCommand,
  EC2Client,
  ModifyLaunchTemplateCommand,
} from '@aws-sdk/client-ec2';
import {
  startSimulator,
  type Simulator,
} from '@drs-orchestrator/aws-simulator';
import type { LaunchSettingsStore } from '../ports/launchSettings';
import { accessTo, scope } from './__testUtils__/simulatedAccess';
import type { AwsDrsAccess } from './AwsDrsAccess';
import { forChanges } from './clientSettings';

describe('SdkLaunchSettings', () => {
  let aws: Simulator;
  let access: AwsDrsAccess;
  let settings: LaunchSettingsStore;
  let ids: string[];

  beforeAll(async () => {
    aws = await startSimulator({ port: 0, servers: 120 });
    access = accessTo(aws);
  });
  afterAll(async () => {
    access.close();
    await aws.close();
  });
  beforeEach(async () => {
    aws.reset();
    ({ launchSettings: settings } = await access.services(scope));
    ids = aws.world.servers
      .filter(
        server =>
          server.accountId === scope.accountId &&
          server.region === scope.region,
      )
      .map(({ sourceServerId }) => sourceServerId);
  });

  const calls = (operation: string) =>
    aws.record({ operation }).map(({ status }) => status);
  const MUTATIONS = [
    'UpdateLaunchConfiguration',
    'CreateLaunchTemplateVersion',
    'ModifyLaunchTemplate',
  ];
  const changes = () =>
    aws
      .record()
      .map(({ operation }) => operation)
      .filter(operation => MUTATIONS.some(one => one === operation));

  async function currentOf(id: string) {
    const { servers } = await settings.read([id]);
    const current = servers.get(id);
    if (!current) {
      throw new Error(`${id} has no launch settings`);
    }
    return current;
  }

  /** The simulated account's own EC2, as another person would use it. */
  async function asAnotherPerson<T>(
    work: (ec2: EC2Client) => Promise<T>,
  ): Promise<T> {
    const ec2 = new EC2Client(
      forChanges({
        scope,
        credentials: async () => ({
          accessKeyId: 'AKIDMERIDIANCOM00001',
          secretAccessKey: 'meridian-development-only',
        }),
        endpoint: aws.url,
        callTimeoutMs: 10_000,
      }),
    );
    try {
      return await work(ec2);
    } finally {
      ec2.destroy();
    }
  }

  it('reads what DRS and the launch template say, together', async () => {
    const { launchTemplateId, settings: there } = await currentOf(ids[0]);
    expect(launchTemplateId).toMatch(/^lt-/);
    expect(there).toEqual({
      subnetId: expect.any(String),
      securityGroupIds: expect.any(Array),
      instanceType: expect.any(String),
      instanceProfileName: expect.any(String),
      staticPrivateIp: '',
      rightSizing: expect.stringMatching(/^(NONE|BASIC|IN_AWS)$/),
      launchDisposition: expect.stringMatching(/^(STARTED|STOPPED)$/),
      copyPrivateIp: expect.any(Boolean),
      copyTags: expect.any(Boolean),
      osByol: expect.any(Boolean),
      postLaunchEnabled: expect.any(Boolean),
    });
  });

  it('reads many with one call for all their templates', async () => {
    const { servers, failures } = await settings.read(ids);
    expect([...servers.keys()].sort()).toEqual([...ids].sort());
    expect([...servers.values()].every(server => server.launchTemplateId)).toBe(
      true,
    );
    expect(failures.size).toBe(0);
    expect(calls('GetLaunchConfiguration')).toHaveLength(ids.length);
    expect(calls('DescribeLaunchTemplateVersions')).toEqual([200]);
  });

  it('reads the others where one is not there, and fails where none can be asked', async () => {
    const unknown = 's-00000000000000000';
    const { servers, failures } = await settings.read([unknown, ids[0]]);
    expect([...servers.keys()]).toEqual([ids[0]]);
    expect(failures.get(unknown)).toMatchObject({
      name: 'AwsFailure',
      kind: 'not-found',
    });

    // Nor is it the account's fault where nothing else was asked for.
    const alone = await settings.read([unknown]);
    expect(alone.failures.get(unknown)).toMatchObject({ kind: 'not-found' });

    aws.faults.add({
      match: { operation: 'GetLaunchConfiguration' },
      effect: { type: 'error', status: 403, code: 'AccessDeniedException' },
    });
    await expect(settings.read(ids.slice(0, 2))).rejects.toMatchObject({
      name: 'AwsFailure',
      kind: 'access-denied',
    });
  });

  it('sets fields of both, and leaves all others as they were', async () => {
    const before = await currentOf(ids[0]);
    const to = {
      subnetId: 'subnet-0a0a0a0a0a0a0a0a0',
      securityGroupIds: ['sg-0b0b0b0b0b0b0b0b0', 'sg-0c0c0c0c0c0c0c0c0'],
      staticPrivateIp: '10.9.8.7',
      instanceType: 'r6i.xlarge',
      instanceProfileName: 'recovered-server',
      rightSizing: 'NONE',
      copyPrivateIp: false,
      copyTags: false,
      osByol: true,
      postLaunchEnabled: true,
      launchDisposition: 'STOPPED',
    } as const;
    await settings.change(ids[0], {
      ...to,
      securityGroupIds: [...to.securityGroupIds],
    });
    expect((await currentOf(ids[0])).settings).toEqual(to);
    expect(changes()).toEqual(MUTATIONS);

    await settings.change(ids[0], { copyTags: true });
    expect((await currentOf(ids[0])).settings).toEqual({
      ...to,
      copyTags: true,
    });

    await settings.change(ids[0], before.settings);
    expect((await currentOf(ids[0])).settings).toEqual({
      ...before.settings,
      // A template inherits what is not named: a profile stays.
      instanceProfileName:
        before.settings.instanceProfileName || to.instanceProfileName,
    });
  });

  it('takes a network away again that was only for a drill', async () => {
    const { settings: before } = await currentOf(ids[0]);
    await settings.change(ids[0], {
      subnetId: 'subnet-0a0a0a0a0a0a0a0a0',
      securityGroupIds: ['sg-0b0b0b0b0b0b0b0b0'],
      staticPrivateIp: '10.9.8.7',
    });
    await settings.change(ids[0], {
      subnetId: '',
      securityGroupIds: [],
      staticPrivateIp: '',
    });
    expect((await currentOf(ids[0])).settings).toEqual({
      ...before,
      subnetId: '',
      securityGroupIds: [],
      staticPrivateIp: '',
    });
  });

  it('changes nothing where all is so already', async () => {
    const { settings: there } = await currentOf(ids[0]);
    await settings.change(ids[0], {
      ...there,
      securityGroupIds: [...(there.securityGroupIds ?? [])].reverse(),
    });
    expect(changes()).toEqual([]);
  });

  it('makes the change from what launches now, not from the latest version', async () => {
    const { launchTemplateId } = await currentOf(ids[0]);
    await asAnotherPerson(ec2 =>
      ec2.send(
        new CreateLaunchTemplateVersionCommand({
          LaunchTemplateId: launchTemplateId,
          LaunchTemplateData: { InstanceType: 'u-24tb1.112xlarge' },
        }),
      ),
    );
    const before = await currentOf(ids[0]);
    await settings.change(ids[0], { subnetId: 'subnet-0a0a0a0a0a0a0a0a0' });
    expect((await currentOf(ids[0])).settings).toEqual({
      ...before.settings,
      subnetId: 'subnet-0a0a0a0a0a0a0a0a0',
    });
  });

  it.each(MUTATIONS)(
    'can be done again after an answer to %s was lost',
    async operation => {
      aws.faults.add({
        match: { operation },
        effect: { type: 'lostResponse' },
        times: 1,
      });
      const to = { subnetId: 'subnet-0a0a0a0a0a0a0a0a0', osByol: true };
      await expect(settings.change(ids[0], to)).rejects.toMatchObject({
        name: 'AwsFailure',
        kind: 'no-answer',
        mayHaveHappened: true,
      });
      expect(calls(operation)).toHaveLength(1);
      await settings.change(ids[0], to);
      expect((await currentOf(ids[0])).settings).toMatchObject(to);
      // The template had two versions. The same change of the same version is
      // one version, so this is the next but one.
      const { launchTemplateId } = await currentOf(ids[0]);
      const next = await asAnotherPerson(ec2 =>
        ec2.send(
          new CreateLaunchTemplateVersionCommand({
            LaunchTemplateId: launchTemplateId,
            SourceVersion: '1',
            LaunchTemplateData: { EbsOptimized: true },
          }),
        ),
      );
      expect(next.LaunchTemplateVersion?.VersionNumber).toBe(4);
    },
  );

  it('is patient where AWS throttles, and says what it refuses', async () => {
    aws.faults.add({
      match: { operation: 'UpdateLaunchConfiguration' },
      effect: { type: 'throttle', probability: 1 },
      times: 1,
    });
    aws.faults.add({
      match: { operation: 'CreateLaunchTemplateVersion' },
      effect: { type: 'error', status: 403, code: 'UnauthorizedOperation' },
    });
    await expect(
      settings.change(ids[0], { osByol: true, instanceType: 'r6i.xlarge' }),
    ).rejects.toMatchObject({
      kind: 'access-denied',
      code: 'UnauthorizedOperation',
      requestId: expect.any(String),
    });
    expect(calls('UpdateLaunchConfiguration')).toEqual([
      expect.any(Number),
      200,
    ]);
    expect(calls('CreateLaunchTemplateVersion')).toHaveLength(1);
  });

  it('takes the template that DRS makes in place of a deleted one', async () => {
    const { launchTemplateId } = await currentOf(ids[0]);
    await asAnotherPerson(ec2 =>
      ec2.send(
        new DeleteLaunchTemplateCommand({ LaunchTemplateId: launchTemplateId }),
      ),
    );
    await settings.change(ids[0], { subnetId: 'subnet-0a0a0a0a0a0a0a0a0' });
    const { launchTemplateId: made, settings: there } = await currentOf(ids[0]);
    expect(made).not.toBe(launchTemplateId);
    expect(there.subnetId).toBe('subnet-0a0a0a0a0a0a0a0a0');
  });

  it('says so where there is no template, and sets what DRS keeps itself', async () => {
    aws.faults.add({
      match: { operation: 'DescribeLaunchTemplateVersions' },
      effect: {
        type: 'error',
        status: 400,
        code: 'InvalidLaunchTemplateId.NotFound',
      },
    });
    expect(await currentOf(ids[0])).not.toHaveProperty('launchTemplateId');
    await expect(
      settings.change(ids[0], { subnetId: 'subnet-0a0a0a0a0a0a0a0a0' }),
    ).rejects.toMatchObject({
      kind: 'not-found',
      code: 'LaunchTemplateMissing',
    });
    await settings.change(ids[0], { osByol: true });
    expect((await currentOf(ids[0])).settings.osByol).toBe(true);
  });

  it('refuses a template of a kind that DRS does not make', async () => {
    const { launchTemplateId } = await currentOf(ids[0]);
    await asAnotherPerson(async ec2 => {
      const { LaunchTemplateVersion: version } = await ec2.send(
        new CreateLaunchTemplateVersionCommand({
          LaunchTemplateId: launchTemplateId,
          LaunchTemplateData: { SecurityGroupIds: ['sg-0d0d0d0d0d0d0d0d0'] },
        }),
      );
      await ec2.send(
        new ModifyLaunchTemplateCommand({
          LaunchTemplateId: launchTemplateId,
          DefaultVersion: String(version?.VersionNumber),
        }),
      );
    });
    expect((await currentOf(ids[0])).settings.securityGroupIds).toEqual([
      'sg-0d0d0d0d0d0d0d0d0',
    ]);
    await expect(
      settings.change(ids[0], { subnetId: 'subnet-0a0a0a0a0a0a0a0a0' }),
    ).rejects.toMatchObject({
      kind: 'invalid',
      code: 'LaunchTemplateUnsupported',
    });
  });
});
