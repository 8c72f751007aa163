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
  drsPermissions,
  type ExecutionType,
  type RecoveryPlan,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { accessTo, type Access } from '../../api/access';
import { lackedPermission } from '../../format/roles';
import type { PlansWords } from '../../translations/plans';
import type { Words } from '../../translations/words';

/** What the person lacks to ever start an execution of this type of the plan; `undefined` where nothing. */
export function lackedToStart(
  t: PlansWords,
  words: Words,
  { mayStart }: Pick<RecoveryPlan, 'mayStart'>,
  executionType: ExecutionType,
): string | undefined {
  if (mayStart === undefined || mayStart.includes(executionType)) {
    return undefined;
  }
  return mayStart.length === 0
    ? lackedPermission(words, 'startExecution', 'here')
    : t(`start.otherTypeOnly.${executionType}`, {
        permission: drsPermissions.startExecution.name,
      });
}

/**
 * Whether the person may start an execution of this type of the plan now. What they
 * lack the permission for comes first: the plan's state does not matter to them then.
 */
export function accessToStart(
  t: PlansWords,
  words: Words,
  plan: RecoveryPlan,
  executionType: ExecutionType,
): Access {
  const lacked = lackedToStart(t, words, plan, executionType);
  return lacked === undefined
    ? accessTo(words, plan, 'execute_recovery_plan')
    : { allowed: false, reason: lacked };
}
