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
  inTime,
  scopeKey,
  type Clock,
  type DrsAccess,
  type ObservedSourceServer,
  type Scope,
} from '@drs-orchestrator/drs-engine';
import type { Unavailable } from '@drs-orchestrator/plugin-drs-orchestrator-common';

/** For how long an answer of AWS serves lists and previews. */
const FRESH_FOR_MS = 5_000;
/**
 * How long a survey waits for one account and Region: where a Region swallows what
 * is sent, all the tries take a minute, and those who look would see nothing of the others.
 */
const SURVEY_PATIENCE_MS = 25_000;

interface Answer {
  readonly servers: Promise<ObservedSourceServer[]>;
  /** On the monotonic clock; undefined while it is under way. */
  answeredAt?: number;
}

/** What could be learnt of several accounts and Regions. */
export interface Survey {
  readonly servers: readonly ObservedSourceServer[];
  readonly unavailable: readonly Unavailable[];
}

/** A survey that tells apart why an account and Region has no servers in it. */
export interface AskedSurvey extends Survey {
  /**
   * Those of the unavailable that did answer: DRS is not set up there, so that no
   * server can be missing.
   */
  readonly notSetUp: readonly Scope[];
}

/**
 * The source servers of the accounts on record, as DRS tells them. Requests for
 * one account and Region at the same time share one answer, and so do those of
 * the next few seconds: a page that many people look at asks AWS once.
 */
export class Inventory {
  readonly #access: DrsAccess;
  readonly #clock: Clock;
  readonly #answers = new Map<string, Answer>();

  static create(options: { access: DrsAccess; clock: Clock }): Inventory {
    return new Inventory(options.access, options.clock);
  }

  private constructor(access: DrsAccess, clock: Clock) {
    this.#access = access;
    this.#clock = clock;
  }

  /**
   * @param options.live - asks AWS now; for decisions that are stored or act
   * @throws AwsFailure
   */
  async servers(
    scope: Scope,
    options: { live?: boolean } = {},
  ): Promise<readonly ObservedSourceServer[]> {
    const known = this.#answers.get(scopeKey(scope));
    if (known && this.#serves(known, options.live ?? false)) {
      return known.servers;
    }
    return this.#ask(scope);
  }

  /** What is known of an account and Region is no longer true: whoever asks next asks AWS. */
  forget(scope: Scope): void {
    this.#answers.delete(scopeKey(scope));
  }

  #serves(answer: Answer, live: boolean): boolean {
    if (answer.answeredAt === undefined) {
      return true;
    }
    return !live && this.#clock.monotonic() - answer.answeredAt < FRESH_FOR_MS;
  }

  #ask(scope: Scope): Promise<ObservedSourceServer[]> {
    const key = scopeKey(scope);
    const answer: Answer = { servers: this.#describe(scope) };
    this.#answers.set(key, answer);
    answer.servers.then(
      () => {
        answer.answeredAt = this.#clock.monotonic();
      },
      // A failure is told to those who waited for it, and not remembered.
      () => {
        if (this.#answers.get(key) === answer) {
          this.#answers.delete(key);
        }
      },
    );
    return answer.servers;
  }

  async #describe(scope: Scope): Promise<ObservedSourceServer[]> {
    const drs = await this.#access.drs(scope);
    return drs.describeSourceServers();
  }

  /** Asks several accounts and Regions; those that fail, or are late, are named beside the others' servers. */
  async survey(scopes: readonly Scope[]): Promise<AskedSurvey> {
    const answers = await Promise.all(
      scopes.map(async (scope): Promise<AskedSurvey> => {
        try {
          return {
            servers: await inTime(this.servers(scope), SURVEY_PATIENCE_MS),
            unavailable: [],
            notSetUp: [],
          };
        } catch (error) {
          if (!(error instanceof AwsFailure)) {
            throw error;
          }
          const { kind, code, message } = error;
          return {
            servers: [],
            unavailable: [{ ...scope, code, message }],
            notSetUp: kind === 'not-initialized' ? [scope] : [],
          };
        }
      }),
    );
    return {
      servers: answers.flatMap(answer => answer.servers),
      unavailable: answers.flatMap(answer => answer.unavailable),
      notSetUp: answers.flatMap(answer => answer.notSetUp),
    };
  }
}
