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

import type { ExecutionSummary } from '@drs-orchestrator/plugin-drs-orchestrator-common';

const kinds = { DRILL: 'Drill', RECOVERY: 'Recovery' } as const;

/** "Drill of Orders". */
export const subjectOf = (
  execution: Pick<ExecutionSummary, 'executionType' | 'planName'>,
): string => `${kinds[execution.executionType]} of ${execution.planName}`;

/** "the drill of Orders", within a sentence. */
export const subjectWithin = (
  execution: Pick<ExecutionSummary, 'executionType' | 'planName'>,
): string => {
  const [first, ...rest] = subjectOf(execution);
  return `the ${first.toLowerCase()}${rest.join('')}`;
};
