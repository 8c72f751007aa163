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

import type { Clock, Scope } from '@drs-orchestrator/drs-engine';
import {
  DrsError,
  type ReplicationPoint,
  type ResponseOf,
  type ValidRequest,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type {
  ReplicationStore,
  StoredPoint,
} from '../../database/ReplicationStore';
import type { TargetAccounts } from '../accounts/TargetAccounts';
import { refuseIfBlocked } from '../refusal';
import type { Inventory } from './Inventory';
import { apartAfterMs, gapsOf } from './replicationPoints';

const DAY_MS = 86_400_000;
const MOST_MS = 31 * DAY_MS;
/** What an account's looks are taken to be apart where none are made any more. */
const USUAL_INTERVAL_MS = 300_000;

const pointOf = ({ at, state, lagSeconds }: StoredPoint): ReplicationPoint => ({
  time: at,
  ...(lagSeconds !== undefined && { lagSeconds }),
  ...(state !== undefined && { replicationState: state }),
});

/** How servers replicated over time, as the leader saw it. */
export class ReplicationHistories {
  readonly #store: ReplicationStore;
  readonly #inventory: Inventory;
  readonly #accounts: TargetAccounts;
  readonly #clock: Clock;
  readonly #intervalMs: number | undefined;

  static create(options: {
    store: ReplicationStore;
    inventory: Inventory;
    accounts: TargetAccounts;
    clock: Clock;
    /** Absent: no history is kept. */
    intervalMs: number | undefined;
  }): ReplicationHistories {
    return new ReplicationHistories(options);
  }

  private constructor(options: {
    store: ReplicationStore;
    inventory: Inventory;
    accounts: TargetAccounts;
    clock: Clock;
    intervalMs: number | undefined;
  }) {
    this.#store = options.store;
    this.#inventory = options.inventory;
    this.#accounts = options.accounts;
    this.#clock = options.clock;
    this.#intervalMs = options.intervalMs;
  }

  /**
   * What was seen is told also while DRS cannot be asked: that is when it is
   * wanted most.
   *
   * @throws DrsError ACCOUNT_UNKNOWN; VALIDATION_FAILED for a range that is none;
   *   SOURCE_SERVER_NOT_FOUND; ACCOUNT_UNREACHABLE where nothing was ever seen
   *   of the server and DRS cannot be asked
   */
  async get({
    params: { sourceServerId },
    query,
  }: ValidRequest<'get_replication_history'>): Promise<
    ResponseOf<'get_replication_history'>
  > {
    const [scope] = await this.#accounts.scopes(query);
    const range = this.#rangeOf(query);
    const [points, looks] = await Promise.all([
      this.#store.points(scope, sourceServerId, range),
      this.#store.looks(scope, range),
    ]);
    if (points.length === 0) {
      await this.#refuseUnknown(scope, sourceServerId);
    }
    return {
      sourceServerId,
      ...scope,
      from: range.from.toISOString(),
      to: range.to.toISOString(),
      ...(this.#intervalMs !== undefined && {
        intervalSeconds: this.#intervalMs / 1000,
      }),
      points: points.map(pointOf),
      gaps: gapsOf(
        looks,
        // What is to come is no gap.
        {
          from: range.from,
          to: new Date(
            Math.min(range.to.getTime(), this.#clock.now().getTime()),
          ),
        },
        apartAfterMs(this.#intervalMs ?? USUAL_INTERVAL_MS),
      ),
    };
  }

  #rangeOf(query: { from?: string; to?: string }): { from: Date; to: Date } {
    const now = this.#clock.now().getTime();
    const given = (text: string | undefined) =>
      text === undefined ? undefined : Date.parse(text);
    const from = given(query.from);
    const to =
      given(query.to) ??
      (from === undefined
        ? now
        : Math.min(Math.max(from, now), from + MOST_MS));
    const range = { from: from ?? to - DAY_MS, to };
    refuseIfBlocked(
      Number.isFinite(range.from) && range.from < range.to
        ? []
        : [
            {
              code: 'INVALID_FIELD',
              severity: 'BLOCKING',
              field: 'from',
              message: 'The range begins before it ends',
            },
          ],
    );
    return { from: new Date(range.from), to: new Date(range.to) };
  }

  async #refuseUnknown(scope: Scope, sourceServerId: string): Promise<void> {
    const { servers, unavailable } = await this.#inventory.survey([scope]);
    if (servers.some(server => server.sourceServerId === sourceServerId)) {
      return;
    }
    const [unreached] = unavailable;
    if (unreached) {
      throw new DrsError(
        'ACCOUNT_UNREACHABLE',
        `Nothing was seen of ${sourceServerId} in that time, and account ${unreached.accountId} in ${unreached.region} cannot be asked: ${unreached.message}`,
      );
    }
    throw new DrsError(
      'SOURCE_SERVER_NOT_FOUND',
      `There is no source server ${sourceServerId} in account ${scope.accountId}, ${scope.region}`,
    );
  }
}
