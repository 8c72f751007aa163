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

import type { FreezeStore } from '../../database/FreezeStore';

/** Why nothing goes on where only the configuration says so. */
const BY_CONFIGURATION = 'The configuration holds every execution';

/**
 * Whether every execution is held now: by the configuration, or by whoever
 * flipped the switch. What the engine asks before it starts anything new.
 */
export class FreezeSwitch {
  readonly #store: FreezeStore;
  readonly #byConfiguration: boolean;

  static create(options: {
    store: FreezeStore;
    byConfiguration: boolean;
  }): FreezeSwitch {
    return new FreezeSwitch(options.store, options.byConfiguration);
  }

  private constructor(store: FreezeStore, byConfiguration: boolean) {
    this.#store = store;
    this.#byConfiguration = byConfiguration;
  }

  get byConfiguration(): boolean {
    return this.#byConfiguration;
  }

  async current(): Promise<{ active: boolean; reason?: string }> {
    const { active, reason } = await this.#store.get();
    if (active) {
      return { active, ...(reason && { reason }) };
    }
    return this.#byConfiguration
      ? { active: true, reason: BY_CONFIGURATION }
      : { active: false };
  }
}
