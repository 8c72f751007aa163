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
  newRecoveryPlanSchema,
  type Finding,
  type NewRecoveryPlan,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { z } from 'zod';
import { createOnce, ifExistsSchema, wouldUse } from '../action/createOnce';
import { defineAction, type ActionServices } from '../action/defineAction';
import { refuseIfBlocked, type Step } from '../action/Step';
import { examples } from './createRecoveryPlan.examples';
import { dryRunId, isDryRunId } from './dryRunIds';
import { planPath } from './paths';
import { planCreation } from './recoveryPlans';

const fields = newRecoveryPlanSchema.shape;

const input = z.strictObject({
  planName: fields.planName.describe(
    'Name of the plan; unique, upper and lower case count as the same',
  ),
  description: fields.description.describe('What the plan is for'),
  accountId: fields.accountId.describe(
    'AWS account that it recovers, 12 digits. Needed where more than one is on record',
  ),
  owner: fields.owner.describe('Entity ref of who owns the plan'),
  targetRtoMinutes: fields.targetRtoMinutes.describe(
    'Recovery time objective, in minutes',
  ),
  targetRpoMinutes: fields.targetRpoMinutes.describe(
    'Recovery point objective, in minutes',
  ),
  maxDurationMinutes: fields.maxDurationMinutes.describe(
    'A limit on a whole execution, in minutes. Default: 1440',
  ),
  derivedFrom: fields.derivedFrom.describe(
    'What in the catalog the plan is kept in step with',
  ),
  waves: fields.waves.describe(
    'Servers launched together, once the waves that theirs depends on are done',
  ),
  ifExists: ifExistsSchema,
});

const output = z.object({
  planId: z
    .string()
    .describe('ID of the plan; in a dry run of none that is there'),
  planName: z.string(),
  planPath: z.string().describe('Path of its page in the portal'),
});

/** `drs:recovery-plan:create`. */
export const createRecoveryPlanAction = (
  services: ActionServices,
): TemplateAction =>
  defineAction(
    {
      id: 'drs:recovery-plan:create',
      description:
        'Creates a recovery plan: waves over protection groups, in the order of what depends on what.',
      examples,
      input,
      output,
      run: async ({ ifExists, ...plan }, step) => {
        const creation = planCreation(step.orchestrator, plan, ifExists);
        const planId = step.isDryRun
          ? await rehearse(plan, creation, step)
          : await createOnce(step, creation);
        return { planId, planName: plan.planName, planPath: planPath(planId) };
      },
    },
    services,
  );

async function rehearse(
  plan: NewRecoveryPlan,
  creation: ReturnType<typeof planCreation>,
  step: Step,
): Promise<string> {
  await step.requirePermission('createRecoveryPlan');
  const present = await wouldUse(step, creation);
  const { findings, waves } = await step.orchestrator.call(
    'validate_recovery_plan',
    { body: plan },
  );
  // Groups that only a real run creates are missing now, and so are their servers.
  const missing = new Set(
    plan.waves.flatMap(({ waveNumber, protectionGroupIds }) =>
      protectionGroupIds.some(isDryRunId) ? [waveNumber] : [],
    ),
  );
  const isOfMissing = ({ code, field }: Finding) =>
    [...missing].some(
      waveNumber =>
        (code === 'UNKNOWN_GROUP' || code === 'WAVE_WITHOUT_SERVERS') &&
        field?.startsWith(
          `waves[${plan.waves.findIndex(
            wave => wave.waveNumber === waveNumber,
          )}]`,
        ),
    );
  const told = findings
    .filter(finding => !isOfMissing(finding))
    .map(
      (finding): Finding =>
        // A plan may be saved before its servers are there, which validation blocks.
        finding.code === 'WAVE_WITHOUT_SERVERS'
          ? { ...finding, severity: 'WARNING' }
          : finding,
    );
  refuseIfBlocked(`The plan "${plan.planName}"`, told);
  step.tellFindings(told);
  for (const { waveNumber, serverCount } of waves) {
    step.logger.info(
      missing.has(waveNumber)
        ? `Wave ${waveNumber} has groups that a real run would create first`
        : `Wave ${waveNumber} would launch ${serverCount} ${
            serverCount === 1 ? 'server' : 'servers'
          } now`,
    );
  }
  return present ?? dryRunId(plan.planName);
}
