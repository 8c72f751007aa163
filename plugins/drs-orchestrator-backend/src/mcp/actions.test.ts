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
  drsPermissions,
  endpoints,
  type AuditEntry,
  type EndpointAccess,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { ActionsServiceAction } from '@backstage/backend-plugin-api/alpha';
import { ended, steered, stopSteered } from '../__testUtils__/steered';
import type { Persona } from '../__testUtils__/startOrchestrator';
import { offeredActions } from './offeredActions';

jest.setTimeout(120_000);

afterEach(stopSteered);

const ACTIONS = '/.backstage/actions/v1/actions';

/** A plugin with Backstage's own registry of actions over HTTP, as its MCP server asks it. */
async function offering() {
  const orchestrator = await steered();
  const { api } = orchestrator;
  const invoke = async (name: string, caller: Persona, input: object = {}) => {
    const { status, body } = await api(
      'post',
      `${ACTIONS}/${encodeURIComponent(`drs-orchestrator:${name}`)}/invoke`,
      caller,
    ).send(input);
    return { status, output: body.output, error: body.error };
  };
  return {
    ...orchestrator,
    invoke,
    /** Invokes, expects success and gives the output. */
    done: async (name: string, caller: Persona, input: object = {}) => {
      const { status, output, error } = await invoke(name, caller, input);
      if (status !== 200) {
        throw new Error(`${name}: ${status} ${JSON.stringify(error)}`);
      }
      return output;
    },
    listed: async (): Promise<ActionsServiceAction[]> =>
      (await api('get', ACTIONS, 'DRSReadOnly')).body.actions,
  };
}

const isOnlyView = (access: EndpointAccess) =>
  access.kind === 'permission' &&
  drsPermissions[access.permission].attributes.action === 'read';

describe('what MCP clients are offered', () => {
  it('is of the contract, and says truly what changes something', async () => {
    const { listed } = await offering();
    const actions = await listed();
    expect(actions.map(({ name }) => name)).toEqual(
      offeredActions.map(({ name }) => name),
    );
    for (const { name, operation, fixed, drillsOnly } of offeredActions) {
      const action = actions.find(other => other.name === name);
      const reads = isOnlyView(endpoints[operation].access);
      expect([name, action?.attributes]).toEqual([
        name,
        {
          readOnly: reads,
          destructive: !reads,
          idempotent: operation !== 'execute_recovery_plan',
        },
      ]);
      // Of what changes something, only a pause is offered for a recovery.
      expect([
        name,
        reads ||
          drillsOnly === true ||
          fixed?.executionType === 'DRILL' ||
          operation === 'pause_execution',
      ]).toEqual([name, true]);
    }
    for (const kept of [
      'start_execution',
      'decide_approval',
      'retry_execution_items',
      'skip_execution_items',
      'terminate_instances',
      'update_settings',
    ]) {
      expect(offeredActions.map(({ operation }) => operation)).not.toContain(
        kept,
      );
    }
  });

  it('is described by the fields of the contract, without those that are set', async () => {
    const { listed } = await offering();
    const schemaOf = async (name: string) =>
      (await listed()).find(action => action.name === name)?.schema;
    const start = await schemaOf('start-drill');
    expect(start?.input).toMatchObject({
      type: 'object',
      required: ['planId'],
      additionalProperties: false,
      properties: {
        planId: { type: 'string', minLength: 1, maxLength: 64 },
        reason: { type: 'string', maxLength: 1000 },
        onLimit: { type: 'string', enum: ['QUEUE', 'REJECT'] },
        drill: {
          type: 'object',
          properties: {
            timeToLiveMinutes: { type: 'integer', minimum: 15 },
          },
        },
      },
    });
    expect(Object.keys(start?.input.properties ?? {})).not.toEqual(
      expect.arrayContaining(['executionType']),
    );
    expect(Object.keys(start?.input.properties ?? {})).not.toEqual(
      expect.arrayContaining(['acknowledge']),
    );
    expect((await schemaOf('list-executions'))?.input).toMatchObject({
      properties: { limit: { type: 'integer', minimum: 1, maximum: 200 } },
    });
    expect((await schemaOf('get-execution-status'))?.output).toMatchObject({
      type: 'object',
      properties: { executionId: { type: 'string' } },
    });
  });
});

describe('actions', () => {
  it('take an MCP client from a question to a drill and its end', async () => {
    const { done, createPlan, until, api } = await offering();
    const plan = await createPlan('product-catalog', ['search']);
    const { planId } = plan;

    expect(
      (await done('list-protection-groups', 'DRSReadOnly')).items,
    ).toHaveLength(1);
    expect(
      (await done('list-recovery-plans', 'DRSReadOnly', { limit: 5 })).items,
    ).toMatchObject([{ planId }]);
    expect(
      await done('get-recovery-plan', 'DRSReadOnly', { planId }),
    ).toMatchObject({ planName: 'product-catalog', version: 1 });
    expect(
      await done('preflight-recovery-plan', 'DRSOperator', {
        planId,
        executionType: 'DRILL',
      }),
    ).toMatchObject({ findings: expect.any(Array) });
    expect(
      (await done('list-source-servers', 'DRSReadOnly', { text: 'search' }))
        .items.length,
    ).toBeGreaterThan(0);
    expect(
      await done('get-plan-drift', 'DRSReadOnly', { planId }),
    ).toMatchObject({ state: 'UNKNOWN' });

    const start = {
      planId,
      clientToken: 'once',
      reason: 'Rehearsal of the quarter',
    };
    const { executionId } = await done('start-drill', 'DRSOperator', start);
    expect(await done('start-drill', 'DRSOperator', start)).toMatchObject({
      executionId,
    });
    await until(executionId, ended);
    expect(
      await done('get-execution-details', 'DRSReadOnly', { executionId }),
    ).toMatchObject({
      executionType: 'DRILL',
      status: 'COMPLETED',
      initiatedBy: 'user:default/drsoperator',
    });
    expect(
      await done('list-executions', 'DRSReadOnly', { status: 'COMPLETED' }),
    ).toMatchObject({ items: [{ executionId }] });
    await done('terminate-drill-instances', 'DRSRecoveryManager', {
      executionId,
    });
    expect(
      await done('get-termination-status', 'DRSReadOnly', { executionId }),
    ).toMatchObject({ executionId });

    // The same trail as for every other caller.
    const { items } = (
      await api('get', '/audit?limit=200', 'DRSOrchestrationAdmin')
    ).body;
    expect(
      items.map(({ operation, actor, outcome }: AuditEntry) => [
        operation,
        actor.ref,
        outcome,
      ]),
    ).toEqual(
      expect.arrayContaining([
        ['execute_recovery_plan', 'user:default/drsoperator', 'SUCCEEDED'],
        [
          'terminate_recovery_instances',
          'user:default/drsrecoverymanager',
          'SUCCEEDED',
        ],
      ]),
    );
  });

  it('are permitted as the endpoints are', async () => {
    const { invoke, createPlan, api } = await offering();
    const { planId } = await createPlan('product-catalog', ['search']);
    const refused = {
      status: 403,
      error: {
        name: 'NotAllowedError',
        message: expect.stringContaining('drs.execution.start'),
      },
    };
    for (const caller of ['DRSReadOnly', 'DRSPlanManager'] as const) {
      expect(await invoke('start-drill', caller, { planId })).toMatchObject(
        refused,
      );
    }
    for (const { name } of offeredActions.filter(
      ({ effect }) => effect === 'reads',
    )) {
      const { status } = await invoke(name, 'nobody', {
        ...(name.endsWith('recovery-plan') && { planId }),
      });
      expect([name, [400, 403].includes(status)]).toEqual([name, true]);
    }
    expect(await invoke('list-recovery-plans', 'nobody')).toMatchObject({
      status: 403,
      error: { message: expect.stringContaining('drs.resources.view') },
    });
    const anonymous = await api(
      'post',
      `${ACTIONS}/drs-orchestrator%3Alist-recovery-plans/invoke`,
    ).send({});
    expect(anonymous.status).toBe(401);
    const { items } = (await api('get', '/executions', 'DRSReadOnly')).body;
    expect(items).toEqual([]);
    // What was refused is on record, too.
    const audit = await api('get', '/audit', 'DRSOrchestrationAdmin');
    expect(audit.body.items[0]).toMatchObject({
      operation: 'execute_recovery_plan',
      actor: { ref: 'user:default/drsplanmanager' },
      outcome: 'REFUSED',
    });
  });

  it('are refused in words that a client can act on', async () => {
    const { invoke, createPlan, started, call } = await offering();
    const plan = await createPlan('product-catalog', ['search']);
    const { planId } = plan;
    // What only people may say is no field at all.
    for (const more of [
      { executionType: 'RECOVERY' },
      { acknowledge: ['LIVE_RECOVERY_INSTANCE'] },
    ]) {
      expect(
        await invoke('start-drill', 'DRSOperator', { planId, ...more }),
      ).toMatchObject({ status: 400, error: { name: 'InputError' } });
    }
    expect(
      await invoke('list-recovery-plans', 'DRSReadOnly', { limit: 0 }),
    ).toMatchObject({ status: 400, error: { name: 'InputError' } });
    expect(
      await invoke('list-recovery-plans', 'DRSReadOnly', {
        accountId: 'all of them',
      }),
    ).toMatchObject({
      status: 400,
      error: {
        name: 'InputError',
        message:
          'An AWS account ID has 12 digits [VALIDATION_FAILED]\n- INVALID_FIELD (accountId): An AWS account ID has 12 digits',
      },
    });
    expect(
      await invoke('get-recovery-plan', 'DRSReadOnly', { planId: 'none' }),
    ).toMatchObject({
      status: 404,
      error: {
        name: 'NotFoundError',
        message: expect.stringContaining('RECOVERY_PLAN_NOT_FOUND'),
      },
    });

    await started(planId);
    const again = await invoke('start-drill', 'DRSOperator', { planId });
    expect(again).toMatchObject({
      status: 409,
      error: {
        name: 'ConflictError',
        message: expect.stringMatching(/EXECUTION_IN_PROGRESS[^]*\n- /),
      },
    });
    expect(JSON.stringify(again.error)).not.toContain('node_modules');
    await call('put', '/config/settings', 'DRSOrchestrationAdmin', {
      freeze: { active: true, reason: 'Cutover' },
      version: 0,
    });
    const other = await createPlan('payments', ['db']);
    expect(
      await invoke('start-drill', 'DRSOperator', { planId: other.planId }),
    ).toMatchObject({
      status: 409,
      error: { message: expect.stringContaining('Cutover') },
    });
  });

  it('leave recoveries to people', async () => {
    const { invoke, done, createPlan, started, get, api } = await offering();
    const { planId } = await createPlan('product-catalog', ['search']);
    const executionId = await started(
      planId,
      { executionType: 'RECOVERY', reason: 'Region down' },
      'DRSRecoveryManager',
    );
    for (const [name, operation] of [
      ['resume-drill', 'resume_execution'],
      ['cancel-drill', 'cancel_execution'],
      ['terminate-drill-instances', 'terminate_recovery_instances'],
    ]) {
      expect(
        await invoke(name, 'DRSOrchestrationAdmin', { executionId }),
      ).toMatchObject({
        status: 409,
        error: {
          name: 'ConflictError',
          message: expect.stringContaining('NOT_A_DRILL'),
        },
      });
      // Whoever was talked into trying is on record.
      const { items } = (await api('get', '/audit', 'DRSOrchestrationAdmin'))
        .body;
      expect(items[0]).toMatchObject({
        operation,
        actor: { ref: 'user:default/drsorchestrationadmin' },
        record: { kind: 'execution', id: executionId },
        outcome: 'REFUSED',
        code: 'INVALID_STATE',
      });
    }
    expect((await get(executionId)).status).not.toBe('CANCELLED');

    // A drill is theirs to steer.
    const drilled = await createPlan('payments', ['db', 'app'], {
      app: { pauseBeforeWave: true },
    });
    const drill = await started(drilled.planId);
    await done('pause-execution', 'DRSRecoveryManager', {
      executionId: drill,
      reason: 'Look first',
    });
    expect((await get(drill)).pause).toMatchObject({ reason: 'OPERATOR' });
    await done('resume-drill', 'DRSRecoveryManager', { executionId: drill });
    expect(
      await invoke('cancel-drill', 'DRSOperator', { executionId: drill }),
    ).toMatchObject({ status: 403 });
    await done('cancel-drill', 'DRSRecoveryManager', { executionId: drill });
    expect(['CANCELLING', 'CANCELLED']).toContain((await get(drill)).status);
  });
});
