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
  executionTypeSchema,
  terminalExecutionStatuses,
  type ExecutionSummary,
  type RecoveryPlan,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Judge } from '../../access/Authorizer';
import { planRecord } from '../../database/planAttributes';
import {
  judgedGroup,
  type StoredGroup,
} from '../../database/ProtectionGroupStore';
import { groupIdsOf, type StoredPlan } from '../../database/RecoveryPlanStore';
import { actionsOf } from '../actions';
import { scopesOf } from './PlanWorlds';

/** What can be done to a plan. */
export const PLAN_ACTIONS = [
  'update_recovery_plan',
  'delete_recovery_plan',
  'execute_recovery_plan',
] as const;

/** Whether an execution has not ended. */
export const isRunning = (
  execution: ExecutionSummary | undefined,
): execution is ExecutionSummary =>
  execution !== undefined &&
  !terminalExecutionStatuses.includes(execution.status);

/** Why nothing starts while the freeze switch is on. */
export const frozenReason = (reason: string | undefined): string =>
  `The freeze switch is on, and nothing starts${reason ? `: ${reason}` : ''}`;

/** A plan in the contract's words. */
export function planAnswer(
  plan: StoredPlan,
  groups: ReadonlyMap<string, StoredGroup>,
  lastExecution: ExecutionSummary | undefined,
  maySeeLast: boolean,
  judge: Judge,
  freeze: { readonly active: boolean; readonly reason?: string },
): RecoveryPlan {
  const running = isRunning(lastExecution)
    ? {
        code: 'EXECUTION_IN_PROGRESS' as const,
        reason: 'The plan is being executed',
      }
    : undefined;
  const frozen = freeze.active
    ? { code: 'FROZEN' as const, reason: frozenReason(freeze.reason) }
    : undefined;
  const ofPlan = groupIdsOf(plan.waves).flatMap(
    groupId => groups.get(groupId) ?? [],
  );
  const record = planRecord({
    ...plan,
    groups: ofPlan.map(judgedGroup),
  });
  return {
    ...plan,
    waves: [...plan.waves],
    scopes: scopesOf(ofPlan),
    ...(maySeeLast && { lastExecution }),
    ...actionsOf(
      PLAN_ACTIONS,
      { judge, record },
      {
        delete_recovery_plan: running,
        execute_recovery_plan: running ?? frozen,
      },
    ),
    // As a start is judged, which is of one type: the policy may grant drills only.
    mayStart: executionTypeSchema.options.filter(type =>
      judge.may('startExecution', { ...record, 'execution-type': [type] }),
    ),
  };
}
