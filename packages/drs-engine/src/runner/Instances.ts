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

import { serversOf } from '../domain/rules';
import type { ServerState } from '../domain/state';
import type { Clock } from '../ports/clock';
import type { Drs, Scope } from '../ports/drs';
import type { AwsCalls } from './AwsCalls';
import type { EngineSettings } from './settings';
import type { WorkingSet } from './WorkingSet';

/** Looks after recovery instances: their addresses, and their end. */
export class Instances {
  readonly #aws: AwsCalls;
  readonly #clock: Clock;
  readonly #settings: EngineSettings;

  constructor(options: {
    aws: AwsCalls;
    clock: Clock;
    settings: EngineSettings;
  }) {
    this.#aws = options.aws;
    this.#clock = options.clock;
    this.#settings = options.settings;
  }

  async describe(working: WorkingSet): Promise<void> {
    await working.forEach(
      working.wanted('observe-instances', this.#clock.now()),
      ({ executionId, scope, sourceServerIds }) =>
        this.#observe(working, executionId, scope, sourceServerIds),
    );
  }

  /** @returns whether the account could be asked */
  async #observe(
    working: WorkingSet,
    executionId: string,
    scope: Scope,
    sourceServerIds: readonly string[],
  ): Promise<boolean> {
    const instances = await this.#aws.read(scope, drs =>
      drs.describeRecoveryInstances(sourceServerIds),
    );
    if (instances) {
      await working.perform(executionId, {
        type: 'instances-observed',
        sourceServerIds,
        instances,
      });
    }
    return instances !== undefined;
  }

  /** Looks first which instances are still there, and still this execution's. */
  async terminate(working: WorkingSet): Promise<void> {
    await working.forEach(
      working.wanted('terminate', this.#clock.now()),
      async ({ executionId, scope, sourceServerIds }) => {
        const looked = await this.#observe(
          working,
          executionId,
          scope,
          sourceServerIds,
        );
        const standing = serversOf(
          working.stateOf(executionId),
          sourceServerIds,
        ).filter(
          server =>
            server.terminationRequested && server.instanceState === 'RUNNING',
        );
        const drs =
          looked && standing.length > 0
            ? await this.#aws.read(scope, async client => client)
            : undefined;
        if (drs) {
          await this.#terminateInstances(
            working,
            executionId,
            scope,
            drs,
            standing,
          );
        }
      },
    );
  }

  async #terminateInstances(
    working: WorkingSet,
    executionId: string,
    scope: Scope,
    drs: Drs,
    servers: readonly ServerState[],
  ): Promise<void> {
    const events = await working.perform(executionId, {
      type: 'terminate-intended',
      scope,
      sourceServerIds: servers.map(server => server.sourceServerId),
    });
    const intended = events.find(event => event.type === 'TerminateIntended');
    if (!intended) {
      return;
    }
    working.assertMayCall(this.#settings.callTimeoutMs);
    const answer = await this.#aws.change(
      scope,
      drs,
      Math.max(...servers.map(server => server.terminationAttempts)) + 1,
      client =>
        client.terminateRecoveryInstances(
          servers.flatMap(server => server.recoveryInstanceId ?? []),
        ),
    );
    if (answer) {
      await working.perform(executionId, {
        type: 'terminate-answered',
        intentId: intended.intentId,
        answer,
      });
    }
  }
}
