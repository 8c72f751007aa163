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

import type {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  DrsError,
  drsPermissions,
  rolesGranting,
  type DrsPermissionKey,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';

/** Asks the app's permission policy; whatever is not plainly allowed is refused. */
export class Authorizer {
  readonly #permissions: PermissionsService;

  static create(options: { permissions: PermissionsService }): Authorizer {
    return new Authorizer(options.permissions);
  }

  private constructor(permissions: PermissionsService) {
    this.#permissions = permissions;
  }

  /** Those of the permissions that the caller has, asked at once. */
  async granted(
    keys: readonly DrsPermissionKey[],
    options: { credentials: BackstageCredentials },
  ): Promise<ReadonlySet<DrsPermissionKey>> {
    const decisions = await this.#permissions.authorizeConditional(
      keys.map(key => ({ permission: drsPermissions[key] })),
      options,
    );
    return new Set(
      keys.filter(
        (_, index) => decisions[index]?.result === AuthorizeResult.ALLOW,
      ),
    );
  }

  /** @throws DrsError INSUFFICIENT_PERMISSIONS, which says whom to ask */
  async require(
    key: DrsPermissionKey,
    options: { credentials: BackstageCredentials },
  ): Promise<void> {
    const granted = await this.granted([key], options);
    if (!granted.has(key)) {
      throw new DrsError(
        'INSUFFICIENT_PERMISSIONS',
        missingPermission(key),
        [],
        { permission: drsPermissions[key].name },
      );
    }
  }
}

/** Why somebody may not do something, and which roles could. */
export const missingPermission = (key: DrsPermissionKey): string =>
  `You need the permission ${
    drsPermissions[key].name
  }, which these roles grant: ${rolesGranting(key).join(', ')}`;
