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

import type { TerminationStatus } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Command } from 'commander';
import { z } from 'zod';
import type { ExitName } from '../exitCodes';
import { usageError } from '../failures';
import { counted } from '../format/counting';
import { replacingQuestion } from '../render/decisions';
import { standingLine, terminationLines } from '../render/executions';
import { subjectWithin } from '../render/subject';
import { confirm } from '../terminal/prompts';
import { safeText } from '../terminal/text';
import {
  minutesSchema,
  noOptions,
  runs,
  several,
  wholeNumber,
  type Runner,
} from './command';

/** Adds `pause`, `resume` and `cancel`. */
export function addSteering(program: Command, runner: Runner): void {
  runs(
    program
      .command('pause')
      .description('pause an execution: launches under way finish')
      .argument('<execution>', 'its ID')
      .option('--reason <text>', 'why')
      .option(
        '--at-most <span>',
        'it times out if nobody resumes it by then (default: a year)',
      ),
    runner,
    z.object({
      reason: z.string().optional(),
      atMost: minutesSchema.optional(),
    }),
    async (invocation, [executionId], { reason, atMost }) => {
      invocation.output.answer(
        await invocation.portal().call('pause_execution', {
          params: { executionId },
          body: { reason, maxMinutes: atMost },
        }),
        standingLine,
      );
    },
  );

  runs(
    program
      .command('resume')
      .description('let a paused execution go on')
      .argument('<execution>', 'its ID')
      .option('--comment <text>', 'why'),
    runner,
    z.object({ comment: z.string().optional() }),
    async (invocation, [executionId], { comment }) => {
      invocation.output.answer(
        await invocation.portal().call('resume_execution', {
          params: { executionId },
          body: { comment },
        }),
        standingLine,
      );
    },
  );

  runs(
    program
      .command('cancel')
      .description(
        'cancel an execution: nothing new starts, launches under way finish',
      )
      .argument('<execution>', 'its ID')
      .option('--reason <text>', 'why')
      .option('--yes', 'do not ask'),
    runner,
    z.object({
      reason: z.string().optional(),
      yes: z.boolean().default(false),
    }),
    async (invocation, [executionId], { reason, yes }) => {
      const portal = invocation.portal();
      const params = { executionId };
      const execution = await portal.call('get_execution_details', { params });
      await confirm(
        invocation.conversation,
        `Cancel ${safeText(subjectWithin(execution))}, which is ${
          execution.status
        }?`,
        yes,
      );
      invocation.output.answer(
        await portal.call('cancel_execution', { params, body: { reason } }),
        standingLine,
      );
    },
  );
}

const itemCommands = [
  {
    name: 'retry',
    operation: 'retry_execution_items',
    description:
      'launch failed servers again, and run failed hooks of their waves again; an unhealthy instance is replaced',
  },
  {
    name: 'skip',
    operation: 'skip_execution_items',
    description: 'go on without servers that failed, or without waves',
  },
] as const;

/** Adds `retry` and `skip`. */
export function addItems(program: Command, runner: Runner): void {
  for (const { name, operation, description } of itemCommands) {
    const command = program
      .command(name)
      .description(description)
      .argument('<execution>', 'its ID')
      .option(
        '--wave <number>',
        'a wave: all of its servers that are not up; several times for several',
        several,
      )
      .option(
        '--server <id>',
        'a source server; several times for several',
        several,
      )
      .option('--comment <text>', 'why');
    runs(
      name === 'retry'
        ? command.option(
            '--yes',
            'do not ask before instances that are up are replaced',
          )
        : command,
      runner,
      z.object({
        wave: z.array(wholeNumber(1, 100)).optional(),
        server: z.array(z.string()).optional(),
        comment: z.string().optional(),
        yes: z.boolean().default(false),
      }),
      async (invocation, [executionId], { wave, server, comment, yes }) => {
        if (!wave && !server) {
          throw usageError(`Say what to ${name}: --wave, --server, or both`);
        }
        const portal = invocation.portal();
        const params = { executionId };
        if (name === 'retry' && !yes) {
          const question = replacingQuestion(
            await portal.call('get_execution_details', { params }),
            { waves: wave, servers: server },
          );
          await confirm(
            invocation.conversation,
            question ?? '',
            question === undefined,
          );
        }
        invocation.output.answer(
          await portal.call(operation, {
            params,
            body: { waves: wave, servers: server, comment },
          }),
          standingLine,
        );
      },
    );
  }
}

/** Adds `terminate`. */
export function addTermination(program: Command, runner: Runner): void {
  runs(
    program
      .command('terminate')
      .description('terminate the recovery instances of an ended execution')
      .argument('<execution>', 'its ID')
      .option(
        '--server <id>',
        'only that of this source server; several times for several',
        several,
      )
      .option('--wait', 'until all of them are gone')
      .option('--yes', 'do not ask'),
    runner,
    z.object({
      server: z.array(z.string()).optional(),
      wait: z.boolean().optional(),
      yes: z.boolean().default(false),
    }),
    async (invocation, [executionId], options): Promise<ExitName> => {
      const { output, conversation } = invocation;
      const portal = invocation.portal();
      const params = { executionId };
      const execution = await portal.call('get_execution_details', { params });
      const concerned = execution.waves
        .flatMap(({ servers }) => servers)
        .filter(
          ({ instanceState, sourceServerId }) =>
            instanceState === 'RUNNING' &&
            (options.server?.includes(sourceServerId) ?? true),
        );
      await confirm(
        conversation,
        `Terminate ${counted(
          concerned.length,
          'recovery instance',
        )} of ${safeText(
          subjectWithin(execution),
        )} for good, with their disks?`,
        options.yes,
      );
      let status: TerminationStatus = await portal.call(
        'terminate_recovery_instances',
        { params, body: { servers: options.server } },
      );
      while (options.wait && !status.done) {
        await invocation.sleep(2);
        status = await portal.call('get_termination_status', { params });
      }
      output.answer(status, terminationLines);
      return 'OK';
    },
  );

  runs(
    program
      .command('termination')
      .description('how far the termination of the instances is')
      .argument('<execution>', 'its ID'),
    runner,
    noOptions,
    async (invocation, [executionId]) => {
      invocation.output.answer(
        await invocation
          .portal()
          .call('get_termination_status', { params: { executionId } }),
        terminationLines,
      );
    },
  );
}
