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
  waveGroupingSchema,
  type RequestInput,
  type WaveGrouping,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';

/** What of the catalog becomes waves, and how. It stands in the URL, so that a link leads to the same waves. */
export interface DerivationScope {
  entityRefs: readonly string[];
  grouping: WaveGrouping;
  /** Empty: the one that all annotations name. */
  accountId: string;
}

/** The scope that a URL names. */
export function scopeOf(params: {
  get(name: string): string | null;
  getAll(name: string): string[];
}): DerivationScope {
  return {
    entityRefs: [...new Set(params.getAll('entity'))],
    grouping:
      waveGroupingSchema.safeParse(params.get('grouping')).data ??
      'FEWEST_WAVES',
    accountId: params.get('account') ?? '',
  };
}

/** A scope as the parameters of a URL; what is usual is left out. */
export function paramsOf(
  scope: DerivationScope,
): Record<'entity' | 'grouping' | 'account', string | string[]> {
  return {
    entity: [...scope.entityRefs],
    grouping: scope.grouping === 'FEWEST_WAVES' ? '' : scope.grouping,
    account: scope.accountId,
  };
}

/** A scope as the query of a link. */
export function queryOf(scope: DerivationScope): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(paramsOf(scope))) {
    for (const item of [value].flat()) {
      if (item !== '') {
        query.append(name, item);
      }
    }
  }
  return String(query);
}

/** A scope as the contract takes it. */
export function requestOf(
  scope: DerivationScope,
): RequestInput<'derive_recovery_plan'> {
  return {
    body: {
      entityRefs: [...scope.entityRefs],
      accountId: scope.accountId || undefined,
      options: { grouping: scope.grouping },
    },
  };
}
