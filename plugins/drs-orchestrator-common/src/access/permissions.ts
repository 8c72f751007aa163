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

import { createPermission } from '@backstage/plugin-permission-common';

/**
 * The one resource type of all our permissions: conditional decisions on basic
 * permissions, or on a foreign resource type, are refused by Backstage.
 *
 * @public
 */
export const DRS_RECORD_RESOURCE_TYPE = 'drs-record';

const drsPermission = (
  name: string,
  action: 'create' | 'read' | 'update' | 'delete',
) =>
  createPermission({
    name,
    attributes: { action },
    resourceType: DRS_RECORD_RESOURCE_TYPE,
  });

/** Every permission of this product, by its short name. @public */
export const drsPermissions = {
  createProtectionGroup: drsPermission('drs.protection-group.create', 'create'),
  updateProtectionGroup: drsPermission('drs.protection-group.update', 'update'),
  deleteProtectionGroup: drsPermission('drs.protection-group.delete', 'delete'),
  createRecoveryPlan: drsPermission('drs.recovery-plan.create', 'create'),
  updateRecoveryPlan: drsPermission('drs.recovery-plan.update', 'update'),
  deleteRecoveryPlan: drsPermission('drs.recovery-plan.delete', 'delete'),
  startExecution: drsPermission('drs.execution.start', 'create'),
  manageExecution: drsPermission('drs.execution.manage', 'update'),
  terminateInstances: drsPermission('drs.instances.terminate', 'delete'),
  viewResources: drsPermission('drs.resources.view', 'read'),
  manageAccounts: drsPermission('drs.accounts.manage', 'update'),
} as const;

/** @public */
export type DrsPermissionKey = keyof typeof drsPermissions;
