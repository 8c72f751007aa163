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

import { setTimeout as sleep } from 'node:timers/promises';
import { terminalExecutionStatuses } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Api } from '../processes/Api';

/** Seldom enough not to be a load of its own. */
const LOOK_EVERY_MS = 2_000;

/**
 * Waits until none of the executions runs any more.
 *
 * @throws Error where one did not complete: its figures would mean nothing
 */
export async function untilEnded(
  api: Api,
  executionIds: readonly string[],
  limitMs: number,
): Promise<void> {
  const deadline = Date.now() + limitMs;
  const open = new Set(executionIds);
  while (open.size > 0) {
    const [executionId] = open;
    const { status } = await api.call('get_execution_status', {
      params: { executionId },
    });
    if (!terminalExecutionStatuses.includes(status)) {
      if (status === 'PAUSED' || Date.now() > deadline) {
        throw new Error(
          `Execution ${executionId} is ${status}, and ${open.size} have not ended`,
        );
      }
      await sleep(LOOK_EVERY_MS);
    } else if (status === 'COMPLETED') {
      open.delete(executionId);
    } else {
      throw new Error(`Execution ${executionId} ended ${status}`);
    }
  }
}
