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
  formatDuration,
  startPlanSchema,
  type ExecutionType,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { z } from 'zod';
import { defineAction, type ActionServices } from '../action/defineAction';
import { refuseIfBlocked, type Step } from '../action/Step';
import type { Settings } from '../settings';
import { dryRunId, isDryRunId } from './dryRunIds';
import { executionPath } from './paths';
import { examples } from './startExecution.examples';

const fields = startPlanSchema.shape;

const input = z.strictObject({
  planId: fields.planId.describe('ID of the recovery plan'),
  executionType: fields.executionType
    .default('DRILL')
    .describe(
      'DRILL, or RECOVERY where drsOrchestrator.scaffolder.allowRecoveries is true. Default: DRILL',
    ),
  reason: fields.reason.describe('Why it is started; kept with the execution'),
  pointInTime: fields.pointInTime.describe(
    'The data to launch from. Default: the latest',
  ),
  acknowledge: fields.acknowledge.describe(
    'Codes of findings of preflight that shall not stop it, of those that can be overridden',
  ),
  onLimit: fields.onLimit.describe(
    "QUEUE waits where AWS's quotas leave no room now, REJECT is refused. Default: QUEUE",
  ),
  drill: fields.drill.describe('What only drills have'),
  metadata: fields.metadata.describe(
    'Texts to keep with the execution, by name; scaffolderTaskId is added',
  ),
});
type Input = z.output<typeof input>;

const output = z.object({
  executionId: z
    .string()
    .describe('ID of the execution; in a dry run of none that is there'),
  executionPath: z.string().describe('Path of its page in the portal'),
});

/** `drs:execution:start`. */
export const startExecutionAction = (
  services: ActionServices,
  settings: Settings,
): TemplateAction =>
  defineAction(
    {
      id: 'drs:execution:start',
      description:
        'Starts a drill of a recovery plan, or a real recovery where the configuration allows that to templates. Who runs the template needs the permission for it.',
      examples,
      input,
      output,
      run: async (wanted, step) => {
        refuseRecovery(wanted.executionType, settings);
        const executionId = step.isDryRun
          ? await rehearse(wanted, step)
          : await start(wanted, step);
        return { executionId, executionPath: executionPath(executionId) };
      },
    },
    services,
  );

/** @throws DrsError VALIDATION_FAILED */
function refuseRecovery(
  executionType: ExecutionType,
  { allowRecoveries }: Settings,
): void {
  if (executionType === 'RECOVERY' && !allowRecoveries) {
    const message = 'Templates start drills only in this portal';
    throw new DrsError('VALIDATION_FAILED', message, [
      {
        code: 'RECOVERY_NOT_ALLOWED',
        severity: 'BLOCKING',
        field: 'executionType',
        message,
        remedy:
          'Start the recovery from the page of its plan, or let drsOrchestrator.scaffolder.allowRecoveries be true',
      },
    ]);
  }
}

/**
 * The same task with the same input starts one execution: the orchestrator knows
 * it by its token even where this process did not live to see the answer.
 */
async function start(wanted: Input, step: Step): Promise<string> {
  const { planId, metadata, ...conditions } = wanted;
  return step.once('started', wanted, z.string(), async () => {
    const { executionId } = await step.orchestrator.call('start_execution', {
      body: {
        ...conditions,
        planId,
        clientToken: step.token(wanted),
        metadata: { ...metadata, scaffolderTaskId: step.taskId },
      },
    });
    step.logger.info(
      `Started execution ${executionId}: see ${executionPath(executionId)}`,
    );
    return executionId;
  });
}

async function rehearse(
  { planId, reason: _, metadata: __, ...conditions }: Input,
  step: Step,
): Promise<string> {
  await step.requirePermission('startExecution');
  if (isDryRunId(planId)) {
    step.logger.info(
      'The plan is one that a real run would create first, so its preflight is left to that',
    );
    return dryRunId(planId);
  }
  const { findings, predictedRtoSeconds } = await step.orchestrator.call(
    'preflight_recovery_plan',
    { params: { planId }, body: conditions },
  );
  const { acknowledge } = conditions;
  refuseIfBlocked(
    'The start',
    findings.filter(
      ({ code, overridable }) => !(overridable && acknowledge.includes(code)),
    ),
  );
  step.tellFindings(findings);
  step.logger.info(
    `It would start now, and be done in about ${formatDuration(
      predictedRtoSeconds,
    )}`,
  );
  return dryRunId(planId);
}
