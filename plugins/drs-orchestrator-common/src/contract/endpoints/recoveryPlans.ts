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
import { derivePlanSchema } from '../../records/catalogScope';
import { derivedPlanSchema, planDriftSchema } from '../../records/derivation';
import {
  startExecutionSchema,
  startedExecutionSchema,
} from '../../records/executionStart';
import {
  existingInstancesSchema,
  preflightRequestSchema,
  preflightSchema,
} from '../../records/preflight';
import {
  accountIdSchema,
  entityRefSchema,
  oneOrMany,
  pageOf,
  pageQuery,
  regionSchema,
} from '../../records/primitives';
import {
  changedRecoveryPlanSchema,
  newRecoveryPlanSchema,
  planValidationSchema,
  recoveryPlanSchema,
} from '../../records/recoveryPlan';
import {
  endpoint,
  id,
  noBody,
  permission,
  viewInPath,
  viewListed,
  type Endpoint,
} from './endpoint';

const planParams = z.strictObject({ planId: id });

/** Recovery plans. */
export const recoveryPlanEndpoints = {
  list_recovery_plans: endpoint({
    method: 'GET',
    path: '/recovery-plans',
    summary: 'Lists recovery plans by name',
    access: viewListed,
    query: z.strictObject({
      ...pageQuery,
      accountId: accountIdSchema.optional(),
      region: regionSchema.optional(),
      name: z.string().max(255).optional(),
      owner: entityRefSchema.optional(),
      groupId: oneOrMany(id).optional(),
    }),
    response: pageOf(recoveryPlanSchema),
  }),
  create_recovery_plan: endpoint({
    method: 'POST',
    path: '/recovery-plans',
    summary: 'Creates a recovery plan',
    access: permission('createRecoveryPlan', 'by-service'),
    status: 201,
    body: newRecoveryPlanSchema,
    response: recoveryPlanSchema,
  }),
  validate_recovery_plan: endpoint({
    method: 'POST',
    path: '/recovery-plans/validate',
    summary: 'Tells every problem of a plan that need not be saved',
    access: viewListed,
    body: newRecoveryPlanSchema,
    response: planValidationSchema,
  }),
  derive_recovery_plan: endpoint({
    method: 'POST',
    path: '/recovery-plans/derive',
    summary:
      "Proposes waves from the catalog's graph of dependencies; stores nothing",
    access: viewListed,
    body: derivePlanSchema,
    response: derivedPlanSchema,
  }),
  get_recovery_plan: endpoint({
    method: 'GET',
    path: '/recovery-plans/:planId',
    summary: 'Gets a recovery plan',
    access: viewInPath,
    params: planParams,
    response: recoveryPlanSchema,
  }),
  update_recovery_plan: endpoint({
    method: 'PUT',
    path: '/recovery-plans/:planId',
    summary: 'Replaces a recovery plan',
    access: permission('updateRecoveryPlan', 'in-path'),
    params: planParams,
    body: changedRecoveryPlanSchema,
    response: recoveryPlanSchema,
  }),
  delete_recovery_plan: endpoint({
    method: 'DELETE',
    path: '/recovery-plans/:planId',
    summary: 'Deletes a recovery plan that is not running',
    access: permission('deleteRecoveryPlan', 'in-path'),
    status: 204,
    params: planParams,
    response: noBody,
  }),
  get_plan_drift: endpoint({
    method: 'GET',
    path: '/recovery-plans/:planId/drift',
    summary:
      "Tells where a plan and the catalog's graph disagree, with the plan that would agree",
    access: viewInPath,
    params: planParams,
    response: planDriftSchema,
  }),
  preflight_recovery_plan: endpoint({
    method: 'POST',
    path: '/recovery-plans/:planId/preflight',
    summary:
      'Tells everything that speaks against a start now, and how long it would take; writes nothing',
    access: viewInPath,
    params: planParams,
    body: preflightRequestSchema,
    response: preflightSchema,
  }),
  check_existing_instances: endpoint({
    method: 'GET',
    path: '/recovery-plans/:planId/check-existing-instances',
    summary: 'Gets the recovery instances that a launch would delete first',
    access: viewInPath,
    params: planParams,
    response: existingInstancesSchema,
  }),
  execute_recovery_plan: endpoint({
    method: 'POST',
    path: '/recovery-plans/:planId/execute',
    summary: 'Starts a drill or a recovery',
    access: permission('startExecution', 'in-path'),
    status: 202,
    params: planParams,
    body: startExecutionSchema,
    response: startedExecutionSchema,
  }),
} as const satisfies Record<string, Endpoint>;
