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
import {
  executionEventSchema,
  executionJobSchema,
  executionSchema,
  executionStatusAnswerSchema,
  executionSummarySchema,
  executionWaveSchema,
  executionsQuerySchema,
  jobLogLineSchema,
  terminationStatusSchema,
} from '../../records/execution';
import {
  cancelExecutionSchema,
  decideApprovalSchema,
  deleteExecutionsSchema,
  deletedExecutionsSchema,
  executionItemsSchema,
  pauseExecutionSchema,
  resumeExecutionSchema,
  terminateInstancesSchema,
} from '../../records/executionCommands';
import {
  startPlanSchema,
  startedExecutionSchema,
} from '../../records/executionStart';
import {
  accountIdSchema,
  instantSchema,
  pageOf,
  pageQuery,
} from '../../records/primitives';
import {
  endpoint,
  id,
  permission,
  viewInPath,
  viewListed,
  type Endpoint,
} from './endpoint';

const executionParams = z.strictObject({ executionId: id });

/** Executions. */
export const executionEndpoints = {
  start_execution: endpoint({
    method: 'POST',
    path: '/executions',
    summary: 'Starts a drill or a recovery of the plan named in the body',
    access: permission('startExecution', 'by-service'),
    status: 202,
    body: startPlanSchema,
    response: startedExecutionSchema,
  }),
  list_executions: endpoint({
    method: 'GET',
    path: '/executions',
    summary: 'Lists executions, newest first',
    access: viewListed,
    query: executionsQuerySchema,
    response: pageOf(executionSummarySchema),
  }),
  get_execution_details: endpoint({
    method: 'GET',
    path: '/executions/:executionId',
    summary: 'Gets an execution with its waves and servers',
    access: viewInPath,
    params: executionParams,
    response: executionSchema,
  }),
  get_execution_status: endpoint({
    method: 'GET',
    path: '/executions/:executionId/status',
    summary: 'Gets the status of an execution, small, for polling',
    access: viewInPath,
    params: executionParams,
    response: executionStatusAnswerSchema,
  }),
  get_execution_waves: endpoint({
    method: 'GET',
    path: '/executions/:executionId/waves',
    summary: 'Gets the waves of an execution with their servers',
    access: viewInPath,
    params: executionParams,
    response: z.object({ items: z.array(executionWaveSchema) }),
  }),
  get_execution_jobs: endpoint({
    method: 'GET',
    path: '/executions/:executionId/jobs',
    summary: 'Gets the DRS jobs of an execution',
    access: viewInPath,
    params: executionParams,
    response: z.object({ items: z.array(executionJobSchema) }),
  }),
  get_execution_job_logs: endpoint({
    method: 'GET',
    path: '/executions/:executionId/job-logs',
    summary: 'Gets the lines of the DRS job logs of an execution, newest first',
    access: viewInPath,
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
    access: viewInPath,
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
    access: permission('manageExecution', 'in-path'),
    params: executionParams,
    body: pauseExecutionSchema.default({}),
    response: executionSchema,
  }),
  resume_execution: endpoint({
    method: 'POST',
    path: '/executions/:executionId/resume',
    summary:
      'Lets a paused execution go on, and takes launches that its log did not know as its own',
    access: permission('manageExecution', 'in-path'),
    params: executionParams,
    body: resumeExecutionSchema.default({}),
    response: executionSchema,
  }),
  decide_approval: endpoint({
    method: 'POST',
    path: '/executions/:executionId/approve',
    summary: 'Approves or rejects a wave, or the start of an execution',
    access: permission('manageExecution', 'in-path'),
    params: executionParams,
    body: decideApprovalSchema,
    response: executionSchema,
  }),
  retry_execution_items: endpoint({
    method: 'POST',
    path: '/executions/:executionId/retry',
    summary:
      'Launches failed servers again, replacing instances that are up but unhealthy, and runs failed hooks of their waves again',
    access: permission('manageExecution', 'in-path'),
    params: executionParams,
    body: executionItemsSchema,
    response: executionSchema,
  }),
  skip_execution_items: endpoint({
    method: 'POST',
    path: '/executions/:executionId/skip',
    summary: 'Goes on without servers that failed, or without waves',
    access: permission('manageExecution', 'in-path'),
    params: executionParams,
    body: executionItemsSchema,
    response: executionSchema,
  }),
  cancel_execution: endpoint({
    method: 'POST',
    path: '/executions/:executionId/cancel',
    summary:
      'Cancels an execution: nothing new starts, running launches are followed to their end',
    access: permission('manageExecution', 'in-path'),
    params: executionParams,
    body: cancelExecutionSchema.default({}),
    response: executionSchema,
  }),
  terminate_recovery_instances: endpoint({
    method: 'POST',
    path: '/executions/:executionId/terminate-instances',
    summary: 'Terminates the recovery instances of an ended execution',
    access: permission('terminateInstances', 'in-path'),
    status: 202,
    params: executionParams,
    body: terminateInstancesSchema.default({}),
    response: terminationStatusSchema,
  }),
  get_termination_status: endpoint({
    method: 'GET',
    path: '/executions/:executionId/termination-status',
    summary: 'Gets how far the termination of the instances is',
    access: viewInPath,
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
} as const satisfies Record<string, Endpoint>;
