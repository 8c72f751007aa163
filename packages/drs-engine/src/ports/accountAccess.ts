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

import type { AwsServices } from './awsAccess';
import type { Scope } from './drs';
import type { InstanceTags } from './tags';

/** Who calls AWS. */
export interface CallerIdentity {
  readonly accountId: string;
  /** Of the user or role; without the session, whose name the caller's platform chose. */
  readonly arn: string;
}

/**
 * Ways to AWS beside the everyday one: to learn whether an account can be
 * entered, to look into staging accounts, and to learn who the orchestrator is.
 */
export interface AccountAccess {
  /**
   * The orchestrator's own identity (AWS: STS GetCallerIdentity, which takes no
   * permission).
   *
   * @param region - whose STS is asked
   * @throws AwsFailure
   */
  hubIdentity(region: string): Promise<CallerIdentity>;
  /**
   * Assumes the role of an account on record anew, though a session is kept: a
   * trust policy may have changed since. A kept session goes on where it fails.
   *
   * @throws AwsFailure where the account is not on record or its role cannot be assumed
   */
  enter(scope: Scope): Promise<AwsServices>;
  /**
   * The tags of the instances that servers are at their source, as the role of
   * the account on record. Their Region need not be on record: servers are
   * recovered in another one than they run in. Nothing else can be done there.
   *
   * @throws AwsFailure where the account is not on record or its role cannot be assumed
   */
  originTags(origin: Scope): Promise<InstanceTags>;
  /**
   * A staging account of a target account, as the role that is on record for it.
   *
   * @param options.anew - assumes the role though a session is kept
   * @throws AwsFailure where it is not on record or its role cannot be assumed
   */
  stagingServices(
    targetAccountId: string,
    staging: Scope,
    options?: { readonly anew?: boolean },
  ): Promise<AwsServices>;
}
