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

import type {
  Execution,
  ExecutionServer,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import {
  COMMERCE,
  startOrchestrator,
  type Orchestrator,
  type Persona,
} from './startOrchestrator';

/** Who may steer executions, and who may do everything. */
export const MANAGER = 'DRSRecoveryManager';
export const ADMIN = 'DRSOrchestrationAdmin';

const running: Orchestrator[] = [];

/** Stops every plugin that {@link steered} started; for the end of each test. */
export async function stopSteered(): Promise<void> {
  await Promise.all(running.splice(0).map(({ stop }) => stop()));
}

/** A plugin with what these tests do to it; each has its own world. */
export async function steered(
  options: Parameters<typeof startOrchestrator>[0] = {},
) {
  const orchestrator = await startOrchestrator({ speed: 1200, ...options });
  running.push(orchestrator);
  const { api, aws } = orchestrator;

  const call = async (
    method: 'get' | 'post' | 'put' | 'delete',
    path: string,
    caller: Persona,
    body?: object,
  ) => {
    const answer = await api(method, path, caller).send(body);
    if (answer.status >= 400) {
      throw new Error(
        `${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`,
      );
    }
    return answer.body;
  };

  /** Calls, and gives the status with the code of the refusal. */
  const refusal = async (
    method: 'get' | 'post' | 'put' | 'delete',
    path: string,
    caller: Persona,
    body?: object,
  ) => {
    const { status, body: answer } = await api(method, path, caller).send(body);
    return { status, ...answer.error };
  };

  const get = (executionId: string, caller: Persona = MANAGER) =>
    call('get', `/executions/${executionId}`, caller) as Promise<Execution>;

  /** Asks until the execution is as wanted; the test's own time-out ends it otherwise. */
  const until = async (
    executionId: string,
    wanted: (execution: Execution) => boolean,
  ): Promise<Execution> => {
    for (;;) {
      const execution = await get(executionId);
      if (wanted(execution)) {
        return execution;
      }
      await new Promise(resolve => setTimeout(resolve, 50));
    }
  };

  const createGroup = (application: string, role: string, more: object = {}) =>
    call('post', '/protection-groups', 'DRSPlanManager', {
      groupName: `${application} ${role}`,
      accountId: COMMERCE,
      region: 'us-west-2',
      serverSelectionTags: { 'DR-Application': application, 'DR-Role': role },
      ...more,
    });

  /** A plan of one wave a role of an application, one after another. */
  const createPlan = async (
    application: string,
    roles: readonly string[],
    rules: Record<string, object> = {},
  ) => {
    const waves = [];
    for (const role of roles) {
      const group = await createGroup(application, role);
      waves.push({
        waveNumber: waves.length + 1,
        waveName: role,
        protectionGroupIds: [group.groupId],
        ...rules[role],
      });
    }
    return call('post', '/recovery-plans', 'DRSPlanManager', {
      planName: application,
      accountId: COMMERCE,
      waves,
    });
  };

  const execute = (
    planId: string,
    body: object = {},
    caller: Persona = 'DRSOperator',
  ) =>
    api('post', `/recovery-plans/${planId}/execute`, caller).send({
      executionType: 'DRILL',
      ...body,
    });

  const started = async (
    planId: string,
    body: object = {},
    caller: Persona = 'DRSOperator',
  ): Promise<string> => {
    const answer = await execute(planId, body, caller);
    if (answer.status !== 202) {
      throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
    }
    return answer.body.executionId;
  };

  const command = (
    executionId: string,
    name: string,
    body: object = {},
    caller: Persona = MANAGER,
  ): Promise<Execution> =>
    call('post', `/executions/${executionId}/${name}`, caller, body);

  return {
    ...orchestrator,
    aws,
    call,
    refusal,
    get,
    until,
    createPlan,
    execute,
    started,
    command,
  };
}

/** The servers of all waves. */
export const serversOf = (execution: Execution): ExecutionServer[] =>
  execution.waves.flatMap(({ servers }) => servers);

/** Whether it has come to its end. */
export const ended = ({ endTime }: Execution): boolean => endTime !== undefined;
