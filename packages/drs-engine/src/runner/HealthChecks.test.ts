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

import type { PinnedHealthCheck } from '../domain/events';
import { isEnded, type ExecutionState } from '../domain/state';
import type { Probe, Probes } from '../ports/probes';
import { EngineOnSimulator } from './__testUtils__/EngineOnSimulator';

// Hundreds of signed calls a test, on machines that may be busy.
jest.setTimeout(60_000);

const check = (
  changes: Partial<PinnedHealthCheck> = {},
): PinnedHealthCheck => ({
  ec2Status: true,
  launchActions: false,
  probes: [],
  timeoutSeconds: 300,
  required: false,
  ...changes,
});

describe('HealthChecks', () => {
  let world: EngineOnSimulator;

  beforeEach(async () => {
    world = await EngineOnSimulator.start();
  });
  afterEach(() => world.close());

  async function drill(
    healthCheck: PinnedHealthCheck,
    probes?: Probes,
  ): Promise<ExecutionState> {
    const engine = world.engine({ probes });
    const { executionId } = await engine.start(
      world.request([world.wave(1, { healthCheck })]),
    );
    return world.runUntil(
      engine,
      executionId,
      state => isEnded(state) || state.status === 'PAUSED',
    );
  }
  const outcomes = (state: ExecutionState) =>
    [...state.servers.values()].map(({ outcome }) => outcome);
  const messages = (state: ExecutionState) =>
    [...state.servers.values()].map(({ healthMessage }) => healthMessage);

  it('finds well what EC2 finds well, with one question for all', async () => {
    const ended = await drill(check());
    expect(ended.status).toBe('COMPLETED');
    expect(new Set(outcomes(ended))).toEqual(new Set(['HEALTHY']));
    const asked = world.aws.record({ operation: 'DescribeInstanceStatus' });
    expect(asked.length).toBeGreaterThan(0);
    // Of two servers, each look asks once.
    expect(new Set(asked.map(({ status }) => status))).toEqual(new Set([200]));
  });

  it('reports what is not well, and completes in part', async () => {
    const [db] = world.servers('db');
    world.aws.faults.add({
      match: { sourceServerId: db.sourceServerId },
      effect: { type: 'impairedInstance', check: 'instance' },
    });
    const ended = await drill(check());
    expect(ended.status).toBe('PARTIAL');
    expect(ended.servers.get(db.sourceServerId)).toMatchObject({
      outcome: 'UNHEALTHY',
      healthMessage: 'EC2 instance status: impaired',
    });
    expect(outcomes(ended).sort()).toEqual(['HEALTHY', 'UNHEALTHY']);
  });

  it('fails the wave for it only where the plan says so', async () => {
    const [db] = world.servers('db');
    world.aws.faults.add({
      match: { sourceServerId: db.sourceServerId },
      effect: { type: 'impairedInstance', check: 'system' },
    });
    const paused = await drill(check({ required: true }));
    expect(paused.pause?.reason).toBe('FAILURE');
    expect(paused.waves[0].status).toBe('FAILED');
  });

  it('calls nobody well of whom EC2 cannot be asked', async () => {
    world.aws.faults.add({
      match: { operation: 'DescribeInstanceStatus' },
      effect: { type: 'error', status: 403, code: 'UnauthorizedOperation' },
    });
    const ended = await drill(check());
    expect(ended.status).toBe('PARTIAL');
    expect(messages(ended)[0]).toMatch(
      /EC2 cannot be asked: .*UnauthorizedOperation/,
    );
  });

  describe('of launch actions', () => {
    const actions = check({ ec2Status: false, launchActions: true });
    async function enabled(): Promise<void> {
      const { launchSettings } = await world.services();
      for (const { sourceServerId } of world.servers('db')) {
        await launchSettings.change(sourceServerId, {
          postLaunchEnabled: true,
        });
      }
    }

    it('waits until all that are needed have succeeded', async () => {
      await enabled();
      const ended = await drill(actions);
      expect(ended.status).toBe('COMPLETED');
      expect(new Set(outcomes(ended))).toEqual(new Set(['HEALTHY']));
    });

    it('tells at once which one failed', async () => {
      await enabled();
      world.aws.faults.add({
        effect: {
          type: 'launchActionFailure',
          actionCode: 'AWSMigration-VerifyMountedVolumes',
          reason: 'A volume is missing',
        },
      });
      const ended = await drill(actions);
      expect(ended.status).toBe('PARTIAL');
      expect(messages(ended)[0]).toBe(
        'DRS launch actions: Volume integrity validation failed: A volume is missing',
      );
    });

    it('says so where none has run in time', async () => {
      const ended = await drill(actions);
      expect(messages(ended)[0]).toMatch(
        /DRS launch actions: .* has not succeeded yet/,
      );
    });
  });

  it('asks each server at its private address, again until it answers', async () => {
    const asked: [string, Probe][] = [];
    const ended = await drill(
      check({
        ec2Status: false,
        probes: [
          { type: 'tcp', port: 5432 },
          { type: 'http', port: 8080 },
        ],
      }),
      {
        probe: async (address, probe) => {
          asked.push([address, probe]);
          return asked.length > 8
            ? { ok: true }
            : { ok: false, message: 'not yet' };
        },
      },
    );
    expect(ended.status).toBe('COMPLETED');
    expect(new Set(asked.map(([address]) => address))).toEqual(
      new Set([...ended.servers.values()].map(({ privateIp }) => privateIp)),
    );
    expect(asked.map(([, probe]) => probe)).toContainEqual({
      type: 'http',
      port: 8080,
      path: '/',
      expectedStatus: 200,
    });
  });
});
