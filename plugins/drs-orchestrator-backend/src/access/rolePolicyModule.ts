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

import {
  coreServices,
  createBackendModule,
  type BackendFeature,
} from '@backstage/backend-plugin-api';
import type { PermissionPolicy } from '@backstage/plugin-permission-node';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { RolePolicy } from './RolePolicy';

/**
 * A module of Backstage's permission backend that sets the app's one policy: a
 * {@link RolePolicy} in front of the app's own.
 *
 * A backend that has another module which sets a policy, such as that of the
 * community's RBAC plugin, does not start: Backstage takes one policy only.
 *
 * @param fallback - decides all permissions that are not the orchestrator's
 * @returns a feature for `backend.add`; the start fails with an InputError where
 *   `drsOrchestrator.roles` has an unknown role or a malformed member
 *
 * @example
 * ```ts
 * backend.add(import('@backstage/plugin-permission-backend'));
 * backend.add(rolePolicyModule(new PortalPolicy()));
 * ```
 *
 * @public
 */
export const rolePolicyModule = (fallback: PermissionPolicy): BackendFeature =>
  createBackendModule({
    pluginId: 'permission',
    moduleId: 'drs-orchestrator-role-policy',
    register(env) {
      env.registerInit({
        deps: { config: coreServices.rootConfig, policy: policyExtensionPoint },
        async init({ config, policy }) {
          policy.setPolicy(new RolePolicy(config, fallback));
        },
      });
    },
  });
