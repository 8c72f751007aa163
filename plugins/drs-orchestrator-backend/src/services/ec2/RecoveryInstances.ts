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
  type Scope,
} from '@drs-orchestrator/drs-engine';
import {
  DrsError,
  type RecoveryInstance,
  type RecoveryInstanceDetails,
  type RecoveryInstancesPage,
  type ResponseOf,
  type ValidRequest,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Authorizer } from '../../access/Authorizer';
import type { RequestContext } from '../../access/Caller';
import type { TargetAccounts } from '../accounts/TargetAccounts';
import { RecentAnswers } from '../capacity/RecentAnswers';
import type { ExecutionHolders } from '../preflight/ExecutionHolders';
import { instanceRecord } from './instanceRecord';
import type { LaunchingExecutions } from './LaunchingExecutions';
import { pageOfList } from './pageOfList';
import { recoveryInstanceOf } from './recoveryInstanceOf';

/** A page that many people look at asks AWS once; what was terminated shows soon. */
const FRESH_FOR_MS = 5_000;
const KEPT_SCOPES = 500;

type Unavailable = RecoveryInstancesPage['unavailable'][number];

/** Recovery instances, with what AWS could not be asked. */
interface KnownInstances {
  readonly instances: readonly RecoveryInstance[];
  /** Where DRS could not be asked, so that there may be others. */
  readonly unreached: readonly Unavailable[];
  /** What is missing of those that are known. */
  readonly missing: readonly Unavailable[];
}

/** What recovery instances are told from. */
export interface RecoveryInstancesOptions {
  access: AwsAccess;
  accounts: TargetAccounts;
  authorizer: Authorizer;
  holders: ExecutionHolders;
  executions: LaunchingExecutions;
  clock: Clock;
}

/** The instances that DRS launched and looks after, whoever had it launch them. */
export class RecoveryInstances {
  readonly #options: RecoveryInstancesOptions;
  readonly #recent: RecentAnswers<KnownInstances>;

  static create(options: RecoveryInstancesOptions): RecoveryInstances {
    return new RecoveryInstances(options);
  }

  private constructor(options: RecoveryInstancesOptions) {
    this.#options = options;
    this.#recent = RecentAnswers.create({
      clock: options.clock,
      freshForMs: FRESH_FOR_MS,
      capacity: KEPT_SCOPES,
    });
  }

  /** @throws DrsError ACCOUNT_UNKNOWN */
  async list(
    { query }: ValidRequest<'list_recovery_instances'>,
    context: RequestContext,
  ): Promise<ResponseOf<'list_recovery_instances'>> {
    const { instances, unreached, missing } = await this.#seen(query, context);
    return {
      ...pageOfList(
        await this.#withHolders(
          instances.filter(
            instance =>
              (query.state?.includes(instance.state) ?? true) &&
              (query.sourceServerId ?? instance.sourceServerId) ===
                instance.sourceServerId &&
              (query.isDrill ?? instance.isDrill) === instance.isDrill,
          ),
        ),
        query,
        instance => [
          instance.hostname ?? instance.instanceId,
          instance.accountId,
          instance.region,
          instance.instanceId,
        ],
      ),
      unavailable: [...unreached, ...missing],
    };
  }

  /** @throws DrsError ACCOUNT_UNKNOWN, RECOVERY_INSTANCE_NOT_FOUND, ACCOUNT_UNREACHABLE */
  async get(
    { params, query }: ValidRequest<'get_recovery_instance'>,
    context: RequestContext,
  ): Promise<RecoveryInstanceDetails> {
    const { instances, unreached, missing } = await this.#seen(query, context);
    const instance = instances.find(
      ({ instanceId }) => instanceId === params.instanceId,
    );
    if (!instance) {
      throw notFound(params.instanceId, unreached);
    }
    const [held] = await this.#withHolders([instance]);
    const checks = await this.#statusChecks(instance);
    return {
      ...held,
      ...('statusChecks' in checks && { statusChecks: checks.statusChecks }),
      unavailable: [
        ...missing.filter(
          ({ accountId, region }) =>
            accountId === instance.accountId && region === instance.region,
        ),
        ...('failure' in checks
          ? [told(instance, checks.failure, 'the status checks')]
          : []),
      ],
    };
  }

  /** After a termination, the next answer is a new one. */
  forget(scope: Scope): void {
    this.#recent.delete(scopeKey(scope));
  }

  /** What the caller may see of it. */
  async #seen(
    filter: { readonly accountId?: string; readonly region?: string },
    context: RequestContext,
  ): Promise<KnownInstances> {
    const { accounts, authorizer } = this.#options;
    const [scopes, judge] = await Promise.all([
      accounts.seenScopes(filter, context),
      authorizer.judge(['viewResources'], context),
    ]);
    const answers = await Promise.all(
      scopes.map(scope => this.#inScope(scope)),
    );
    return {
      instances: answers
        .flatMap(({ instances }) => instances)
        .filter(instance =>
          judge.may('viewResources', instanceRecord(instance)),
        ),
      unreached: answers.flatMap(({ unreached }) => unreached),
      missing: answers.flatMap(({ missing }) => missing),
    };
  }

  /** What DRS cannot be asked is told as unavailable; what only EC2 knows may be missing beside. */
  async #inScope(scope: Scope): Promise<KnownInstances> {
    try {
      return await this.#recent.get(scopeKey(scope), () => this.#ask(scope));
    } catch (error) {
      if (!(error instanceof AwsFailure)) {
        throw error;
      }
      return { instances: [], unreached: [told(scope, error)], missing: [] };
    }
  }

  async #ask(scope: Scope): Promise<KnownInstances> {
    const { drs, ec2 } = await this.#options.access.services(scope);
    const described = await drs.listRecoveryInstances();
    if (described.length === 0) {
      return { instances: [], unreached: [], missing: [] };
    }
    const [inEc2, executions] = await Promise.all([
      attempted(
        ec2.instances(
          described.map(({ recoveryInstanceId }) => recoveryInstanceId),
        ),
      ),
      attempted(this.#options.executions.told(described, drs)),
    ]);
    const byId = new Map(
      ('value' in inEc2 ? inEc2.value : []).map(instance => [
        instance.instanceId,
        instance,
      ]),
    );
    return {
      instances: described.map(instance =>
        recoveryInstanceOf(
          scope,
          instance,
          byId.get(instance.recoveryInstanceId),
          'value' in executions
            ? executions.value.get(instance.recoveryInstanceId)
            : undefined,
        ),
      ),
      unreached: [],
      missing: [
        ...('failure' in inEc2
          ? [told(scope, inEc2.failure, 'types and networks of instances')]
          : []),
        ...('failure' in executions
          ? [told(scope, executions.failure, 'who launched instances')]
          : []),
      ],
    };
  }

  /** Asked anew at each request: an execution may have begun since. */
  async #withHolders(
    instances: readonly RecoveryInstance[],
  ): Promise<RecoveryInstance[]> {
    const holders = await this.#options.holders.ofServers(
      instances.map(({ sourceServerId }) => sourceServerId),
    );
    return instances.map(instance => {
      const heldBy = holders.get(instance.sourceServerId);
      return heldBy ? { ...instance, heldBy } : instance;
    });
  }

  async #statusChecks(
    instance: RecoveryInstance,
  ): Promise<
    | { statusChecks: NonNullable<RecoveryInstanceDetails['statusChecks']> }
    | { failure: AwsFailure }
    | Record<never, never>
  > {
    const answer = await attempted(
      this.#options.access
        .services({ accountId: instance.accountId, region: instance.region })
        .then(({ instanceStatuses }) =>
          instanceStatuses.describe([instance.instanceId]),
        ),
    );
    if ('failure' in answer) {
      return answer;
    }
    const [status] = answer.value;
    return status
      ? {
          statusChecks: {
            instance: status.instanceStatus,
            system: status.systemStatus,
          },
        }
      : {};
  }
}

/** Takes a failure of AWS for an answer: the rest is told without it. */
async function attempted<T>(
  question: Promise<T>,
): Promise<{ value: T } | { failure: AwsFailure }> {
  try {
    return { value: await question };
  } catch (error) {
    if (error instanceof AwsFailure) {
      return { failure: error };
    }
    throw error;
  }
}

/** @param what - what is missing for it; absent: everything of the account and Region */
const told = (
  { accountId, region }: Scope,
  { code, message, requestId }: AwsFailure,
  what?: string,
): Unavailable => ({
  accountId,
  region,
  code,
  message:
    what === undefined
      ? message
      : `AWS could not be asked for ${what}: ${message}`,
  ...(requestId !== undefined && { requestId }),
});

function notFound(
  instanceId: string,
  [unreached]: readonly Unavailable[],
): DrsError {
  return unreached
    ? new DrsError(
        'ACCOUNT_UNREACHABLE',
        `${instanceId} was not found where DRS could be asked, and account ${unreached.accountId} in ${unreached.region} could not: ${unreached.message}`,
        [],
        {
          aws: {
            code: unreached.code,
            ...(unreached.requestId && { requestId: unreached.requestId }),
          },
        },
      )
    : new DrsError(
        'RECOVERY_INSTANCE_NOT_FOUND',
        `DRS has no recovery instance ${instanceId} in the accounts and Regions asked`,
      );
}
