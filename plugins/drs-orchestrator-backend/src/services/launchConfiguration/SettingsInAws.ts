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
  AwsFailure,
  scopeKey,
  type AwsAccess,
  type Clock,
  type CurrentLaunchSettings,
  type Scope,
} from '@drs-orchestrator/drs-engine';
import { RecentAnswers } from '../capacity/RecentAnswers';

/** AWS tells them for one server a call: a preflight after a correction must not ask for all again. */
const FRESH_FOR_MS = 60_000;
/** Of so many servers settings are kept at most. */
const KEPT_SERVERS = 20_000;

/** The launch settings of servers, as far as they could be read. */
export interface ReadSettings {
  readonly servers: ReadonlyMap<string, CurrentLaunchSettings>;
  readonly failures: ReadonlyMap<string, AwsFailure>;
}

/** The launch settings that servers have in AWS, asked for again after a minute at the earliest. */
export class SettingsInAws {
  readonly #access: AwsAccess;
  readonly #settings: RecentAnswers<CurrentLaunchSettings>;

  static create(options: { access: AwsAccess; clock: Clock }): SettingsInAws {
    return new SettingsInAws(options);
  }

  private constructor({ access, clock }: { access: AwsAccess; clock: Clock }) {
    this.#access = access;
    this.#settings = RecentAnswers.create({
      clock,
      freshForMs: FRESH_FOR_MS,
      capacity: KEPT_SERVERS,
    });
  }

  /**
   * @param options.live - asks AWS now, for what is about to be changed or was
   * @throws AwsFailure where none can be read
   */
  async read(
    scope: Scope,
    sourceServerIds: readonly string[],
    options: { live?: boolean } = {},
  ): Promise<ReadSettings> {
    const servers = new Map<string, CurrentLaunchSettings>();
    const unknown: string[] = [];
    for (const id of new Set(sourceServerIds)) {
      const known = options.live
        ? undefined
        : await this.#settings.peek(keyOf(scope, id));
      if (known) {
        servers.set(id, known);
      } else {
        unknown.push(id);
      }
    }
    if (unknown.length === 0) {
      return { servers, failures: new Map() };
    }
    const { launchSettings } = await this.#access.services(scope);
    const read = await launchSettings.read(unknown);
    for (const [id, current] of read.servers) {
      this.#settings.set(keyOf(scope, id), current);
      servers.set(id, current);
    }
    return { servers, failures: read.failures };
  }

  /** What was changed is not what was read. */
  forget(scope: Scope, sourceServerId: string): void {
    this.#settings.delete(keyOf(scope, sourceServerId));
  }
}

const keyOf = (scope: Scope, sourceServerId: string): string =>
  `${scopeKey(scope)}/${sourceServerId}`;
