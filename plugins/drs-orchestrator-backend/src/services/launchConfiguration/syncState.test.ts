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

import { TestDatabases } from '@backstage/backend-test-utils';
import { DescribeSubnetsCommand, EC2Client } from '@aws-sdk/client-ec2';
import type {
  AppliedLaunchConfiguration,
  Finding,
  GroupLaunchConfiguration,
  ProtectionGroup,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import {
  COMMERCE,
  startOrchestrator,
  type Orchestrator,
  type Persona,
} from '../../__testUtils__/startOrchestrator';

jest.setTimeout(60_000);

const REGION = 'us-west-2';
const MANAGER = 'DRSPlanManager';
const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())(
  'how launch settings in AWS stand to what a group wants, on %s',
  databaseId => {
    let orchestrator: Orchestrator;
    let subnetId: string;

    beforeAll(async () => {
      orchestrator = await startOrchestrator({
        knex: await databases.init(databaseId),
        speed: 1200,
        config: config => ({
          ...config,
          drsOrchestrator: {
            ...config.drsOrchestrator,
            roles: [
              ...config.drsOrchestrator.roles,
              {
                role: 'DRSReadOnly',
                members: ['group:default/nobody-team'],
                where: { tags: { 'DR-Role': 'web' } },
              },
            ],
          },
        }),
      });
      const ec2 = new EC2Client({
        endpoint: orchestrator.aws.url,
        region: REGION,
        credentials: {
          accessKeyId: 'AKIDMERIDIANCOM00001',
          secretAccessKey: 'meridian-development-only',
        },
      });
      const { Subnets = [] } = await ec2.send(
        new DescribeSubnetsCommand({
          Filters: [{ Name: 'cidr-block', Values: ['10.100.0.0/18'] }],
        }),
      );
      ec2.destroy();
      subnetId = Subnets[0].SubnetId ?? '';
    });
    const made: string[] = [];
    afterEach(async () => {
      orchestrator.aws.faults.clear();
      orchestrator.aws.networkInterfaces.clear();
      for (const path of made.splice(0)) {
        await call('delete', path, 'DRSOrchestrationAdmin');
      }
    });
    afterAll(() => orchestrator.stop());

    const answered = async (
      method: 'get' | 'post' | 'put' | 'delete',
      path: string,
      caller: Persona,
      body?: object,
    ) => orchestrator.api(method, path, caller).send(body);
    const call = async (...given: Parameters<typeof answered>) => {
      const { status, body } = await answered(...given);
      if (status >= 400) {
        throw new Error(`${given[1]}: ${status} ${JSON.stringify(body)}`);
      }
      return body;
    };

    const createGroup = async (
      role: string,
      content: object,
    ): Promise<ProtectionGroup> => {
      const group = await call('post', '/protection-groups', MANAGER, {
        groupName: `orders ${role}`,
        accountId: COMMERCE,
        region: REGION,
        serverSelectionTags: { 'DR-Application': 'orders', 'DR-Role': role },
        ...content,
      });
      made.push(`/protection-groups/${group.groupId}`);
      return group;
    };
    const launchConfiguration = (
      { groupId }: ProtectionGroup,
      caller: Persona = 'DRSReadOnly',
    ): Promise<GroupLaunchConfiguration> =>
      call('get', `/protection-groups/${groupId}/launch-configuration`, caller);
    const apply = (
      { groupId }: ProtectionGroup,
      body: object = {},
    ): Promise<AppliedLaunchConfiguration> =>
      call(
        'post',
        `/protection-groups/${groupId}/launch-configuration/apply`,
        MANAGER,
        body,
      );
    const serverNamed = (hostname: string): string =>
      orchestrator.aws.world.servers.find(one => one.hostname === hostname)
        ?.sourceServerId ?? '';
    const take = (address: string) =>
      orchestrator.aws.networkInterfaces.add({
        account: COMMERCE,
        region: REGION,
        subnetId,
        address,
      });

    it('is drifted until it is written, and failed where that did not work', async () => {
      const group = await createGroup('db', {
        launchConfig: { rightSizing: 'NONE', copyTags: true },
      });
      const before = await launchConfiguration(group);
      expect(before.servers.length).toBeGreaterThan(1);
      for (const { state, current, effective } of before.servers) {
        expect(state).toBe('DRIFTED');
        expect(effective).toEqual({
          ...current,
          rightSizing: 'NONE',
          copyTags: true,
        });
        expect(current.subnetId).toBe(effective.subnetId);
      }

      const [first, ...others] = before.servers;
      orchestrator.aws.faults.add({
        match: { sourceServerId: first.sourceServerId },
        effect: {
          type: 'accessDenied',
          actions: ['drs:UpdateLaunchConfiguration'],
        },
      });
      const applied = await apply(group);
      const failed = await launchConfiguration(group);
      expect(
        failed.servers.map(({ sourceServerId, state }) => [
          sourceServerId,
          state,
        ]),
      ).toEqual([
        [first.sourceServerId, 'FAILED'],
        ...others.map(({ sourceServerId }) => [sourceServerId, 'READY']),
      ]);
      expect(failed.servers[0].lastFailure).toEqual({
        at: applied.at,
        code: 'AccessDeniedException',
        message: expect.stringContaining('drs:UpdateLaunchConfiguration'),
      });

      // Tried again where it failed, and nowhere else.
      orchestrator.aws.faults.clear();
      const again = await apply(group, { servers: [first.sourceServerId] });
      expect(again.servers.map(({ result }) => result)).toEqual(['APPLIED']);
      const mended = await launchConfiguration(group);
      for (const server of mended.servers) {
        expect(server.state).toBe('READY');
        expect(server).not.toHaveProperty('lastFailure');
        expect(server.effective).toEqual(server.current);
      }
    });

    it('is ready again where what failed is not wanted any more', async () => {
      const group = await createGroup('db', { launchConfig: { osByol: true } });
      orchestrator.aws.faults.add({
        effect: {
          type: 'accessDenied',
          actions: ['drs:UpdateLaunchConfiguration'],
        },
      });
      const { servers } = await apply(group);
      expect(servers.map(({ result }) => result)).toEqual(
        servers.map(() => 'FAILED'),
      );
      const states = async () =>
        new Set(
          (await launchConfiguration(group)).servers.map(({ state }) => state),
        );
      expect(await states()).toEqual(new Set(['FAILED']));
      await call('put', `/protection-groups/${group.groupId}`, MANAGER, {
        groupName: group.groupName,
        serverSelectionTags: group.serverSelectionTags,
        version: group.version,
      });
      expect(await states()).toEqual(new Set(['READY']));
    });

    it('saves a group unjudged in what the role may not look at', async () => {
      take('10.100.0.40');
      orchestrator.aws.faults.add({
        effect: {
          type: 'accessDenied',
          actions: ['ec2:DescribeNetworkInterfaces'],
        },
      });
      const group = await createGroup('web', {
        launchConfig: { subnetId },
        servers: [
          {
            sourceServerId: serverNamed('orders-web-01'),
            staticPrivateIp: '10.100.0.40',
          },
        ],
      });
      expect((await launchConfiguration(group)).findings).toEqual([]);
      orchestrator.aws.faults.clear();
      expect((await launchConfiguration(group)).findings).toMatchObject([
        { code: 'ADDRESS_IN_USE' },
      ]);
    });

    it('judges an address that something has: told when it is saved, read and written', async () => {
      const web = serverNamed('orders-web-01');
      const wanting = (staticPrivateIp: string) => ({
        launchConfig: { subnetId },
        servers: [{ sourceServerId: web, staticPrivateIp }],
      });
      const eni = take('10.100.0.20');
      const { status, body } = await answered(
        'post',
        '/protection-groups',
        MANAGER,
        {
          groupName: 'orders web',
          accountId: COMMERCE,
          region: REGION,
          serverSelectionTags: { 'DR-Application': 'orders', 'DR-Role': 'web' },
          ...wanting('10.100.0.20'),
        },
      );
      expect([status, body.error.details]).toEqual([
        400,
        [
          expect.objectContaining({
            code: 'ADDRESS_IN_USE',
            field: 'servers[0].staticPrivateIp',
            message: expect.stringContaining(eni),
          }),
        ],
      ]);

      const group = await createGroup('web', wanting('10.100.0.21'));
      expect((await launchConfiguration(group)).findings).toEqual([]);
      take('10.100.0.21');
      const applied = await apply(group, { servers: [web] });
      expect(applied.servers).toMatchObject([
        { result: 'FAILED', code: 'ADDRESS_IN_USE' },
      ]);
      const told = await launchConfiguration(group);
      expect(
        told.servers.find(({ sourceServerId }) => sourceServerId === web),
      ).toMatchObject({
        state: 'FAILED',
        lastFailure: { code: 'ADDRESS_IN_USE' },
      });
      expect(told.findings).toMatchObject([
        { code: 'ADDRESS_IN_USE', field: 'servers[0].staticPrivateIp' },
      ]);
      // That an address is taken is not remembered: whoever frees it sees it at once.
      orchestrator.aws.networkInterfaces.clear();
      expect((await launchConfiguration(group)).findings).toEqual([]);
    });

    it('names the other group that gives away the same address', async () => {
      const wanting = (hostname: string) => ({
        launchConfig: { subnetId },
        servers: [
          {
            sourceServerId: serverNamed(hostname),
            staticPrivateIp: '10.100.0.30',
          },
        ],
      });
      const web = await createGroup('web', wanting('orders-web-01'));
      const app = await createGroup('app', wanting('orders-app-01'));
      for (const [group, rival] of [
        [web, app],
        [app, web],
      ]) {
        const { findings } = await launchConfiguration(group);
        expect(findings).toEqual<Finding[]>([
          expect.objectContaining({
            code: 'ADDRESS_OF_OTHER_GROUP',
            severity: 'WARNING',
            message: expect.stringContaining(`"${rival.groupName}"`),
          }),
        ]);
      }
      // Somebody who may see the one of them only is warned, and of nothing more.
      const { findings } = await launchConfiguration(web, 'nobody');
      expect(findings.map(({ code }) => code)).toEqual([
        'ADDRESS_OF_OTHER_GROUP',
      ]);
      const told = JSON.stringify(findings);
      expect(told).toContain('another group');
      expect(told).not.toContain(app.groupName);
      expect(told).not.toContain(app.groupId);
    });
  },
);
