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
    const launchConfiguration = ({
      groupId,
    }: ProtectionGroup): Promise<GroupLaunchConfiguration> =>
      call(
        'get',
        `/protection-groups/${groupId}/launch-configuration`,
        'DRSReadOnly',
      );
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
    });
  },
);
