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
  ManualClock,
  startSimulator,
  type Simulator,
} from '@drs-orchestrator/aws-simulator';
import {
  accessTo,
  scope,
  silent,
} from '../../aws/__testUtils__/simulatedAccess';
import type { AwsDrsAccess } from '../../aws/AwsDrsAccess';
import type { PinnedWave } from '../../domain/events';
import type { ExecutionState } from '../../domain/state';
import { Engine, type EngineOptions } from '../../Engine';
import type { StartRequest } from '../../executionEngine';
import type { AwsServices } from '../../ports/awsAccess';
import type { Clock } from '../../ports/clock';
import type { ExecutionLog } from '../../ports/executionLog';
import { MemoryExecutionLog } from '../../store/MemoryExecutionLog';
import { MemoryLeaseStore } from '../../store/MemoryLeaseStore';

/** A step of time: what the leader polls by. */
const STEP_MS = 10_000;

/** A log whose database may be away. */
class ShakyLog extends MemoryExecutionLog {
  isAway = false;
  /** What it was not there for. */
  refused = 0;

  override async append(
    ...row: Parameters<ExecutionLog['append']>
  ): Promise<void> {
    if (this.isAway) {
      this.refused += 1;
      throw new Error('The database is away');
    }
    return super.append(...row);
  }
}

/** The engine through the real SDK, the simulated AWS and a clock that the test holds. */
export class EngineOnSimulator {
  readonly aws: Simulator;
  readonly #awsClock: ManualClock;
  readonly #clock: Clock;
  readonly #access: AwsDrsAccess[] = [];
  readonly log: ShakyLog;
  readonly #lease = new MemoryLeaseStore();

  static async start(): Promise<EngineOnSimulator> {
    const clock = new ManualClock();
    return new EngineOnSimulator(
      await startSimulator({ port: 0, clock, speed: 1 }),
      clock,
    );
  }

  private constructor(aws: Simulator, awsClock: ManualClock) {
    this.aws = aws;
    this.#awsClock = awsClock;
    this.#clock = {
      now: () => new Date(awsClock.now()),
      monotonic: () => awsClock.now(),
    };
    this.log = new ShakyLog(this.#lease);
  }

  async close(): Promise<void> {
    this.#access.forEach(way => way.close());
    await this.aws.close();
  }

  /** A replica, as a process of its own would be. */
  engine(options: Partial<EngineOptions> = {}): Engine {
    return Engine.create({
      log: this.log,
      lease: this.#lease,
      access: this.#reach(),
      clock: this.#clock,
      auditKey: 'test',
      logger: silent,
      ...options,
    });
  }

  services(): Promise<AwsServices> {
    return this.#reach().services(scope);
  }

  pass(milliseconds: number): void {
    this.#awsClock.advance(milliseconds);
  }

  /** Servers of the simulated company's orders application, by their role. */
  servers(role: string): PinnedWave['servers'] {
    return this.aws.world.servers
      .filter(
        ({ accountId, region, tags }) =>
          accountId === scope.accountId &&
          region === scope.region &&
          tags['DR-Application'] === 'orders' &&
          tags['DR-Role'] === role,
      )
      .map(({ sourceServerId, hostname, tags }) => ({
        ...scope,
        sourceServerId,
        hostname,
        groupId: `orders-${role}`,
        tags: { ...tags },
      }));
  }

  wave(waveNumber: number, changes: Partial<PinnedWave> = {}): PinnedWave {
    return {
      waveNumber,
      waveName: `Wave ${waveNumber}`,
      dependsOn: [],
      maxWaitMinutes: 120,
      thresholdPercent: 100,
      servers: this.servers('db'),
      ...changes,
    };
  }

  request(
    waves: PinnedWave[],
    changes: Partial<StartRequest> = {},
  ): StartRequest {
    return {
      actor: 'user:default/omar.okafor',
      plan: {
        planId: 'plan-1',
        planName: 'Orders',
        version: 1,
        accountId: scope.accountId,
        maxDurationMinutes: 1440,
      },
      executionType: 'DRILL',
      waves,
      ...changes,
    };
  }

  /** Lets time pass until it holds. */
  async runUntil(
    engine: Engine,
    executionId: string,
    holds: (state: ExecutionState) => boolean,
  ): Promise<ExecutionState> {
    for (let step = 0; step < 500; step++) {
      await engine.advance();
      const state = await engine.get(executionId);
      if (holds(state)) {
        return state;
      }
      this.pass(STEP_MS);
    }
    const state = await engine.get(executionId);
    throw new Error(
      `It never came to hold: ${state.status} ${state.pause?.message ?? ''}`,
    );
  }

  #reach(): AwsDrsAccess {
    const way = accessTo(this.aws, {
      callTimeoutMs: 2_000,
      clock: this.#clock,
    });
    this.#access.push(way);
    return way;
  }
}
