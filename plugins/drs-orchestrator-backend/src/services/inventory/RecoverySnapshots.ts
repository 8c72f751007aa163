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

import type {
  Drs,
  DrsAccess,
  ObservedSourceServer,
  RecoverySnapshot as ObservedSnapshot,
} from '@drs-orchestrator/drs-engine';
import {
  DrsError,
  type RecoverySnapshot,
  type ResponseOf,
  type ValidRequest,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { z } from 'zod';
import {
  decodeCursor,
  instantKey,
  pageOfRows,
  textKey,
} from '../../database/cursor';
import type { TargetAccounts } from '../accounts/TargetAccounts';
import type { Inventory } from './Inventory';

type Query = ValidRequest<'get_recovery_snapshots'>['query'];

const cursorKeys = z.tuple([instantKey, textKey]);
type CursorKeys = z.infer<typeof cursorKeys>;

const keysOf = ({ timestamp, snapshotId }: RecoverySnapshot): CursorKeys => [
  Date.parse(timestamp),
  snapshotId,
];

/** Newest first, and by ID where two were taken in the same millisecond. */
function compareKeys([atA, idA]: CursorKeys, [atB, idB]: CursorKeys): number {
  if (atA !== atB) {
    return atB - atA;
  }
  if (idA === idB) {
    return 0;
  }
  return idA < idB ? 1 : -1;
}

const snapshotOf = (snapshot: ObservedSnapshot): RecoverySnapshot => ({
  snapshotId: snapshot.snapshotId,
  sourceServerId: snapshot.sourceServerId,
  timestamp: snapshot.at,
});

/** The points in time to which source servers can be recovered. */
export class RecoverySnapshots {
  readonly #access: DrsAccess;
  readonly #inventory: Inventory;
  readonly #accounts: TargetAccounts;

  static create(options: {
    access: DrsAccess;
    inventory: Inventory;
    accounts: TargetAccounts;
  }): RecoverySnapshots {
    return new RecoverySnapshots(
      options.access,
      options.inventory,
      options.accounts,
    );
  }

  private constructor(
    access: DrsAccess,
    inventory: Inventory,
    accounts: TargetAccounts,
  ) {
    this.#access = access;
    this.#inventory = inventory;
    this.#accounts = accounts;
  }

  /** @throws DrsError SOURCE_SERVER_NOT_FOUND, ACCOUNT_UNKNOWN, ACCOUNT_UNREACHABLE */
  async list({
    params,
    query,
  }: ValidRequest<'get_recovery_snapshots'>): Promise<
    ResponseOf<'get_recovery_snapshots'>
  > {
    const { accountId, region, sourceServerId } = await this.#find(
      params.sourceServerId,
      query,
    );
    const drs = await this.#access.drs({ accountId, region });
    const after =
      query.cursor === undefined
        ? undefined
        : decodeCursor(query.cursor, cursorKeys);
    return pageOfRows(
      await this.#snapshots(drs, sourceServerId, query, after),
      query.limit,
      keysOf,
      snapshot => snapshot,
    );
  }

  async #find(
    sourceServerId: string,
    query: Query,
  ): Promise<ObservedSourceServer> {
    const scopes = await this.#accounts.scopes(query);
    const { servers, unavailable } = await this.#inventory.survey(scopes);
    const server = servers.find(one => one.sourceServerId === sourceServerId);
    if (server) {
      return server;
    }
    const [unreached] = unavailable;
    if (unreached) {
      throw new DrsError(
        'ACCOUNT_UNREACHABLE',
        `${sourceServerId} was not found where DRS could be asked, and account ${unreached.accountId} in ${unreached.region} could not: ${unreached.message}`,
      );
    }
    throw new DrsError(
      'SOURCE_SERVER_NOT_FOUND',
      `There is no source server ${sourceServerId} in the accounts and Regions asked`,
    );
  }

  /**
   * One more than a page, newest first. Asked only as far back as the page
   * needs, and whole where more snapshots than one share the cursor's moment.
   */
  async #snapshots(
    drs: Drs,
    sourceServerId: string,
    query: Query,
    after: CursorKeys | undefined,
  ): Promise<RecoverySnapshot[]> {
    const wanted = query.limit + 1;
    const range = {
      ...(query.from && { from: new Date(query.from) }),
      ...(query.to && { to: new Date(query.to) }),
      ...(after && { to: new Date(after[0]) }),
      order: 'DESC' as const,
    };
    const rest = (found: readonly ObservedSnapshot[]) =>
      found
        .map(snapshotOf)
        .filter(snapshot => !after || compareKeys(after, keysOf(snapshot)) < 0)
        .sort((a, b) => compareKeys(keysOf(a), keysOf(b)));

    const limit = wanted + (after ? 1 : 0);
    const found = await drs.describeRecoverySnapshots(sourceServerId, {
      ...range,
      limit,
    });
    const next = rest(found);
    if (next.length >= wanted || found.length < limit) {
      return next.slice(0, wanted);
    }
    return rest(
      await drs.describeRecoverySnapshots(sourceServerId, range),
    ).slice(0, wanted);
  }
}
