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
  derivePlanSchema,
  newRecoveryPlanSchema,
  proposedGroupSchema,
  type DerivedPlan,
  type Finding,
  type NewRecoveryPlan,
  type ProposedGroup,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { z } from 'zod';
import { createOnce, ifExistsSchema, wouldUse } from '../action/createOnce';
import { defineAction, type ActionServices } from '../action/defineAction';
import { refuseIfBlocked, type Step } from '../action/Step';
import { examples } from './deriveRecoveryPlan.examples';
import { dryRunId } from './dryRunIds';
import { planPath } from './paths';
import { groupCreation } from './protectionGroups';
import { planCreation } from './recoveryPlans';

const chosen = derivePlanSchema.shape;
const fields = newRecoveryPlanSchema.shape;

const input = z.strictObject({
  entityRefs: chosen.entityRefs.describe(
    'Systems, Domains, Components or Resources of the catalog, such as system:default/orders',
  ),
  accountId: chosen.accountId.describe(
    'AWS account that it recovers. Default: the one that all annotations name',
  ),
  grouping: chosen.options
    .unwrap()
    .shape.grouping.describe(
      'How components become waves: FEWEST_WAVES, or EXACT_ORDER where nothing waits for what it does not depend on. Default: FEWEST_WAVES',
    ),
  createGroups: z
    .boolean()
    .default(false)
    .describe(
      'Create the protection groups that are missing, with the tags that the annotations name. Default: false, which refuses where any is missing',
    ),
  planName: fields.planName
    .optional()
    .describe('Name of the plan. Default: told by what was chosen'),
  description: fields.description.describe('What the plan is for'),
  owner: fields.owner.describe(
    'Entity ref of who owns the plan, and the groups that are created',
  ),
  targetRtoMinutes: fields.targetRtoMinutes.describe(
    'Recovery time objective, in minutes',
  ),
  targetRpoMinutes: fields.targetRpoMinutes.describe(
    'Recovery point objective, in minutes',
  ),
  ifExists: ifExistsSchema,
});
type Input = z.output<typeof input>;

const output = z.object({
  planId: z
    .string()
    .describe('ID of the plan; in a dry run of none that is there'),
  planName: z.string(),
  planPath: z.string().describe('Path of its page in the portal'),
  accountId: z.string().optional(),
  waveCount: z.number().int(),
  createdGroupIds: z
    .array(z.string())
    .describe('IDs of the groups that were missing'),
});

/** `drs:recovery-plan:derive`. */
export const deriveRecoveryPlanAction = (
  services: ActionServices,
): TemplateAction =>
  defineAction(
    {
      id: 'drs:recovery-plan:derive',
      description:
        "Creates a recovery plan from the catalog's graph: what depends on something comes in a later wave than it.",
      examples,
      input,
      output,
      run: async (wanted, step) => {
        const missing = wanted.createGroups
          ? await missingGroups(wanted, step)
          : [];
        const createdGroupIds = await createGroups(wanted, missing, step);
        const plan = await derivedPlan(wanted, missing, step);
        const creation = planCreation(step.orchestrator, plan, wanted.ifExists);
        const planId = step.isDryRun
          ? await rehearse(creation, step)
          : await createOnce(step, creation);
        return {
          planId,
          planName: plan.planName,
          planPath: planPath(planId),
          accountId: plan.accountId,
          waveCount: plan.waves.length,
          createdGroupIds,
        };
      },
    },
    services,
  );

const derive = (
  { entityRefs, accountId, grouping }: Input,
  { orchestrator }: Step,
): Promise<DerivedPlan> =>
  orchestrator.call('derive_recovery_plan', {
    body: { entityRefs, accountId, options: { grouping } },
  });

/**
 * As they were when the task came here first: later they are there.
 *
 * @throws DrsError where groups alone would not make it a plan, or nobody may
 *   make one: what was not known then is no answer to keep, and groups are not
 *   made for nothing
 */
const missingGroups = (wanted: Input, step: Step): Promise<ProposedGroup[]> =>
  step.once(
    'missing groups',
    wanted,
    z.array(proposedGroupSchema),
    async () => {
      await step.requirePermission('createRecoveryPlan');
      const derived = await derive(wanted, step);
      refuseIfBlocked(
        `The plan "${wanted.planName ?? derived.planName}"`,
        withoutMissing(derived, derived.proposedGroups),
      );
      return derived.proposedGroups;
    },
  );

/** One after another: each takes servers that no other may have. */
async function createGroups(
  { owner, ifExists }: Input,
  missing: readonly ProposedGroup[],
  step: Step,
): Promise<string[]> {
  if (step.isDryRun && missing.length > 0) {
    await step.requirePermission('createProtectionGroup');
  }
  const groupIds: string[] = [];
  for (const proposed of missing) {
    const { groupName, accountId, region, serverSelectionTags } = proposed;
    const creation = groupCreation(
      step.orchestrator,
      { groupName, accountId, region, serverSelectionTags, owner },
      ifExists,
    );
    if (step.isDryRun) {
      const entities = proposed.entityRefs.join(', ');
      step.logger.info(
        `Would create the protection group "${groupName}" for ${entities}`,
      );
      groupIds.push((await wouldUse(step, creation)) ?? dryRunId(groupName));
    } else {
      groupIds.push(await createOnce(step, creation));
    }
  }
  return groupIds;
}

/** What is found before the missing groups are created, less what creating them mends. */
function withoutMissing(
  { findings, entities }: DerivedPlan,
  missing: readonly ProposedGroup[],
): Finding[] {
  const grouped = new Set(missing.flatMap(group => group.sourceServerIds));
  const mended = new Set(
    entities
      .filter(({ sourceServerIds }) =>
        sourceServerIds.every(id => grouped.has(id)),
      )
      .map(({ entityRef }) => entityRef),
  );
  const isMended = ({ code, subject }: Finding) =>
    code === 'SERVERS_WITHOUT_GROUP' &&
    subject !== undefined &&
    mended.has(subject.id);
  const told = new Set(
    findings.filter(isMended).map(({ subject }) => subject?.id),
  );
  // Of very many findings some are told: the others may all be of this kind.
  const areMoreMended = missing.some(({ entityRefs }) =>
    entityRefs.some(ref => !told.has(ref)),
  );
  return findings.filter(
    finding =>
      !isMended(finding) &&
      !(finding.code === 'MORE_PROBLEMS' && areMoreMended),
  );
}

/**
 * The plan as it was first derived without anything in its way. A task that is
 * run again creates no other, however the catalog or AWS have changed by then.
 *
 * @throws DrsError where anything blocks it, or its name is taken
 */
const derivedPlan = (
  wanted: Input,
  missing: readonly ProposedGroup[],
  step: Step,
): Promise<NewRecoveryPlan> =>
  step.once('derived plan', wanted, newRecoveryPlanSchema, async () => {
    const derived = await derive(wanted, step);
    const planName = wanted.planName ?? derived.planName;
    const findings = step.isDryRun
      ? withoutMissing(derived, missing)
      : derived.findings;
    refuseIfBlocked(`The plan "${planName}"`, findings);
    step.tellFindings(findings);
    for (const { waveNumber, waveName, entityRefs } of derived.waves) {
      step.logger.info(
        `Wave ${waveNumber} "${waveName}": ${entityRefs.join(', ')}`,
      );
    }
    const plan = planOf(wanted, derived);
    if (!step.isDryRun) {
      // What is kept is kept with its name: another must still be possible.
      await wouldUse(
        step,
        planCreation(step.orchestrator, plan, wanted.ifExists),
      );
    }
    return plan;
  });

const planOf = (
  { planName, description, owner, targetRtoMinutes, targetRpoMinutes }: Input,
  derived: DerivedPlan,
): NewRecoveryPlan =>
  newRecoveryPlanSchema.parse({
    planName: planName ?? derived.planName,
    description,
    accountId: derived.accountId,
    owner,
    targetRtoMinutes,
    targetRpoMinutes,
    derivedFrom: derived.derivedFrom,
    waves: derived.waves.map(wave => ({
      waveNumber: wave.waveNumber,
      waveName: wave.waveName,
      // Empty in a dry run only, where its groups are not there yet.
      protectionGroupIds:
        wave.protectionGroupIds.length > 0
          ? wave.protectionGroupIds
          : [dryRunId(wave.waveName)],
      serverIds: wave.serverIds,
      dependsOnWaves: wave.dependsOnWaves,
    })),
  });

async function rehearse(
  creation: ReturnType<typeof planCreation>,
  step: Step,
): Promise<string> {
  await step.requirePermission('createRecoveryPlan');
  return (await wouldUse(step, creation)) ?? dryRunId(creation.name);
}
