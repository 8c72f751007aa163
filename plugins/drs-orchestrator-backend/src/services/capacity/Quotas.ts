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
  type AwsAccess,
  type Clock,
  type ObservedJob,
  type ObservedQuota,
  type Scope,
} from '@drs-orchestrator/drs-engine';
import type {
  Quota,
  ResponseOf,
  ValidRequest,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { RequestContext } from '../../access/Caller';
import type { TargetAccounts } from '../accounts/TargetAccounts';
import type { Inventory } from '../inventory/Inventory';
import { limitOverridesOf, type ConfiguredLimit } from './limitOverrides';
import {
  quotasInForce,
  quotaUse,
  quotaValue,
  type QuotaUse,
} from './quotasInForce';
import { RecentAnswers } from './RecentAnswers';

/** Quotas change when AWS grants a request, which takes hours. */
const QUOTAS_FRESH_FOR_MS = 5 * 60_000;
/** Who starts a recovery does not wait for a service that only tells a limit. */
const QUOTAS_WITHIN_MS = 4_000;
/** People who start at the same time share one look. */
const JOBS_FRESH_FOR_MS = 1_000;
/** Jobs end within hours: one that is older and not complete is none that runs. */
const JOBS_SINCE_MS = 24 * 3_600_000;
const KEPT_SCOPES = 500;

/** What the quotas of accounts and Regions are told from. */
export interface QuotasOptions {
  access: AwsAccess;
  inventory: Inventory;
  accounts: TargetAccounts;
  limits: readonly ConfiguredLimit[];
  clock: Clock;
}

/** What AWS allows, and how much of it is used. */
export class Quotas {
  readonly #options: QuotasOptions;
  readonly #stated: RecentAnswers<readonly ObservedQuota[]>;
  readonly #jobs: RecentAnswers<ObservedJob[]>;

  static create(options: QuotasOptions): Quotas {
    return new Quotas(options);
  }

  private constructor(options: QuotasOptions) {
    this.#options = options;
    this.#stated = RecentAnswers.create({
      clock: options.clock,
      freshForMs: QUOTAS_FRESH_FOR_MS,
      capacity: KEPT_SCOPES,
    });
    this.#jobs = RecentAnswers.create({
      clock: options.clock,
      freshForMs: JOBS_FRESH_FOR_MS,
      capacity: KEPT_SCOPES,
    });
  }

  /** The jobs that have not ended, whoever started them; asked just now. */
  jobs(scope: Scope): Promise<ObservedJob[]> {
    const { access, clock } = this.#options;
    return this.#jobs.get(scopeKey(scope), async () => {
      const drs = await access.drs(scope);
      const jobs = await drs.describeJobs(
        new Date(clock.now().getTime() - JOBS_SINCE_MS),
      );
      return jobs.filter(job => job.status !== 'COMPLETED');
    });
  }

  /**
   * The quotas that count, with their use where the caller knows it. Where
   * Service Quotas cannot be read, the notice says why; the documented values
   * stand in.
   */
  async inForce(
    scope: Scope,
    use: QuotaUse,
  ): Promise<{ quotas: Quota[]; notice?: string }> {
    const overrides = limitOverridesOf(this.#options.limits, scope);
    try {
      const stated = await inTime(
        this.#stated.get(scopeKey(scope), async () => {
          const { quotas } = await this.#options.access.services(scope);
          return quotas.describeQuotas();
        }),
        QUOTAS_WITHIN_MS,
      );
      return { quotas: quotasInForce(stated, overrides, use) };
    } catch (error) {
      if (!(error instanceof AwsFailure)) {
        throw error;
      }
      return {
        quotas: quotasInForce([], overrides, use),
        notice: `Service Quotas could not be read (${error.code}): ${error.message}`,
      };
    }
  }

  /**
   * The quotas that count with their use, asked just now.
   *
   * @throws AwsFailure; not-initialized where DRS is not set up
   */
  async withUse(scope: Scope): Promise<Quota[]> {
    const { quotas } = await this.inForce(scope, await this.#useNow(scope));
    return quotas;
  }

  async get(
    { query }: ValidRequest<'get_drs_quotas'>,
    context: RequestContext,
  ): Promise<ResponseOf<'get_drs_quotas'>> {
    const scope = await this.#options.accounts.scopeFor(query, context);
    const use = await this.#use(scope);
    return {
      ...scope,
      initialized: use !== undefined,
      observedAt: this.#options.clock.now().toISOString(),
      ...(await this.inForce(scope, use ?? {})),
    };
  }

  async serviceLimits(
    { query }: ValidRequest<'get_drs_service_limits'>,
    context: RequestContext,
  ): Promise<ResponseOf<'get_drs_service_limits'>> {
    const scope = await this.#options.accounts.scopeFor(query, context);
    const use = (await this.#use(scope)) ?? {};
    const { quotas } = await this.inForce(scope, use);
    return {
      ...scope,
      limits: {
        maxServersPerJob: quotaValue(quotas, 'SERVERS_IN_ONE_JOB'),
        maxConcurrentJobs: quotaValue(quotas, 'CONCURRENT_JOBS'),
        maxServersInAllJobs: quotaValue(quotas, 'SERVERS_IN_ALL_JOBS'),
        maxRecoveryInstances: quotaValue(quotas, 'RECOVERY_INSTANCES'),
      },
      currentUsage: {
        activeJobs: use.CONCURRENT_JOBS ?? 0,
        serversInJobs: use.SERVERS_IN_ALL_JOBS ?? 0,
        recoveryInstances: use.RECOVERY_INSTANCES ?? 0,
      },
    };
  }

  /**
   * @returns undefined where DRS is not set up
   * @throws AwsFailure
   */
  async #use(scope: Scope): Promise<QuotaUse | undefined> {
    try {
      return await this.#useNow(scope);
    } catch (error) {
      if (error instanceof AwsFailure && error.kind === 'not-initialized') {
        return undefined;
      }
      throw error;
    }
  }

  async #useNow(scope: Scope): Promise<QuotaUse> {
    const [servers, jobs] = await Promise.all([
      this.#options.inventory.servers(scope),
      this.jobs(scope),
    ]);
    return quotaUse(scope.accountId, servers, jobs);
  }
}
