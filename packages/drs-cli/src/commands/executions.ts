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
  executionStatusSchema,
  executionTypeSchema,
  type ExecutionEvent,
  type ExecutionSummary,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Command } from 'commander';
import { z } from 'zod';
import {
  eventsLines,
  executionLines,
  executionsTable,
} from '../render/executions';
import { pageLines } from '../render/records';
import { noOptions, runs, several, wholeNumber, type Runner } from './command';
import { findPlan } from './find';
import { listOptions, readList, withListOptions } from './lists';

const upperCase = z.string().transform(text => text.toUpperCase());

/** Adds `executions list`, `executions show` and `executions events`. */
export function addExecutions(program: Command, runner: Runner): void {
  const executions = program
    .command('executions')
    .description('executions: runs of plans, drills and recoveries');

  runs(
    withListOptions(executions.command('list'))
      .description('list executions, newest first')
      .option('--plan <plan>', 'only those of this plan, by its name or ID')
      .option(
        '--status <status>',
        'only those that are RUNNING, PAUSED, …; several times for several',
        several,
      )
      .option('--type <type>', 'only drills, or only recoveries')
      .option('--account <id>', 'only those of this account'),
    runner,
    z.object({
      ...listOptions,
      plan: z.string().optional(),
      status: z.array(upperCase.pipe(executionStatusSchema)).optional(),
      type: upperCase.pipe(executionTypeSchema).optional(),
      account: z.string().optional(),
    }),
    async (invocation, _args, options) => {
      const portal = invocation.portal();
      const planId =
        options.plan === undefined
          ? undefined
          : (await findPlan(portal, options.plan)).planId;
      const page = await readList(options, slice =>
        portal.call('list_executions', {
          query: {
            ...slice,
            planId,
            status: options.status,
            executionType: options.type,
            accountId: options.account,
          },
        }),
      );
      invocation.output.answer(
        page,
        pageLines<ExecutionSummary>(
          executionsTable,
          'There is no such execution.',
        ),
      );
    },
  );

  runs(
    executions
      .command('show')
      .description('show an execution: waves, what failed, what it waits for')
      .argument('<execution>', 'its ID'),
    runner,
    noOptions,
    async (invocation, [executionId]) => {
      invocation.output.answer(
        await invocation
          .portal()
          .call('get_execution_details', { params: { executionId } }),
        executionLines,
      );
    },
  );

  runs(
    executions
      .command('events')
      .description('what happened in an execution: the facts of its log')
      .argument('<execution>', 'its ID')
      .option('--after <position>', 'only what came after it in the log'),
    runner,
    z.object({ after: wholeNumber(0, Number.MAX_SAFE_INTEGER).default(0) }),
    async (invocation, [executionId], { after }) => {
      const portal = invocation.portal();
      const items: ExecutionEvent[] = [];
      for (let position = after; ; ) {
        const page = await portal.call('get_execution_events', {
          params: { executionId },
          query: { after: position, limit: 1000 },
        });
        if (page.items.length === 0) {
          break;
        }
        items.push(...page.items);
        position = page.items[page.items.length - 1].seq;
      }
      invocation.output.answer({ items }, (answer, view) =>
        eventsLines(answer.items, view),
      );
    },
  );
}
