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
import { entityRefSchema } from '../../records/primitives';
import { systemHealthSchema } from '../../records/health';
import { profileSchema } from '../../records/profile';
import { postureAnswerSchema, postureQuerySchema } from '../../records/posture';
import {
  dependencyReadinessSchema,
  readinessSchema,
} from '../../records/readiness';
import {
  changedSettingsSchema,
  orchestratorSettingsSchema,
} from '../../records/settings';
import { endpoint, permission, viewListed, type Endpoint } from './endpoint';

/** Settings, readiness, and the API itself. */
export const portalEndpoints = {
  get_settings: endpoint({
    method: 'GET',
    path: '/config/settings',
    summary: 'Gets the settings, the freeze switch among them',
    access: permission('viewResources', 'any'),
    response: orchestratorSettingsSchema,
  }),
  update_settings: endpoint({
    method: 'PUT',
    path: '/config/settings',
    summary: 'Changes the settings: freezes or releases every execution',
    access: permission('manageAccounts'),
    body: changedSettingsSchema,
    response: orchestratorSettingsSchema,
  }),
  get_system_health: endpoint({
    method: 'GET',
    path: '/config/health',
    summary:
      'Tells whether the database, the leading replica and each account are well',
    access: permission('viewResources', 'any'),
    response: systemHealthSchema,
  }),
  get_readiness: endpoint({
    method: 'GET',
    path: '/readiness',
    summary: 'Tells whether a catalog entity could be recovered now',
    access: viewListed,
    query: z.strictObject({ entityRef: entityRefSchema }),
    response: readinessSchema,
  }),
  get_dependency_readiness: endpoint({
    method: 'GET',
    path: '/readiness/dependencies',
    summary:
      'Tells what a catalog entity depends on, what depends on it, and whether these could be recovered now',
    access: viewListed,
    query: z.strictObject({ entityRef: entityRefSchema }),
    response: dependencyReadinessSchema,
  }),
  get_posture: endpoint({
    method: 'GET',
    path: '/posture',
    summary:
      'Counts the servers by how they are prepared for a disaster, and lists them, the worst first',
    access: viewListed,
    query: postureQuerySchema,
    response: postureAnswerSchema,
  }),
  get_user_permissions: endpoint({
    method: 'GET',
    path: '/users/profile',
    summary: 'Tells what the caller may do, and through which group',
    access: { kind: 'signed-in' },
    response: profileSchema,
  }),
  run_operation: endpoint({
    method: 'POST',
    path: '/operations',
    summary: 'Runs any operation by its name',
    access: { kind: 'by-operation' },
    body: z.looseObject({
      operation: z.string().max(100),
      body: z.record(z.string(), z.unknown()).optional(),
      queryParams: z.record(z.string(), z.unknown()).optional(),
      pathParams: z.record(z.string(), z.unknown()).optional(),
    }),
    response: z.unknown(),
  }),
  get_openapi: endpoint({
    method: 'GET',
    path: '/openapi.json',
    summary: 'This API as an OpenAPI 3.1 document',
    access: { kind: 'public' },
    response: z.looseObject({ openapi: z.string() }),
  }),
  get_health: endpoint({
    method: 'GET',
    path: '/health',
    summary: 'Whether the plugin serves',
    access: { kind: 'public' },
    response: z.object({ status: z.literal('ok') }),
  }),
} as const satisfies Record<string, Endpoint>;
