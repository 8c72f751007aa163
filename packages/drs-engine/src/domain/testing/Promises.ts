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

import type { ExecutionEvent } from '../events';
import type { ExecutionState } from '../state';
import { lastEditor, starter } from './randomBegin';

const endedWell: readonly string[] = ['COMPLETED', 'PARTIAL', 'SKIPPED'];

/** @throws Error saying which promise was broken */
export function promise(kept: boolean, text: string): asserts kept {
  if (!kept) {
    throw new Error(`Broken: ${text}`);
  }
}

/**
 * What the engine promises of every history, kept account of from the facts
 * alone and in other words than the engine's own rules.
 */
export class Promises {
  readonly #holds = new Set<string>();
  readonly #approved = new Set<number | 'start'>();
  readonly #ready = new Set<number>();
  readonly #retriesOfServer = new Map<string, number>();
  readonly #retriesOfWave = new Map<number, number>();
  readonly #hookRuns = new Map<string, number>();
  #stopped = false;
  #end: { state: ExecutionState } | undefined;

  /** Holds the facts of one decision against all that was before. */
  take(
    events: readonly ExecutionEvent[],
    before: ExecutionState | undefined,
    after: ExecutionState,
  ): void {
    for (const event of events) {
      this.#takeEvent(event, before ?? after, after);
    }
    if (this.#end) {
      expectStillEndedAs(this.#end.state, after);
    }
  }

  /** All that a log tells that was not followed from its beginning, or lost its last rows. */
  startFrom(state: ExecutionState): void {
    // Nobody can know of hooks that ran after the backup.
    this.#hookRuns.clear();
    this.#holds.clear();
    state.holds.forEach((_, reason) => this.#holds.add(reason));
    this.#stopped = state.stop !== undefined;
    this.#end = undefined;
    this.#approved.clear();
    for (const { decision, waveNumber } of state.approvals) {
      if (decision === 'APPROVE') {
        this.#approved.add(waveNumber ?? 'start');
      }
    }
    for (const { waveNumber, readyAt, status } of state.waves) {
      if (readyAt || endedWell.includes(status)) {
        this.#ready.add(waveNumber);
      }
    }
  }

  retriesOf(sourceServerId: string): number {
    return this.#retriesOfServer.get(sourceServerId) ?? 0;
  }

  wasTriedAgain(waveNumber: number): boolean {
    return this.#retriesOfWave.has(waveNumber);
  }

  /** A hook has done its work, or some of it. */
  hookRan(
    waveNumber: number,
    key: string,
    delivery: 'AT_LEAST_ONCE' | 'AT_MOST_ONCE',
  ): void {
    const runs = (this.#hookRuns.get(key) ?? 0) + 1;
    this.#hookRuns.set(key, runs);
    promise(
      delivery === 'AT_LEAST_ONCE' ||
        runs <= 1 + (this.#retriesOfWave.get(waveNumber) ?? 0),
      `hook ${key} runs at most once for each time that a person asks for it`,
    );
  }

  #takeEvent(
    event: ExecutionEvent,
    before: ExecutionState,
    after: ExecutionState,
  ): void {
    const { started } = after;
    switch (event.type) {
      case 'ExecutionPaused':
        this.#holds.add(event.reason);
        break;
      case 'ExecutionResumed':
        this.#holds.delete(event.reason);
        break;
      case 'StopRequested':
        this.#stopped = true;
        this.#holds.clear();
        break;
      case 'ApprovalDecided':
        promise(
          event.decision === 'REJECT' ||
            !started.approval?.fourEyes ||
            (event.decidedBy !== starter &&
              event.decidedBy !== lastEditor &&
              event.decidedBy.startsWith('user:')),
          'four eyes are two people',
        );
        if (event.decision === 'APPROVE') {
          this.#approved.add(event.waveNumber ?? 'start');
        }
        break;
      case 'RetryRequested':
        event.sourceServerIds.forEach(id => {
          promise(
            ['FAILED', 'TIMED_OUT', 'UNHEALTHY'].includes(
              before.servers.get(id)?.outcome ?? '',
            ),
            `${id} is tried again only after it has failed`,
          );
          this.#retriesOfServer.set(id, this.retriesOf(id) + 1);
        });
        event.waves.forEach(number => {
          this.#retriesOfWave.set(
            number,
            (this.#retriesOfWave.get(number) ?? 0) + 1,
          );
        });
        break;
      case 'WaveStarted': {
        this.#expectMayStart(started, `wave ${event.waveNumber}`);
        const wave = started.waves.find(
          other => other.waveNumber === event.waveNumber,
        );
        promise(
          !wave?.pauseBeforeWave || this.#approved.has(event.waveNumber),
          `wave ${event.waveNumber} starts once it is approved`,
        );
        promise(
          wave?.dependsOn.every(number => this.#ready.has(number)) ?? false,
          `wave ${event.waveNumber} starts after what it depends on`,
        );
        break;
      }
      case 'ChunksAdded':
      case 'LaunchRequested':
      case 'HookRequested':
        this.#expectMayStart(started, event.type);
        break;
      case 'WaveReady':
        this.#ready.add(event.waveNumber);
        break;
      case 'WaveEnded':
        if (endedWell.includes(event.status)) {
          this.#ready.add(event.waveNumber);
        }
        break;
      case 'ExecutionEnded':
        promise(this.#end === undefined, 'nothing ends twice');
        this.#end = { state: after };
        expectHonestEnd(after);
        break;
      default:
    }
  }

  #expectMayStart(started: ExecutionState['started'], what: string): void {
    promise(
      this.#holds.size === 0,
      `${what}: nothing starts while ${[...this.#holds]} holds the run`,
    );
    promise(!this.#stopped, `${what}: nothing starts once it was stopped`);
    promise(
      !started.approval?.start || this.#approved.has('start'),
      `${what}: nothing starts before it was approved`,
    );
  }
}

/** Nothing ends twice, and cleaning up never changes what happened. */
function expectStillEndedAs(ended: ExecutionState, state: ExecutionState) {
  promise(state.status === ended.status, 'an end is left by nothing');
  promise(
    state.waves.every((wave, index) => wave === ended.waves[index]),
    'waves of an ended run stay as they are',
  );
  for (const server of state.servers.values()) {
    promise(
      server.outcome === ended.servers.get(server.sourceServerId)?.outcome,
      'outcomes of an ended run stay as they are',
    );
  }
}

function expectHonestEnd(state: ExecutionState): void {
  const servers = [...state.servers.values()];
  const outcomes = servers.map(server => server.outcome);
  promise(
    !outcomes.includes('PENDING') && !outcomes.includes('LAUNCHING'),
    'every server of an ended run is decided',
  );
  promise(
    state.waves.every(wave => wave.endedAt !== undefined),
    'every wave of an ended run is over',
  );
  promise(
    state.unknownJobs.length === 0,
    'no run ends while launches wait to be adopted',
  );
  if (state.status === 'COMPLETED') {
    promise(
      state.waves.every(wave => wave.status === 'COMPLETED'),
      'a run is COMPLETED where every wave is',
    );
  }
  for (const wave of state.waves) {
    expectHonestWave(state, wave);
  }
}

function expectHonestWave(
  state: ExecutionState,
  wave: ExecutionState['waves'][number],
): void {
  const servers = wave.sourceServerIds.flatMap(
    id => state.servers.get(id) ?? [],
  );
  const isLookedAt = wave.healthCheck !== undefined;
  if (wave.status === 'COMPLETED') {
    promise(
      servers.every(
        server =>
          server.outcome === 'HEALTHY' ||
          (server.outcome === 'LAUNCHED' &&
            (!isLookedAt ||
              state.stop !== undefined ||
              server.launchSettings?.launchDisposition === 'STOPPED')),
      ),
      `every server of wave ${wave.waveNumber}, COMPLETED, is up and well`,
    );
    promise(
      wave.hooks.every(
        hook =>
          hook.status === 'SUCCEEDED' ||
          (hook.status === 'FAILED' && hook.hook.onFailure === 'CONTINUE'),
      ),
      `every hook of wave ${wave.waveNumber}, COMPLETED, has run`,
    );
  }
  if (wave.status === 'PARTIAL' && !wave.skipped) {
    const meant = servers.filter(server => server.outcome !== 'SKIPPED');
    const up = meant.filter(
      server =>
        server.outcome === 'LAUNCHED' ||
        server.outcome === 'HEALTHY' ||
        (server.outcome === 'UNHEALTHY' && !wave.healthCheck?.required),
    );
    promise(
      up.length / meant.length >= wave.thresholdPercent / 100,
      `enough servers of wave ${wave.waveNumber}, PARTIAL, are up`,
    );
    promise(
      servers.some(
        server => server.outcome !== 'HEALTHY' && server.outcome !== 'LAUNCHED',
      ),
      `something of wave ${wave.waveNumber}, PARTIAL, is not well`,
    );
  }
}
