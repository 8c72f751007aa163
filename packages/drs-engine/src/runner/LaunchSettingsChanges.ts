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

import pLimit from 'p-limit';
import type { LaunchSettings } from '../domain/events';
import type { Input } from '../domain/input';
import type { ExecutionState } from '../domain/state';
import type { Clock } from '../ports/clock';
import { AwsFailure, scopeKey } from '../ports/drs';
import type { LaunchSettingsStore } from '../ports/launchSettings';
import { retryAfterMs } from './answers';
import type { AwsCalls } from './AwsCalls';
import type { Background } from './Background';
import { launchSettingsChange, restoration } from './launchSettingsChange';
import type { EngineSettings } from './settings';
import type { WantedEffect, WorkingSet } from './WorkingSet';

/** So many servers are read, told and changed before the next are. */
const SERVERS_AT_ONCE = 50;
const PARALLEL_CHANGES = 8;

type Apply = Extract<WantedEffect, { type: 'apply-launch-settings' }>;
type Restore = Extract<WantedEffect, { type: 'restore-launch-settings' }>;
type InputOf<T extends Input['type']> = Extract<Input, { type: T }>;
type Failed = InputOf<'launch-settings-failed'>['servers'][number];
type Restored = InputOf<'launch-settings-restored'>['servers'][number];

/**
 * Makes launch settings what the plan wants, and puts back what was changed for
 * a drill, beside the rounds of the leader. Of an execution's work in an account
 * and Region one goes on at a time: nothing is put back while it is being set.
 */
export class LaunchSettingsChanges {
  readonly #aws: AwsCalls;
  readonly #background: Background;
  readonly #clock: Clock;
  readonly #settings: EngineSettings;
  readonly #random: () => number;

  constructor(options: {
    aws: AwsCalls;
    background: Background;
    clock: Clock;
    settings: EngineSettings;
    random: () => number;
  }) {
    this.#aws = options.aws;
    this.#background = options.background;
    this.#clock = options.clock;
    this.#settings = options.settings;
    this.#random = options.random;
  }

  /** Begins what is due, of setting and of putting back. */
  change(working: WorkingSet): void {
    const now = this.#clock.now();
    for (const effect of working.wanted('restore-launch-settings', now)) {
      const state = working.stateOf(effect.executionId);
      this.#background.start(keyOf(effect), () =>
        this.#inBatches(effect.servers, servers =>
          this.#restore(working, state, { ...effect, servers }),
        ),
      );
    }
    for (const effect of working.wanted('apply-launch-settings', now)) {
      const state = working.stateOf(effect.executionId);
      this.#background.start(keyOf(effect), () =>
        this.#inBatches(effect.servers, servers =>
          this.#apply(working, state, { ...effect, servers }),
        ),
      );
    }
  }

  async #inBatches<T>(
    servers: readonly T[],
    work: (batch: readonly T[]) => Promise<void>,
  ): Promise<void> {
    for (let at = 0; at < servers.length; at += SERVERS_AT_ONCE) {
      await work(servers.slice(at, at + SERVERS_AT_ONCE));
    }
  }

  async #apply(
    working: WorkingSet,
    state: ExecutionState,
    effect: Apply,
  ): Promise<void> {
    const { executionId, scope, servers } = effect;
    const read = await this.#read(effect);
    if (!read) {
      const refusal = this.#aws.refusal(scope, 'launchSettings');
      if (refusal) {
        await this.#tellFailed(
          working,
          executionId,
          servers.map(({ sourceServerId }) =>
            this.#failed(state, sourceServerId, refusal),
          ),
        );
      }
      return;
    }
    const failed = [...read.failures].map(([sourceServerId, failure]) =>
      this.#failed(state, sourceServerId, failure),
    );
    const wanted = servers.flatMap(({ sourceServerId, desired, drill }) => {
      const current = read.servers.get(sourceServerId);
      return current
        ? [
            {
              sourceServerId,
              change: launchSettingsChange(current.settings, desired, drill),
            },
          ]
        : [];
    });
    const mayChange = await this.#intend(
      working,
      executionId,
      wanted.flatMap(({ sourceServerId, change }) =>
        change ? [{ sourceServerId, ...change }] : [],
      ),
    );
    const applied: string[] = [];
    const limit = pLimit(PARALLEL_CHANGES);
    await Promise.all(
      wanted.map(({ sourceServerId, change }) =>
        limit(async () => {
          if (change && !mayChange.has(sourceServerId)) {
            return;
          }
          const failure =
            change &&
            (await this.#set(
              working,
              read.store,
              sourceServerId,
              change.after,
            ));
          if (failure) {
            failed.push(this.#failed(state, sourceServerId, failure));
          } else {
            applied.push(sourceServerId);
          }
        }),
      ),
    );
    if (applied.length > 0) {
      await working.performLater(executionId, {
        type: 'launch-settings-applied',
        sourceServerIds: applied,
      });
    }
    await this.#tellFailed(working, executionId, failed);
  }

  /**
   * Stores what is about to be changed.
   *
   * @returns the servers that still wait for it: the execution may have been held
   *   or stopped while AWS was asked
   */
  async #intend(
    working: WorkingSet,
    executionId: string,
    servers: InputOf<'launch-settings-intended'>['servers'],
  ): Promise<ReadonlySet<string>> {
    if (servers.length === 0) {
      return new Set();
    }
    const events = await working.performLater(executionId, {
      type: 'launch-settings-intended',
      servers,
    });
    return new Set(
      events
        .filter(event => event.type === 'LaunchSettingsIntended')
        .flatMap(event => event.servers)
        .map(({ sourceServerId }) => sourceServerId),
    );
  }

  async #restore(
    working: WorkingSet,
    state: ExecutionState,
    effect: Restore,
  ): Promise<void> {
    const { executionId, servers } = effect;
    const read = await this.#read(effect);
    if (!read) {
      return;
    }
    const limit = pLimit(PARALLEL_CHANGES);
    const restored = await Promise.all(
      servers.map(server =>
        limit(async (): Promise<Restored> => {
          const { sourceServerId, ours, restore } = server;
          const current = read.servers.get(sourceServerId);
          const unread = read.failures.get(sourceServerId);
          const verdict =
            current && restoration(current.settings, ours, restore);
          if (verdict === 'RESTORED') {
            return { sourceServerId, result: 'RESTORED' };
          }
          if (verdict === 'NOT_OURS') {
            return {
              sourceServerId,
              result: 'NOT_OURS',
              message:
                'Somebody has changed its launch settings since; they were left as they are',
            };
          }
          const failure =
            unread ??
            (await this.#set(working, read.store, sourceServerId, restore));
          return failure
            ? {
                result: 'FAILED',
                ...this.#failed(state, sourceServerId, failure),
              }
            : { sourceServerId, result: 'RESTORED' };
        }),
      ),
    );
    await working.performLater(executionId, {
      type: 'launch-settings-restored',
      servers: restored.map(
        ({ sourceServerId, result, message, retryAfterMs: wait }) => ({
          sourceServerId,
          result,
          ...(message !== undefined && { message }),
          ...(wait !== undefined && { retryAfterMs: wait }),
        }),
      ),
    });
  }

  async #read({ scope, servers }: Apply | Restore) {
    const ids = servers.map(({ sourceServerId }) => sourceServerId);
    return this.#aws.ask(scope, 'launchSettings', async store => ({
      store,
      ...(await store.read(ids)),
    }));
  }

  /** @returns why it could not be set; undefined where it was */
  async #set(
    working: WorkingSet,
    store: LaunchSettingsStore,
    sourceServerId: string,
    to: LaunchSettings,
  ): Promise<AwsFailure | undefined> {
    try {
      await store.change(sourceServerId, to, () =>
        working.assertMayCall(this.#settings.callTimeoutMs),
      );
      return undefined;
    } catch (error) {
      if (error instanceof AwsFailure) {
        return error;
      }
      throw error;
    }
  }

  #failed(
    state: ExecutionState,
    sourceServerId: string,
    failure: AwsFailure,
  ): Failed {
    const failures = state.servers.get(sourceServerId)?.settings?.failures ?? 0;
    const wait = retryAfterMs(failure, failures + 1, this.#random());
    return {
      sourceServerId,
      code: failure.code,
      message: failure.message,
      ...(wait !== undefined && { retryAfterMs: wait }),
    };
  }

  async #tellFailed(
    working: WorkingSet,
    executionId: string,
    servers: readonly Failed[],
  ): Promise<void> {
    if (servers.length > 0) {
      await working.performLater(executionId, {
        type: 'launch-settings-failed',
        servers,
      });
    }
  }
}

const keyOf = ({ executionId, scope }: Apply | Restore): string =>
  `launch settings ${executionId} ${scopeKey(scope)}`;
