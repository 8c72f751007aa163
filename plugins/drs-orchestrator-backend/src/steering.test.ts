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

import { mockServices } from '@backstage/backend-test-utils';
import { DefaultEventsService } from '@backstage/plugin-events-node';
import type { Execution } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import {
  ADMIN,
  ended,
  MANAGER,
  serversOf,
  steered,
  stopSteered,
} from './__testUtils__/steered';
import { DRS_EVENTS_TOPIC } from './drsEvents';

jest.setTimeout(60_000);

afterEach(stopSteered);

/** A launch takes AWS long enough for whatever a test does meanwhile. */
const SLOW = 20;
/** A launch takes AWS a second. */
const FAST = 1200;

describe('an execution', () => {
  it('waits for approval, pauses, is retried and skipped, and says beforehand what it would refuse', async () => {
    const {
      aws,
      call,
      command,
      createPlan,
      refusal,
      serverIds,
      started,
      until,
    } = await steered({ speed: SLOW });
    const [retried, skipped] = await serverIds(
      'orders-app-01',
      'orders-app-02',
    );
    const faults = [retried, skipped].map(sourceServerId =>
      aws.faults.add({
        match: { sourceServerId },
        effect: { type: 'launchFailure' },
      }),
    );
    const plan = await createPlan('orders', ['db', 'app', 'web'], {
      db: { pauseBeforeWave: true },
      web: { waitTimeSeconds: 1 },
    });
    const executionId = await started(plan.planId);

    const waiting = await until(executionId, ({ pause }) => Boolean(pause));
    expect(waiting).toMatchObject({
      status: 'PAUSED',
      pause: { reason: 'APPROVAL', waveNumber: 1 },
      approvals: [
        { waveNumber: 1, waveName: 'db', fourEyes: false, excluded: [] },
      ],
      waves: [
        { status: 'WAITING_FOR_APPROVAL', pauseBeforeWave: true },
        { status: 'PENDING', pauseBeforeWave: false },
        { status: 'PENDING' },
      ],
      nextPhaseReady: false,
    });
    expect(waiting.allowedActions).toEqual([
      'pause_execution',
      'resume_execution',
      'decide_approval',
      'cancel_execution',
      'skip_execution_items',
    ]);
    // What is refused is refused in the words in which it was told before.
    const told = waiting.deniedActions.find(
      ({ operation }) => operation === 'retry_execution_items',
    );
    expect(
      await refusal('post', `/executions/${executionId}/retry`, MANAGER, {
        waves: [1],
      }),
    ).toMatchObject({
      status: 409,
      code: 'INVALID_STATE',
      message: told?.reason,
    });
    for (const decision of [
      { waveNumber: 2 },
      { waveNumber: 1, serversDigest: 'of other servers' },
      {},
    ]) {
      expect(
        await refusal('post', `/executions/${executionId}/approve`, MANAGER, {
          decision: 'APPROVE',
          ...decision,
        }),
      ).toMatchObject({ status: 409, code: 'INVALID_STATE' });
    }
    expect(aws.launches()).toEqual([]);

    await command(executionId, 'approve', {
      waveNumber: 1,
      decision: 'APPROVE',
      serversDigest: waiting.approvals[0].serversDigest,
      comment: 'Go ahead',
    });
    const paused = await command(executionId, 'pause', {
      reason: 'Lunch',
      maxMinutes: 30,
    });
    expect(paused).toMatchObject({
      status: 'PAUSED',
      pause: { reason: 'OPERATOR', message: 'Lunch' },
      approvals: [
        {
          decision: 'APPROVE',
          decidedBy: 'user:default/drsrecoverymanager',
          comment: 'Go ahead',
        },
      ],
    });
    expect(
      Date.parse(paused.pause?.until ?? '') -
        Date.parse(paused.pause?.since ?? ''),
    ).toBe(30 * 60_000);
    expect(
      await refusal('post', `/executions/${executionId}/pause`, MANAGER, {}),
    ).toMatchObject({ status: 409, code: 'INVALID_STATE' });

    aws.setSpeed(FAST);
    await command(executionId, 'resume', { comment: 'Back' });
    const failed = await until(
      executionId,
      ({ pause }) => pause?.reason === 'FAILURE',
    );
    expect(failed.waves.map(({ status }) => status)).toEqual([
      'COMPLETED',
      'FAILED',
      'PENDING',
    ]);
    expect(failed.allowedActions).toEqual([
      'pause_execution',
      'cancel_execution',
      'retry_execution_items',
      'skip_execution_items',
    ]);

    expect(
      await refusal('post', `/executions/${executionId}/skip`, MANAGER, {
        servers: [skipped, 's-00000000000000000'],
        waves: [9],
      }),
    ).toMatchObject({
      status: 400,
      code: 'VALIDATION_FAILED',
      details: [
        { code: 'UNKNOWN_WAVE', field: 'waves' },
        { code: 'UNKNOWN_SERVER', field: 'servers' },
      ],
    });
    // All or nothing: the one that could be skipped was not.
    const { items: facts } = await call(
      'get',
      `/executions/${executionId}/events`,
      MANAGER,
    );
    const types = facts.map(({ type }: { type: string }) => type);
    expect(types).toContain('ApprovalDecided');
    expect(types).not.toContain('SkipRequested');

    faults.forEach(({ id }) => aws.faults.remove(id));
    await command(executionId, 'skip', {
      servers: [skipped],
      comment: 'Is being replaced anyway',
    });
    await command(executionId, 'retry', { servers: [retried] });
    const done = await until(executionId, ended);
    expect(done).toMatchObject({
      status: 'PARTIAL',
      nextPhaseReady: true,
      counts: { total: 10, succeeded: 9, failed: 0, skipped: 1 },
    });
    expect(
      serversOf(done).find(server => server.sourceServerId === skipped),
    ).toMatchObject({ outcome: 'SKIPPED', errorMessage: expect.any(String) });
    expect(done.rtoSeconds).toBeGreaterThan(0);
    expect(done.rpoSeconds).toBeGreaterThanOrEqual(0);
    expect(serversOf(done).map(({ health }) => health.state)).toEqual(
      serversOf(done).map(server =>
        server.sourceServerId === skipped ? 'UNCHECKED' : 'HEALTHY',
      ),
    );
    // Once for each, and once more for the one that was tried again.
    expect(
      aws
        .launches()
        .map(({ hostname }) => hostname)
        .sort(),
    ).toEqual(
      [
        ...serversOf(done).map(({ hostname }) => hostname),
        'orders-app-01',
      ].sort(),
    );
  });

  it('holds what is new while running jobs finish', async () => {
    const { aws, command, createPlan, started, until } = await steered({
      speed: SLOW,
    });
    const plan = await createPlan('orders', ['db', 'web']);
    const executionId = await started(plan.planId);
    await until(executionId, () => aws.launches().length > 0);
    await command(executionId, 'pause');
    aws.setSpeed(FAST);
    const held = await until(
      executionId,
      ({ waves: [db] }) => db.status === 'COMPLETED',
    );
    expect(held).toMatchObject({
      status: 'PAUSED',
      waves: [{ status: 'COMPLETED' }, { status: 'PENDING' }],
    });
    expect(aws.launches()).toHaveLength(2);
    await command(executionId, 'resume');
    expect(await until(executionId, ended)).toMatchObject({
      status: 'COMPLETED',
    });
  });

  it('starts only with another person than who started it or changed its plan, where that is configured', async () => {
    const { aws, call, command, createPlan, get, refusal, started, until } =
      await steered({
        config: config => ({
          ...config,
          drsOrchestrator: {
            ...config.drsOrchestrator,
            approvals: { requireFor: 'RECOVERY', timeLimit: { hours: 2 } },
          },
        }),
      });
    const created = await createPlan('payments', ['app']);
    const plan = await call('put', `/recovery-plans/${created.planId}`, ADMIN, {
      version: created.version,
      planName: 'Payments',
      targetRpoMinutes: 15,
      waves: created.waves,
    });
    expect(plan).toMatchObject({
      createdBy: 'user:default/drsplanmanager',
      updatedBy: 'user:default/drsorchestrationadmin',
      targetRpoMinutes: 15,
    });

    // A drill needs nobody else.
    const drill = await started(plan.planId);
    await until(drill, ended);

    const rejected = await started(
      plan.planId,
      { executionType: 'RECOVERY' },
      MANAGER,
    );
    const asked = await until(rejected, ({ pause }) => Boolean(pause));
    expect(asked).toMatchObject({
      pause: { reason: 'APPROVAL' },
      targetRpoMinutes: 15,
      approvals: [
        {
          fourEyes: true,
          planVersion: 2,
          excluded: [
            'user:default/drsrecoverymanager',
            'user:default/drsorchestrationadmin',
          ],
        },
      ],
    });
    expect(asked.approvals[0].waveNumber).toBeUndefined();
    expect(
      Date.parse(asked.approvals[0].until) -
        Date.parse(asked.approvals[0].since),
    ).toBe(2 * 3600_000);
    for (const caller of [MANAGER, ADMIN] as const) {
      expect((await get(rejected, caller)).deniedActions).toContainEqual(
        expect.objectContaining({
          operation: 'decide_approval',
          code: 'FOUR_EYES',
        }),
      );
      for (const [name, body] of [
        ['approve', { decision: 'APPROVE' }],
        ['resume', {}],
      ] as const) {
        const answer = await refusal(
          'post',
          `/executions/${rejected}/${name}`,
          caller,
          body,
        );
        expect([name, answer.status]).toEqual([
          name,
          name === 'approve' ? 403 : 409,
        ]);
      }
    }
    expect(
      await refusal('post', `/executions/${rejected}/approve`, ADMIN, {
        decision: 'APPROVE',
      }),
    ).toMatchObject({ status: 403, code: 'FOUR_EYES' });
    // Whoever has doubts may always stop it.
    await command(rejected, 'approve', { decision: 'REJECT' }, ADMIN);
    expect(await until(rejected, ended)).toMatchObject({ status: 'CANCELLED' });
    expect(aws.launches().filter(({ isDrill }) => !isDrill)).toEqual([]);

    const approved = await started(plan.planId, { executionType: 'RECOVERY' });
    await until(approved, ({ pause }) => Boolean(pause));
    await command(approved, 'approve', { decision: 'APPROVE' }, MANAGER);
    expect(await until(approved, ended)).toMatchObject({
      status: 'COMPLETED',
      approvals: [{ decision: 'APPROVE' }],
    });
  });

  it('moves at once when DRS tells of its job', async () => {
    const events = DefaultEventsService.create({
      logger: mockServices.logger.mock(),
      useEventBus: 'never',
    });
    const { aws, createPlan, started, until } = await steered({
      events,
      config: config => ({
        ...config,
        drsOrchestrator: {
          ...config.drsOrchestrator,
          // Longer than this test may take.
          engine: { pollInterval: { hours: 1 } },
        },
      }),
    });
    aws.onEvent(eventPayload => {
      events
        .publish({ topic: DRS_EVENTS_TOPIC, eventPayload })
        .catch(() => undefined);
    });
    const plan = await createPlan('payments', ['db', 'app'], {
      db: { healthCheck: { ec2Status: false } },
      app: { healthCheck: { ec2Status: false } },
    });
    const executionId = await started(plan.planId);
    expect(await until(executionId, ended)).toMatchObject({
      status: 'COMPLETED',
    });
  });
});

describe('the freeze switch', () => {
  it('holds what runs and refuses what would start, until it is released', async () => {
    const { aws, call, createPlan, execute, refusal, started, until } =
      await steered({ speed: SLOW });
    const plan = await createPlan('orders', ['db', 'app']);
    const other = await createPlan('payments', ['app']);
    const executionId = await started(plan.planId);
    await until(executionId, () => aws.launches().length > 0);

    const settings = await call('get', '/config/settings', 'DRSReadOnly');
    expect(settings).toEqual({
      freeze: { active: false, byConfiguration: false },
      breakGlass: [],
      version: 0,
    });
    const frozen = await call('put', '/config/settings', ADMIN, {
      version: 0,
      freeze: { active: true, reason: 'Change freeze' },
    });
    expect(frozen).toMatchObject({
      freeze: { active: true, reason: 'Change freeze' },
      version: 1,
      updatedBy: 'user:default/drsorchestrationadmin',
    });
    expect(
      await refusal('put', '/config/settings', ADMIN, {
        version: 0,
        freeze: { active: false },
      }),
    ).toMatchObject({
      status: 409,
      code: 'VERSION_CONFLICT',
      current: frozen,
    });
    const refused = await execute(other.planId);
    expect([refused.status, refused.body.error.code]).toEqual([409, 'FROZEN']);
    expect(refused.body.error.message).toContain('Change freeze');
    const told = await call(
      'get',
      `/recovery-plans/${other.planId}`,
      'DRSOperator',
    );
    expect(told.allowedActions).toEqual([]);
    expect(told.deniedActions).toContainEqual({
      operation: 'execute_recovery_plan',
      code: 'FROZEN',
      reason: refused.body.error.message,
    });

    aws.setSpeed(FAST);
    const held = await until(
      executionId,
      ({ pause, waves: [db] }) =>
        pause?.reason === 'FREEZE' && db.status === 'COMPLETED',
    );
    expect(held).toMatchObject({
      status: 'PAUSED',
      pause: { message: expect.stringContaining('Change freeze') },
    });
    expect(
      await refusal('post', `/executions/${executionId}/resume`, MANAGER, {}),
    ).toMatchObject({ status: 409, code: 'INVALID_STATE' });
    expect(aws.launches()).toHaveLength(2);

    await call('put', '/config/settings', ADMIN, {
      version: 1,
      freeze: { active: false },
    });
    expect(await until(executionId, ended)).toMatchObject({
      status: 'COMPLETED',
    });
    expect((await execute(other.planId)).status).toBe(202);
  });

  it('holds at once what nobody would look at for a day', async () => {
    const { call, createPlan, started, until } = await steered();
    const plan = await createPlan('payments', ['app'], {
      app: { pauseBeforeWave: true },
    });
    const executionId = await started(plan.planId);
    const isHeldFor = (reason: string) => (execution: Execution) =>
      execution.pause?.reason === reason;
    await until(executionId, isHeldFor('APPROVAL'));
    for (const [version, active, reason] of [
      [0, true, 'FREEZE'],
      [1, false, 'APPROVAL'],
    ] as const) {
      await call('put', '/config/settings', ADMIN, {
        version,
        freeze: { active },
      });
      const held = await until(executionId, isHeldFor(reason));
      expect(held.status).toBe('PAUSED');
    }
  });

  it('of the configuration cannot be released on the pages', async () => {
    const { call, createPlan, execute } = await steered({
      config: config => ({
        ...config,
        drsOrchestrator: { ...config.drsOrchestrator, freeze: true },
      }),
    });
    const plan = await createPlan('payments', ['app']);
    expect((await execute(plan.planId)).body.error.code).toBe('FROZEN');
    expect(
      await call('put', '/config/settings', ADMIN, {
        version: 0,
        freeze: { active: false },
      }),
    ).toMatchObject({ freeze: { active: true, byConfiguration: true } });
    expect((await execute(plan.planId)).body.error.code).toBe('FROZEN');
  });
});
