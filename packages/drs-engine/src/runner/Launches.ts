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

import { admit, type LaunchWish } from '../domain/admission';
import type { EventOf } from '../domain/events';
import { EXECUTION_TAG, INTENT_TAG, WAVE_TAG } from '../domain/observe';
import type { Clock } from '../ports/clock';
import { scopeKey, type ObservedInstance, type Scope } from '../ports/drs';
import type { AwsCalls } from './AwsCalls';
import { Flights } from './Flights';
import { inParallel } from './inParallel';
import type { ScopeQuotas } from './ScopeQuotas';
import type { ScopeView } from './ScopeView';
import type { EngineSettings } from './settings';
import type { WorkingSet } from './WorkingSet';

/** Launches what waits, as far as there is room and nobody's live recovery is in the way. */
export class Launches {
  readonly #aws: AwsCalls;
  readonly #clock: Clock;
  readonly #settings: EngineSettings;
  readonly #quotas: ScopeQuotas;
  readonly #flights = new Flights();

  constructor(options: {
    aws: AwsCalls;
    clock: Clock;
    settings: EngineSettings;
    quotas: ScopeQuotas;
  }) {
    this.#aws = options.aws;
    this.#clock = options.clock;
    this.#settings = options.settings;
    this.#quotas = options.quotas;
  }

  /**
   * Gives out what room there is, then launches; intent first, each call once.
   *
   * @param hold - holds what must not begin, as of then; done before each launch
   */
  async launch(
    working: WorkingSet,
    views: ReadonlyMap<string, ScopeView>,
    hold: () => Promise<void>,
  ): Promise<void> {
    const wishes = Map.groupBy(
      working.wanted('launch', this.#clock.now()),
      ({ scope }) => scopeKey(scope),
    );
    await inParallel([...wishes], async ([key, inScope]) => {
      const view = views.get(key);
      if (!view) {
        // Without a look at the account nothing is launched there.
        await this.#defer(working, inScope, inScope[0].scope);
        return;
      }
      const verdicts = admit(
        inScope,
        view.jobs,
        this.#flights.unseen(view),
        this.#quotas.limitsOf(view.scope),
      );
      const admitted = verdicts.filter(verdict => verdict.admitted);
      const live = await this.#liveInstances(
        view.scope,
        admitted.flatMap(({ wish }) => wish.sourceServerIds),
      );
      if (!live) {
        await this.#defer(working, inScope, view.scope);
        return;
      }
      await working.forEach(
        verdicts.map(verdict => ({ ...verdict, ...verdict.wish })),
        async verdict => {
          const { executionId, chunkId } = verdict;
          if (verdict.admitted) {
            await hold();
            await this.#launchChunk(working, view, live, verdict);
          } else {
            const { reason } = verdict;
            await working.perform(executionId, {
              type: 'defer',
              chunkId,
              reason,
            });
          }
        },
      );
    });
  }

  async #defer(
    working: WorkingSet,
    wishes: readonly LaunchWish[],
    scope: Scope,
  ): Promise<void> {
    const refusal = this.#aws.refusal(scope);
    const reason = `AWS cannot be asked: ${this.#aws.silence(scope)}`;
    await working.forEach(wishes, ({ executionId, chunkId }) =>
      working.perform(
        executionId,
        refusal
          ? {
              type: 'scope-refused',
              scope,
              code: refusal.code,
              message: refusal.message,
            }
          : { type: 'defer', chunkId, reason },
      ),
    );
  }

  /** Instances that people may run on. A launch would delete them first. */
  async #liveInstances(
    scope: Scope,
    sourceServerIds: readonly string[],
  ): Promise<readonly ObservedInstance[] | undefined> {
    if (sourceServerIds.length === 0) {
      return [];
    }
    const instances = await this.#aws.read(scope, drs =>
      drs.describeRecoveryInstances(sourceServerIds),
    );
    return instances?.filter(instance => !instance.isDrill);
  }

  async #launchChunk(
    working: WorkingSet,
    view: ScopeView,
    live: readonly ObservedInstance[],
    { executionId, chunkId, sourceServerIds }: LaunchWish,
  ): Promise<void> {
    const instances = live.filter(instance =>
      sourceServerIds.includes(instance.sourceServerId),
    );
    if (instances.length > 0) {
      await working.perform(executionId, {
        type: 'live-instances-found',
        instances,
      });
    }
    const events = await working.perform(executionId, {
      type: 'admit',
      chunkId,
    });
    const requested = events.find(event => event.type === 'LaunchRequested');
    if (requested) {
      await this.#startRecovery(working, view, executionId, requested);
    }
  }

  async #startRecovery(
    working: WorkingSet,
    { scope, drs }: ScopeView,
    executionId: string,
    requested: EventOf<'LaunchRequested'>,
  ): Promise<void> {
    const { chunkId, intentId, sourceServerIds, answerBy } = requested;
    const { started, chunks, servers } = working.stateOf(executionId);
    const tags = {
      [EXECUTION_TAG]: executionId,
      [WAVE_TAG]: String(chunks.get(chunkId)?.waveNumber),
      [INTENT_TAG]: intentId,
    };
    working.assertMayCall(this.#settings.callTimeoutMs);
    this.#flights.begin(intentId, {
      scope,
      servers: sourceServerIds.length,
      until: Date.parse(answerBy),
    });
    const answer = await this.#aws.change(
      scope,
      drs,
      requested.attempt,
      client =>
        client.startRecovery({
          servers: sourceServerIds.map(sourceServerId => ({
            sourceServerId,
            recoverySnapshotId: servers.get(sourceServerId)?.recoverySnapshotId,
          })),
          isDrill: started.executionType === 'DRILL',
          tags: this.#settings.tagJobs ? tags : {},
        }),
    );
    if (answer) {
      this.#flights.answered(
        intentId,
        answer.kind === 'accepted' ? answer.jobId : undefined,
      );
      await working.perform(executionId, {
        type: 'launch-answered',
        intentId,
        answer,
      });
    }
  }
}
