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
  type AwsAccess,
  type ExtendedServers,
  type ExtensibleServer,
} from '@drs-orchestrator/drs-engine';
import {
  DrsError,
  type ExtendedSourceServers as ExtendedSourceServersAnswer,
  type ValidRequest,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import pLimit from 'p-limit';
import type { Inventory } from '../inventory/Inventory';
import type { TargetAccounts } from './TargetAccounts';

/** Calls under way at once: AWS publishes no rate, and throttles. */
const AT_ONCE = 4;

type Result = ExtendedSourceServersAnswer['servers'][number];
type Body = ValidRequest<'extend_source_servers'>['body'];

/** Makes servers of staging accounts recoverable in target accounts. */
export class ExtendedSourceServers {
  readonly #accounts: TargetAccounts;
  readonly #access: AwsAccess;
  readonly #inventory: Inventory;

  static create(options: {
    accounts: TargetAccounts;
    access: AwsAccess;
    inventory: Inventory;
  }): ExtendedSourceServers {
    return new ExtendedSourceServers(options);
  }

  private constructor(options: {
    accounts: TargetAccounts;
    access: AwsAccess;
    inventory: Inventory;
  }) {
    this.#accounts = options.accounts;
    this.#access = options.access;
    this.#inventory = options.inventory;
  }

  /**
   * Extends the servers one by one: each is answered for itself, and one that is
   * refused stops no other.
   *
   * @throws DrsError VALIDATION_FAILED for a staging account that is not on record
   * @throws AwsFailure where the staging account's servers cannot be listed
   */
  async extend({
    params,
    body,
  }: ValidRequest<'extend_source_servers'>): Promise<ExtendedSourceServersAnswer> {
    const { accountId } = params;
    const { region, stagingAccountId } = body;
    const account = await this.#accounts.stored(accountId);
    const isOnRecord = account.stagingAccounts.some(
      staging =>
        staging.accountId === stagingAccountId && staging.region === region,
    );
    if (!isOnRecord) {
      const message = `${stagingAccountId} is no staging account of ${accountId} in ${region}`;
      throw new DrsError('VALIDATION_FAILED', message, [
        {
          code: 'STAGING_ACCOUNT_UNKNOWN',
          severity: 'BLOCKING',
          field: 'stagingAccountId',
          message,
          remedy: 'Put it on record with the account first',
        },
      ]);
    }
    const { extendedServers } = await this.#access.services({
      accountId,
      region,
    });
    const extensible = await extendedServers.extensible(stagingAccountId);
    const servers = body.dryRun
      ? extensibleOf(body, extensible)
      : await extendEach(extendedServers, body, extensible);
    if (servers.some(({ result }) => result === 'EXTENDED')) {
      // So that lists have them at once. That they may be old is no failure of this.
      await this.#inventory
        .servers({ accountId, region }, { live: true })
        .catch(ignoreAwsFailure);
    }
    return { accountId, region, stagingAccountId, servers };
  }
}

function ignoreAwsFailure(error: unknown): void {
  if (!(error instanceof AwsFailure)) {
    throw error;
  }
}

const notExtensible = (sourceServerId: string): Result => ({
  sourceServerId,
  result: 'REFUSED',
  code: 'NOT_EXTENSIBLE',
  message: `${sourceServerId} cannot be extended: it is not in the staging account, or is extended already`,
  remedy: 'Look at the servers of the target account, and at a dry run',
});

const named = ({ sourceServerId, hostname }: ExtensibleServer) => ({
  sourceServerId,
  ...(hostname !== undefined && { hostname }),
});

function extensibleOf(
  { sourceServerIds }: Body,
  extensible: readonly ExtensibleServer[],
): Result[] {
  const byId = new Map(
    extensible.map(server => [server.sourceServerId, server]),
  );
  const wanted = sourceServerIds ?? [...byId.keys()];
  return wanted.map((sourceServerId): Result => {
    const server = byId.get(sourceServerId);
    return server
      ? { ...named(server), result: 'EXTENSIBLE' }
      : notExtensible(sourceServerId);
  });
}

function extendEach(
  extendedServers: ExtendedServers,
  { sourceServerIds = [], tags }: Body,
  extensible: readonly ExtensibleServer[],
): Promise<Result[]> {
  const byId = new Map(
    extensible.map(server => [server.sourceServerId, server]),
  );
  const inTurn = pLimit(AT_ONCE);
  return Promise.all(
    sourceServerIds.map(sourceServerId => {
      const server = byId.get(sourceServerId);
      return server
        ? inTurn(() => extendOne(extendedServers, server, tags))
        : notExtensible(sourceServerId);
    }),
  );
}

async function extendOne(
  extendedServers: ExtendedServers,
  server: ExtensibleServer,
  tags: Body['tags'],
): Promise<Result> {
  try {
    return {
      ...named(server),
      result: 'EXTENDED',
      extendedSourceServerId: await extendedServers.extend(server.arn, tags),
    };
  } catch (error) {
    if (!(error instanceof AwsFailure)) {
      throw error;
    }
    const { code, message, requestId, mayHaveHappened } = error;
    return {
      ...named(server),
      result: mayHaveHappened ? 'UNKNOWN' : 'REFUSED',
      code,
      message,
      remedy: remedyFor(error),
      ...(requestId && { requestId }),
    };
  }
}

function remedyFor(failure: AwsFailure): string {
  switch (failure.kind) {
    case 'server-error':
    case 'no-answer':
      return 'Look whether the server is among those of the target account before trying again';
    case 'access-denied':
      return 'Allow drs:CreateExtendedSourceServer to the role of the target account, and make it a trusted account of the staging account';
    case 'quota':
      return 'The target account has as many source servers as DRS allows: ask AWS for more in Service Quotas, or use another account';
    case 'throttled':
      return 'Try again in a minute';
    case 'invalid':
      return 'A staging area that uses the default EBS key must be moved to a customer managed key that the target account may use';
    case 'conflict':
    case 'not-found':
    case 'not-initialized':
    case 'unknown':
      return 'Try again; a dry run tells what can be extended';
    default:
      throw new Error(`Unknown failure ${failure.kind satisfies never}`);
  }
}
