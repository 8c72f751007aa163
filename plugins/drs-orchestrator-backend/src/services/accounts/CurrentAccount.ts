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

import type { AccountAccess, Clock } from '@drs-orchestrator/drs-engine';
import type { CurrentAccount as CurrentAccountAnswer } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { RecentAnswers } from '../capacity/RecentAnswers';
import type { TargetAccounts } from './TargetAccounts';

/** The orchestrator's identity changes with a deployment. */
const FRESH_FOR_MS = 60_000;

/** Where STS is asked while no account says in which part of AWS the portal works. */
const FALLBACK_REGION = 'us-east-1';

/** Who the orchestrator is to AWS. */
export class CurrentAccount {
  readonly #access: AccountAccess;
  readonly #accounts: TargetAccounts;
  readonly #recent: RecentAnswers<CurrentAccountAnswer>;

  static create(options: {
    access: AccountAccess;
    accounts: TargetAccounts;
    clock: Clock;
  }): CurrentAccount {
    return new CurrentAccount(options);
  }

  private constructor(options: {
    access: AccountAccess;
    accounts: TargetAccounts;
    clock: Clock;
  }) {
    this.#access = options.access;
    this.#accounts = options.accounts;
    this.#recent = RecentAnswers.create({
      clock: options.clock,
      freshForMs: FRESH_FOR_MS,
      capacity: 10,
    });
  }

  /** @throws AwsFailure where AWS does not accept the credentials or cannot be reached */
  async get(): Promise<CurrentAccountAnswer> {
    const [account] = await this.#accounts.all();
    const region = account?.regions[0] ?? FALLBACK_REGION;
    return this.#recent.get(region, () => this.#access.hubIdentity(region));
  }
}
