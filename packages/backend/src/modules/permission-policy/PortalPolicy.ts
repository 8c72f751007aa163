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
  catalogEntityReadPermission,
  catalogEntityRefreshPermission,
  catalogLocationReadPermission,
} from '@backstage/plugin-catalog-common/alpha';
import {
  AuthorizeResult,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';

/**
 * What everybody who is signed in may do. The roles of the orchestrator hang on
 * who belongs to which group of the catalog, so whoever could put entities into
 * it or take them out could give themselves any role. To refresh an entity
 * reads its source again, and nothing else.
 */
const ofEverybody: ReadonlySet<string> = new Set(
  [
    catalogEntityReadPermission,
    catalogEntityRefreshPermission,
    catalogLocationReadPermission,
  ].map(permission => permission.name),
);

/**
 * The portal's own policy, for every permission that is not the
 * orchestrator's: whoever is signed in may read the catalog. Nothing else is
 * allowed, what the orchestrator guards included, even if its own policy should
 * ever be taken out.
 */
export class PortalPolicy implements PermissionPolicy {
  async handle(
    request: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    return {
      result:
        user && ofEverybody.has(request.permission.name)
          ? AuthorizeResult.ALLOW
          : AuthorizeResult.DENY,
    };
  }
}
