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
import {
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import type {
  Execution,
  Finding,
  Preflight,
  ProtectionGroup,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Knex } from 'knex';
import {
  COMMERCE,
  startOrchestrator,
  type Orchestrator,
  type Persona,
} from '../../__testUtils__/startOrchestrator';

jest.setTimeout(60_000);

const REGION = 'us-west-2';
/** Somebody who looks at the account itself, and not through the product. */
const onlooker = {
  accessKeyId: 'AKIDMERIDIANCOM00001',
  secretAccessKey: 'meridian-development-only',
};

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())(
  'what is judged before a launch, on %s',
  databaseId => {
    let orchestrator: Orchestrator;
    let knex: Knex;
    let network: Record<
      'recovery' | 'drill',
      { subnetId: string; cidr: string; securityGroupId: string }
    >;

    beforeAll(async () => {
      knex = await databases.init(databaseId);
      orchestrator = await startOrchestrator({
        knex,
        speed: 1200,
        config: config => ({
          ...config,
          drsOrchestrator: {
            ...config.drsOrchestrator,
            approvals: { requireFor: 'RECOVERY' },
            hooks: {
              allowedHosts: ['hooks.example.com'],
              signingKey: 'a key for tests of 32 characters',
            },
            limits: [{ accountId: COMMERCE, concurrentJobs: 2 }],
          },
        }),
      });
      network = await networkOf(orchestrator.aws.url);
    });
    /** Deleted after each test, so that the next can have their servers; the last first. */
    const made: string[] = [];
    afterEach(async () => {
      orchestrator.aws.faults.clear();
      for (const path of made.splice(0).reverse()) {
        await call('delete', path, 'DRSOrchestrationAdmin');
      }
    });
    afterAll(() => orchestrator.stop());

    const call = async (
      method: 'get' | 'post' | 'put' | 'delete',
      path: string,
      caller: Persona,
      body?: object,
    ) => {
      const answer = await orchestrator.api(method, path, caller).send(body);
      if (answer.status >= 400) {
        throw new Error(
          `${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`,
        );
      }
      return answer.body;
    };
    const refused = async (
      method: 'post' | 'put',
      path: string,
      caller: Persona,
      body: object,
    ): Promise<{ status: number; code: string; details: Finding[] }> => {
      const { status, body: answer } = await orchestrator
        .api(method, path, caller)
        .send(body);
      return {
        status,
        code: answer.error?.code,
        details: answer.error?.details,
      };
    };

    let groupCount = 0;
    const groupOf = (
      application: string,
      role: string,
      differences: object = {},
    ) => ({
      groupName: `${application} ${role} ${(groupCount += 1)}`,
      accountId: COMMERCE,
      region: REGION,
      serverSelectionTags: { 'DR-Application': application, 'DR-Role': role },
      ...differences,
    });
    const createGroup = async (
      ...given: Parameters<typeof groupOf>
    ): Promise<ProtectionGroup> => {
      const group = await call(
        'post',
        '/protection-groups',
        'DRSPlanManager',
        groupOf(...given),
      );
      made.push(`/protection-groups/${group.groupId}`);
      return group;
    };
    const createPlan = async (
      waves: object[],
      differences: object = {},
    ): Promise<string> => {
      const plan = await call('post', '/recovery-plans', 'DRSPlanManager', {
        planName: `Plan ${(groupCount += 1)}`,
        accountId: COMMERCE,
        waves: waves.map((wave, index) => ({
          waveNumber: index + 1,
          waveName: `Wave ${index + 1}`,
          ...wave,
        })),
        ...differences,
      });
      made.push(`/recovery-plans/${plan.planId}`);
      return plan.planId;
    };

    const preflight = (planId: string, body: object = {}): Promise<Preflight> =>
      call('post', `/recovery-plans/${planId}/preflight`, 'DRSReadOnly', {
        executionType: 'DRILL',
        ...body,
      });
    const codesOf = (findings: readonly Finding[]) =>
      findings.map(({ code, severity }) => `${severity} ${code}`);
    const findingOf = (findings: readonly Finding[], code: string): Finding => {
      const found = findings.find(finding => finding.code === code);
      if (!found) {
        throw new Error(`There is no ${code} in ${JSON.stringify(findings)}`);
      }
      return found;
    };

    const ended = async (executionId: string): Promise<Execution> => {
      for (;;) {
        const execution: Execution = await call(
          'get',
          `/executions/${executionId}`,
          'DRSReadOnly',
        );
        if (execution.endTime !== undefined) {
          return execution;
        }
        await new Promise(resolve => setTimeout(resolve, 50));
      }
    };

    describe('a preflight', () => {
      it('finds a healthy plan ready, says how long it takes and changes nothing', async () => {
        const db = await createGroup('orders', 'db');
        const app = await createGroup('orders', 'app', {
          launchConfig: {
            copyTags: true,
            drill: {
              subnetId: network.drill.subnetId,
              securityGroupIds: [network.drill.securityGroupId],
            },
          },
        });
        const planId = await createPlan(
          [
            { protectionGroupIds: [db.groupId], waitTimeSeconds: 60 },
            {
              protectionGroupIds: [app.groupId],
              parallelism: 2,
              pauseBeforeWave: true,
            },
          ],
          { targetRtoMinutes: 45, targetRpoMinutes: 60 },
        );
        const before = orchestrator.aws.record().length;
        const written: string[] = [];
        const onQuery = ({ sql }: { sql: string }) => {
          // The leader shows that it lives meanwhile, and seals the audit trail.
          if (
            /^(insert|update|delete)/i.test(sql) &&
            !/lease|audit_chain|^update .audit_entries. set/i.test(sql)
          ) {
            written.push(sql);
          }
        };
        knex.on('query', onQuery);
        const answer = await preflight(planId);
        knex.removeListener('query', onQuery);

        expect(answer).toMatchObject({
          ready: true,
          predictedRtoSeconds: 1200 + 60 + 2400,
          targetRtoMinutes: 45,
          unavailable: [],
          timeline: {
            predictedSeconds: 3660,
            basis: 'DEFAULT',
            criticalPath: [1, 2],
            waves: [
              {
                waveNumber: 1,
                startSeconds: 0,
                endSeconds: 1260,
                serverCount: 2,
                jobs: 1,
              },
              {
                waveNumber: 2,
                startSeconds: 1260,
                endSeconds: 3660,
                serverCount: 4,
                jobs: 2,
              },
            ],
          },
        });
        expect(codesOf(answer.findings)).toEqual([
          'WARNING RTO_AT_RISK',
          'INFO WAVE_APPROVAL_NEEDED',
          'INFO LAUNCH_SETTINGS_CHANGE',
          'INFO QUOTA_USE',
          'INFO PREDICTION_WITHOUT_HISTORY',
        ]);
        expect(
          orchestrator.aws
            .record()
            .slice(before)
            .filter(({ tookEffect }) => tookEffect),
        ).toEqual([]);
        expect(written).toEqual([]);
      });

      it('tells everything that is wrong at once', async () => {
        const stalled = await createGroup('product-catalog', 'search', {
          launchConfig: {
            rightSizing: 'BASIC',
            instanceType: 'm5.large',
            copyPrivateIp: true,
            subnetId: network.recovery.subnetId,
          },
        });
        const empty = await createGroup('nothing', 'at-all');
        const planId = await createPlan(
          [
            {
              protectionGroupIds: [stalled.groupId],
              preWaveHooks: [
                {
                  type: 'webhook',
                  name: 'Tell',
                  target: 'https://hooks.example.com/dr',
                },
              ],
            },
            { protectionGroupIds: [empty.groupId], dependsOnWaves: [] },
          ],
          { targetRpoMinutes: 30, maxDurationMinutes: 5 },
        );
        orchestrator.aws.faults.add({
          match: { account: COMMERCE },
          effect: {
            type: 'accessDenied',
            actions: ['ec2:RunInstances', 'ec2:DescribeSecurityGroups'],
          },
        });
        await freeze(true);
        const { ready, findings, unavailable } = await preflight(planId, {
          executionType: 'RECOVERY',
          pointInTime: { type: 'AS_OF', asOf: '2099-01-01T00:00:00Z' },
        });
        await freeze(false);

        expect(ready).toBe(false);
        expect(codesOf(findings)).toEqual(
          expect.arrayContaining([
            'BLOCKING FROZEN',
            'BLOCKING WAVE_WITHOUT_SERVERS',
            'BLOCKING POINT_IN_TIME_AHEAD',
            'BLOCKING COPIED_ADDRESS_OUTSIDE_SUBNET',
            'BLOCKING PERMISSIONS_MISSING',
            'WARNING SERVER_AT_RISK',
            'WARNING RPO_AT_RISK',
            'WARNING NOT_CHECKED',
            'WARNING DURATION_AT_RISK',
            'INFO INSTANCE_TYPE_OVERRIDDEN',
            'INFO APPROVAL_NEEDED',
          ]),
        );
        for (const finding of findings.filter(
          ({ severity }) => severity === 'BLOCKING',
        )) {
          expect(finding.remedy).toEqual(expect.any(String));
        }
        expect(findingOf(findings, 'PERMISSIONS_MISSING')).toMatchObject({
          overridable: true,
          message: expect.stringContaining('ec2:RunInstances'),
        });
        expect(unavailable).toMatchObject([
          {
            accountId: COMMERCE,
            region: REGION,
            code: 'UnauthorizedOperation',
          },
        ]);
      });

      it('blocks a launch to an address that something has, until it is free', async () => {
        const { aws } = orchestrator;
        const server = aws.world.servers.find(
          ({ hostname }) => hostname === 'orders-web-01',
        );
        const subnetId = network.recovery.subnetId;
        // So the group is saved, with nobody knowing who has the address.
        const blind = aws.faults.add({
          effect: {
            type: 'accessDenied',
            actions: ['ec2:DescribeNetworkInterfaces'],
          },
        });
        const group = await createGroup('orders', 'web', {
          launchConfig: { subnetId },
          servers: [
            {
              sourceServerId: server?.sourceServerId,
              staticPrivateIp: '10.100.0.50',
            },
          ],
        });
        const planId = await createPlan([
          { protectionGroupIds: [group.groupId] },
        ]);
        const eni = aws.networkInterfaces.add({
          account: COMMERCE,
          region: REGION,
          subnetId,
          address: '10.100.0.50',
        });
        expect(
          findingOf((await preflight(planId)).findings, 'NOT_CHECKED').message,
        ).toContain('ec2:DescribeNetworkInterfaces');
        aws.faults.remove(blind.id);

        const { ready, findings } = await preflight(planId);
        expect(ready).toBe(false);
        expect(findingOf(findings, 'ADDRESS_IN_USE')).toMatchObject({
          severity: 'BLOCKING',
          subject: { name: 'orders-web-01' },
          message: expect.stringContaining(eni),
        });
        const start = await refused(
          'post',
          `/recovery-plans/${planId}/execute`,
          'DRSOperator',
          { executionType: 'DRILL' },
        );
        expect(start).toMatchObject({ status: 422, code: 'PREFLIGHT_FAILED' });
        expect(codesOf(start.details)).toEqual(['BLOCKING ADDRESS_IN_USE']);

        aws.networkInterfaces.clear();
        expect((await preflight(planId)).ready).toBe(true);
      });

      it('names an account that cannot be reached, and a Region that DRS is not set up in', async () => {
        const group = await createGroup('payments', 'db');
        const planId = await createPlan([
          { protectionGroupIds: [group.groupId] },
        ]);
        const rule = orchestrator.aws.faults.add({
          match: { service: 'drs', account: COMMERCE },
          effect: { type: 'error', status: 403, code: 'AccessDeniedException' },
        });
        const unreachable = await preflight(planId);
        expect(codesOf(unreachable.findings)).toContain(
          'BLOCKING ACCOUNT_UNREACHABLE',
        );
        // Nobody can tell that there are no servers.
        expect(codesOf(unreachable.findings)).not.toContain(
          'BLOCKING WAVE_WITHOUT_SERVERS',
        );
        expect(unreachable.unavailable).toMatchObject([
          {
            accountId: COMMERCE,
            region: REGION,
            code: 'AccessDeniedException',
          },
        ]);
        const start = await refused(
          'post',
          `/recovery-plans/${planId}/execute`,
          'DRSOperator',
          {
            executionType: 'DRILL',
          },
        );
        expect(start).toMatchObject({
          status: 503,
          code: 'ACCOUNT_UNREACHABLE',
        });

        orchestrator.aws.faults.remove(rule.id);
        orchestrator.aws.faults.add({
          match: { service: 'drs', account: COMMERCE },
          effect: {
            type: 'error',
            status: 400,
            code: 'UninitializedAccountException',
          },
        });
        const uninitialised = await preflight(planId);
        expect(codesOf(uninitialised.findings)).toContain(
          'BLOCKING REGION_NOT_INITIALIZED',
        );
        const quotas = await call(
          'get',
          `/drs/quotas?accountId=${COMMERCE}&region=${REGION}`,
          'DRSReadOnly',
        );
        expect(quotas.initialized).toBe(false);
      });

      it('holds up no start where a service that is good to ask does not answer', async () => {
        const group = await createGroup('product-catalog', 'app');
        const planId = await createPlan([
          { protectionGroupIds: [group.groupId] },
        ]);
        orchestrator.aws.faults.add({
          match: { service: 'iam' },
          effect: { type: 'latency', ms: 60_000 },
        });
        const before = performance.now();
        const { executionId } = await call(
          'post',
          `/recovery-plans/${planId}/execute`,
          'DRSOperator',
          { executionType: 'DRILL' },
        );
        expect(performance.now() - before).toBeLessThan(10_000);
        await call(
          'post',
          `/executions/${executionId}/cancel`,
          'DRSRecoveryManager',
          {},
        );
        await ended(executionId);
      });

      it('says what would have to wait for room in the quotas, and refuses whoever would not wait', async () => {
        const first = await createGroup('payments', 'app');
        const second = await createGroup('payments', 'web');
        const third = await createGroup('product-catalog', 'app');
        const planId = await createPlan(
          [first, second, third].map(({ groupId }) => ({
            protectionGroupIds: [groupId],
            dependsOnWaves: [],
          })),
        );
        const { ready, findings, predictedRtoSeconds } = await preflight(
          planId,
        );
        expect([ready, predictedRtoSeconds]).toEqual([true, 2400]);
        expect(findingOf(findings, 'WAITS_FOR_CAPACITY')).toMatchObject({
          severity: 'WARNING',
          subject: { kind: 'wave', id: '3', name: 'Wave 3' },
        });
        const start = await refused(
          'post',
          `/recovery-plans/${planId}/execute`,
          'DRSOperator',
          {
            executionType: 'DRILL',
            onLimit: 'REJECT',
          },
        );
        expect(start).toMatchObject({
          status: 429,
          code: 'DRS_LIMIT_EXCEEDED',
        });
      });
    });

    it('finds the points in time that are meant, and tells which are not there', async () => {
      const group = await createGroup('payments', 'db');
      const planId = await createPlan(
        [{ protectionGroupIds: [group.groupId] }],
        {
          targetRpoMinutes: 10,
        },
      );
      const [first, second] = await orchestrator.serverIds(
        'payments-db-01',
        'payments-db-02',
      );
      const { items } = await call(
        'get',
        `/drs/source-servers/${first}/recovery-snapshots?accountId=${COMMERCE}&region=${REGION}`,
        'DRSReadOnly',
      );
      const asOf = await preflight(planId, {
        pointInTime: {
          type: 'AS_OF',
          asOf: new Date(Date.now() - 3_600_000).toISOString(),
        },
      });
      expect(codesOf(asOf.findings)).toEqual(
        expect.arrayContaining([
          'WARNING RPO_AT_RISK',
          'INFO POINT_IN_TIME_CHOSEN',
        ]),
      );
      const tooOld = await preflight(planId, {
        pointInTime: { type: 'AS_OF', asOf: '2001-01-01T00:00:00Z' },
      });
      expect(codesOf(tooOld.findings).slice(0, 2)).toEqual([
        'BLOCKING NO_RECOVERY_SNAPSHOT',
        'BLOCKING NO_RECOVERY_SNAPSHOT',
      ]);
      const named = await preflight(planId, {
        pointInTime: {
          type: 'SNAPSHOTS',
          snapshots: {
            [first]: items[0].snapshotId,
            [second]: 'pit-00000000000000000',
            's-00000000000000000': items[0].snapshotId,
          },
        },
      });
      expect(
        named.findings
          .filter(({ severity }) => severity === 'BLOCKING')
          .map(({ code, field }) => [code, field]),
      ).toEqual([
        ['SERVER_NOT_IN_PLAN', 'pointInTime.snapshots.s-00000000000000000'],
        ['UNKNOWN_RECOVERY_SNAPSHOT', `pointInTime.snapshots.${second}`],
      ]);
      expect(
        findingOf(named.findings, 'POINT_IN_TIME_CHOSEN').message,
      ).toContain('1 server is launched with data from');
    });

    describe('a plan that was run', () => {
      const start = (planId: string, body: object) =>
        call(
          'post',
          `/recovery-plans/${planId}/execute`,
          'DRSRecoveryManager',
          body,
        );

      it('is predicted from how long it took, and its instances are known', async () => {
        const group = await createGroup('product-catalog', 'db');
        const planId = await createPlan([
          { protectionGroupIds: [group.groupId], healthCheck: {} },
        ]);
        const drill = await start(planId, { executionType: 'DRILL' });
        const during = await preflight(planId);
        expect(codesOf(during.findings)).toContain(
          'BLOCKING EXECUTION_IN_PROGRESS',
        );
        expect(
          findingOf(during.findings, 'EXECUTION_IN_PROGRESS').subject,
        ).toEqual({
          kind: 'execution',
          id: drill.executionId,
          name: expect.any(String),
        });
        const execution = await ended(drill.executionId);
        const [server] = execution.waves[0].servers;

        const { ready, findings, timeline } = await preflight(planId);
        expect(ready).toBe(true);
        expect(codesOf(findings)).toContain('INFO DRILL_INSTANCE_REPLACED');
        expect(codesOf(findings)).not.toContain(
          'INFO PREDICTION_WITHOUT_HISTORY',
        );
        expect(timeline.basis).toBe('HISTORY');
        // The simulated AWS runs 1,200 times as fast.
        expect(timeline.predictedSeconds).toBeGreaterThan(0);
        expect(timeline.predictedSeconds).toBeLessThan(60);

        const { currentUsage } = await call(
          'get',
          `/drs/service-limits?accountId=${COMMERCE}&region=${REGION}`,
          'DRSReadOnly',
        );
        expect(currentUsage.recoveryInstances).toBe(1);

        const existing = `/recovery-plans/${planId}/check-existing-instances`;
        expect(await call('get', existing, 'DRSReadOnly')).toEqual({
          planId,
          liveCount: 0,
          unavailable: [],
          instances: [
            expect.objectContaining({
              recoveryInstanceId: server.recoveryInstanceId,
              sourceServerId: server.sourceServerId,
              hostname: 'product-catalog-db-01',
              waveNumber: 1,
              isDrill: true,
              executionId: drill.executionId,
            }),
          ],
        });

        const recovery = await start(planId, { executionType: 'RECOVERY' });
        await call(
          'post',
          `/executions/${recovery.executionId}/approve`,
          'DRSOrchestrationAdmin',
          { decision: 'APPROVE' },
        );
        await ended(recovery.executionId);
        const live = await call('get', existing, 'DRSReadOnly');
        expect(live).toMatchObject({
          liveCount: 1,
          instances: [{ isDrill: false, executionId: recovery.executionId }],
        });
        const acknowledge = ['LIVE_RECOVERY_INSTANCE'];
        for (const body of [
          { executionType: 'DRILL' },
          { executionType: 'DRILL', acknowledge },
          { executionType: 'RECOVERY' },
        ]) {
          expect((await preflight(planId, body)).ready).toBe(false);
          expect(
            await refused(
              'post',
              `/recovery-plans/${planId}/execute`,
              'DRSRecoveryManager',
              body,
            ),
          ).toMatchObject({
            status: 422,
            code: 'PREFLIGHT_FAILED',
            details: [{ code: 'LIVE_RECOVERY_INSTANCE' }],
          });
        }
        const known = await preflight(planId, {
          executionType: 'RECOVERY',
          acknowledge,
        });
        expect(known.ready).toBe(true);
      });
    });

    describe('the launch configuration of a group', () => {
      it('is judged field by field when it is saved', async () => {
        const [server] = await orchestrator.serverIds('orders-web-01');
        const { status, code, details } = await refused(
          'post',
          '/protection-groups',
          'DRSPlanManager',
          groupOf('orders', 'web', {
            launchConfig: {
              subnetId: 'subnet-00000000000000000',
              instanceType: 'x99.huge',
              instanceProfileName: 'nobody',
              drill: {
                subnetId: network.drill.subnetId,
                securityGroupIds: [network.recovery.securityGroupId],
              },
            },
            servers: [
              {
                sourceServerId: server,
                subnetId: network.recovery.subnetId,
                staticPrivateIp: '192.0.2.1',
              },
              { sourceServerId: 's-00000000000000000' },
            ],
          }),
        );
        expect([status, code]).toEqual([400, 'VALIDATION_FAILED']);
        expect(details.map(finding => [finding.field, finding.code])).toEqual([
          ['launchConfig.subnetId', 'UNKNOWN_SUBNET'],
          ['launchConfig.instanceType', 'INSTANCE_TYPE_NOT_OFFERED'],
          ['launchConfig.instanceProfileName', 'UNKNOWN_INSTANCE_PROFILE'],
          [
            'launchConfig.drill.securityGroupIds[0]',
            'SECURITY_GROUP_IN_OTHER_VPC',
          ],
          ['servers[0].staticPrivateIp', 'ADDRESS_OUTSIDE_SUBNET'],
          ['servers[1].sourceServerId', 'SERVER_NOT_IN_GROUP'],
        ]);
      });

      it('is shown beside what AWS has, and applied where it differs', async () => {
        const group = await createGroup('orders', 'web', {
          launchConfig: {
            subnetId: network.recovery.subnetId,
            securityGroupIds: [network.recovery.securityGroupId],
            copyTags: false,
            rightSizing: 'NONE',
            instanceType: 'm5.large',
          },
        });
        const path = `/protection-groups/${group.groupId}/launch-configuration`;
        const before = await call('get', path, 'DRSReadOnly');
        expect(before.servers).toHaveLength(4);
        expect(before.findings).toEqual([]);
        const [first, second] = before.servers;
        expect(first.differences).toEqual(
          expect.arrayContaining([
            'subnetId',
            'securityGroupIds',
            'rightSizing',
            'instanceType',
          ]),
        );
        expect(first.wanted).not.toHaveProperty('bootMode');

        orchestrator.aws.faults.add({
          match: {
            operation: 'UpdateLaunchConfiguration',
            sourceServerId: second.sourceServerId,
          },
          effect: {
            type: 'error',
            status: 400,
            code: 'ValidationException',
            message: 'No',
          },
        });
        const applied = await call(
          'post',
          `${path}/apply`,
          'DRSPlanManager',
          {},
        );
        expect(
          applied.servers.map(
            ({ result, code }: { result: string; code?: string }) => [
              result,
              code,
            ],
          ),
        ).toEqual([
          ['APPLIED', undefined],
          ['FAILED', 'ValidationException'],
          ['APPLIED', undefined],
          ['APPLIED', undefined],
        ]);
        const after = await call('get', path, 'DRSReadOnly');
        expect(after.servers[0]).toMatchObject({
          differences: [],
          current: {
            subnetId: network.recovery.subnetId,
            copyTags: false,
            instanceType: 'm5.large',
          },
        });
        orchestrator.aws.faults.clear();
        const again = await call('post', `${path}/apply`, 'DRSPlanManager', {
          servers: [first.sourceServerId, second.sourceServerId],
        });
        expect(again.servers).toMatchObject([
          {
            sourceServerId: first.sourceServerId,
            result: 'UNCHANGED',
            changed: [],
          },
          { sourceServerId: second.sourceServerId, result: 'APPLIED' },
        ]);

        const stranger = await refused(
          'post',
          `${path}/apply`,
          'DRSPlanManager',
          {
            servers: ['s-00000000000000000'],
          },
        );
        expect(stranger).toMatchObject({
          status: 400,
          details: [{ code: 'SERVER_NOT_IN_GROUP', field: 'servers[0]' }],
        });
      });
    });

    describe('the quotas of an account and Region', () => {
      it('are those of the configuration, else of AWS, else the documented, with their use', async () => {
        const query = `accountId=${COMMERCE}&region=${REGION}`;
        const { initialized, quotas } = await call(
          'get',
          `/drs/quotas?${query}`,
          'DRSReadOnly',
        );
        const quotaOf = (name: string) =>
          quotas.find((quota: { name: string }) => quota.name === name);
        expect(initialized).toBe(true);
        expect(quotaOf('CONCURRENT_JOBS')).toMatchObject({
          quotaCode: 'L-D88FAC3A',
          value: 2,
          source: 'CONFIGURATION',
          used: 0,
        });
        expect(quotaOf('RECOVERY_INSTANCES')).toMatchObject({
          value: 4000,
          source: 'DOCUMENTATION',
        });
        expect(quotaOf('SERVERS_IN_ALL_JOBS')).toMatchObject({
          value: 500,
          source: 'SERVICE_QUOTAS',
        });
        // The other Region of the account, which nobody has asked about yet.
        orchestrator.aws.quotas.apply({
          account: COMMERCE,
          region: 'eu-west-1',
          quotaCode: 'L-05AFA8C6',
          value: 700,
        });
        const elsewhere = await call(
          'get',
          `/drs/service-limits?accountId=${COMMERCE}&region=eu-west-1`,
          'DRSReadOnly',
        );
        expect(elsewhere.limits).toMatchObject({
          maxServersInAllJobs: 700,
          maxConcurrentJobs: 2,
        });
        const limits = await call(
          'get',
          `/drs/service-limits?${query}`,
          'DRSReadOnly',
        );
        expect(limits).toMatchObject({
          limits: {
            maxServersPerJob: 100,
            maxConcurrentJobs: 2,
            maxRecoveryInstances: 4000,
          },
          currentUsage: {
            activeJobs: 0,
            serversInJobs: 0,
            recoveryInstances: quotaOf('RECOVERY_INSTANCES').used,
          },
        });
      });
    });

    const freeze = async (active: boolean) => {
      const { version } = await call('get', '/config/settings', 'DRSReadOnly');
      await call('put', '/config/settings', 'DRSOrchestrationAdmin', {
        freeze: { active },
        version,
      });
    };
  },
);

it('asks for launch settings, which AWS tells for one server a call, once', async () => {
  const orchestrator = await startOrchestrator({ servers: 300 });
  const call = async (method: 'get' | 'post', path: string, body?: object) => {
    const answer = await orchestrator
      .api(method, path, 'DRSOrchestrationAdmin')
      .send(body);
    expect(answer.status).toBeLessThan(300);
    return answer.body;
  };
  const { items } = await call(
    'get',
    `/drs/source-servers?accountId=${COMMERCE}&region=${REGION}&limit=200`,
  );
  const sourceServerIds: string[] = items.map(
    ({ sourceServerId }: { sourceServerId: string }) => sourceServerId,
  );
  const group = await call('post', '/protection-groups', {
    groupName: 'Many',
    accountId: COMMERCE,
    region: REGION,
    sourceServerIds,
  });
  const plan = await call('post', '/recovery-plans', {
    planName: 'Many',
    accountId: COMMERCE,
    waves: [
      { waveNumber: 1, waveName: 'All', protectionGroupIds: [group.groupId] },
    ],
  });
  const settingsRead = () =>
    orchestrator.aws.record({ operation: 'GetLaunchConfiguration' }).length;
  for (let time = 1; time <= 2; time += 1) {
    await call('post', `/recovery-plans/${plan.planId}/preflight`, {
      executionType: 'DRILL',
    });
    expect(settingsRead()).toBe(sourceServerIds.length);
  }
  // One call for many servers each, of everything else.
  expect(orchestrator.aws.record().length).toBeLessThan(
    sourceServerIds.length + 40,
  );
  await orchestrator.stop();
});

/** The subnets and security groups that the account has to recover into, and for drills. */
async function networkOf(endpoint: string) {
  const ec2 = new EC2Client({
    endpoint,
    region: REGION,
    credentials: onlooker,
  });
  const [{ Subnets = [] }, { SecurityGroups = [] }] = await Promise.all([
    ec2.send(new DescribeSubnetsCommand({})),
    ec2.send(new DescribeSecurityGroupsCommand({})),
  ]);
  ec2.destroy();
  const named = (purpose: string) => {
    const subnet = Subnets.find(candidate =>
      candidate.Tags?.some(
        ({ Key, Value }) => Key === 'Name' && Value === `meridian-${purpose}-a`,
      ),
    );
    const group = SecurityGroups.find(
      candidate =>
        candidate.GroupName === 'app' && candidate.VpcId === subnet?.VpcId,
    );
    if (!subnet?.SubnetId || !subnet.CidrBlock || !group?.GroupId) {
      throw new Error(`There is no network for ${purpose}`);
    }
    return {
      subnetId: subnet.SubnetId,
      cidr: subnet.CidrBlock,
      securityGroupId: group.GroupId,
    };
  };
  return { recovery: named('recovery'), drill: named('drill') };
}
