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
  AwsFailure,
  Engine,
  MemoryExecutionLog,
  MemoryLeaseStore,
  type ExecutionState,
  type ServerState,
  type StartRequest,
} from '@drs-orchestrator/drs-engine';
import { mockServices } from '@backstage/backend-test-utils';
import type { Caller } from '../../access/Caller';
import { refusalsOf } from './executionActions';

const OMAR = 'user:default/omar.okafor';
const PAT = 'user:default/pat.lindqvist';

/** An execution that waits for the approval of its start; nobody leads, so it stays so. */
const waiting = async (approval: StartRequest['approval']) => {
  const unreachable = async () => {
    throw new AwsFailure({
      kind: 'access-denied',
      code: 'AccessDenied',
      message: 'Nobody asks AWS here',
    });
  };
  const lease = new MemoryLeaseStore();
  const engine = Engine.create({
    log: new MemoryExecutionLog(lease),
    lease,
    access: { drs: unreachable, services: unreachable },
    logger: mockServices.logger.mock(),
    auditKey: 'a key for tests of 32 characters',
  });
  return engine.start({
    actor: OMAR,
    plan: {
      planId: 'plan-1',
      planName: 'Orders',
      version: 3,
      accountId: '111122223333',
      maxDurationMinutes: 60,
      changedBy: PAT,
    },
    executionType: 'RECOVERY',
    approval,
    waves: [
      {
        waveNumber: 1,
        waveName: 'Databases',
        dependsOn: [],
        maxWaitMinutes: 60,
        thresholdPercent: 100,
        servers: [
          {
            sourceServerId: 's-0123456789abcdef0',
            hostname: 'orders-db-01',
            accountId: '111122223333',
            region: 'us-west-2',
            groupId: 'group-1',
            tags: {},
          },
        ],
      },
    ],
  });
};

const person = (ref: string): Caller => ({ kind: 'person', ref });
const program: Caller = { kind: 'program', ref: 'external:release-pipeline' };

describe('the approval of a start', () => {
  it.each([
    ['who started it', person(OMAR)],
    ['who last changed the plan', person(PAT)],
    ['a program', program],
  ])('is denied to %s where four eyes are required', async (_who, caller) => {
    const state = await waiting({
      start: true,
      fourEyes: true,
      timeLimitMinutes: 60,
    });
    expect(refusalsOf(state, caller)).toMatchObject({
      decide_approval: { code: 'FOUR_EYES' },
      cancel_execution: undefined,
    });
  });

  it('is for everybody else, and for everybody where one pair of eyes will do', async () => {
    const state = await waiting({
      start: true,
      fourEyes: true,
      timeLimitMinutes: 60,
    });
    const other = person('user:default/mona.reyes');
    expect(refusalsOf(state, other).decide_approval).toBeUndefined();
    const trusting = await waiting({
      start: true,
      fourEyes: false,
      timeLimitMinutes: 60,
    });
    for (const caller of [person(OMAR), person(PAT), program]) {
      expect(refusalsOf(trusting, caller).decide_approval).toBeUndefined();
    }
  });

  it('is nothing that is asked for where none is needed', async () => {
    const state = await waiting(undefined);
    expect(refusalsOf(state, person(OMAR))).toMatchObject({
      decide_approval: { code: 'INVALID_STATE' },
      resume_execution: { code: 'INVALID_STATE' },
      pause_execution: undefined,
    });
  });
});

describe('the termination of instances', () => {
  const ended = async (
    server: Partial<ServerState>,
  ): Promise<ExecutionState> => {
    const state = await waiting(undefined);
    return {
      ...state,
      status: 'COMPLETED',
      endedAt: state.startedAt,
      servers: new Map(
        [...state.servers].map(([id, before]) => [
          id,
          { ...before, ...server },
        ]),
      ),
    };
  };
  const refusal = (state: ExecutionState) =>
    refusalsOf(state, person(OMAR)).terminate_recovery_instances;

  it('may be asked for where an instance runs that nobody asked to terminate', async () => {
    expect(
      refusal(
        await ended({ instanceState: 'RUNNING', terminationRequested: false }),
      ),
    ).toBeUndefined();
  });

  it.each<[string, Partial<ServerState>]>([
    ['is under way', { instanceState: 'TERMINATING' }],
    [
      'is tried again because AWS was busy',
      { instanceState: 'RUNNING', terminationRequested: true },
    ],
  ])('is said to go on already while it %s', async (_when, server) => {
    expect(refusal(await ended(server))).toEqual({
      code: 'INVALID_STATE',
      reason: 'The recovery instances are already being terminated',
    });
  });

  it('has nothing left to do once every instance is gone', async () => {
    expect(refusal(await ended({ instanceState: 'TERMINATED' }))).toEqual({
      code: 'INVALID_STATE',
      reason: 'There are no recovery instances left to terminate',
    });
  });
});
