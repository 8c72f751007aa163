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

import { LeadershipLost } from '../ports/executionLog';
import type { Logger } from '../ports/logger';

/**
 * Work that may take longer than a round of the leader: it goes on meanwhile,
 * and tells the execution what came of it by itself. Of the same work there is
 * one at a time.
 */
export class Background {
  readonly #logger: Logger;
  readonly #underWay = new Map<string, Promise<void>>();

  constructor({ logger }: { logger: Logger }) {
    this.#logger = logger;
  }

  /**
   * Begins the work, unless the same is under way.
   *
   * @param key - what makes it the same
   */
  start(key: string, work: () => Promise<void>): void {
    if (this.#underWay.has(key)) {
      return;
    }
    this.#underWay.set(
      key,
      work()
        .catch(error => this.#tell(error))
        .finally(() => this.#underWay.delete(key)),
    );
  }

  /** Comes back when nothing is under way any more. */
  async idle(): Promise<void> {
    while (this.#underWay.size > 0) {
      await Promise.all(this.#underWay.values());
    }
  }

  #tell(error: unknown): void {
    if (error instanceof LeadershipLost) {
      // Whoever leads now finds what is open in the log.
      this.#logger.warn('Left work to the replica that leads now');
    } else {
      this.#logger.error(
        `Work beside the rounds failed and is begun again when it is due: ${
          error instanceof Error ? error.message : String(error)
        }`,
      );
    }
  }
}
