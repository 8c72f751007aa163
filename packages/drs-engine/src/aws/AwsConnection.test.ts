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
import type { AwsServices } from '../ports/awsAccess';
import type { HookCall } from '../ports/hooks';
import { scopeOfHook } from '../ports/hooks';
import { accessTo, scope } from './__testUtils__/simulatedAccess';
import type { AwsDrsAccess } from './AwsDrsAccess';
import { READ_ATTEMPTS } from './clientSettings';
import { requiredActions } from './requiredActions';

describe('the services of an account and Region', () => {
  let aws: Simulator;
  let access: AwsDrsAccess;
  let services: AwsServices;

  beforeAll(async () => {
    aws = await startSimulator({ port: 0, speed: 100_000 });
    access = accessTo(aws);
  });
  afterAll(async () => {
    access.close();
    await aws.close();
  });
  beforeEach(async () => {
    aws.reset();
    aws.quotas.clear();
    aws.functions.clear();
    aws.automations.clear();
    services = await access.services(scope);
  });

  const statuses = (operation: string) =>
    aws.record({ operation }).map(({ status }) => status);

  /** Asks until it is so; the simulated AWS takes a moment. */
  async function eventually<T>(
    ask: () => Promise<T>,
    isSo: (answer: T) => boolean,
  ): Promise<T> {
    for (;;) {
      const answer = await ask();
      if (isSo(answer)) {
        return answer;
      }
    }
  }

  const call = (
    type: HookCall['hook']['type'],
    target: string,
    parameters: HookCall['payload']['parameters'] = {},
    timeoutSeconds = 10,
  ): HookCall => ({
    hook: {
      type,
      name: 'a hook',
      target,
      timeoutSeconds,
      attempts: 3,
      delivery: 'AT_LEAST_ONCE',
      onFailure: 'FAIL',
    },
    payload: {
      executionId: 'execution-1',
      executionType: 'DRILL',
      planId: 'plan-1',
      planName: 'Orders',
      waveNumber: 1,
      waveName: 'Database',
      stage: 'PRE',
      hook: 'a hook',
      parameters,
      servers: [],
      idempotencyKey: `execution-1/1/PRE/0/${
        expect.getState().currentTestName
      }`,
    },
  });

  it('all work as the account’s role, in its Region', async () => {
    await services.quotas.describeQuotas();
    await services.instanceStatuses.describe(['i-0123456789abcdef0']);
    await services.lambdaHooks.run(
      call(
        'lambda',
        'arn:aws:lambda:us-west-2:111122223333:function:meridian-x',
      ),
    );
    await services.automationHooks.run(call('ssm-automation', 'Meridian-X'));
    await services.permissions.missingPermissions();
    const calls = aws
      .record()
      .filter(({ operation }) => operation !== 'AssumeRole');
    expect(new Set(calls.map(({ service }) => service))).toEqual(
      new Set(['servicequotas', 'ec2', 'lambda', 'ssm', 'iam']),
    );
    for (const { callerArn, accountId } of calls) {
      expect(accountId).toBe(scope.accountId);
      expect(callerArn).toBe(
        'arn:aws:sts::111122223333:assumed-role/DrsOrchestratorRole/drs-orchestrator',
      );
    }
  });

  describe('quotas', () => {
    it('are read as they apply to the account', async () => {
      const before = await services.quotas.describeQuotas();
      expect(before).toContainEqual({
        code: 'L-D88FAC3A',
        name: expect.any(String),
        value: 20,
        adjustable: expect.any(Boolean),
      });
      aws.faults.add({
        match: { service: 'servicequotas' },
        effect: { type: 'error', status: 400, code: 'AccessDeniedException' },
      });
      await expect(services.quotas.describeQuotas()).rejects.toMatchObject({
        name: 'AwsFailure',
        kind: 'access-denied',
      });
    });
  });

  describe('instance statuses', () => {
    async function launched(count: number): Promise<string[]> {
      const ids = aws.world.servers
        .filter(
          server =>
            server.accountId === scope.accountId &&
            server.region === scope.region &&
            server.replication.kind === 'continuous',
        )
        .slice(0, count)
        .map(({ sourceServerId }) => sourceServerId);
      const jobId = await services.drs.startRecovery({
        servers: ids.map(sourceServerId => ({ sourceServerId })),
        isDrill: true,
        tags: {},
      });
      const [job] = await eventually(
        () => services.drs.describeJobsById([jobId]),
        ([found]) => found?.status === 'COMPLETED',
      );
      return job.servers.flatMap(
        ({ recoveryInstanceId }) => recoveryInstanceId ?? [],
      );
    }

    it('tell what runs well, and leave out what is not there', async () => {
      const [instanceId] = await launched(1);
      const gone = ['i-0123456789abcdef0', 'i-0fedcba9876543210'];
      const answer = await eventually(
        () =>
          services.instanceStatuses.describe([gone[0], instanceId, gone[1]]),
        ([status]) => status?.instanceStatus === 'ok',
      );
      expect(answer).toEqual([
        {
          instanceId,
          state: 'running',
          instanceStatus: 'ok',
          systemStatus: 'ok',
        },
      ]);
      await expect(services.instanceStatuses.describe(gone)).resolves.toEqual(
        [],
      );
      await expect(services.instanceStatuses.describe([])).resolves.toEqual([]);
    });

    it('tell what does not', async () => {
      aws.faults.add({
        effect: { type: 'impairedInstance', check: 'system' },
      });
      const [instanceId] = await launched(1);
      await expect(
        eventually(
          () => services.instanceStatuses.describe([instanceId]),
          ([status]) => status?.instanceStatus === 'ok',
        ),
      ).resolves.toMatchObject([{ systemStatus: 'impaired' }]);
    });

    it('tell what runs no more, too', async () => {
      const [instanceId] = await launched(1);
      await services.drs.terminateRecoveryInstances([instanceId]);
      await expect(
        eventually(
          () => services.instanceStatuses.describe([instanceId]),
          ([status]) => status?.state !== 'running',
        ),
      ).resolves.toMatchObject([
        { instanceId, instanceStatus: 'not-applicable' },
      ]);
    });

    it('are asked a hundred a call, and fail as a whole where EC2 does', async () => {
      const ids = Array.from(
        { length: 150 },
        (_, at) => `i-${String(at).padStart(17, '0')}`,
      );
      await services.instanceStatuses.describe(ids);
      expect(statuses('DescribeInstanceStatus')).toEqual([400, 400]);
      aws.faults.add({
        match: { operation: 'DescribeInstanceStatus' },
        effect: { type: 'error', status: 503, code: 'Unavailable' },
      });
      await expect(
        services.instanceStatuses.describe(ids.slice(0, 1)),
      ).rejects.toMatchObject({ kind: 'server-error', code: 'Unavailable' });
      expect(statuses('DescribeInstanceStatus')).toHaveLength(
        2 + READ_ATTEMPTS,
      );
    });
  });

  describe('permissions', () => {
    it('miss nothing where the role may do all', async () => {
      await expect(services.permissions.missingPermissions()).resolves.toEqual(
        [],
      );
      expect(statuses('SimulatePrincipalPolicy').length).toBeGreaterThan(0);
    });

    it('tell what is missing, in this Region', async () => {
      aws.faults.add({
        match: { region: scope.region },
        effect: {
          type: 'accessDenied',
          actions: ['ec2:RunInstances', 'drs:StartRecovery', 's3:GetObject'],
        },
      });
      const missing = await services.permissions.missingPermissions();
      expect(new Set(missing)).toEqual(
        new Set(['ec2:RunInstances', 'drs:StartRecovery']),
      );
      const ireland = await access.services({ ...scope, region: 'eu-west-1' });
      await expect(ireland.permissions.missingPermissions()).resolves.toEqual(
        [],
      );
    });

    it('cannot be told where the role may not ask', async () => {
      aws.faults.add({
        effect: {
          type: 'accessDenied',
          actions: ['iam:SimulatePrincipalPolicy'],
        },
      });
      await expect(
        services.permissions.missingPermissions(),
      ).resolves.toBeUndefined();
    });

    it('are named once each, in IAM’s form', () => {
      expect(new Set(requiredActions).size).toBe(requiredActions.length);
      for (const action of requiredActions) {
        expect(action).toMatch(/^(drs|ec2|iam):[A-Z][A-Za-z0-9]+$/);
      }
    });
  });

  describe('Lambda hooks', () => {
    const arn = (name: string) =>
      `arn:aws:lambda:us-west-2:111122223333:function:${name}`;
    const run = (name: string, timeoutSeconds?: number) =>
      services.lambdaHooks.run(call('lambda', arn(name), {}, timeoutSeconds));

    it('give the function the payload, once, and take its words', async () => {
      aws.functions.set('warm-up', {
        type: 'succeeds',
        payload: { message: 'Warm' },
      });
      await expect(run('warm-up')).resolves.toEqual({
        kind: 'succeeded',
        message: 'Warm',
      });
      expect(aws.invocations()).toMatchObject([
        {
          name: 'warm-up',
          invocationType: 'RequestResponse',
          payload: call('lambda', arn('warm-up')).payload,
        },
      ]);
      aws.functions.set('silent', { type: 'succeeds', payload: null });
      await expect(run('silent')).resolves.toEqual({ kind: 'succeeded' });
    });

    it('take a function that threw as failed, though AWS answers 200', async () => {
      aws.functions.set('broken', {
        type: 'throws',
        errorType: 'OrdersDown',
        errorMessage: `The database says no${'!'.repeat(1_000)}`,
      });
      const result = await run('broken');
      expect(result).toMatchObject({
        kind: 'failed',
        code: 'OrdersDown',
        message: expect.stringMatching(/^The database says no!+…$/),
        mayHaveRun: true,
      });
      expect(statuses('Invoke')).toEqual([200]);
    });

    it.each([
      ['throttled', { type: 'throttle' as const, probability: 1 }, false, 0],
      [
        'refused',
        { type: 'error' as const, status: 403, code: 'AccessDeniedException' },
        false,
        0,
      ],
      ['lost on the way back', { type: 'lostResponse' as const }, true, 1],
    ])(
      'are called once where the call is %s',
      async (_, effect, mayHaveRun, runs) => {
        aws.faults.add({ match: { service: 'lambda' }, effect });
        await expect(run('meridian-x')).resolves.toMatchObject({
          kind: 'failed',
          mayHaveRun,
        });
        expect(statuses('Invoke')).toHaveLength(1);
        expect(aws.invocations()).toHaveLength(runs);
      },
    );

    it('wait as long as the hook may take, and no longer', async () => {
      aws.functions.set('slow', { type: 'succeeds', afterMs: 2_000 });
      await expect(run('slow', 0.5)).resolves.toMatchObject({
        kind: 'failed',
        mayHaveRun: true,
      });
      // Longer than the time-out of other calls.
      const impatient = accessTo(aws, { callTimeoutMs: 1_000 });
      const { lambdaHooks } = await impatient.services(scope);
      await expect(
        lambdaHooks.run(call('lambda', arn('slow'))),
      ).resolves.toMatchObject({ kind: 'succeeded' });
      impatient.close();
    });

    it('say so where there is no such function', async () => {
      await expect(run('unheard-of')).resolves.toMatchObject({
        kind: 'failed',
        code: 'ResourceNotFoundException',
        mayHaveRun: false,
      });
    });

    it('are called where their function is', () => {
      const other = { accountId: '222233334444', region: 'eu-west-1' };
      expect(scopeOfHook({ type: 'lambda', target: arn('x') }, other)).toEqual(
        scope,
      );
      expect(
        scopeOfHook({ type: 'ssm-automation', target: 'Meridian-X' }, other),
      ).toEqual(other);
      expect(
        scopeOfHook({ type: 'webhook', target: 'https://x.example' }, other),
      ).toBeUndefined();
      expect(
        scopeOfHook({ type: 'lambda', target: 'just-a-name' }, other),
      ).toBeUndefined();
    });
  });

  describe('Automation hooks', () => {
    const start = (
      document: string,
      parameters?: HookCall['payload']['parameters'],
    ) =>
      services.automationHooks.run(
        call('ssm-automation', document, parameters),
      );
    async function started(document: string): Promise<string> {
      const result = await start(document);
      if (result.kind !== 'running') {
        throw new Error(`Not started: ${JSON.stringify(result)}`);
      }
      return result.externalId;
    }

    it('start the runbook with lists of values, and tell its end', async () => {
      const result = await start('Meridian-Smoke', {
        Suite: 'orders',
        Hosts: ['a', 'b'],
      });
      expect(result).toEqual({
        kind: 'running',
        externalId: expect.any(String),
      });
      expect(aws.invocations()).toMatchObject([
        {
          name: 'Meridian-Smoke',
          payload: { Suite: ['orders'], Hosts: ['a', 'b'] },
          clientToken: expect.stringMatching(
            /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
          ),
        },
      ]);
      const externalId = result.kind === 'running' ? result.externalId : '';
      await expect(
        eventually(
          () => services.automationHooks.observe(externalId),
          now => now?.kind !== 'running',
        ),
      ).resolves.toEqual({ kind: 'succeeded' });
    });

    it('start it once, however often the same attempt is made', async () => {
      aws.faults.add({
        match: { operation: 'StartAutomationExecution' },
        effect: { type: 'lostResponse' },
        times: 1,
      });
      const id = await started('Simulator-NeverEnds');
      await expect(started('Simulator-NeverEnds')).resolves.toBe(id);
      expect(aws.invocations()).toHaveLength(1);
      await expect(services.automationHooks.observe(id)).resolves.toEqual({
        kind: 'running',
        externalId: id,
      });
    });

    it.each([
      ['Simulator-FailsAfter0', 'AutomationFailed'],
      ['Simulator-TimesOutAfter0', 'AutomationTimedOut'],
    ])('tell the failure of %s', async (document, code) => {
      const id = await started(document);
      await expect(
        eventually(
          () => services.automationHooks.observe(id),
          now => now?.kind !== 'running',
        ),
      ).resolves.toEqual({
        kind: 'failed',
        code,
        message: expect.stringMatching(/\w/),
        mayHaveRun: true,
      });
    });

    it('say so where there is no such runbook, and know nothing of a run that does not show', async () => {
      await expect(start('Unheard-Of')).resolves.toMatchObject({
        kind: 'failed',
        code: 'AutomationDefinitionNotFoundException',
        mayHaveRun: false,
      });
      await expect(
        services.automationHooks.observe(
          '00000000-0000-4000-8000-000000000000',
        ),
      ).resolves.toBeUndefined();
    });

    it('know nothing while SSM cannot be asked', async () => {
      const id = await started('Simulator-NeverEnds');
      aws.faults.add({
        match: { operation: 'GetAutomationExecution' },
        effect: { type: 'error', status: 403, code: 'AccessDeniedException' },
      });
      await expect(
        services.automationHooks.observe(id),
      ).resolves.toBeUndefined();
    });
  });

  it('end a question that takes too long over all its tries', async () => {
    aws.faults.add({
      match: { service: 'servicequotas' },
      effect: { type: 'latency', ms: 5_000 },
    });
    const impatient = accessTo(aws, { readLimitMs: 700 });
    const { quotas } = await impatient.services(scope);
    const began = performance.now();
    await expect(quotas.describeQuotas()).rejects.toMatchObject({
      kind: 'no-answer',
    });
    expect(performance.now() - began).toBeLessThan(4_000);
    impatient.close();
  });
});
