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
  NewRecoveryPlan,
  RecoveryPlan,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { useOperation } from '../../api/operations';

/** A stored plan as the body that validation takes. */
export function bodyOfPlan(plan: RecoveryPlan): NewRecoveryPlan {
  return {
    planName: plan.planName,
    description: plan.description,
    owner: plan.owner,
    targetRtoMinutes: plan.targetRtoMinutes,
    targetRpoMinutes: plan.targetRpoMinutes,
    maxDurationMinutes: plan.maxDurationMinutes,
    accountId: plan.accountId,
    waves: plan.waves,
  };
}

/** What a stored plan would launch now, and what is wrong with it. */
export function usePlanValidation(plan: RecoveryPlan) {
  return useOperation(
    'validate_recovery_plan',
    { body: bodyOfPlan(plan) },
    { pollEvery: 60_000 },
  );
}
