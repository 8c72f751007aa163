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
  PermissionCondition,
  PermissionCriteria,
} from '@backstage/plugin-permission-common';
import type { DRS_RECORD_RESOURCE_TYPE } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Where } from './roleBindings';
import { drsConditions } from './rules';

/** What holds of a record, as Backstage's permission framework hands it on. */
export type RecordCriteria = PermissionCriteria<
  PermissionCondition<typeof DRS_RECORD_RESOURCE_TYPE>
>;

const nonEmpty = <T>(items: readonly T[]): [T, ...T[]] => {
  const [first, ...others] = items;
  if (first === undefined) {
    throw new RangeError('Conditions that ask for nothing would grant all');
  }
  return [first, ...others];
};

/**
 * The conditions under which something is granted.
 *
 * @param owners - whoever asks, and the groups that they belong to
 */
export function conditionsOf(
  where: Where,
  owners: readonly string[],
): RecordCriteria {
  const { accounts, regions, tags, executionType, owned } = where;
  const all: RecordCriteria[] = [];
  if (accounts) {
    all.push(drsConditions.isInAccounts({ accountIds: nonEmpty(accounts) }));
  }
  if (regions) {
    all.push(drsConditions.isInRegions({ regions: nonEmpty(regions) }));
  }
  for (const [key, value] of Object.entries(tags ?? {})) {
    all.push(drsConditions.hasTag({ key, value }));
  }
  if (executionType) {
    all.push(drsConditions.isOfExecutionType({ executionType }));
  }
  if (owned) {
    all.push(drsConditions.isOwnedBy({ owners: nonEmpty(owners) }));
  }
  return { allOf: nonEmpty(all) };
}
