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
  DrsPermissionKey,
  Finding,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { missingPermission, type Judge } from '../../access/Authorizer';
import { isChanged } from './ImportJudge';
import type { Proposal } from './proposal';

/** All that an import may need: to see every record, and to do what it does. */
export const permissionsOfImports = [
  'viewResources',
  'manageAccounts',
  'createProtectionGroup',
  'updateProtectionGroup',
  'createRecoveryPlan',
  'updateRecoveryPlan',
] as const satisfies readonly DrsPermissionKey[];

/**
 * What the caller would need to do one by one what the proposal does, and does
 * not have for every record: an import is no way round a permission.
 */
export function lackedPermissions(
  { accounts, groups, plans, tagSync }: Proposal,
  judge: Judge,
): DrsPermissionKey[] {
  const does = (
    records: readonly { readonly action: string }[],
    wanted: 'CREATE' | 'UPDATE',
  ) => records.some(({ action }) => action === wanted);
  const needed: Partial<Record<DrsPermissionKey, boolean>> = {
    manageAccounts:
      accounts.some(isChanged) || (tagSync !== undefined && isChanged(tagSync)),
    createProtectionGroup: does(groups, 'CREATE'),
    updateProtectionGroup: does(groups, 'UPDATE'),
    createRecoveryPlan: does(plans, 'CREATE'),
    updateRecoveryPlan: does(plans, 'UPDATE'),
  };
  return permissionsOfImports.filter(
    key => needed[key] && !judge.mayAlways(key),
  );
}

export const lackFinding = (key: DrsPermissionKey, judge: Judge): Finding => ({
  code: 'INSUFFICIENT_PERMISSIONS',
  severity: 'BLOCKING',
  message: missingPermission(key, judge.mayAtTimes(key)),
});
