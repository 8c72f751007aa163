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

import type { Config } from '@backstage/config';
import {
  AuthorizeResult,
  isResourcePermission,
  type Permission,
  type PolicyDecision,
  type ResourcePermission,
} from '@backstage/plugin-permission-common';
import type {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import {
  DRS_RECORD_RESOURCE_TYPE,
  drsPermissions,
  type DrsPermissionKey,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { conditionsOf } from './conditionsOf';
import {
  granting,
  readRoleBindings,
  rolesHeld,
  type RoleBinding,
} from './roleBindings';
import { createConditionalDecision } from './rules';

const keysByName = new Map(
  Object.entries(drsPermissions).map(([key, permission]) => [
    permission.name,
    // Object.entries forgets that the keys are those of the table.
    key as DrsPermissionKey,
  ]),
);

const isOfRecords = (
  permission: Permission,
): permission is ResourcePermission<typeof DRS_RECORD_RESOURCE_TYPE> =>
  isResourcePermission(permission, DRS_RECORD_RESOURCE_TYPE);

const isOurs = (permission: Permission): boolean =>
  keysByName.has(permission.name) || isOfRecords(permission);

const denied: PolicyDecision = { result: AuthorizeResult.DENY };

/**
 * Decides the permissions of the DRS orchestrator by the roles that
 * `drsOrchestrator.roles` binds to users and groups, and leaves every other
 * permission to the app's own policy: an app has room for one policy only.
 *
 * What no role grants is denied, and so is everything to whoever is not signed
 * in. What is granted for some records only is decided record by record.
 *
 * @public
 */
export class RolePolicy implements PermissionPolicy {
  readonly #bindings: readonly RoleBinding[];
  readonly #delegate: PermissionPolicy;

  /**
   * @param config - the app's configuration; unknown roles and malformed members are refused
   * @param delegate - decides all permissions that are not the orchestrator's
   */
  constructor(config: Config, delegate: PermissionPolicy) {
    this.#bindings = readRoleBindings(config);
    this.#delegate = delegate;
  }

  /** Decides one permission for a user; without a user, nothing of ours is allowed. */
  async handle(
    request: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    if (!isOurs(request.permission)) {
      return this.#delegate.handle(request, user);
    }
    const { permission } = request;
    const key = keysByName.get(permission.name);
    if (key === undefined || user === undefined || !isOfRecords(permission)) {
      return denied;
    }
    const { ownershipEntityRefs } = user.info;
    const roles = granting(rolesHeld(this.#bindings, ownershipEntityRefs), key);
    if (roles.some(({ where }) => !where)) {
      return { result: AuthorizeResult.ALLOW };
    }
    const [first, ...others] = roles.flatMap(({ where }) =>
      where ? [conditionsOf(where, ownershipEntityRefs)] : [],
    );
    return first
      ? createConditionalDecision(permission, { anyOf: [first, ...others] })
      : denied;
  }
}
