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

import { STSClient } from '@aws-sdk/client-sts';
import type { AwsCredentialIdentityProvider } from '@smithy/types';
import { systemClock, type Clock } from '../ports/clock';
import type { AccountAccess, CallerIdentity } from '../ports/accountAccess';
import { AwsFailure, scopeKey, type Drs, type Scope } from '../ports/drs';
import type { AwsAccess, AwsServices } from '../ports/awsAccess';
import type { Logger } from '../ports/logger';
import type { InstanceTags } from '../ports/tags';
import { AwsConnection } from './AwsConnection';
import { callerIdentity } from './callerIdentity';
import { forReads } from './clientSettings';
import { RoleSession } from './RoleSession';

/** How a target account is reached. */
export interface AccountOnRecord {
  /** With its path, if it has one: what follows `role/` in the ARN. */
  readonly roleName: string;
  readonly externalId?: string;
  /** The Regions in which the account may be worked in. */
  readonly regions: readonly string[];
}

/** What {@link AwsDrsAccess} is made from. */
export interface AwsDrsAccessOptions {
  /** The account on record now; undefined where it is not. Asked at every use. */
  readonly findAccount: (
    accountId: string,
  ) => Promise<AccountOnRecord | undefined>;
  /** The staging account on record for a target account; absent: there are none. */
  readonly findStagingAccount?: (
    targetAccountId: string,
    staging: Scope,
  ) => Promise<AccountOnRecord | undefined>;
  /** The orchestrator's own identity, which the accounts' roles trust. */
  readonly hubCredentials: AwsCredentialIdentityProvider;
  /** Where AWS is, in development; absent: AWS's own endpoints. */
  readonly endpoint?: string;
  /** How long a call that changes something may take. */
  readonly callTimeoutMs: number;
  /** How long a question may take, over all tries and pages. */
  readonly readLimitMs?: number;
  /** Ends the user agent that AWS sees, as `name/version`. */
  readonly userAgentSuffix?: string;
  readonly logger: Logger;
  readonly clock?: Clock;
}

/** Names the sessions in the accounts' CloudTrail. */
const SESSION_NAME = 'drs-orchestrator';

/** The way to one account and Region, as the record told it. */
interface Connection {
  readonly roleArn: string;
  readonly externalId?: string;
  readonly session: RoleSession;
  readonly sts: STSClient;
  readonly services: AwsConnection;
}

/** AWS's name for the set of Regions that one belongs to, which ARNs begin with. */
function partitionOf(region: string): string {
  if (region.startsWith('cn-')) {
    return 'aws-cn';
  }
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

const notOnRecord = (code: string, what: string): AwsFailure =>
  new AwsFailure({
    kind: 'access-denied',
    code,
    message: `${what} is not on record`,
  });

/**
 * Reaches DRS in the accounts on record by assuming the role each has for it.
 * Roles are assumed by STS in the Region worked in, as the one of another
 * Region may be what is recovered from.
 */
export class AwsDrsAccess implements AwsAccess, AccountAccess {
  readonly #options: AwsDrsAccessOptions;
  readonly #connections = new Map<string, Connection>();

  constructor(options: AwsDrsAccessOptions) {
    this.#options = options;
  }

  async drs(scope: Scope): Promise<Drs> {
    return (await this.services(scope)).drs;
  }

  async services(scope: Scope): Promise<AwsServices> {
    const connection = await this.#target(scope);
    await connection.session.credentials();
    return connection.services;
  }

  async enter(scope: Scope): Promise<AwsServices> {
    const connection = await this.#target(scope);
    await connection.session.renew();
    return connection.services;
  }

  async stagingServices(
    targetAccountId: string,
    staging: Scope,
    { anew = false }: { readonly anew?: boolean } = {},
  ): Promise<AwsServices> {
    const key = `${targetAccountId}>${scopeKey(staging)}`;
    const account = await this.#options.findStagingAccount?.(
      targetAccountId,
      staging,
    );
    if (!account) {
      this.#connections.delete(key);
      throw notOnRecord(
        'StagingAccountNotOnRecord',
        `Staging account ${staging.accountId} of account ${targetAccountId}`,
      );
    }
    const connection = this.#connected(key, staging, account);
    await (anew
      ? connection.session.renew()
      : connection.session.credentials());
    return connection.services;
  }

  async originTags(origin: Scope): Promise<InstanceTags> {
    const key = `origin:${scopeKey(origin)}`;
    const account = await this.#options.findAccount(origin.accountId);
    if (!account) {
      this.#connections.delete(key);
      throw notOnRecord('AccountNotOnRecord', `Account ${origin.accountId}`);
    }
    const connection = this.#connected(key, origin, account);
    await connection.session.credentials();
    return connection.services.instanceTags;
  }

  async hubIdentity(region: string): Promise<CallerIdentity> {
    const sts = new STSClient(
      forReads({
        scope: { accountId: '', region },
        ...this.#shared(),
        credentials: this.#options.hubCredentials,
      }),
    );
    try {
      return await callerIdentity(sts);
    } finally {
      sts.destroy();
    }
  }

  async #target(scope: Scope): Promise<Connection> {
    const { accountId, region } = scope;
    const account = await this.#options.findAccount(accountId);
    if (!account) {
      this.#forget(scope);
      throw notOnRecord('AccountNotOnRecord', `Account ${accountId}`);
    }
    if (!account.regions.includes(region)) {
      this.#forget(scope);
      throw notOnRecord(
        'RegionNotOnRecord',
        `Region ${region} of account ${accountId}`,
      );
    }
    return this.#connected(scopeKey(scope), scope, account);
  }

  /** Closes kept connections; calls under way fail. */
  close(): void {
    for (const { sts, services } of this.#connections.values()) {
      sts.destroy();
      services.close();
    }
    this.#connections.clear();
  }

  /** What others hold of it goes on working until its session ends. */
  #forget(scope: Scope): void {
    this.#connections.delete(scopeKey(scope));
  }

  #shared() {
    const { endpoint, callTimeoutMs, readLimitMs, userAgentSuffix } =
      this.#options;
    return { endpoint, callTimeoutMs, readLimitMs, userAgentSuffix };
  }

  #connected(key: string, scope: Scope, account: AccountOnRecord): Connection {
    const { roleName, externalId } = account;
    const roleArn = `arn:${partitionOf(scope.region)}:iam::${
      scope.accountId
    }:role/${roleName}`;
    const known = this.#connections.get(key);
    if (known?.roleArn === roleArn && known.externalId === externalId) {
      return known;
    }
    const shared = {
      scope: { accountId: scope.accountId, region: scope.region },
      ...this.#shared(),
    };
    const sts = new STSClient(
      forReads({ ...shared, credentials: this.#options.hubCredentials }),
    );
    const session = new RoleSession(
      sts,
      { roleArn, externalId, sessionName: SESSION_NAME },
      this.#options.clock ?? systemClock,
    );
    const connection: Connection = {
      roleArn,
      externalId,
      session,
      sts,
      services: new AwsConnection({
        ...shared,
        credentials: () => session.credentials(),
        roleArn,
        logger: this.#options.logger,
      }),
    };
    this.#connections.set(key, connection);
    return connection;
  }
}
