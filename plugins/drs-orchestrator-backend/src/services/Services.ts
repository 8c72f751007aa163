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
  OperationName,
  ResponseOf,
  ValidRequest,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { RequestContext } from '../access/Caller';

/** Operations of the contract whose services are on their way. */
export const upcomingOperations = [
  'get_launch_configuration',
  'apply_launch_configuration',
  'preflight_recovery_plan',
  'check_existing_instances',
  'pause_execution',
  'resume_execution',
  'decide_approval',
  'retry_execution_items',
  'skip_execution_items',
  'delete_completed_executions',
  'delete_executions',
  'get_recovery_snapshots',
  'get_drs_quotas',
  'get_drs_service_limits',
  'get_settings',
  'update_settings',
] as const satisfies readonly OperationName[];

type UpcomingOperation = (typeof upcomingOperations)[number];

/** `run_operation` only finds another operation, and is served by the router itself. */
export type ServedOperation = Exclude<
  OperationName,
  'run_operation' | UpcomingOperation
>;

export const isUpcoming = (operation: string): operation is UpcomingOperation =>
  upcomingOperations.some(upcoming => upcoming === operation);

/**
 * What serves each operation. Requests are authenticated, authorised and valid
 * when they come here; refusals are thrown as DrsError of the contract.
 */
export type Services = {
  [K in ServedOperation]: (
    request: ValidRequest<K>,
    context: RequestContext,
  ) => Promise<ResponseOf<K>>;
};
