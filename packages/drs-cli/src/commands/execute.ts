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

import { randomUUID } from 'node:crypto';
import {
  DrsError,
  type RecoveryPlan,
  type RequestInput,
  type StartedExecution,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Command } from 'commander';
import { z } from 'zod';
import { CliError, PortalUnreachable, usageError } from '../failures';
import type { Invocation } from '../Invocation';
import type { Portal } from '../portal/Portal';
import { ask, isAttended } from '../terminal/prompts';
import { safeText } from '../terminal/text';
import { backoffSeconds } from '../watch/backoff';
import { pairOf, runs, several, type Runner } from './command';
import { findPlan } from './find';
import {
  startConditionOptions,
  startConditionsOf,
  withStartConditions,
} from './startConditions';
import { watchExecution, watchOptions, withWatchOptions } from './watch';

/** How often a start is sent whose answer was lost. */
const MOST_TRIES = 4;

/**
 * Makes sure that a real recovery is meant, and of this plan: by its name, typed or
 * given.
 */
async function confirmRecovery(
  invocation: Invocation,
  plan: RecoveryPlan,
  confirmed: string | undefined,
): Promise<void> {
  const { conversation, output } = invocation;
  if (confirmed === undefined && !isAttended(conversation)) {
    throw usageError(
      'A real recovery has to be confirmed by the name of its plan',
      'Say --confirm "<name of the plan>"',
    );
  }
  if (confirmed === undefined) {
    output.say(
      `This is a real recovery of ${plan.planName}, no drill: its servers are launched for good, in account ${plan.accountId}.`,
    );
  }
  const name =
    confirmed ??
    (await ask(
      conversation,
      `Type the name of the plan, ${safeText(plan.planName)}, to start it: `,
    ));
  if (name.trim() !== plan.planName) {
    throw usageError(
      `Nothing was started: "${name.trim()}" is not the name of the plan, which is "${
        plan.planName
      }"`,
    );
  }
}

/**
 * Starts a plan. A start whose answer was lost is sent again under the same client
 * token, for which the API starts it once only.
 *
 * @throws CliError UNREACHABLE where it stays unknown whether it was started
 */
async function start(
  invocation: Invocation,
  portal: Portal,
  planId: string,
  body: NonNullable<RequestInput<'execute_recovery_plan'>['body']> & {
    clientToken: string;
  },
): Promise<StartedExecution> {
  const { output, host } = invocation;
  const settle = `Say the same again with --client-token ${body.clientToken}: it is started once only`;
  let mayBeStarted = false;
  for (let failures = 1; ; failures++) {
    try {
      return await portal.call('execute_recovery_plan', {
        params: { planId },
        body,
      });
    } catch (error) {
      mayBeStarted ||=
        host.signal.aborted ||
        (error instanceof PortalUnreachable && error.mayHaveArrived) ||
        (error instanceof DrsError && error.code === 'INTERNAL_ERROR');
      if (!mayBeStarted) {
        throw error;
      }
      const isPassing =
        error instanceof PortalUnreachable ||
        (error instanceof DrsError && error.code === 'INTERNAL_ERROR');
      if (!isPassing || host.signal.aborted) {
        output.say(`It may be started or not. ${settle}`);
        throw error;
      }
      if (failures === MOST_TRIES) {
        throw new CliError(
          'UNREACHABLE',
          `${error.message}. It may be started or not`,
          settle,
        );
      }
      const seconds = backoffSeconds(failures, Math.random());
      output.say(
        `${error.message}. Asking again in ${Math.ceil(
          seconds,
        )} s; it is started once only`,
      );
      await invocation.sleep(seconds);
    }
  }
}

/** Adds `execute`. */
export function addExecute(program: Command, runner: Runner): void {
  runs(
    withWatchOptions(
      withStartConditions(
        program
          .command('execute')
          .description('start a drill or a recovery of a plan')
          .argument('<plan>', 'its name or ID'),
      )
        .option('--reason <text>', 'why; it is kept with the execution')
        .option('--ticket <id>', 'the ticket it belongs to')
        .option(
          '--metadata <key=value>',
          'more to keep with it; several times for several',
          several,
        )
        .option(
          '--client-token <token>',
          'the same token starts once only (default: a new one)',
        )
        .option(
          '--confirm <name>',
          "a real recovery: the plan's name, where nobody is there to type it",
        )
        .option('--watch', 'follow it until it has ended'),
    ),
    runner,
    z.object({
      ...startConditionOptions,
      ...watchOptions,
      reason: z.string().optional(),
      ticket: z.string().optional(),
      metadata: z.array(z.string()).optional(),
      clientToken: z.string().optional(),
      confirm: z.string().optional(),
      watch: z.boolean().optional(),
    }),
    async (invocation, [text], options) => {
      const conditions = startConditionsOf(options);
      const metadata = {
        ...(options.ticket !== undefined && { ticketId: options.ticket }),
        ...Object.fromEntries(
          (options.metadata ?? []).map(pair => pairOf(pair, '--metadata')),
        ),
      };
      const portal = invocation.portal();
      const plan = await findPlan(portal, text);
      if (options.type === 'RECOVERY') {
        await confirmRecovery(invocation, plan, options.confirm);
      }
      const started = await start(invocation, portal, plan.planId, {
        ...conditions,
        clientToken: options.clientToken ?? randomUUID(),
        ...(options.reason !== undefined && { reason: options.reason }),
        ...(Object.keys(metadata).length > 0 && { metadata }),
      });
      const { output } = invocation;
      const kind = options.type === 'DRILL' ? 'drill' : 'recovery';
      const report = options.watch ? output.next : output.answer;
      report.call(output, started, () => [
        `Started the ${kind} of ${safeText(plan.planName)}: ${
          started.executionId
        }`,
        ...(options.watch
          ? []
          : [`Follow it: drs watch ${started.executionId}`]),
      ]);
      return options.watch
        ? watchExecution(invocation, portal, started.executionId, options)
        : 'OK';
    },
  );
}
