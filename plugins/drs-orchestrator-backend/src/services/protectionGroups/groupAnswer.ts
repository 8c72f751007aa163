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

import type { ProtectionGroup } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Judge } from '../../access/Authorizer';
import {
  groupRecord,
  type Selection,
  type StoredGroup,
} from '../../database/ProtectionGroupStore';
import type { PlanUse } from '../../database/RecoveryPlanStore';
import { actionsOf } from '../actions';

/** What can be done to a group. */
export const GROUP_ACTIONS = [
  'update_protection_group',
  'delete_protection_group',
] as const;

/** Why a group cannot be deleted. */
export const inUse = (seenPlans: readonly PlanUse[]): string =>
  `The group is used by ${
    seenPlans.length > 0
      ? seenPlans.map(plan => `"${plan.planName}"`).join(', ')
      : 'a plan that you may not see'
  }`;

const selectionFields = (selection: Selection) =>
  selection.kind === 'tags'
    ? { serverSelectionTags: { ...selection.tags } }
    : { sourceServerIds: [...selection.sourceServerIds] };

/** A group in the contract's words. */
export function groupAnswer(
  group: StoredGroup,
  { isUsed, seenPlans }: { isUsed: boolean; seenPlans: PlanUse[] },
  judge: Judge,
): ProtectionGroup {
  const { selection, servers, ...fields } = group;
  const selected = selectionFields(selection);
  const record = groupRecord({ ...fields, ...selected });
  return {
    ...fields,
    ...selected,
    ...(servers && { servers: [...servers] }),
    usedByPlans: seenPlans,
    ...actionsOf(
      GROUP_ACTIONS,
      { judge, record },
      {
        delete_protection_group: isUsed
          ? { code: 'GROUP_IN_USE', reason: inUse(seenPlans) }
          : undefined,
      },
    ),
  };
}
