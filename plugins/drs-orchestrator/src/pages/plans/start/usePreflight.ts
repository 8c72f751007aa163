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

import type { ExecutionType } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { hashKey } from '@tanstack/react-query';
import { useOperation } from '../../../api/operations';
import { useDebounced } from '../../../routing/useDebounced';
import { startConditionsOf, type StartDraft } from './startDraft';

/**
 * What speaks against a start as it is chosen now. Nothing is acknowledged in the
 * question, so that what was found stays in sight once it is.
 */
export function usePreflight(
  planId: string,
  executionType: ExecutionType,
  draft: StartDraft,
) {
  const settled = useDebounced(draft, 400);
  const body = startConditionsOf(settled, executionType);
  const { data, error, dataUpdatedAt, isFetching, isPlaceholderData, refetch } =
    useOperation(
      'preflight_recovery_plan',
      { params: { planId }, body },
      { enabled: body !== undefined, keepPrevious: true },
    );
  return {
    data,
    error,
    dataUpdatedAt,
    isFetching,
    isPlaceholderData,
    refetch,
    /** Whether enough is chosen to ask at all. */
    isAsked: body !== undefined,
    /** Whether it concerns what is chosen now, rather than what was a moment ago. */
    isSettled:
      !isPlaceholderData &&
      hashKey([body]) === hashKey([startConditionsOf(draft, executionType)]),
  };
}
