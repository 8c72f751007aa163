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

import { setTimeout as sleep } from 'node:timers/promises';
import type { EventOf } from '../domain/events';
import { serversOf } from '../domain/rules';
import type { Clock } from '../ports/clock';
import { LeadershipLost } from '../ports/executionLog';
import {
  scopeOfHook,
  type HookCall,
  type HookPayload,
  type HookResult,
  type HookRunner,
} from '../ports/hooks';
import type { AwsCalls } from './AwsCalls';
import type { Background } from './Background';
import type { EngineSettings } from './settings';
import type { WantedEffect, WorkingSet } from './WorkingSet';

const TELL_AGAIN_AFTER_MS = 500;

type Run = Extract<WantedEffect, { type: 'run-hook' }>;

/** Runs what is to be called before and after a wave, beside the rounds of the leader. */
export class WaveHooks {
  readonly #aws: AwsCalls;
  readonly #background: Background;
  readonly #webhooks: HookRunner;
  readonly #clock: Clock;
  readonly #settings: EngineSettings;

  constructor(options: {
    aws: AwsCalls;
    background: Background;
    webhooks: HookRunner;
    clock: Clock;
    settings: EngineSettings;
  }) {
    this.#aws = options.aws;
    this.#background = options.background;
    this.#webhooks = options.webhooks;
    this.#clock = options.clock;
    this.#settings = options.settings;
  }

  /** Begins each hook that is due; its intent is stored first, and it is called once. */
  async run(working: WorkingSet): Promise<void> {
    await working.forEach(
      working.wanted('run-hook', this.#clock.now()),
      async effect => {
        const { executionId, waveNumber, stage, index } = effect;
        const events = await working.perform(executionId, {
          type: 'hook-intended',
          waveNumber,
          stage,
          index,
        });
        const requested = events.find(event => event.type === 'HookRequested');
        if (requested) {
          const { intentId } = requested;
          const payload = payloadOf(working, effect);
          this.#background.start(`hook ${intentId}`, async () => {
            const result = await this.#call(working, effect, payload);
            await this.#tell(working, executionId, requested, result);
          });
        }
      },
    );
  }

  /** Asks how those fare that go on elsewhere. */
  observe(working: WorkingSet): void {
    for (const effect of working.wanted('observe-hook', this.#clock.now())) {
      const { executionId, scope, intentId, externalId } = effect;
      this.#background.start(`observe hook ${intentId}`, async () => {
        const result = await this.#aws.ask(scope, 'automationHooks', hooks =>
          hooks.observe(externalId),
        );
        if (result && result.kind !== 'running') {
          await working.performLater(executionId, {
            type: 'hook-answered',
            intentId,
            result,
          });
        }
      });
    }
  }

  /**
   * What became of a hook is known to nobody else: a database that is away is
   * waited for as long as the execution waits for the answer.
   */
  async #tell(
    working: WorkingSet,
    executionId: string,
    { intentId, answerBy }: EventOf<'HookRequested'>,
    result: HookResult,
  ): Promise<void> {
    for (;;) {
      try {
        await working.performLater(executionId, {
          type: 'hook-answered',
          intentId,
          result,
        });
        return;
      } catch (error) {
        const isTooLate = this.#clock.now().getTime() > Date.parse(answerBy);
        if (error instanceof LeadershipLost || isTooLate) {
          throw error;
        }
        await sleep(TELL_AGAIN_AFTER_MS);
      }
    }
  }

  async #call(
    working: WorkingSet,
    { hook, scope: waveScope }: Run,
    payload: HookPayload,
  ): Promise<HookResult> {
    const call: HookCall = { hook, payload };
    const runWith = async (runner: HookRunner): Promise<HookResult> => {
      working.assertMayCall(this.#settings.callTimeoutMs);
      return runner.run(call);
    };
    if (hook.type === 'webhook') {
      return runWith(this.#webhooks);
    }
    const scope = scopeOfHook(hook, waveScope);
    if (!scope) {
      return {
        kind: 'failed',
        code: 'HOOK_TARGET_INVALID',
        message: `${hook.target} names no account and Region`,
        mayHaveRun: false,
      };
    }
    const service = hook.type === 'lambda' ? 'lambdaHooks' : 'automationHooks';
    const runner = await this.#aws.ask(
      scope,
      service,
      async (reached): Promise<HookRunner> => reached,
    );
    if (!runner) {
      const failure = this.#aws.failureOf(scope, service);
      return {
        kind: 'failed',
        code: failure?.code ?? 'ACCOUNT_UNREACHABLE',
        message: `Account ${scope.accountId} cannot be reached in ${
          scope.region
        }${failure ? `: ${failure.message}` : ''}`,
        mayHaveRun: false,
      };
    }
    return runWith(runner);
  }
}

function payloadOf(
  working: WorkingSet,
  { executionId, waveNumber, stage, hook, idempotencyKey }: Run,
): HookPayload {
  const state = working.stateOf(executionId);
  const { plan, executionType } = state.started;
  const wave = state.waves.find(each => each.waveNumber === waveNumber);
  return {
    executionId,
    executionType,
    planId: plan.planId,
    planName: plan.planName,
    waveNumber,
    waveName: wave?.waveName ?? '',
    stage,
    hook: hook.name,
    parameters: hook.parameters ?? {},
    servers: serversOf(state, wave?.sourceServerIds ?? []).map(server => ({
      sourceServerId: server.sourceServerId,
      hostname: server.hostname,
      accountId: server.accountId,
      region: server.region,
      ...(server.recoveryInstanceId && {
        recoveryInstanceId: server.recoveryInstanceId,
      }),
      ...(server.privateIp && { privateIp: server.privateIp }),
    })),
    idempotencyKey,
  };
}
