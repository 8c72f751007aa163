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

import type { Scope } from '@drs-orchestrator/drs-engine';
import type { LimitOverrides } from './quotasInForce';

/** A limit as the configuration has it (`drsOrchestrator.limits`). */
export interface ConfiguredLimit {
  readonly accountId: string;
  /** Absent: in every Region of the account. */
  readonly region?: string;
  readonly serversInOneJob?: number;
  readonly concurrentJobs?: number;
  readonly serversInAllJobs?: number;
}

/** What the configuration says for an account and Region; one that names the Region goes first. */
export function limitOverridesOf(
  limits: readonly ConfiguredLimit[],
  scope: Scope,
): LimitOverrides {
  const ofAccount = limits.filter(
    ({ accountId }) => accountId === scope.accountId,
  );
  const first = (
    field: 'serversInOneJob' | 'concurrentJobs' | 'serversInAllJobs',
  ): number | undefined =>
    [scope.region, undefined]
      .map(
        region =>
          ofAccount.find(
            limit => limit.region === region && limit[field] !== undefined,
          )?.[field],
      )
      .find(value => value !== undefined);
  return {
    SERVERS_IN_ONE_JOB: first('serversInOneJob'),
    CONCURRENT_JOBS: first('concurrentJobs'),
    SERVERS_IN_ALL_JOBS: first('serversInAllJobs'),
  };
}
