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

import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import type {
  RecoveryPlan,
  RequestInput,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { useChange } from '../../api/operations';
import { usePaths } from '../../routing/usePaths';

/** 128 random bits; `crypto.randomUUID` is missing where the portal is served without TLS. */
function newToken(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), byte =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}

/**
 * Starts an execution of a plan and goes to its page. One token a visit: pressing
 * twice, or again after a lost answer, starts one execution.
 */
export function useStart(plan: RecoveryPlan) {
  const paths = usePaths();
  const navigate = useNavigate();
  const [clientToken] = useState(newToken);
  const start = useChange('execute_recovery_plan', {
    changes: [
      'list_executions',
      'get_recovery_plan',
      'list_recovery_plans',
      // What refused the start is told by preflight, too.
      'preflight_recovery_plan',
    ],
  });
  return {
    busy: start.isPending,
    error: start.error,
    start: (
      conditions: RequestInput<'preflight_recovery_plan'>['body'] & object,
      reason: string,
      acknowledge: readonly string[],
    ) =>
      start.mutate(
        {
          params: { planId: plan.planId },
          body: {
            ...conditions,
            clientToken,
            reason: reason.trim() || undefined,
            acknowledge: [...acknowledge],
          },
        },
        {
          onSuccess: ({ executionId }) =>
            navigate(paths.execution(executionId)),
        },
      ),
  };
}
