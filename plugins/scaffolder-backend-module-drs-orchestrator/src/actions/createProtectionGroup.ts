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
import { newProtectionGroupSchema } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { z } from 'zod';
import { createOnce, ifExistsSchema, wouldUse } from '../action/createOnce';
import { defineAction, type ActionServices } from '../action/defineAction';
import { refuseIfBlocked, type Step } from '../action/Step';
import { examples } from './createProtectionGroup.examples';
import { dryRunId } from './dryRunIds';
import { groupPath } from './paths';
import { groupCreation } from './protectionGroups';

const fields = newProtectionGroupSchema.shape;

const input = z.strictObject({
  groupName: fields.groupName.describe(
    'Name of the group; unique, upper and lower case count as the same',
  ),
  description: fields.description.describe('What the group is'),
  accountId: fields.accountId.describe(
    'AWS account of the servers, 12 digits. Needed where more than one is on record',
  ),
  region: fields.region.describe(
    'AWS Region of the servers, such as us-west-2',
  ),
  serverSelectionTags: fields.serverSelectionTags.describe(
    'Tags that a server must have, all of them. Either these or sourceServerIds',
  ),
  sourceServerIds: fields.sourceServerIds.describe(
    'IDs of DRS source servers. Either these or serverSelectionTags',
  ),
  owner: fields.owner.describe('Entity ref of who owns the group'),
  launchConfig: fields.launchConfig.describe(
    'How its servers are launched; what is absent is left as it is in AWS',
  ),
  servers: fields.servers.describe(
    'What single servers have of their own of these launch settings',
  ),
  ifExists: ifExistsSchema,
});

const output = z.object({
  groupId: z
    .string()
    .describe('ID of the group; in a dry run of none that is there'),
  groupName: z.string(),
  groupPath: z.string().describe('Path of its page in the portal'),
  serverCount: z
    .number()
    .int()
    .describe('How many servers its selection matches now'),
});

/** `drs:protection-group:create`. */
export const createProtectionGroupAction = (
  services: ActionServices,
): TemplateAction =>
  defineAction(
    {
      id: 'drs:protection-group:create',
      description:
        'Creates a protection group: a named set of the source servers of AWS Elastic Disaster Recovery (DRS) in one account and Region.',
      examples,
      input,
      output,
      run: async ({ ifExists, ...group }, step) => {
        const creation = groupCreation(step.orchestrator, group, ifExists);
        const groupId = step.isDryRun
          ? await rehearse(creation, step)
          : await createOnce(step, creation);
        const { servers, findings } = await step.orchestrator.call(
          'resolve_protection_group_tags',
          {
            body: {
              accountId: group.accountId,
              region: group.region,
              serverSelectionTags: group.serverSelectionTags,
              sourceServerIds: group.sourceServerIds,
              groupId,
            },
          },
        );
        if (step.isDryRun) {
          refuseIfBlocked(`The group "${group.groupName}"`, findings);
        }
        step.tellFindings(findings);
        step.logger.info(
          servers.length === 1
            ? `"${group.groupName}" selects 1 server now`
            : `"${group.groupName}" selects ${servers.length} servers now`,
        );
        return {
          groupId,
          groupName: group.groupName,
          groupPath: groupPath(groupId),
          serverCount: servers.length,
        };
      },
    },
    services,
  );

/** What would be there after a real run. */
async function rehearse(
  creation: ReturnType<typeof groupCreation>,
  step: Step,
): Promise<string> {
  await step.requirePermission('createProtectionGroup');
  return (await wouldUse(step, creation)) ?? dryRunId(creation.name);
}
