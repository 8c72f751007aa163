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

import type { Clock, ExecutionEngine } from '@drs-orchestrator/drs-engine';
import {
  DrsError,
  type OrchestratorSettings as SettingsAnswer,
  type ValidRequest,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { actorOf, type RequestContext } from '../../access/Caller';
import { BREAK_GLASS_OPERATION } from '../../access/BreakGlassAlarm';
import type { AuditStore } from '../../database/AuditStore';
import type { FreezeStore } from '../../database/FreezeStore';
import type { FreezeSwitch } from './FreezeSwitch';

/** Uses of break-glass are told for so long. */
const BREAK_GLASS_TOLD_MS = 86_400_000;
/** So many of each person are looked at, and so many of their reasons told. */
const USES_READ = 50;
const REASONS_TOLD = 5;

/** Settings that are changed while the product runs. */
export class OrchestratorSettings {
  readonly #store: FreezeStore;
  readonly #audit: AuditStore;
  readonly #freeze: FreezeSwitch;
  readonly #engine: ExecutionEngine;
  readonly #clock: Clock;

  static create(options: {
    store: FreezeStore;
    audit: AuditStore;
    freeze: FreezeSwitch;
    engine: ExecutionEngine;
    clock: Clock;
  }): OrchestratorSettings {
    return new OrchestratorSettings(options);
  }

  private constructor(options: {
    store: FreezeStore;
    audit: AuditStore;
    freeze: FreezeSwitch;
    engine: ExecutionEngine;
    clock: Clock;
  }) {
    this.#store = options.store;
    this.#audit = options.audit;
    this.#freeze = options.freeze;
    this.#engine = options.engine;
    this.#clock = options.clock;
  }

  async get(): Promise<SettingsAnswer> {
    const [stored, current, breakGlass] = await Promise.all([
      this.#store.get(),
      this.#freeze.current(),
      this.#breakGlass(),
    ]);
    return {
      freeze: {
        ...current,
        byConfiguration: this.#freeze.byConfiguration,
      },
      breakGlass,
      version: stored.version,
      updatedAt: stored.updatedAt,
      updatedBy: stored.updatedBy,
    };
  }

  /** Each person who came, however often another did. */
  async #breakGlass(): Promise<SettingsAnswer['breakGlass']> {
    const since = new Date(this.#clock.now().getTime() - BREAK_GLASS_TOLD_MS);
    const people = await this.#audit.actorsOf(BREAK_GLASS_OPERATION, since);
    const uses = await Promise.all(
      people.map(async person => {
        const { items } = await this.#audit.page({
          operation: [BREAK_GLASS_OPERATION],
          actor: person,
          after: since.toISOString(),
          limit: USES_READ,
        });
        const reasons = new Set(
          items.flatMap(({ actor }) => actor.breakGlassReason ?? []),
        );
        return items.length === 0
          ? []
          : [
              {
                person,
                at: items[0].at,
                reasons: [...reasons].slice(0, REASONS_TOLD),
              },
            ];
      }),
    );
    return uses.flat().sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  }

  /**
   * Flips the switch. Whatever runs is looked at at once: what is held must go
   * on, and the other way round.
   *
   * @throws DrsError VERSION_CONFLICT where somebody else was first
   */
  async update(
    { body }: ValidRequest<'update_settings'>,
    context: RequestContext,
  ): Promise<SettingsAnswer> {
    const { active, reason } = body.freeze;
    const changed = await this.#store.set(
      body.version,
      // A reason to freeze is none once everything goes on.
      { active, ...(active && reason && { reason }) },
      actorOf(context),
      this.#clock.now(),
    );
    const current = await this.get();
    if (!changed) {
      throw new DrsError(
        'VERSION_CONFLICT',
        `The settings were changed meanwhile: they have version ${current.version} now`,
        [],
        { current },
      );
    }
    await this.#engine.wakeAll();
    return current;
  }
}
