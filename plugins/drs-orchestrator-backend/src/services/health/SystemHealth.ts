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

import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Clock } from '@drs-orchestrator/drs-engine';
import {
  DrsError,
  type HealthStatus,
  type SystemHealth as Health,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Knex } from 'knex';
import { performance } from 'node:perf_hooks';
import type { RequestContext } from '../../access/Caller';
import type { AuditKeys } from '../../audit/auditKeys';
import { AuditStore } from '../../database/AuditStore';
import { readVitals } from '../../database/vitals';
import type { DrsAccounts } from '../accounts/DrsAccounts';
import {
  auditHealth,
  fine,
  leaderHealth,
  pollerHealth,
  type Part,
} from './judgeVitals';

/** An account that takes longer is told as one that does not answer. */
const ACCOUNT_LIMIT_MS = 5_000;
const worst = (parts: readonly Part[]): HealthStatus =>
  (['FAILING', 'DEGRADED'] as const).find(status =>
    parts.some(part => part.status === status),
  ) ?? 'OK';

/** Whether a recovery that is started now would go on as it should. */
export class SystemHealth {
  readonly #knex: Knex;
  readonly #keys: AuditKeys;
  readonly #accounts: DrsAccounts;
  readonly #leaseMs: number;
  readonly #logger: LoggerService;
  readonly #clock: Clock;

  static create(options: {
    knex: Knex;
    auditKeys: AuditKeys;
    accounts: DrsAccounts;
    leaseDurationMs: number;
    logger: LoggerService;
    clock: Clock;
  }): SystemHealth {
    return new SystemHealth(options);
  }

  private constructor(options: {
    knex: Knex;
    auditKeys: AuditKeys;
    accounts: DrsAccounts;
    leaseDurationMs: number;
    logger: LoggerService;
    clock: Clock;
  }) {
    this.#knex = options.knex;
    this.#keys = options.auditKeys;
    this.#accounts = options.accounts;
    this.#leaseMs = options.leaseDurationMs;
    this.#logger = options.logger;
    this.#clock = options.clock;
  }

  /** Answers whatever fails: a failing part is what it is asked for. */
  async get(context: RequestContext): Promise<Health> {
    const now = this.#clock.now();
    const [stored, accounts] = await Promise.all([
      this.#stored(now),
      this.#reached(context),
    ]);
    return {
      status: worst([
        stored.database,
        stored.leader,
        stored.poller,
        stored.audit,
        ...accounts,
      ]),
      checkedAt: now.toISOString(),
      ...stored,
      accounts,
    };
  }

  async #stored(
    now: Date,
  ): Promise<Pick<Health, 'database' | 'leader' | 'poller' | 'audit'>> {
    const began = performance.now();
    try {
      const [vitals, trail] = await Promise.all([
        readVitals(this.#knex, now),
        AuditStore.create(this.#knex).trail(this.#keys),
      ]);
      return {
        database: {
          ...fine,
          latencyMs: Math.round(performance.now() - began),
        },
        leader: leaderHealth(vitals, this.#leaseMs, now),
        poller: pollerHealth(vitals, now),
        audit: auditHealth(vitals, trail.check?.intact ?? true, now),
      };
    } catch (error) {
      this.#logger.error(
        'The database does not answer',
        error instanceof Error ? error : undefined,
      );
      const unknown: Part = {
        status: 'FAILING',
        message: 'Unknown: the database does not answer',
      };
      return {
        database: {
          status: 'FAILING',
          message:
            'The database does not answer: nothing can be started or decided. The log of the backend tells why',
        },
        leader: unknown,
        poller: unknown,
        audit: unknown,
      };
    }
  }

  async #reached(context: RequestContext): Promise<Health['accounts']> {
    try {
      const { items, unavailable } = await this.#accounts.list(
        { params: {}, query: {}, body: undefined },
        context,
        { limitMs: ACCOUNT_LIMIT_MS },
      );
      return items.flatMap(({ accountId, accountName, regions }) =>
        regions.map(({ region, state }) => {
          const failure = unavailable.find(
            at => at.accountId === accountId && at.region === region,
          );
          const named = { accountId, accountName, region };
          if (failure) {
            return {
              ...named,
              status: 'DEGRADED' as const,
              message: `${failure.code}: ${failure.message}`,
            };
          }
          return state === 'NOT_INITIALIZED'
            ? {
                ...named,
                status: 'DEGRADED' as const,
                message: 'DRS is not initialised there',
              }
            : { ...named, status: 'OK' as const };
        }),
      );
    } catch (error) {
      if (error instanceof DrsError) {
        throw error;
      }
      // The accounts are read from the database, which is told apart.
      return [];
    }
  }
}
