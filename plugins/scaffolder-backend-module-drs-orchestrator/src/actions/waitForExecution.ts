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

import type { TemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  DrsError,
  executionStatusSchema,
  formatDuration,
  terminalExecutionStatuses,
  type Execution,
  type ResponseOf,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { defineAction, type ActionServices } from '../action/defineAction';
import type { Step } from '../action/Step';
import { isDryRunId } from './dryRunIds';
import { failureLines, progressSentence } from './executionProgress';
import { executionPath } from './paths';
import { examples } from './waitForExecution.examples';

/** Asked soon after something has happened, and less often while nothing does. */
const SHORTEST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 10_000;

const input = z.strictObject({
  executionId: z.string().min(1).max(64).describe('ID of the execution'),
  timeoutMinutes: z
    .number()
    .int()
    .min(1)
    .max(1440)
    .default(120)
    .describe(
      'How long the step waits, in minutes, each time that it runs. Default: 120',
    ),
  whenPausedByFailure: z
    .enum(['FAIL', 'WAIT'])
    .default('FAIL')
    .describe(
      'Where servers have failed and the execution waits for a person to retry, skip or cancel: FAIL tells what failed, WAIT waits for the decision. Default: FAIL',
    ),
  acceptPartial: z
    .boolean()
    .default(false)
    .describe(
      'Whether PARTIAL is good enough: servers have failed, within the threshold of their waves. Default: false',
    ),
});
type Input = z.output<typeof input>;

const output = z.object({
  status: executionStatusSchema,
  executionPath: z.string().describe('Path of its page in the portal'),
  succeeded: z.number().int().describe('Servers that are up'),
  failed: z.number().int(),
  total: z.number().int(),
  rtoSeconds: z
    .number()
    .optional()
    .describe('From its start until its last wave was ready'),
  rpoSeconds: z
    .number()
    .optional()
    .describe('Age of the oldest data that a server was launched with'),
});

/** `drs:execution:wait`. */
export const waitForExecutionAction = (
  services: ActionServices,
): TemplateAction =>
  defineAction(
    {
      id: 'drs:execution:wait',
      description:
        'Follows an execution to its end and fails where it did not do what it should. A task that is run again goes on following: the execution itself needs nobody to wait for it.',
      examples,
      input,
      output,
      run: async (wanted, step): Promise<z.output<typeof output>> => {
        if (step.isDryRun && isDryRunId(wanted.executionId)) {
          step.logger.info('A real run would follow the execution to its end');
          return {
            status: 'COMPLETED',
            executionPath: executionPath(wanted.executionId),
            succeeded: 0,
            failed: 0,
            total: 0,
          };
        }
        await follow(wanted, step);
        const execution = await step.orchestrator.call(
          'get_execution_details',
          { params: { executionId: wanted.executionId } },
        );
        refuseUnlessGood(execution, wanted);
        const { status, counts, rtoSeconds, rpoSeconds } = execution;
        step.logger.info(
          rtoSeconds === undefined
            ? `It has ended: ${status}`
            : `It has ended: ${status}, recovered in ${formatDuration(
                rtoSeconds,
              )}`,
        );
        return {
          status,
          executionPath: executionPath(wanted.executionId),
          succeeded: counts.succeeded,
          failed: counts.failed,
          total: counts.total,
          rtoSeconds,
          rpoSeconds,
        };
      },
    },
    services,
  );

type ExecutionStatusAnswer = ResponseOf<'get_execution_status'>;

/** Tells every change until there is nothing to wait for. */
async function follow(wanted: Input, step: Step): Promise<void> {
  const { executionId, timeoutMinutes } = wanted;
  const deadline = Date.now() + timeoutMinutes * 60_000;
  step.logger.info(
    `Following execution ${executionId}: see ${executionPath(executionId)}`,
  );
  let told: string | undefined;
  let pause = SHORTEST_PAUSE_MS;
  for (;;) {
    const answer = await statusOf(executionId, step);
    const sentence = answer && progressSentence(answer);
    if (sentence !== undefined && sentence !== told) {
      step.logger.info(sentence);
      told = sentence;
      pause = SHORTEST_PAUSE_MS;
    }
    if (answer && isOver(answer, wanted)) {
      return;
    }
    if (Date.now() + pause > deadline) {
      throw new DrsError(
        'INVALID_STATE',
        `After ${formatDuration(
          timeoutMinutes * 60,
        )} the execution has not ended${
          told === undefined ? '' : `: ${told}`
        }. It goes on without this task`,
      );
    }
    await sleep(pause, undefined, { signal: step.signal }).catch(() => {
      throw new Error(
        `The task was cancelled. The execution goes on without it: see ${executionPath(
          executionId,
        )}`,
      );
    });
    pause = Math.min(pause * 1.5, LONGEST_PAUSE_MS);
  }
}

/**
 * Undefined where there is no answer for now: a backend that restarts is no reason
 * to let go of a drill that goes on.
 */
async function statusOf(
  executionId: string,
  step: Step,
): Promise<ExecutionStatusAnswer | undefined> {
  try {
    return await step.orchestrator.call('get_execution_status', {
      params: { executionId },
    });
  } catch (error) {
    const isRefusal =
      error instanceof DrsError && error.status < 500 && error.status !== 429;
    if (isRefusal || step.signal?.aborted) {
      throw error;
    }
    step.logger.warn(`No answer for now: ${String(error)}`);
    return undefined;
  }
}

const isOver = (
  { status, pause }: ExecutionStatusAnswer,
  { whenPausedByFailure }: Input,
): boolean =>
  terminalExecutionStatuses.includes(status) ||
  (pause?.reason === 'FAILURE' && whenPausedByFailure === 'FAIL');

/** @throws DrsError INVALID_STATE with all that failed */
function refuseUnlessGood(
  execution: Execution,
  { acceptPartial }: Input,
): void {
  const { status, pause, counts, executionId } = execution;
  if (status === 'COMPLETED' || (status === 'PARTIAL' && acceptPartial)) {
    return;
  }
  const what =
    pause?.reason === 'FAILURE'
      ? `is held by a failure until ${pause.until}, and waits for somebody to retry, skip or cancel`
      : `ended as ${status}`;
  throw new DrsError(
    'INVALID_STATE',
    [
      `The execution ${what}: ${counts.succeeded} of ${
        counts.total
      } servers are up. See ${executionPath(executionId)}`,
      ...failureLines(execution),
    ].join('\n'),
  );
}
