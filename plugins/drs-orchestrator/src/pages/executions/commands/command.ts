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
  ExecutionApproval,
  ExecutionSummary,
  ExecutionWave,
  OperationName,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { ExecutionsWords } from '../../../translations/executions';

/** Something that a person is about to have done to an execution. */
export type Command =
  | { kind: 'pause' }
  | { kind: 'resume' }
  | {
      kind: 'decide';
      approval: ExecutionApproval;
      decision: 'APPROVE' | 'REJECT';
    }
  /** What is chosen at first, instead of all that failed. */
  | { kind: 'retry'; sourceServerId?: string }
  | { kind: 'skip'; sourceServerId?: string; wave?: ExecutionWave }
  | { kind: 'cancel' }
  | { kind: 'terminate' };

/** What is read anew after a command. */
export const changedByCommands: readonly OperationName[] = [
  'get_execution_details',
  'list_executions',
  'get_execution_events',
  'get_termination_status',
  'get_recovery_plan',
];

/** "drill of Orders". */
export const nameOf = (
  t: ExecutionsWords,
  execution: Pick<ExecutionSummary, 'executionType' | 'planName'>,
): string => t(`name.${execution.executionType}`, { plan: execution.planName });

/** "wave 3 (Web)", or "the start". */
export function approvedThing(
  t: ExecutionsWords,
  { waveNumber, waveName }: Pick<ExecutionApproval, 'waveNumber' | 'waveName'>,
): string {
  if (waveNumber === undefined) {
    return t('wave.start');
  }
  const number = String(waveNumber);
  return waveName
    ? t('wave.named', { number, name: waveName })
    : t('wave.inSentence', { number });
}
