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

import { z } from 'zod';
import { actionsSchema } from './actions';
import {
  launchConfigSchema,
  serverLaunchConfigsSchema,
} from './launchConfiguration';
import {
  accountIdSchema,
  descriptionSchema,
  entityRefSchema,
  instantSchema,
  nameSchema,
  regionSchema,
  sourceServerIdSchema,
  tagsSchema,
  versionSchema,
} from './primitives';

const selectionFields = {
  serverSelectionTags: tagsSchema
    .refine(tags => Object.keys(tags).length > 0, 'Name at least one tag')
    .refine(tags => Object.keys(tags).length <= 20, 'At most 20 tags')
    .optional(),
  sourceServerIds: z
    .array(sourceServerIdSchema)
    .min(1, 'Name at least one server')
    .max(4000)
    .optional(),
};

const launchFields = {
  /** How its servers are launched; what is absent is left as it is in AWS. */
  launchConfig: launchConfigSchema.optional(),
  /** What single servers have of their own. */
  servers: serverLaunchConfigsSchema.optional(),
};

const exactlyOneSelection = (
  group: { serverSelectionTags?: unknown; sourceServerIds?: unknown },
  context: z.RefinementCtx,
) => {
  const given = [group.serverSelectionTags, group.sourceServerIds].filter(
    part => part !== undefined,
  ).length;
  if (given !== 1) {
    context.addIssue({
      code: 'custom',
      path: ['serverSelectionTags'],
      message:
        'Select servers either by serverSelectionTags or by sourceServerIds',
    });
  }
};

const repeatedServer = (
  group: { sourceServerIds?: string[] },
  context: z.RefinementCtx,
) => {
  const seen = new Set<string>();
  group.sourceServerIds?.forEach((id, index) => {
    if (seen.has(id)) {
      context.addIssue({
        code: 'custom',
        path: ['sourceServerIds', index],
        message: `${id} is named twice`,
      });
    }
    seen.add(id);
  });
};

/** Body of `create_protection_group`. @public */
export const newProtectionGroupSchema = z
  .strictObject({
    groupName: nameSchema,
    description: descriptionSchema.optional(),
    accountId: accountIdSchema.optional(),
    region: regionSchema,
    owner: entityRefSchema.optional(),
    ...selectionFields,
    ...launchFields,
  })
  .superRefine(exactlyOneSelection)
  .superRefine(repeatedServer);
/** @public */
export type NewProtectionGroup = z.infer<typeof newProtectionGroupSchema>;

/**
 * Body of `update_protection_group`: the whole record as it shall be. `version`
 * is the one that was read; a newer one answers 409 `VERSION_CONFLICT`.
 * Account and Region of a group do not change.
 *
 * @public
 */
export const changedProtectionGroupSchema = z
  .strictObject({
    version: versionSchema,
    groupName: nameSchema,
    description: descriptionSchema.optional(),
    owner: entityRefSchema.optional(),
    ...selectionFields,
    ...launchFields,
  })
  .superRefine(exactlyOneSelection)
  .superRefine(repeatedServer);
/** @public */
export type ChangedProtectionGroup = z.infer<
  typeof changedProtectionGroupSchema
>;

/** A named set of source servers of one account and Region. @public */
export const protectionGroupSchema = z.object({
  groupId: z.string(),
  groupName: z.string(),
  description: z.string().optional(),
  accountId: accountIdSchema,
  region: regionSchema,
  serverSelectionTags: tagsSchema.optional(),
  sourceServerIds: z.array(sourceServerIdSchema).optional(),
  ...launchFields,
  owner: z.string().optional(),
  version: versionSchema,
  createdAt: instantSchema,
  updatedAt: instantSchema,
  createdBy: z.string(),
  /** Plans that use the group; a group in use cannot be deleted. */
  usedByPlans: z.array(z.object({ planId: z.string(), planName: z.string() })),
  ...actionsSchema,
});
/** @public */
export type ProtectionGroup = z.infer<typeof protectionGroupSchema>;

/** Body of `resolve_protection_group_tags`: a selection that need not be saved. @public */
export const resolveSelectionSchema = z
  .strictObject({
    accountId: accountIdSchema.optional(),
    region: regionSchema,
    ...selectionFields,
    /** The group being edited, whose own servers are no conflict. */
    groupId: z.string().max(64).optional(),
  })
  .superRefine(exactlyOneSelection)
  .superRefine(repeatedServer);
/** @public */
export type ResolveSelection = z.infer<typeof resolveSelectionSchema>;
