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

import type { DrillSettings, LaunchSettings } from '../domain/events';
import { isEnded, type ExecutionState } from '../domain/state';
import { scope } from '../aws/__testUtils__/simulatedAccess';
import { LeadershipLost } from '../ports/executionLog';
import { EngineOnSimulator } from './__testUtils__/EngineOnSimulator';

// Hundreds of signed calls a test, on machines that may be busy.
jest.setTimeout(60_000);

const SUBNET_CHANGES = ['CreateLaunchTemplateVersion', 'ModifyLaunchTemplate'];

describe('LaunchSettingsChanges', () => {
  let world: EngineOnSimulator;
  /** A network of the simulated account that is not the servers' own. */
  let network: Required<DrillSettings>;
  /** And another one. */
  let elsewhere: Required<DrillSettings>;
  let before: Map<string, LaunchSettings>;

  beforeEach(async () => {
    world = await EngineOnSimulator.start();
    before = await current();
    const [mine] = before.values();
    const { launchSettings } = await world.services();
    const all = await launchSettings.read(
      world.aws.world.servers
        .filter(
          ({ accountId, region }) =>
            accountId === scope.accountId && region === scope.region,
        )
        .map(({ sourceServerId }) => sourceServerId),
    );
    [network, elsewhere] = [...all.servers.values()]
      .map(({ settings }) => ({
        subnetId: settings.subnetId ?? '',
        securityGroupIds: settings.securityGroupIds ?? [],
      }))
      .filter(
        ({ subnetId }, at, others) =>
          subnetId !== mine.subnetId &&
          others.findIndex(other => other.subnetId === subnetId) === at,
      );
    if (!elsewhere) {
      throw new Error('The world has fewer than three subnets');
    }
  });
  afterEach(() => world.close());

  async function current(): Promise<Map<string, LaunchSettings>> {
    const { launchSettings } = await world.services();
    const { servers } = await launchSettings.read(
      world.servers('db').map(({ sourceServerId }) => sourceServerId),
    );
    return new Map([...servers].map(([id, { settings }]) => [id, settings]));
  }

  const waveWith = (changes: {
    launchSettings?: LaunchSettings;
    drillSettings?: DrillSettings;
  }) =>
    world.wave(1, {
      servers: world.servers('db').map(server => ({ ...server, ...changes })),
    });
  const calls = (operations: string[]) =>
    world.aws
      .record()
      .filter(({ operation }) => operations.includes(operation ?? ''));
  const statuses = (state: ExecutionState) =>
    [...state.servers.values()].map(({ settings }) => settings?.status);

  it('sets what the plan wants before the launch, and leaves it so', async () => {
    const engine = world.engine();
    const { executionId } = await engine.start(
      world.request([
        waveWith({
          launchSettings: { copyTags: false, instanceType: 'r6i.xlarge' },
        }),
      ]),
    );
    const ended = await world.runUntil(engine, executionId, isEnded);
    expect(ended.status).toBe('COMPLETED');
    for (const settings of (await current()).values()) {
      expect(settings).toMatchObject({
        copyTags: false,
        instanceType: 'r6i.xlarge',
        rightSizing: 'NONE',
      });
    }
    const operations = world.aws.record().map(({ operation }) => operation);
    expect(operations.lastIndexOf('ModifyLaunchTemplate')).toBeLessThan(
      operations.indexOf('StartRecovery'),
    );
    expect(statuses(ended)).toEqual(['APPLIED', 'APPLIED']);
  });

  it.each(['pause', 'cancel'] as const)(
    'changes nothing after a %s that came while AWS was asked',
    async command => {
      const reads = () => calls(['GetLaunchConfiguration']).length;
      const engine = world.engine();
      const { executionId } = await engine.start(
        world.request([waveWith({ drillSettings: network })]),
      );
      const readBefore = reads();
      world.aws.faults.add({
        match: { operation: 'GetLaunchConfiguration' },
        effect: { type: 'lateResponse', ms: 500 },
      });
      const round = engine.advance();
      while (reads() === readBefore) {
        await new Promise(resolve => {
          setTimeout(resolve, 20);
        });
      }
      await engine[command](executionId, { actor: 'user:default/rosa' });
      await round;
      expect(calls(SUBNET_CHANGES)).toEqual([]);
      expect(statuses(await engine.get(executionId))).toEqual([
        undefined,
        undefined,
      ]);
    },
  );

  it('changes nothing where all is as wanted', async () => {
    const [{ copyTags, subnetId }] = before.values();
    const engine = world.engine();
    const { executionId } = await engine.start(
      world.request([waveWith({ launchSettings: { copyTags, subnetId } })]),
    );
    const ended = await world.runUntil(engine, executionId, isEnded);
    expect(ended.status).toBe('COMPLETED');
    expect(calls([...SUBNET_CHANGES, 'UpdateLaunchConfiguration'])).toEqual([]);
  });

  it('launches a drill into its own network, and puts the old one back', async () => {
    const engine = world.engine();
    const { executionId } = await engine.start(
      world.request([waveWith({ drillSettings: network })]),
    );
    await world.runUntil(engine, executionId, ({ chunks }) =>
      [...chunks.values()].some(({ status }) => status === 'STARTED'),
    );
    for (const settings of (await current()).values()) {
      expect(settings.subnetId).toBe(network.subnetId);
    }
    const ended = await world.runUntil(
      engine,
      executionId,
      state =>
        isEnded(state) &&
        statuses(state).every(status => status === 'RESTORED'),
    );
    expect(ended.status).toBe('COMPLETED');
    expect(await current()).toEqual(before);
  });

  it('puts it back after a crash, too, wherever that was', async () => {
    const { executionId } = await world
      .engine()
      .start(world.request([waveWith({ drillSettings: network })]));
    // Each replica dies after a round or two, and the next one goes on.
    let ended: ExecutionState | undefined;
    for (let life = 0; life < 200 && !ended; life++) {
      // Some store what they intend, and die before they call.
      const replica = world.engine({
        settings: { callTimeoutMs: life % 3 === 0 ? 60_000 : 2_000 },
      });
      for (let round = 0; round <= life % 2; round++) {
        await replica.advance().catch(error => {
          if (!(error instanceof LeadershipLost)) {
            throw error;
          }
        });
        world.pass(30_000);
      }
      const state = await replica.get(executionId);
      ended =
        isEnded(state) && statuses(state).every(status => status === 'RESTORED')
          ? state
          : undefined;
    }
    expect(ended?.status).toBe('COMPLETED');
    expect(await current()).toEqual(before);
    expect(world.aws.launches()).toHaveLength(before.size);
  });

  it('changes nothing where its lease might end before the call does', async () => {
    const engine = world.engine({ settings: { callTimeoutMs: 60_000 } });
    const { executionId } = await engine.start(
      world.request([waveWith({ drillSettings: network })]),
    );
    await engine.advance();
    expect(statuses(await engine.get(executionId))).toEqual([
      'CHANGING',
      'CHANGING',
    ]);
    expect(calls(SUBNET_CHANGES)).toEqual([]);
  });

  it('finds its own work after an answer was lost in the middle of it', async () => {
    world.aws.faults.add({
      match: { operation: 'ModifyLaunchTemplate' },
      effect: { type: 'lostResponse' },
      times: 2,
    });
    const engine = world.engine();
    const { executionId } = await engine.start(
      world.request([waveWith({ drillSettings: network })]),
    );
    const ended = await world.runUntil(
      engine,
      executionId,
      state =>
        isEnded(state) &&
        statuses(state).every(status => status === 'RESTORED'),
    );
    expect(ended.status).toBe('COMPLETED');
    expect(await current()).toEqual(before);
    // One to set, one to put back, for each server.
    expect(calls(['CreateLaunchTemplateVersion'])).toHaveLength(4);
  });

  it('leaves alone what somebody has changed meanwhile', async () => {
    const engine = world.engine();
    const { executionId } = await engine.start(
      world.request([waveWith({ drillSettings: network })]),
    );
    await world.runUntil(engine, executionId, ({ chunks }) =>
      [...chunks.values()].some(({ status }) => status === 'STARTED'),
    );
    const [touched] = world.servers('db');
    const { launchSettings } = await world.services();
    await launchSettings.change(touched.sourceServerId, elsewhere);
    const ended = await world.runUntil(
      engine,
      executionId,
      state =>
        isEnded(state) &&
        statuses(state).every(
          status => status === 'RESTORED' || status === 'NOT_OURS',
        ),
    );
    expect(ended.servers.get(touched.sourceServerId)?.settings?.status).toBe(
      'NOT_OURS',
    );
    expect((await current()).get(touched.sourceServerId)).toMatchObject(
      elsewhere,
    );
  });

  it('fails the servers of an account that refuses it, and launches nothing', async () => {
    world.aws.faults.add({
      effect: {
        type: 'accessDenied',
        actions: ['drs:GetLaunchConfiguration'],
      },
    });
    const engine = world.engine();
    const { executionId } = await engine.start(
      world.request([waveWith({ launchSettings: { copyTags: false } })]),
    );
    const paused = await world.runUntil(
      engine,
      executionId,
      ({ status }) => status === 'PAUSED',
    );
    expect([...paused.servers.values()].map(({ outcome }) => outcome)).toEqual([
      'FAILED',
      'FAILED',
    ]);
    expect(world.aws.launches()).toEqual([]);
  });
});
