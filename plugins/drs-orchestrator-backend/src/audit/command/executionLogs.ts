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

import { verifyChain } from '@drs-orchestrator/drs-engine';
import type { Knex } from 'knex';
import { KnexExecutionLog } from '../../database/KnexExecutionLog';

const BATCH = 200;

/** What was found in the logs of the executions. */
export interface LogsVerdict {
  readonly executions: number;
  readonly broken: readonly {
    readonly executionId: string;
    readonly brokenAt: number;
    readonly why: string;
  }[];
}

/**
 * Checks the log of every execution: that its rows are what was written, and
 * that it reaches up to where the list of executions says it does.
 */
export async function verifyExecutionLogs(
  knex: Knex,
  auditKey: string,
): Promise<LogsVerdict> {
  const log = KnexExecutionLog.create(knex);
  const broken: LogsVerdict['broken'][number][] = [];
  let executions = 0;
  let after = '';
  for (;;) {
    const rows = await knex('executions')
      .where('execution_id', '>', after)
      .orderBy('execution_id')
      .limit(BATCH)
      .select<{ execution_id: string; seq: number }[]>('execution_id', 'seq');
    for (const { execution_id: executionId, seq } of rows) {
      const entries = await log.read(executionId, 0);
      const verdict = verifyChain(entries, auditKey);
      const end = entries.at(-1)?.seq ?? 0;
      if (!verdict.intact) {
        broken.push({
          executionId,
          brokenAt: verdict.brokenAt,
          why: verdict.why,
        });
      } else if (end < seq) {
        broken.push({
          executionId,
          brokenAt: end + 1,
          why: `The tail is cut off: there were ${seq} rows, and there are ${end}`,
        });
      }
      executions++;
    }
    const last = rows.at(-1);
    if (!last) {
      return { executions, broken };
    }
    after = last.execution_id;
  }
}
