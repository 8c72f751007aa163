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
import {
  appliedLaunchConfigurationSchema,
  applyLaunchConfigurationSchema,
  groupLaunchConfigurationSchema,
} from '../../records/launchConfiguration';
import {
  accountIdSchema,
  entityRefSchema,
  pageOf,
  pageQuery,
  regionSchema,
} from '../../records/primitives';
import {
  changedProtectionGroupSchema,
  newProtectionGroupSchema,
  protectionGroupSchema,
  resolveSelectionSchema,
} from '../../records/protectionGroup';
import { resolvedSelectionSchema } from '../../records/sourceServer';
import {
  endpoint,
  id,
  noBody,
  permission,
  viewInPath,
  viewListed,
  type Endpoint,
} from './endpoint';

const groupParams = z.strictObject({ groupId: id });

/** Protection groups. */
export const protectionGroupEndpoints = {
  list_protection_groups: endpoint({
    method: 'GET',
    path: '/protection-groups',
    summary: 'Lists protection groups by name',
    access: viewListed,
    query: z.strictObject({
      ...pageQuery,
      accountId: accountIdSchema.optional(),
      region: regionSchema.optional(),
      name: z.string().max(255).optional(),
      owner: entityRefSchema.optional(),
    }),
    response: pageOf(protectionGroupSchema),
  }),
  create_protection_group: endpoint({
    method: 'POST',
    path: '/protection-groups',
    summary: 'Creates a protection group',
    access: permission('createProtectionGroup', 'by-service'),
    status: 201,
    body: newProtectionGroupSchema,
    response: protectionGroupSchema,
  }),
  resolve_protection_group_tags: endpoint({
    method: 'POST',
    path: '/protection-groups/resolve',
    summary:
      'Tells which servers a selection matches now, and why others do not match',
    access: viewListed,
    body: resolveSelectionSchema,
    response: resolvedSelectionSchema,
  }),
  get_protection_group: endpoint({
    method: 'GET',
    path: '/protection-groups/:groupId',
    summary: 'Gets a protection group',
    access: viewInPath,
    params: groupParams,
    response: protectionGroupSchema,
  }),
  update_protection_group: endpoint({
    method: 'PUT',
    path: '/protection-groups/:groupId',
    summary: 'Replaces a protection group',
    access: permission('updateProtectionGroup', 'in-path'),
    params: groupParams,
    body: changedProtectionGroupSchema,
    response: protectionGroupSchema,
  }),
  delete_protection_group: endpoint({
    method: 'DELETE',
    path: '/protection-groups/:groupId',
    summary: 'Deletes a protection group that no plan uses',
    access: permission('deleteProtectionGroup', 'in-path'),
    status: 204,
    params: groupParams,
    response: noBody,
  }),
  get_launch_configuration: endpoint({
    method: 'GET',
    path: '/protection-groups/:groupId/launch-configuration',
    summary:
      "Gets the launch settings of a group's servers as AWS has them, beside what the group wants",
    access: viewInPath,
    params: groupParams,
    response: groupLaunchConfigurationSchema,
  }),
  apply_launch_configuration: endpoint({
    method: 'POST',
    path: '/protection-groups/:groupId/launch-configuration/apply',
    summary: "Writes a group's launch settings to DRS now",
    access: permission('updateProtectionGroup', 'in-path'),
    status: 202,
    params: groupParams,
    body: applyLaunchConfigurationSchema.default({}),
    response: appliedLaunchConfigurationSchema,
  }),
} as const satisfies Record<string, Endpoint>;
