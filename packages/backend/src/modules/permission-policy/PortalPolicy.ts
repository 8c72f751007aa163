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
  isResourcePermission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import {
  createScaffolderActionConditionalDecision,
  createScaffolderTaskConditionalDecision,
  scaffolderActionConditions,
  scaffolderTaskConditions,
} from '@backstage/plugin-scaffolder-backend/alpha';
import {
  RESOURCE_TYPE_SCAFFOLDER_ACTION,
  RESOURCE_TYPE_SCAFFOLDER_TASK,
  taskCreatePermission,
  templateDryRunPermission,
  templateParameterReadPermission,
  templateStepReadPermission,
} from '@backstage/plugin-scaffolder-common/alpha';

/**
 * The actions that templates may use. They act with the permissions of who
 * started the task; what Backstage brings along besides (reading addresses,
 * writing into the catalog) is needed by no template here.
 */
const actionsOfTemplates = [
  'drs:protection-group:create',
  'drs:recovery-plan:create',
  'drs:recovery-plan:derive',
  'drs:execution:start',
  'drs:execution:wait',
  'debug:log',
];

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
    taskCreatePermission,
    templateDryRunPermission,
    templateParameterReadPermission,
    templateStepReadPermission,
  ].map(permission => permission.name),
);

/**
 * The portal's own policy, for every permission that is not the
 * orchestrator's: whoever is signed in may read the catalog, start tasks of
 * templates, and see and cancel their own. Nothing else is allowed, what the
 * orchestrator guards included, even if its own policy should ever be taken out.
 */
export class PortalPolicy implements PermissionPolicy {
  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    if (!user) {
      return { result: AuthorizeResult.DENY };
    }
    if (isResourcePermission(permission, RESOURCE_TYPE_SCAFFOLDER_ACTION)) {
      const [first, ...others] = actionsOfTemplates.map(actionId =>
        scaffolderActionConditions.hasActionId({ actionId }),
      );
      return createScaffolderActionConditionalDecision(permission, {
        anyOf: [first, ...others],
      });
    }
    if (isResourcePermission(permission, RESOURCE_TYPE_SCAFFOLDER_TASK)) {
      return createScaffolderTaskConditionalDecision(
        permission,
        scaffolderTaskConditions.isTaskOwner({
          createdBy: [user.info.userEntityRef],
        }),
      );
    }
    return {
      result: ofEverybody.has(permission.name)
        ? AuthorizeResult.ALLOW
        : AuthorizeResult.DENY,
    };
  }
}
