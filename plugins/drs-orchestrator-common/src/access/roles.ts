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

import { z } from 'zod';
import type { DrsPermissionKey } from './permissions';

/** @public */
export const drsRoleSchema = z.enum([
  'DRSOrchestrationAdmin',
  'DRSRecoveryManager',
  'DRSPlanManager',
  'DRSOperator',
  'DRSReadOnly',
]);
/** @public */
export type DrsRole = z.infer<typeof drsRoleSchema>;

/** The matrix: which role grants which permissions. @public */
export const rolePermissions: Readonly<
  Record<DrsRole, ReadonlySet<DrsPermissionKey>>
> = {
  DRSOrchestrationAdmin: new Set<DrsPermissionKey>([
    'createProtectionGroup',
    'updateProtectionGroup',
    'deleteProtectionGroup',
    'createRecoveryPlan',
    'updateRecoveryPlan',
    'deleteRecoveryPlan',
    'startExecution',
    'manageExecution',
    'terminateInstances',
    'viewResources',
    'manageAccounts',
  ]),
  DRSRecoveryManager: new Set<DrsPermissionKey>([
    'startExecution',
    'manageExecution',
    'terminateInstances',
    'viewResources',
  ]),
  DRSPlanManager: new Set<DrsPermissionKey>([
    'createProtectionGroup',
    'updateProtectionGroup',
    'createRecoveryPlan',
    'updateRecoveryPlan',
    'viewResources',
  ]),
  DRSOperator: new Set<DrsPermissionKey>(['startExecution', 'viewResources']),
  DRSReadOnly: new Set<DrsPermissionKey>(['viewResources']),
};

/** The roles that grant a permission, for refusals that say whom to ask. @public */
export function rolesGranting(permission: DrsPermissionKey): DrsRole[] {
  return drsRoleSchema.options.filter(role =>
    rolePermissions[role].has(permission),
  );
}
