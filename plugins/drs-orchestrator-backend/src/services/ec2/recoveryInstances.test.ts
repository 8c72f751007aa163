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
  AwsDrsAccess,
  EXECUTION_TAG,
  type Drs,
} from '@drs-orchestrator/drs-engine';
import type {
  RecoveryInstance,
  RecoveryInstancesPage,
  TerminatedInstances,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { COMMERCE, FINANCE } from '../../__testUtils__/startOrchestrator';
import {
  ended,
  MANAGER,
  serversOf,
  steered,
  stopSteered,
} from '../../__testUtils__/steered';

jest.setTimeout(60_000);

const SCOPE = { accountId: COMMERCE, region: 'us-west-2' };

describe('recovery instances', () => {
  const accesses: AwsDrsAccess[] = [];

  afterEach(async () => {
    accesses.splice(0).forEach(access => access.close());
    await stopSteered();
  });

  /** A plugin, and somebody who uses DRS past it. */
  const started = async (options: Parameters<typeof steered>[0] = {}) => {
    const orchestrator = await steered(options);
    const { aws, call } = orchestrator;
    const access = new AwsDrsAccess({
      findAccount: async () => ({
        roleName: 'DrsOrchestratorRole',
        externalId: 'meridian-dr',
        regions: [SCOPE.region],
      }),
      hubCredentials: async () => ({
        accessKeyId: 'AKIDMERIDIANHUB00001',
        secretAccessKey: 'meridian-development-only',
      }),
      endpoint: aws.url,
      callTimeoutMs: 10_000,
      logger: { error() {}, warn() {}, info() {}, debug() {} },
    });
    accesses.push(access);
    const drs: Drs = await access.drs(SCOPE);

    const list = (query = '') =>
      call('get', `/ec2/instances?${query}`, 'DRSReadOnly') as Promise<
        RecoveryInstancesPage & { totalItems: number }
      >;
    /** Launches past the plugin; comes back once DRS has the instances. */
    const launchedElsewhere = async (
      isDrill: boolean,
      sourceServerIds: readonly string[],
      tags: Record<string, string> = {},
    ): Promise<string[]> => {
      await drs.startRecovery({
        servers: sourceServerIds.map(sourceServerId => ({ sourceServerId })),
        isDrill,
        tags,
      });
      for (;;) {
        const found = await drs.describeRecoveryInstances(sourceServerIds);
        const running = await drs.describeJobs(new Date(0));
        if (
          found.length === sourceServerIds.length &&
          running.every(({ status }) => status === 'COMPLETED')
        ) {
          return sourceServerIds.map(
            id =>
              found.find(({ sourceServerId }) => sourceServerId === id)
                ?.recoveryInstanceId ?? '',
          );
        }
        await new Promise(resolve => setTimeout(resolve, 50));
      }
    };
    const terminate = (instanceIds: readonly string[], more: object = {}) =>
      call('post', '/ec2/instances/terminate', MANAGER, {
        ...SCOPE,
        instanceIds,
        ...more,
      }) as Promise<TerminatedInstances>;
    const refused = (instanceIds: readonly string[], more: object = {}) =>
      orchestrator.refusal('post', '/ec2/instances/terminate', MANAGER, {
        ...SCOPE,
        instanceIds,
        ...more,
      });
    const terminations = () =>
      aws.record({ operation: 'TerminateRecoveryInstances' });
    /** A drill of the databases of orders that has ended. */
    const drilled = async () => {
      const plan = await orchestrator.createPlan('orders', ['db']);
      const execution = await orchestrator.until(
        await orchestrator.started(plan.planId),
        ended,
      );
      return { plan, execution };
    };
    return {
      ...orchestrator,
      drs,
      list,
      launchedElsewhere,
      terminate,
      refused,
      terminations,
      drilled,
    };
  };

  it('are listed with what EC2 and the executions know of them', async () => {
    const { list, drilled, serverIds, launchedElsewhere, call } =
      await started();
    const { plan, execution } = await drilled();
    const [live] = await serverIds('payments-db-01');
    const [liveInstance] = await launchedElsewhere(false, [live]);

    const { items, totalItems, unavailable } = await list();
    expect(unavailable).toEqual([]);
    expect(totalItems).toBe(3);
    expect(items.map(({ hostname }) => hostname)).toEqual([
      'orders-db-01',
      'orders-db-02',
      'payments-db-01',
    ]);
    const [first] = serversOf(execution);
    const ours = items.find(
      ({ sourceServerId }) => sourceServerId === first.sourceServerId,
    );
    expect(ours).toEqual({
      instanceId: first.recoveryInstanceId ?? '',
      ...SCOPE,
      sourceServerId: first.sourceServerId,
      hostname: first.hostname,
      isDrill: true,
      state: 'RUNNING',
      privateIp: first.privateIp,
      jobId: first.jobId,
      pointInTime: expect.stringMatching(/Z$/),
      failbackState: 'FAILBACK_NOT_STARTED',
      originEnvironment: expect.stringMatching(/^(AWS|ON_PREMISES)$/),
      tags: expect.any(Object),
      ec2: {
        instanceType: 'r5.xlarge',
        availabilityZone: expect.stringMatching(/^us-west-2[abc]$/),
        vpcId: expect.stringMatching(/^vpc-/),
        subnetId: expect.stringMatching(/^subnet-/),
        securityGroupIds: [expect.stringMatching(/^sg-/)],
        launchTime: expect.stringMatching(/Z$/),
      },
      execution: {
        executionId: execution.executionId,
        planId: plan.planId,
        planName: 'orders',
        executionType: 'DRILL',
        status: 'COMPLETED',
      },
    } satisfies RecoveryInstance);

    const ids = async (query: string) =>
      (await list(query)).items.map(({ instanceId }) => instanceId);
    expect(await ids('isDrill=false')).toEqual([liveInstance]);
    expect(await ids(`sourceServerId=${live}`)).toEqual([liveInstance]);
    expect(await ids('state=STOPPED&state=TERMINATED')).toEqual([]);
    expect(await ids('state=RUNNING')).toHaveLength(3);
    expect(await ids('region=eu-west-1')).toEqual([]);
    expect(await ids(`accountId=${FINANCE}`)).toEqual([]);
    const page = await list('limit=2');
    expect(await ids(`limit=2&cursor=${page.nextCursor}`)).toEqual([
      liveInstance,
    ]);

    const one = await call(
      'get',
      `/ec2/instances/${liveInstance}`,
      'DRSReadOnly',
    );
    expect(one).toMatchObject({
      instanceId: liveInstance,
      isDrill: false,
      statusChecks: {
        instance: expect.stringMatching(/^(ok|initializing)$/),
        system: expect.stringMatching(/^(ok|initializing)$/),
      },
      unavailable: [],
    });
    expect(one).not.toHaveProperty('execution');
  });

  it('are told as far as AWS can be asked', async () => {
    const { aws, list, serverIds, launchedElsewhere, refusal } =
      await started();
    const [server] = await serverIds('orders-db-01');
    const [instanceId] = await launchedElsewhere(true, [server]);
    aws.faults.add({
      match: { account: COMMERCE },
      effect: { type: 'accessDenied', actions: ['ec2:DescribeInstances'] },
    });
    aws.faults.add({
      match: { account: FINANCE, region: 'us-west-2' },
      effect: {
        type: 'accessDenied',
        actions: ['drs:DescribeRecoveryInstances'],
      },
    });
    const { items, unavailable } = await list();
    expect(items).toMatchObject([{ instanceId, hostname: 'orders-db-01' }]);
    expect(items[0]).not.toHaveProperty('ec2');
    expect(unavailable).toEqual([
      {
        accountId: FINANCE,
        region: 'us-west-2',
        code: 'AccessDeniedException',
        message: expect.stringContaining('drs:DescribeRecoveryInstances'),
        requestId: expect.any(String),
      },
      {
        ...SCOPE,
        code: 'UnauthorizedOperation',
        message: expect.stringMatching(
          /^AWS could not be asked for types and networks of instances: /,
        ),
        requestId: expect.any(String),
      },
    ]);
    const unknown = '/ec2/instances/i-00000000000000000';
    expect(await refusal('get', unknown, 'DRSReadOnly')).toMatchObject({
      status: 503,
      code: 'ACCOUNT_UNREACHABLE',
      aws: { code: 'AccessDeniedException', requestId: expect.any(String) },
    });
    expect(
      await refusal('get', `${unknown}?accountId=${COMMERCE}`, 'DRSReadOnly'),
    ).toMatchObject({ status: 404, code: 'RECOVERY_INSTANCE_NOT_FOUND' });
    aws.faults.clear();
    expect(
      await refusal('get', `${unknown}?accountId=222233334444`, 'DRSReadOnly'),
    ).toMatchObject({ status: 404, code: 'RECOVERY_INSTANCE_NOT_FOUND' });
    expect(
      await refusal(
        'get',
        '/ec2/instances?accountId=123456789012',
        'DRSReadOnly',
      ),
    ).toMatchObject({ status: 400, code: 'ACCOUNT_UNKNOWN' });
  });

  it('of an ended execution are terminated by it, and its record says so', async () => {
    const { drilled, terminate, terminations, until, call } = await started();
    const { execution } = await drilled();
    const [first, second] = serversOf(execution);
    expect(await terminate([first.recoveryInstanceId ?? ''])).toEqual({
      ...SCOPE,
      instances: [
        {
          instanceId: first.recoveryInstanceId,
          sourceServerId: first.sourceServerId,
          result: 'TERMINATING',
          executionId: execution.executionId,
        },
      ],
    });
    const after = await until(
      execution.executionId,
      current => serversOf(current)[0].instanceState === 'TERMINATED',
    );
    // How it ended is not what became of it afterwards.
    expect(after).toMatchObject({
      status: 'COMPLETED',
      instancesTerminated: false,
    });
    expect(serversOf(after)[1].instanceState).toBe('RUNNING');
    const { items } = await call(
      'get',
      `/executions/${execution.executionId}/events`,
      MANAGER,
    );
    expect(JSON.stringify(items)).toContain('user:default/drsrecoverymanager');
    // Again, with the other one: the first is gone, and nothing is sent for it.
    expect(
      (
        await terminate([
          first.recoveryInstanceId ?? '',
          second.recoveryInstanceId ?? '',
        ])
      ).instances.map(({ result }) => result),
    ).toEqual(['GONE', 'TERMINATING']);
    await until(execution.executionId, current => current.instancesTerminated);
    expect(terminations()).toHaveLength(2);
  });

  it('that only claim to be of an execution are none of it', async () => {
    const { drilled, terminate, serverIds, launchedElsewhere, get } =
      await started();
    const { execution } = await drilled();
    // A later launch of one of its servers, and of one that it never had.
    const servers = await serverIds('orders-db-01', 'payments-db-01');
    const claim = { [EXECUTION_TAG]: execution.executionId };
    const instanceIds = await launchedElsewhere(true, servers, claim);
    const { instances } = await terminate(instanceIds);
    expect(instances).toEqual(
      instanceIds.map((instanceId, index) => ({
        instanceId,
        sourceServerId: servers[index],
        result: 'TERMINATING',
        jobId: expect.stringMatching(/^drsjob-/),
      })),
    );
    expect((await get(execution.executionId)).seq).toBe(execution.seq);
  });

  it('of an execution whose jobs are not tagged are its own all the same', async () => {
    const { drilled, terminate, until } = await started({
      config: config => ({
        ...config,
        drsOrchestrator: {
          ...config.drsOrchestrator,
          aws: { ...config.drsOrchestrator.aws, tagJobs: false },
        },
      }),
    });
    const { execution } = await drilled();
    const instanceIds = serversOf(execution).map(
      ({ recoveryInstanceId }) => recoveryInstanceId ?? '',
    );
    expect((await terminate(instanceIds)).instances).toMatchObject(
      instanceIds.map(instanceId => ({
        instanceId,
        executionId: execution.executionId,
      })),
    );
    await until(execution.executionId, current => current.instancesTerminated);
  });

  it('of an execution that has not ended are not terminated, whoever holds them is told', async () => {
    const {
      createPlan,
      started: start,
      until,
      refused,
      terminations,
      list,
    } = await started();
    const plan = await createPlan('orders', ['db', 'app'], {
      app: { pauseBeforeWave: true },
    });
    const executionId = await start(plan.planId);
    const execution = await until(
      executionId,
      current =>
        current.status === 'PAUSED' &&
        serversOf(current).some(server => server.recoveryInstanceId),
    );
    const [server] = serversOf(execution);
    expect(
      (await list(`sourceServerId=${server.sourceServerId}`)).items,
    ).toMatchObject([{ heldBy: { executionId, planName: 'orders' } }]);
    expect(
      await refused([server.recoveryInstanceId ?? ''], {
        acknowledge: ['LIVE_RECOVERY_INSTANCE'],
      }),
    ).toMatchObject({
      status: 409,
      code: 'SERVER_CONFLICT',
      details: [
        {
          code: 'SERVER_CONFLICT',
          subject: { kind: 'server', id: server.sourceServerId },
          message: `orders-db-01 is in execution ${executionId} of orders, which has not ended`,
        },
      ],
    });
    expect(terminations()).toEqual([]);
  });

  it('that are live are terminated only where that is acknowledged', async () => {
    const { serverIds, launchedElsewhere, refused, terminate, terminations } =
      await started();
    const servers = await serverIds('orders-db-01', 'payments-db-01');
    const [live] = await launchedElsewhere(false, [servers[0]]);
    const [drill] = await launchedElsewhere(true, [servers[1]]);
    expect(await refused([drill, live])).toMatchObject({
      status: 422,
      code: 'PREFLIGHT_FAILED',
      details: [
        {
          code: 'LIVE_RECOVERY_INSTANCE',
          overridable: true,
          subject: { id: servers[0], name: 'orders-db-01' },
        },
      ],
    });
    expect(terminations()).toEqual([]);
    const { instances } = await terminate([drill, live], {
      acknowledge: ['LIVE_RECOVERY_INSTANCE'],
    });
    const jobId = instances[0].jobId;
    expect(jobId).toMatch(/^drsjob-/);
    expect(instances).toEqual([
      {
        instanceId: drill,
        sourceServerId: servers[1],
        result: 'TERMINATING',
        jobId,
      },
      {
        instanceId: live,
        sourceServerId: servers[0],
        result: 'TERMINATING',
        jobId,
      },
    ]);
    expect(terminations()).toHaveLength(1);
  });

  it('that somebody else launched are terminated once, however often it is asked', async () => {
    const { serverIds, launchedElsewhere, terminate, terminations, list, aws } =
      await started();
    const [server] = await serverIds('orders-db-01');
    const [instanceId] = await launchedElsewhere(true, [server]);
    aws.setSpeed(1);
    const [first] = (await terminate([instanceId])).instances;
    const [again, unknown] = (
      await terminate([instanceId, 'i-00000000000000000'])
    ).instances;
    expect(again).toEqual(first);
    expect(unknown).toEqual({
      instanceId: 'i-00000000000000000',
      result: 'GONE',
      message: expect.stringContaining('DRS has no recovery instance'),
    });
    expect(terminations()).toHaveLength(1);
    aws.setSpeed(1200);
    while ((await list()).items.length > 0) {
      await new Promise(resolve => setTimeout(resolve, 200));
    }
    expect((await terminate([instanceId])).instances).toMatchObject([
      { result: 'GONE' },
    ]);
    expect(terminations()).toHaveLength(1);
  });

  it('are looked for where AWS’s answer is lost, and told as uncertain where nothing shows', async () => {
    const { serverIds, launchedElsewhere, terminate, terminations, aws } =
      await started();
    const servers = await serverIds('orders-db-01', 'payments-db-01');
    const [first] = await launchedElsewhere(true, [servers[0]]);
    const [second] = await launchedElsewhere(true, [servers[1]]);
    aws.setSpeed(1);
    aws.faults.add({
      match: { operation: 'TerminateRecoveryInstances' },
      effect: { type: 'lostResponse' },
      times: 1,
    });
    expect((await terminate([first])).instances).toEqual([
      {
        instanceId: first,
        sourceServerId: servers[0],
        result: 'TERMINATING',
        jobId: expect.stringMatching(/^drsjob-/),
      },
    ]);
    aws.faults.add({
      match: { operation: 'TerminateRecoveryInstances' },
      effect: { type: 'lostRequest' },
      times: 1,
    });
    expect((await terminate([second])).instances).toMatchObject([
      { instanceId: second, result: 'UNCERTAIN', code: expect.any(String) },
    ]);
    aws.faults.add({
      effect: {
        type: 'accessDenied',
        actions: ['drs:TerminateRecoveryInstances'],
      },
    });
    expect((await terminate([second])).instances).toEqual([
      {
        instanceId: second,
        sourceServerId: servers[1],
        result: 'FAILED',
        code: 'AccessDeniedException',
        message: expect.stringContaining('TerminateRecoveryInstances'),
        requestId: expect.any(String),
      },
    ]);
    expect(terminations().filter(({ tookEffect }) => tookEffect)).toHaveLength(
      1,
    );
  });

  it('are terminated 200 at a time', async () => {
    const { drs, terminate, terminations, launchedElsewhere } = await started({
      servers: 1500,
    });
    const servers = (await drs.describeSourceServers())
      .filter(({ hasRecoveryPoint }) => hasRecoveryPoint)
      .slice(0, 201)
      .map(({ sourceServerId }) => sourceServerId);
    expect(servers).toHaveLength(201);
    const instanceIds: string[] = [];
    for (let at = 0; at < servers.length; at += 100) {
      instanceIds.push(
        ...(await launchedElsewhere(true, servers.slice(at, at + 100))),
      );
    }
    const { instances } = await terminate(instanceIds);
    expect(instances.map(({ instanceId }) => instanceId)).toEqual(instanceIds);
    expect(new Set(instances.map(({ jobId }) => jobId)).size).toBe(2);
    expect(terminations()).toHaveLength(2);
  });

  it('are terminated by those who may, and only as the contract has it', async () => {
    const { api, refused, terminations } = await started();
    const body = { ...SCOPE, instanceIds: ['i-00000000000000000'] };
    for (const caller of ['DRSOperator', 'DRSPlanManager', 'nobody'] as const) {
      await api('post', '/ec2/instances/terminate', caller)
        .send(body)
        .expect(403);
    }
    for (const [instanceIds, more, field] of [
      [[], {}, 'instanceIds'],
      [['i-1'], {}, 'instanceIds[0]'],
      [[...body.instanceIds, ...body.instanceIds], {}, 'instanceIds'],
      [body.instanceIds, { acknowledge: ['ANYTHING'] }, 'acknowledge[0]'],
      [body.instanceIds, { force: true }, 'force'],
    ] as const) {
      expect(await refused(instanceIds, more)).toMatchObject({
        status: 400,
        code: 'VALIDATION_FAILED',
        details: expect.arrayContaining([expect.objectContaining({ field })]),
      });
    }
    expect(
      await refused(body.instanceIds, { region: 'sa-east-1' }),
    ).toMatchObject({ status: 400, code: 'ACCOUNT_UNKNOWN' });
    expect(terminations()).toEqual([]);
  });

  describe('for whoever has a role for some records only', () => {
    const roleFor = (where: object) =>
      started({
        config: base => ({
          ...base,
          drsOrchestrator: {
            ...base.drsOrchestrator,
            roles: base.drsOrchestrator.roles.map(binding =>
              binding.role === 'DRSOperator'
                ? { ...binding, role: MANAGER, where }
                : binding,
            ),
          },
        }),
      });
    /** Of the somebody whose role is not for everything. */
    const SOMEBODY = 'DRSOperator';

    it('are those of their accounts', async () => {
      const { api, serverIds, launchedElsewhere } = await roleFor({
        accounts: [FINANCE],
      });
      const [server] = await serverIds('orders-db-01');
      const [instanceId] = await launchedElsewhere(true, [server]);
      const listed = await api('get', '/ec2/instances', SOMEBODY).expect(200);
      expect(listed.body).toMatchObject({ items: [], totalItems: 0 });
      await api('get', `/ec2/instances/${instanceId}`, SOMEBODY).expect(404);
      await api('get', `/ec2/instances?accountId=${COMMERCE}`, SOMEBODY).expect(
        400,
      );
      const refusal = await api(
        'post',
        '/ec2/instances/terminate',
        SOMEBODY,
      ).send({ ...SCOPE, instanceIds: [instanceId] });
      expect([refusal.status, refusal.body.error.permission]).toEqual([
        403,
        'drs.instances.terminate',
      ]);
    });

    it('are those of drills, and no live recovery goes', async () => {
      const { api, list, serverIds, launchedElsewhere, terminations } =
        await roleFor({ accounts: [COMMERCE], executionType: 'DRILL' });
      const [drilled, live] = await serverIds('orders-db-01', 'orders-db-02');
      const [drillInstance] = await launchedElsewhere(true, [drilled]);
      const [liveInstance] = await launchedElsewhere(false, [live]);
      expect((await list()).totalItems).toBe(2);
      const seen = await api('get', '/ec2/instances', SOMEBODY).expect(200);
      expect(
        seen.body.items.map(({ instanceId }: RecoveryInstance) => instanceId),
      ).toEqual([drillInstance]);

      const terminate = (instanceIds: string[]) =>
        api('post', '/ec2/instances/terminate', SOMEBODY)
          .send({
            ...SCOPE,
            instanceIds,
            acknowledge: ['LIVE_RECOVERY_INSTANCE'],
          })
          .expect(202);
      const hidden = await terminate([liveInstance]);
      const unknown = await terminate(['i-00000000000000000']);
      const resultOf = ({ body }: { body: TerminatedInstances }) =>
        body.instances.map(({ result, sourceServerId }) => ({
          result,
          sourceServerId,
        }));
      // As if there were none.
      expect(resultOf(hidden)).toEqual(resultOf(unknown));
      expect(terminations()).toEqual([]);
      expect(resultOf(await terminate([drillInstance]))).toEqual([
        { result: 'TERMINATING', sourceServerId: drilled },
      ]);
    });

    it('are none for a role by tags, which instances do not prove', async () => {
      const { api, serverIds, launchedElsewhere } = await roleFor({
        tags: { 'DR-Application': 'orders' },
      });
      const [server] = await serverIds('orders-db-01');
      await launchedElsewhere(true, [server]);
      const listed = await api('get', '/ec2/instances', SOMEBODY).expect(200);
      expect(listed.body.items).toEqual([]);
    });

    it('come with the logs of jobs where they may see all of an account', async () => {
      const jobLog = async (where: object) => {
        const { api, drs, serverIds, launchedElsewhere } = await roleFor(where);
        const [server] = await serverIds('orders-db-01');
        await launchedElsewhere(true, [server]);
        const [job] = await drs.describeJobs(new Date(0));
        const { status } = await api(
          'get',
          `/drs/job-logs/${job.jobId}?accountId=${COMMERCE}&region=us-west-2`,
          SOMEBODY,
        );
        return status;
      };
      expect(await jobLog({ accounts: [COMMERCE] })).toBe(200);
      expect(await jobLog({ accounts: [FINANCE] })).toBe(403);
      expect(
        await jobLog({ accounts: [COMMERCE], executionType: 'DRILL' }),
      ).toBe(403);
      expect(await jobLog({ tags: { 'DR-Application': 'orders' } })).toBe(403);
    });
  });
});
