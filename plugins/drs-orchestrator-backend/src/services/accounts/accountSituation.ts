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
  AwsFailure,
  CallerIdentity,
  ObservedSourceServer,
} from '@drs-orchestrator/drs-engine';
import type {
  Quota,
  StagingAccount,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { StoredAccount } from '../../database/TargetAccountStore';
import type { Learnt } from '../preflight/situation';

/** A staging account in one Region, as far as it could be looked at. */
export interface ObservedStaging {
  readonly staging: StagingAccount;
  /** Its servers as its own role sees them; a failure also where the role cannot be assumed. */
  readonly entered: Learnt<true>;
  readonly servers?: Learnt<readonly ObservedSourceServer[]>;
  /** Absent: it cannot be told, as the role may not ask IAM. */
  readonly missingPermissions?: readonly string[];
  /** How many servers could be extended: the target account asked for them. */
  readonly extensible?: Learnt<number>;
}

/** A Region of an account in which the role could be assumed. */
export interface EnteredRegion {
  readonly region: string;
  readonly entered: true;
  readonly servers: Learnt<readonly ObservedSourceServer[]>;
  readonly missingPermissions?: readonly string[];
  readonly quotas: readonly Quota[];
  /** Why Service Quotas could not be read, where it could not. */
  readonly quotasNotice?: string;
  readonly staging: readonly ObservedStaging[];
}

/** A Region that could not be entered. */
export interface ClosedRegion {
  readonly region: string;
  readonly entered: false;
  readonly failure: AwsFailure;
  /** Entered by roles of their own, and so looked at all the same. */
  readonly staging: readonly ObservedStaging[];
}

/** All that a validation learnt of an account. */
export interface AccountSituation {
  readonly account: Pick<
    StoredAccount,
    'accountId' | 'roleName' | 'hasExternalId'
  >;
  /** Whom the roles must trust; not known where AWS could not be asked. */
  readonly hub: Learnt<CallerIdentity>;
  readonly regions: readonly (EnteredRegion | ClosedRegion)[];
}
