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
import type { DrsPermissionKey } from '../access/permissions';
import {
  executionEventSchema,
  executionJobSchema,
  executionSchema,
  executionsQuerySchema,
  executionStatusAnswerSchema,
  executionSummarySchema,
  executionWaveSchema,
  jobLogLineSchema,
  terminationStatusSchema,
} from '../records/execution';
import {
  cancelExecutionSchema,
  decideApprovalSchema,
  deletedExecutionsSchema,
  deleteExecutionsSchema,
  executionItemsSchema,
  pauseExecutionSchema,
  resumeExecutionSchema,
  terminateInstancesSchema,
} from '../records/executionCommands';
import {
  startedExecutionSchema,
  startExecutionSchema,
  startPlanSchema,
} from '../records/executionStart';
import {
  appliedLaunchConfigurationSchema,
  applyLaunchConfigurationSchema,
  groupLaunchConfigurationSchema,
} from '../records/launchConfiguration';
import {
  existingInstancesSchema,
  preflightRequestSchema,
  preflightSchema,
} from '../records/preflight';
import {
  accountIdSchema,
  entityRefSchema,
  instantSchema,
  oneOrMany,
  pageOf,
  pageQuery,
  regionSchema,
} from '../records/primitives';
import { profileSchema } from '../records/profile';
import {
  changedProtectionGroupSchema,
  newProtectionGroupSchema,
  protectionGroupSchema,
  resolveSelectionSchema,
} from '../records/protectionGroup';
import {
  quotasQuerySchema,
  quotasSchema,
  serviceLimitsSchema,
} from '../records/quotas';
import { readinessSchema } from '../records/readiness';
import {
  changedRecoveryPlanSchema,
  newRecoveryPlanSchema,
  planValidationSchema,
  recoveryPlanSchema,
} from '../records/recoveryPlan';
import {
  recoverySnapshotSchema,
  recoverySnapshotsQuerySchema,
} from '../records/recoverySnapshot';
import {
  changedSettingsSchema,
  orchestratorSettingsSchema,
} from '../records/settings';
import {
  resolvedSelectionSchema,
  sourceServersPageSchema,
  sourceServersQuerySchema,
} from '../records/sourceServer';
import {
  newTargetAccountSchema,
  targetAccountSchema,
} from '../records/targetAccount';

/**
 * Who may call: holders of a permission, whoever is signed in, whoever may call
 * the operation named in the body, or anybody.
 *
 * @public
 */
export type EndpointAccess =
  | { kind: 'permission'; permission: DrsPermissionKey }
  | { kind: 'signed-in' }
  | { kind: 'by-operation' }
  | { kind: 'public' };

/** One endpoint of the API; everything else about it is derived from this. @public */
export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below the base path; parameters as `:name`. */
  readonly path: string;
  readonly summary: string;
  readonly access: EndpointAccess;
  readonly status: 200 | 201 | 202 | 204;
  readonly params: z.ZodType;
  readonly query: z.ZodType;
  /** Absent: the endpoint takes no body. */
  readonly body: z.ZodType;
  /** `z.undefined()` where the answer has no body (204). */
  readonly response: z.ZodType;
}

const none = z.strictObject({});
const noBody = z.undefined();
const permission = (key: DrsPermissionKey): EndpointAccess => ({
  kind: 'permission',
  permission: key,
});
const view = permission('viewResources');

/** An endpoint without parameters, query and body unless said otherwise. */
function endpoint<
  M extends Endpoint['method'],
  R extends z.ZodType,
  P extends z.ZodType = typeof none,
  Q extends z.ZodType = typeof none,
  B extends z.ZodType = typeof noBody,
>(definition: {
  method: M;
  path: string;
  summary: string;
  access: EndpointAccess;
  status?: Endpoint['status'];
  params?: P;
  query?: Q;
  body?: B;
  response: R;
}) {
  return {
    status: 200 as const,
    ...definition,
    params: (definition.params ?? none) as P,
    query: (definition.query ?? none) as Q,
    body: (definition.body ?? noBody) as B,
  };
}

// Identifiers in paths are looked up, so their form is only bounded.
const id = z.string().min(1).max(64);
const groupParams = z.strictObject({ groupId: id });
const planParams = z.strictObject({ planId: id });
const executionParams = z.strictObject({ executionId: id });
const serverParams = z.strictObject({ sourceServerId: id });
const accountParams = z.strictObject({ accountId: accountIdSchema });

/** The table of endpoints, by operation name. @public */
export const endpoints = {
  list_protection_groups: endpoint({
    method: 'GET',
    path: '/protection-groups',
    summary: 'Lists protection groups by name',
    access: view,
    query: z.strictObject({
      ...pageQuery,
      accountId: accountIdSchema.optional(),
      region: regionSchema.optional(),
      name: z.string().max(255).optional(),
      owner: entityRefSchema.optional(),
    }),
    response: pageOf(protectionGroupSchema),
  }),
  create_protection_group: endpoint({
    method: 'POST',
    path: '/protection-groups',
    summary: 'Creates a protection group',
    access: permission('createProtectionGroup'),
    status: 201,
    body: newProtectionGroupSchema,
    response: protectionGroupSchema,
  }),
  resolve_protection_group_tags: endpoint({
    method: 'POST',
    path: '/protection-groups/resolve',
    summary:
      'Tells which servers a selection matches now, and why others do not match',
    access: view,
    body: resolveSelectionSchema,
    response: resolvedSelectionSchema,
  }),
  get_protection_group: endpoint({
    method: 'GET',
    path: '/protection-groups/:groupId',
    summary: 'Gets a protection group',
    access: view,
    params: groupParams,
    response: protectionGroupSchema,
  }),
  update_protection_group: endpoint({
    method: 'PUT',
    path: '/protection-groups/:groupId',
    summary: 'Replaces a protection group',
    access: permission('updateProtectionGroup'),
    params: groupParams,
    body: changedProtectionGroupSchema,
    response: protectionGroupSchema,
  }),
  delete_protection_group: endpoint({
    method: 'DELETE',
    path: '/protection-groups/:groupId',
    summary: 'Deletes a protection group that no plan uses',
    access: permission('deleteProtectionGroup'),
    status: 204,
    params: groupParams,
    response: noBody,
  }),
  get_launch_configuration: endpoint({
    method: 'GET',
    path: '/protection-groups/:groupId/launch-configuration',
    summary:
      "Gets the launch settings of a group's servers as AWS has them, beside what the group wants",
    access: view,
    params: groupParams,
    response: groupLaunchConfigurationSchema,
  }),
  apply_launch_configuration: endpoint({
    method: 'POST',
    path: '/protection-groups/:groupId/launch-configuration/apply',
    summary: "Writes a group's launch settings to DRS now",
    access: permission('updateProtectionGroup'),
    status: 202,
    params: groupParams,
    body: applyLaunchConfigurationSchema.default({}),
    response: appliedLaunchConfigurationSchema,
  }),
  list_recovery_plans: endpoint({
    method: 'GET',
    path: '/recovery-plans',
    summary: 'Lists recovery plans by name',
    access: view,
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
    access: permission('createRecoveryPlan'),
    status: 201,
    body: newRecoveryPlanSchema,
    response: recoveryPlanSchema,
  }),
  validate_recovery_plan: endpoint({
    method: 'POST',
    path: '/recovery-plans/validate',
    summary: 'Tells every problem of a plan that need not be saved',
    access: view,
    body: newRecoveryPlanSchema,
    response: planValidationSchema,
  }),
  get_recovery_plan: endpoint({
    method: 'GET',
    path: '/recovery-plans/:planId',
    summary: 'Gets a recovery plan',
    access: view,
    params: planParams,
    response: recoveryPlanSchema,
  }),
  update_recovery_plan: endpoint({
    method: 'PUT',
    path: '/recovery-plans/:planId',
    summary: 'Replaces a recovery plan',
    access: permission('updateRecoveryPlan'),
    params: planParams,
    body: changedRecoveryPlanSchema,
    response: recoveryPlanSchema,
  }),
  delete_recovery_plan: endpoint({
    method: 'DELETE',
    path: '/recovery-plans/:planId',
    summary: 'Deletes a recovery plan that is not running',
    access: permission('deleteRecoveryPlan'),
    status: 204,
    params: planParams,
    response: noBody,
  }),
  preflight_recovery_plan: endpoint({
    method: 'POST',
    path: '/recovery-plans/:planId/preflight',
    summary:
      'Tells everything that speaks against a start now, and how long it would take; writes nothing',
    access: view,
    params: planParams,
    body: preflightRequestSchema,
    response: preflightSchema,
  }),
  check_existing_instances: endpoint({
    method: 'GET',
    path: '/recovery-plans/:planId/check-existing-instances',
    summary: 'Gets the recovery instances that a launch would delete first',
    access: view,
    params: planParams,
    response: existingInstancesSchema,
  }),
  execute_recovery_plan: endpoint({
    method: 'POST',
    path: '/recovery-plans/:planId/execute',
    summary: 'Starts a drill or a recovery',
    access: permission('startExecution'),
    status: 202,
    params: planParams,
    body: startExecutionSchema,
    response: startedExecutionSchema,
  }),
  start_execution: endpoint({
    method: 'POST',
    path: '/executions',
    summary: 'Starts a drill or a recovery of the plan named in the body',
    access: permission('startExecution'),
    status: 202,
    body: startPlanSchema,
    response: startedExecutionSchema,
  }),
  list_executions: endpoint({
    method: 'GET',
    path: '/executions',
    summary: 'Lists executions, newest first',
    access: view,
    query: executionsQuerySchema,
    response: pageOf(executionSummarySchema),
  }),
  get_execution_details: endpoint({
    method: 'GET',
    path: '/executions/:executionId',
    summary: 'Gets an execution with its waves and servers',
    access: view,
    params: executionParams,
    response: executionSchema,
  }),
  get_execution_status: endpoint({
    method: 'GET',
    path: '/executions/:executionId/status',
    summary: 'Gets the status of an execution, small, for polling',
    access: view,
    params: executionParams,
    response: executionStatusAnswerSchema,
  }),
  get_execution_waves: endpoint({
    method: 'GET',
    path: '/executions/:executionId/waves',
    summary: 'Gets the waves of an execution with their servers',
    access: view,
    params: executionParams,
    response: z.object({ items: z.array(executionWaveSchema) }),
  }),
  get_execution_jobs: endpoint({
    method: 'GET',
    path: '/executions/:executionId/jobs',
    summary: 'Gets the DRS jobs of an execution',
    access: view,
    params: executionParams,
    response: z.object({ items: z.array(executionJobSchema) }),
  }),
  get_execution_job_logs: endpoint({
    method: 'GET',
    path: '/executions/:executionId/job-logs',
    summary: 'Gets the lines of the DRS job logs of an execution, newest first',
    access: view,
    params: executionParams,
    query: z.strictObject({
      ...pageQuery,
      sourceServerId: z.string().max(64).optional(),
      jobId: z.string().max(64).optional(),
    }),
    response: pageOf(jobLogLineSchema),
  }),
  get_execution_events: endpoint({
    method: 'GET',
    path: '/executions/:executionId/events',
    summary: 'Gets the facts of the log of an execution after a position',
    access: view,
    params: executionParams,
    query: z.strictObject({
      after: z.coerce.number().int().min(0).default(0),
      limit: z.coerce.number().int().min(1).max(1000).default(500),
    }),
    response: z.object({ items: z.array(executionEventSchema) }),
  }),
  pause_execution: endpoint({
    method: 'POST',
    path: '/executions/:executionId/pause',
    summary: 'Pauses an execution: running jobs finish, nothing new starts',
    access: permission('manageExecution'),
    params: executionParams,
    body: pauseExecutionSchema.default({}),
    response: executionSchema,
  }),
  resume_execution: endpoint({
    method: 'POST',
    path: '/executions/:executionId/resume',
    summary:
      'Lets a paused execution go on, and takes launches that its log did not know as its own',
    access: permission('manageExecution'),
    params: executionParams,
    body: resumeExecutionSchema.default({}),
    response: executionSchema,
  }),
  decide_approval: endpoint({
    method: 'POST',
    path: '/executions/:executionId/approve',
    summary: 'Approves or rejects a wave, or the start of an execution',
    access: permission('manageExecution'),
    params: executionParams,
    body: decideApprovalSchema,
    response: executionSchema,
  }),
  retry_execution_items: endpoint({
    method: 'POST',
    path: '/executions/:executionId/retry',
    summary:
      'Launches failed servers again, and runs failed hooks of waves again',
    access: permission('manageExecution'),
    params: executionParams,
    body: executionItemsSchema,
    response: executionSchema,
  }),
  skip_execution_items: endpoint({
    method: 'POST',
    path: '/executions/:executionId/skip',
    summary: 'Goes on without servers that failed, or without waves',
    access: permission('manageExecution'),
    params: executionParams,
    body: executionItemsSchema,
    response: executionSchema,
  }),
  cancel_execution: endpoint({
    method: 'POST',
    path: '/executions/:executionId/cancel',
    summary:
      'Cancels an execution: nothing new starts, running launches are followed to their end',
    access: permission('manageExecution'),
    params: executionParams,
    body: cancelExecutionSchema.default({}),
    response: executionSchema,
  }),
  terminate_recovery_instances: endpoint({
    method: 'POST',
    path: '/executions/:executionId/terminate-instances',
    summary: 'Terminates the recovery instances of an ended execution',
    access: permission('terminateInstances'),
    status: 202,
    params: executionParams,
    body: terminateInstancesSchema.default({}),
    response: terminationStatusSchema,
  }),
  get_termination_status: endpoint({
    method: 'GET',
    path: '/executions/:executionId/termination-status',
    summary: 'Gets how far the termination of the instances is',
    access: view,
    params: executionParams,
    response: terminationStatusSchema,
  }),
  delete_completed_executions: endpoint({
    method: 'DELETE',
    path: '/executions',
    summary:
      'Takes the executions that have ended out of the lists; their logs stay',
    access: permission('manageAccounts'),
    query: z.strictObject({
      planId: id.optional(),
      accountId: accountIdSchema.optional(),
      startedBefore: instantSchema.optional(),
    }),
    response: deletedExecutionsSchema,
  }),
  delete_executions: endpoint({
    method: 'POST',
    path: '/executions/delete',
    summary:
      'Takes executions out of the lists, all of them or, where one is running, none',
    access: permission('manageAccounts'),
    body: deleteExecutionsSchema,
    response: deletedExecutionsSchema,
  }),
  get_drs_source_servers: endpoint({
    method: 'GET',
    path: '/drs/source-servers',
    summary: 'Lists source servers of the accounts on record, by hostname',
    access: view,
    query: sourceServersQuerySchema,
    response: sourceServersPageSchema,
  }),
  get_recovery_snapshots: endpoint({
    method: 'GET',
    path: '/drs/source-servers/:sourceServerId/recovery-snapshots',
    summary:
      'Lists the points in time to which a server can be recovered, newest first',
    access: view,
    params: serverParams,
    query: recoverySnapshotsQuerySchema,
    response: pageOf(recoverySnapshotSchema),
  }),
  get_drs_quotas: endpoint({
    method: 'GET',
    path: '/drs/quotas',
    summary: 'Gets the quotas of DRS in an account and Region, with their use',
    access: view,
    query: quotasQuerySchema,
    response: quotasSchema,
  }),
  get_drs_service_limits: endpoint({
    method: 'GET',
    path: '/drs/service-limits',
    summary: 'Gets the limits of launches and how much of them is used now',
    access: view,
    query: quotasQuerySchema,
    response: serviceLimitsSchema,
  }),
  list_target_accounts: endpoint({
    method: 'GET',
    path: '/accounts/targets',
    summary: 'Lists the target accounts',
    access: view,
    query: z.strictObject(pageQuery),
    response: pageOf(targetAccountSchema),
  }),
  create_target_account: endpoint({
    method: 'POST',
    path: '/accounts/targets',
    summary: 'Puts a target account on record',
    access: permission('manageAccounts'),
    status: 201,
    body: newTargetAccountSchema,
    response: targetAccountSchema,
  }),
  get_target_account: endpoint({
    method: 'GET',
    path: '/accounts/targets/:accountId',
    summary: 'Gets a target account',
    access: view,
    params: accountParams,
    response: targetAccountSchema,
  }),
  get_settings: endpoint({
    method: 'GET',
    path: '/config/settings',
    summary: 'Gets the settings, the freeze switch among them',
    access: view,
    response: orchestratorSettingsSchema,
  }),
  update_settings: endpoint({
    method: 'PUT',
    path: '/config/settings',
    summary: 'Changes the settings: freezes or releases every execution',
    access: permission('manageAccounts'),
    body: changedSettingsSchema,
    response: orchestratorSettingsSchema,
  }),
  get_readiness: endpoint({
    method: 'GET',
    path: '/readiness',
    summary: 'Tells whether a catalog entity could be recovered now',
    access: view,
    query: z.strictObject({ entityRef: entityRefSchema }),
    response: readinessSchema,
  }),
  get_user_permissions: endpoint({
    method: 'GET',
    path: '/users/profile',
    summary: 'Tells what the caller may do, and through which group',
    access: { kind: 'signed-in' },
    response: profileSchema,
  }),
  run_operation: endpoint({
    method: 'POST',
    path: '/operations',
    summary: 'Runs any operation by its name',
    access: { kind: 'by-operation' },
    body: z.looseObject({
      operation: z.string().max(100),
      body: z.record(z.string(), z.unknown()).optional(),
      queryParams: z.record(z.string(), z.unknown()).optional(),
      pathParams: z.record(z.string(), z.unknown()).optional(),
    }),
    response: z.unknown(),
  }),
  get_openapi: endpoint({
    method: 'GET',
    path: '/openapi.json',
    summary: 'This API as an OpenAPI 3.1 document',
    access: { kind: 'public' },
    response: z.looseObject({ openapi: z.string() }),
  }),
  get_health: endpoint({
    method: 'GET',
    path: '/health',
    summary: 'Whether the plugin serves',
    access: { kind: 'public' },
    response: z.object({ status: z.literal('ok') }),
  }),
} as const satisfies Record<string, Endpoint>;

/** @public */
export type OperationName = keyof typeof endpoints;

/** The operation names, in the order of the table. @public */
export const operationNames = Object.keys(endpoints) as OperationName[];

/** The table, as a type. @public */
export type EndpointTable = typeof endpoints;

/** A request as a caller writes it. @public */
export type RequestInput<K extends OperationName> = {
  params?: z.input<EndpointTable[K]['params']>;
  query?: z.input<EndpointTable[K]['query']>;
  body?: z.input<EndpointTable[K]['body']>;
};

/** A request as a service gets it: validated, with defaults. @public */
export type ValidRequest<K extends OperationName> = {
  params: z.output<EndpointTable[K]['params']>;
  query: z.output<EndpointTable[K]['query']>;
  body: z.output<EndpointTable[K]['body']>;
};

/** @public */
export type ResponseOf<K extends OperationName> = z.output<
  EndpointTable[K]['response']
>;
