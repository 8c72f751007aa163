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

import type { ObservedSourceServer } from '@drs-orchestrator/drs-engine';
import { tagMismatches } from '@drs-orchestrator/plugin-drs-orchestrator-common';

type Servers = readonly ObservedSourceServer[];

/** Finds servers by their tags without a look at every one: hundreds of selections ask for a few of thousands. */
export class ServersByTag {
  readonly #servers: Servers;
  /** By key and value, of the keys that were asked for. */
  readonly #byTag = new Map<string, ReadonlyMap<string, Servers>>();

  constructor(servers: Servers) {
    this.#servers = servers;
  }

  /** Those that a selection by these tags means, in the order given. */
  having(tags: Readonly<Record<string, string>>): ObservedSourceServer[] {
    // All that it means carry each of its tags: those of the rarest are enough.
    const fewest = Object.entries(tags).reduce<Servers>(
      (fewestYet, [key, value]) => {
        const carrying = this.#valuesOf(key).get(value) ?? [];
        return carrying.length < fewestYet.length ? carrying : fewestYet;
      },
      this.#servers,
    );
    return fewest.filter(
      server => tagMismatches(tags, server.tags).length === 0,
    );
  }

  #valuesOf(key: string): ReadonlyMap<string, Servers> {
    const known = this.#byTag.get(key);
    if (known) {
      return known;
    }
    const values = Map.groupBy(
      this.#servers.filter(({ tags }) => Object.hasOwn(tags, key)),
      ({ tags }) => tags[key],
    );
    this.#byTag.set(key, values);
    return values;
  }
}
