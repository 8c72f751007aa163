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

import type { Entity } from '@backstage/catalog-model';
import { TestDatabases } from '@backstage/backend-test-utils';
import type {
  Execution,
  ExecutionServer,
  ExecutionWave,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import {
  COMMERCE,
  FINANCE,
  startOrchestrator,
  type Orchestrator,
  type Persona,
} from './__testUtils__/startOrchestrator';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const entity = (
  kind: string,
  name: string,
  differences: { annotations?: Record<string, string>; parts?: string[] } = {},
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: {
    namespace: 'default',
    name,
    annotations: differences.annotations ?? {},
  },
  spec: {},
  relations: (differences.parts ?? []).map(targetRef => ({
    type: 'hasPart',
    targetRef,
  })),
});

const executionActions = [
  'pause_execution',
  'resume_execution',
  'decide_approval',
  'cancel_execution',
  'retry_execution_items',
  'skip_execution_items',
  'terminate_recovery_instances',
];

const annotationsFor = (application: string, role: string) => ({
  'aws.amazon.com/drs-account-id': COMMERCE,
  'aws.amazon.com/drs-region': 'us-west-2',
  'aws.amazon.com/drs-protection-group-tags': `DR-Application=${application},DR-Role=${role}`,
});

const entities = [
  entity('System', 'orders', {
    parts: [
      'resource:default/orders-db',
      'component:default/orders-service',
      'component:default/orders-web',
      'component:default/shipping-calculator',
    ],
  }),
  entity('Resource', 'orders-db', {
    annotations: annotationsFor('orders', 'db'),
  }),
  entity('Component', 'orders-service', {
    annotations: annotationsFor('orders', 'app'),
  }),
  entity('Component', 'orders-web', {
    annotations: annotationsFor('orders', 'web'),
  }),
  entity('Component', 'shipping-calculator'),
  entity('Resource', 'payments-db', {
    annotations: annotationsFor('payments', 'db'),
  }),
  entity('Component', 'catalog-search', {
    annotations: annotationsFor('product-catalog', 'search'),
  }),
];

describe.each(databases.eachSupportedId())('a drill on %s', databaseId => {
  let orchestrator: Orchestrator;

  beforeAll(async () => {
    orchestrator = await startOrchestrator({
      knex: await databases.init(databaseId),
      entities,
      speed: 1200,
    });
  });

  afterAll(() => orchestrator.stop());

  /** Calls, expects success and gives the body. */
  const call = async (
    method: 'get' | 'post' | 'delete',
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

  /** Asks until the execution is as wanted; the test's own time-out ends it otherwise. */
  const until = async (
    executionId: string,
    wanted: (execution: Execution) => boolean,
  ): Promise<Execution> => {
    for (;;) {
      const execution: Execution = await call(
        'get',
        `/executions/${executionId}`,
        'DRSReadOnly',
      );
      if (wanted(execution)) {
        return execution;
      }
      await new Promise(resolve => setTimeout(resolve, 50));
    }
  };

  const createGroup = (application: string, role: string) =>
    call('post', '/protection-groups', 'DRSPlanManager', {
      groupName: `${application} ${role}`,
      accountId: COMMERCE,
      region: 'us-west-2',
      serverSelectionTags: { 'DR-Application': application, 'DR-Role': role },
    });

  const wave = (
    waveNumber: number,
    groupId: string,
    differences: object = {},
  ) => ({
    waveNumber,
    waveName: `Wave ${waveNumber}`,
    protectionGroupIds: [groupId],
    ...differences,
  });

  const serversOf = (execution: Execution): ExecutionServer[] =>
    execution.waves.flatMap(({ servers }) => servers);

  it('goes from groups to clean-up, and the entity shows it', async () => {
    const before = await call(
      'get',
      '/readiness?entityRef=system:default/orders',
      'DRSReadOnly',
    );
    expect(before).toMatchObject({
      answer: 'NO',
      groups: [],
      plans: [],
      withoutServers: ['component:default/shipping-calculator'],
      unavailable: [],
    });
    expect(before.servers).toHaveLength(10);

    const db = await createGroup('orders', 'db');
    const app = await createGroup('orders', 'app');
    const web = await createGroup('orders', 'web');
    const waves = [
      wave(1, db.groupId),
      wave(2, app.groupId, { dependsOnWaves: [1] }),
      wave(3, web.groupId, { dependsOnWaves: [1] }),
    ];
    const validation = await call(
      'post',
      '/recovery-plans/validate',
      'DRSReadOnly',
      { planName: 'Orders', accountId: COMMERCE, waves },
    );
    expect(validation).toEqual({
      valid: true,
      findings: [],
      waves: [
        { waveNumber: 1, serverCount: 2, notReadyCount: 0 },
        { waveNumber: 2, serverCount: 4, notReadyCount: 0 },
        { waveNumber: 3, serverCount: 4, notReadyCount: 0 },
      ],
    });
    const plan = await call('post', '/recovery-plans', 'DRSPlanManager', {
      planName: 'Orders',
      accountId: COMMERCE,
      targetRtoMinutes: 60,
      waves,
    });

    const start = {
      executionType: 'DRILL',
      clientToken: 'monday',
      reason: 'Quarterly rehearsal',
      metadata: { ticketId: 'CHG-1' },
    };
    const started = await call(
      'post',
      `/recovery-plans/${plan.planId}/execute`,
      'DRSOperator',
      start,
    );
    const { executionId } = started;
    expect(started.statusUrl).toBe(
      `/api/drs-orchestrator/executions/${executionId}/status`,
    );

    // The same token gives the same execution, another one is refused.
    const again = await call('post', '/executions', 'DRSOperator', {
      ...start,
      planId: plan.planId,
    });
    expect(again.executionId).toBe(executionId);
    const second = await orchestrator
      .api('post', `/recovery-plans/${plan.planId}/execute`, 'DRSOperator')
      .send({ executionType: 'DRILL' });
    expect([second.status, second.body.error.code]).toEqual([
      409,
      'EXECUTION_IN_PROGRESS',
    ]);
    const busy = await call(
      'get',
      `/recovery-plans/${plan.planId}`,
      'DRSOrchestrationAdmin',
    );
    expect(busy.allowedActions).toEqual(['update_recovery_plan']);
    const deletion = await orchestrator.api(
      'delete',
      `/recovery-plans/${plan.planId}`,
      'DRSOrchestrationAdmin',
    );
    expect([deletion.status, deletion.body.error.code]).toEqual([
      409,
      'EXECUTION_IN_PROGRESS',
    ]);

    const seenByOperator = await call(
      'get',
      `/executions/${executionId}`,
      'DRSOperator',
    );
    expect(seenByOperator.allowedActions).toEqual([]);
    expect(
      seenByOperator.deniedActions.map(
        ({ operation, code }: { operation: string; code: string }) =>
          `${operation} ${code}`,
      ),
    ).toEqual(
      executionActions.map(
        operation => `${operation} INSUFFICIENT_PERMISSIONS`,
      ),
    );

    // The addresses are learnt after the launches, and hold up nothing.
    const ended = await until(
      executionId,
      execution =>
        execution.endTime !== undefined &&
        serversOf(execution).every(({ privateIp }) => privateIp),
    );
    expect(ended).toMatchObject({
      status: 'COMPLETED',
      initiatedBy: 'user:default/drsoperator',
      reason: 'Quarterly rehearsal',
      metadata: { ticketId: 'CHG-1' },
      counts: { total: 10, succeeded: 10, failed: 0 },
      instancesTerminated: false,
    });
    const [first, ...others] = ended.waves;
    for (const other of others) {
      expect(Date.parse(other.startTime ?? '')).toBeGreaterThanOrEqual(
        Date.parse(first.readyAt ?? ''),
      );
    }
    expect(
      orchestrator.aws
        .launches()
        .map(launch => launch.hostname)
        .sort(),
    ).toEqual(
      serversOf(ended)
        .map(server => server.hostname)
        .sort(),
    );

    const [status, waveList, jobs, events, log] = await Promise.all(
      ['status', 'waves', 'jobs', 'events', 'job-logs?limit=200'].map(part =>
        call('get', `/executions/${executionId}/${part}`, 'DRSReadOnly'),
      ),
    );
    expect(status).toMatchObject({ executionId, status: 'COMPLETED' });
    // When each phase began is told by the waves alone, once all is well.
    const phases = waveList.items.flatMap((listed: ExecutionWave) =>
      listed.servers.map(server => Object.keys(server.phaseTimes ?? {}).sort()),
    );
    expect(phases).toEqual(
      serversOf(ended).map(() => ['CONVERSION', 'LAUNCH', 'SNAPSHOT']),
    );
    expect(waveList.items).toMatchObject(ended.waves);
    expect(jobs.items).toHaveLength(3);
    expect(events.items[0]).toMatchObject({
      seq: 1,
      actor: 'user:default/drsoperator',
      type: 'ExecutionStarted',
    });
    const rest = await call(
      'get',
      `/executions/${executionId}/events?after=${events.items[0].seq}`,
      'DRSReadOnly',
    );
    expect(rest.items.every(({ seq }: { seq: number }) => seq > 1)).toBe(true);
    expect(log.items.length).toBeGreaterThan(10);

    const listed = await call(
      'get',
      `/executions?planId=${plan.planId}&status=COMPLETED&status=FAILED&executionType=DRILL`,
      'DRSReadOnly',
    );
    expect(listed.items).toMatchObject([{ executionId, seq: ended.seq }]);

    const termination = await call(
      'post',
      `/executions/${executionId}/terminate-instances`,
      'DRSRecoveryManager',
    );
    expect(termination).toMatchObject({ requested: true, done: false });
    const cleaned = await until(
      executionId,
      execution => execution.instancesTerminated,
    );
    expect(cleaned.status).toBe('COMPLETED');
    expect(
      await call(
        'get',
        `/executions/${executionId}/termination-status`,
        'DRSReadOnly',
      ),
    ).toMatchObject({
      done: true,
      counts: { running: 0, terminating: 0, terminated: 10 },
    });

    const after = await call(
      'get',
      '/readiness?entityRef=System:default/orders',
      'DRSReadOnly',
    );
    expect(after).toMatchObject({
      answer: 'YES',
      findings: [],
      plans: [{ planName: 'Orders', waves: [1, 2, 3] }],
      lastDrill: { executionId, status: 'COMPLETED' },
    });
    const component = await call(
      'get',
      '/readiness?entityRef=component:default/orders-web',
      'DRSReadOnly',
    );
    expect(component).toMatchObject({
      answer: 'YES',
      groups: [{ groupName: 'orders web' }],
      plans: [{ planName: 'Orders', waves: [3] }],
    });
    expect(component.servers).toHaveLength(4);
  });

  it('pauses for a failed server, says which and why, and can be cancelled', async () => {
    const db = await createGroup('payments', 'db');
    const web = await createGroup('payments', 'web');
    const [failing] = await orchestrator.serverIds('payments-db-02');
    orchestrator.aws.faults.add({
      match: { sourceServerId: failing },
      effect: { type: 'launchFailure' },
    });
    const plan = await call('post', '/recovery-plans', 'DRSPlanManager', {
      planName: 'Payments',
      accountId: COMMERCE,
      waves: [wave(1, db.groupId), wave(2, web.groupId)],
    });
    const { executionId } = await call(
      'post',
      `/recovery-plans/${plan.planId}/execute`,
      'DRSOperator',
      { executionType: 'DRILL' },
    );

    const paused = await until(
      executionId,
      ({ status }) => status === 'PAUSED',
    );
    expect(paused.pause).toMatchObject({ reason: 'FAILURE', waveNumber: 1 });
    expect(
      serversOf(paused).filter(({ outcome }) => outcome === 'FAILED'),
    ).toMatchObject([
      {
        hostname: 'payments-db-02',
        errorMessage: expect.stringMatching(/./),
      },
    ]);

    const readiness = () =>
      call(
        'get',
        '/readiness?entityRef=resource:default/payments-db',
        'DRSReadOnly',
      );
    const meanwhile = await readiness();
    expect(meanwhile).toMatchObject({
      answer: 'YES_WITH_GAPS',
      findings: [
        { code: 'NEVER_DRILLED' },
        { code: 'DRILL_IN_PROGRESS', subject: { id: executionId } },
      ],
    });
    expect(meanwhile.lastDrill).toBeUndefined();

    const cancelled: Execution = await call(
      'post',
      `/executions/${executionId}/cancel`,
      'DRSRecoveryManager',
      { reason: 'Will try tomorrow' },
    );
    expect(['CANCELLING', 'CANCELLED']).toContain(cancelled.status);
    const ended = await until(executionId, ({ endTime }) => Boolean(endTime));
    expect(ended.status).toBe('CANCELLED');
    expect(await readiness()).toMatchObject({
      answer: 'YES_WITH_GAPS',
      findings: [{ code: 'LAST_DRILL_CANCELLED' }],
      lastDrill: { executionId },
    });
    const twice = await orchestrator.api(
      'post',
      `/executions/${executionId}/cancel`,
      'DRSRecoveryManager',
    );
    expect([twice.status, twice.body.error.code]).toEqual([
      409,
      'INVALID_STATE',
    ]);
    const seenByManager = await call(
      'get',
      `/executions/${executionId}`,
      'DRSRecoveryManager',
    );
    expect(seenByManager).toMatchObject({
      allowedActions: ['terminate_recovery_instances'],
      deniedActions: executionActions
        .filter(operation => operation !== 'terminate_recovery_instances')
        .map(operation => ({ operation, code: 'INVALID_STATE' })),
    });
  });

  it('ends PARTIAL where a wave tolerates a failed server', async () => {
    const [failing] = await orchestrator.serverIds('storefront-eu-web-03');
    orchestrator.aws.faults.add({
      match: { sourceServerId: failing },
      effect: { type: 'launchFailure' },
    });
    const group = await call('post', '/protection-groups', 'DRSPlanManager', {
      groupName: 'Storefront',
      accountId: COMMERCE,
      region: 'eu-west-1',
      serverSelectionTags: { 'DR-Application': 'storefront-eu' },
    });
    const plan = await call('post', '/recovery-plans', 'DRSPlanManager', {
      planName: 'Storefront',
      accountId: COMMERCE,
      waves: [
        wave(1, group.groupId, {
          continueOnFailure: true,
          successThresholdPercent: 80,
        }),
      ],
    });
    expect(plan.scopes).toEqual([{ accountId: COMMERCE, region: 'eu-west-1' }]);
    const { executionId } = await call('post', '/executions', 'DRSOperator', {
      planId: plan.planId,
      executionType: 'DRILL',
    });
    const ended = await until(executionId, ({ endTime }) => Boolean(endTime));
    expect(ended).toMatchObject({
      status: 'PARTIAL',
      counts: { total: 6, succeeded: 5, failed: 1 },
      waves: [{ status: 'PARTIAL' }],
    });
  });

  it('starts with a server without recovery point only where the wave can do without', async () => {
    const group = await call('post', '/protection-groups', 'DRSPlanManager', {
      groupName: 'Billing',
      accountId: FINANCE,
      region: 'us-west-2',
      serverSelectionTags: { 'DR-Application': 'billing', 'DR-Role': 'app' },
    });
    const planWith = (planName: string, differences: object) =>
      call('post', '/recovery-plans', 'DRSPlanManager', {
        planName,
        accountId: FINANCE,
        waves: [wave(1, group.groupId, differences)],
      });
    const strict = await planWith('Billing, all of it', {});
    const refused = await orchestrator
      .api('post', `/recovery-plans/${strict.planId}/execute`, 'DRSOperator')
      .send({ executionType: 'DRILL' });
    expect(refused.status).toBe(422);
    expect(refused.body.error.details).toMatchObject([
      { code: 'SERVER_NOT_READY', subject: { name: 'billing-app-02' } },
    ]);

    const tolerant = await planWith('Billing, what there is', {
      continueOnFailure: true,
    });
    const { executionId } = await call(
      'post',
      `/recovery-plans/${tolerant.planId}/execute`,
      'DRSOperator',
      { executionType: 'DRILL' },
    );
    const ended = await until(executionId, ({ endTime }) => Boolean(endTime));
    expect(ended.status).toBe('PARTIAL');
    expect(
      serversOf(ended).map(({ hostname, outcome, errorCode }) => ({
        hostname,
        outcome,
        errorCode,
      })),
    ).toEqual([
      { hostname: 'billing-app-01', outcome: 'HEALTHY' },
      {
        hostname: 'billing-app-02',
        outcome: 'FAILED',
        errorCode: 'SERVER_NOT_READY',
      },
    ]);
  });

  it('does not start while something blocks, and tells all of it', async () => {
    const search = await createGroup('product-catalog', 'search');
    const [stalled] = await orchestrator.serverIds('product-catalog-search-02');
    const readiness = await call(
      'get',
      '/readiness?entityRef=component:default/catalog-search',
      'DRSReadOnly',
    );
    expect(readiness.findings).toContainEqual(
      expect.objectContaining({
        code: 'SERVER_AT_RISK',
        subject: expect.objectContaining({ id: stalled }),
      }),
    );
    const empty = await call('post', '/protection-groups', 'DRSPlanManager', {
      groupName: 'Nothing',
      accountId: COMMERCE,
      region: 'us-west-2',
      serverSelectionTags: { 'DR-Application': 'no-such-application' },
    });
    const plan = await call('post', '/recovery-plans', 'DRSPlanManager', {
      planName: 'Search',
      accountId: COMMERCE,
      waves: [wave(1, search.groupId), wave(2, empty.groupId)],
    });
    const launchesBefore = orchestrator.aws.launches().length;
    const answer = await orchestrator
      .api('post', `/recovery-plans/${plan.planId}/execute`, 'DRSOperator')
      .send({ executionType: 'DRILL' });
    expect([answer.status, answer.body.error.code]).toEqual([
      422,
      'PREFLIGHT_FAILED',
    ]);
    expect(answer.body.error.details).toMatchObject([
      { code: 'WAVE_WITHOUT_SERVERS', subject: { kind: 'wave', id: '2' } },
    ]);
    expect(orchestrator.aws.launches()).toHaveLength(launchesBefore);
    const executions = await call(
      'get',
      `/executions?planId=${plan.planId}`,
      'DRSReadOnly',
    );
    expect(executions.items).toEqual([]);
  });

  it('starts one of two different requests that come at once with one token', async () => {
    const group = await createGroup('product-catalog', 'app');
    const plan = await call('post', '/recovery-plans', 'DRSPlanManager', {
      planName: 'Product catalog application',
      accountId: COMMERCE,
      waves: [wave(1, group.groupId)],
    });
    const answers = await Promise.all(
      ['CHG-1', 'CHG-2'].map(ticketId =>
        orchestrator
          .api('post', `/recovery-plans/${plan.planId}/execute`, 'DRSOperator')
          .send({
            executionType: 'DRILL',
            clientToken: 'both',
            metadata: { ticketId },
          }),
      ),
    );
    const [started, refused] = answers.sort((a, b) => a.status - b.status);
    expect([started.status, refused.status]).toEqual([202, 409]);
    expect(refused.body.error).toMatchObject({
      code: 'INVALID_STATE',
      details: [
        {
          field: 'clientToken',
          subject: { id: started.body.executionId },
        },
      ],
    });
    await until(started.body.executionId, ({ endTime }) => Boolean(endTime));
  });

  it('never drills over a live recovery', async () => {
    const group = await createGroup('payments', 'app');
    const plan = await call('post', '/recovery-plans', 'DRSPlanManager', {
      planName: 'Payments application',
      accountId: COMMERCE,
      waves: [wave(1, group.groupId)],
    });
    const execute = (executionType: string, clientToken?: string) =>
      orchestrator
        .api('post', `/recovery-plans/${plan.planId}/execute`, 'DRSOperator')
        .send({ executionType, clientToken });
    const recovery = await execute('RECOVERY', 'once');
    expect(recovery.status).toBe(202);
    await until(recovery.body.executionId, ({ endTime }) => Boolean(endTime));

    // Whoever lost the answer and asks again is told what they started.
    const again = await execute('RECOVERY', 'once');
    expect([again.status, again.body.executionId]).toEqual([
      202,
      recovery.body.executionId,
    ]);
    // Whoever asks for something else is not told that it has started.
    const drill = await execute('DRILL', 'once');
    expect([drill.status, drill.body.error.code]).toEqual([
      409,
      'INVALID_STATE',
    ]);
    expect(drill.body.error.details).toMatchObject([
      {
        field: 'clientToken',
        subject: { kind: 'execution', id: recovery.body.executionId },
      },
    ]);
    for (const type of ['DRILL', 'RECOVERY']) {
      const answer = await execute(type);
      expect([answer.status, answer.body.error.code]).toEqual([
        422,
        'PREFLIGHT_FAILED',
      ]);
      expect(
        answer.body.error.details.map(({ code }: { code: string }) => code),
      ).toEqual(Array(3).fill('LIVE_RECOVERY_INSTANCE'));
    }
  });

  it('tells 404 for what is not in the catalog', async () => {
    const answer = await orchestrator.api(
      'get',
      '/readiness?entityRef=component:default/ghost',
      'DRSReadOnly',
    );
    expect([answer.status, answer.body.error.code]).toEqual([
      404,
      'ENTITY_NOT_FOUND',
    ]);
  });
});
