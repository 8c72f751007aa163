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

import type { UserInfoService } from '@backstage/backend-plugin-api';
import {
  drsPermissions,
  type DrsPermissionKey,
  type Profile as ProfileAnswer,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Authorizer } from '../../access/Authorizer';
import { actorOf, type RequestContext } from '../../access/Caller';
import { rolesHeld, type RoleBinding } from '../../access/roleBindings';

// Object.keys forgets that the keys are those of the table.
const permissionKeys = Object.keys(drsPermissions) as DrsPermissionKey[];

/** What a caller may do, and a person through which group. */
export class Profile {
  readonly #userInfo: UserInfoService;
  readonly #authorizer: Authorizer;
  readonly #bindings: readonly RoleBinding[];

  static create(options: {
    userInfo: UserInfoService;
    authorizer: Authorizer;
    bindings: readonly RoleBinding[];
  }): Profile {
    return new Profile(options);
  }

  private constructor(options: {
    userInfo: UserInfoService;
    authorizer: Authorizer;
    bindings: readonly RoleBinding[];
  }) {
    this.#userInfo = options.userInfo;
    this.#authorizer = options.authorizer;
    this.#bindings = options.bindings;
  }

  /** The permissions are the policy's answer; the roles are told beside them, to say whom to ask. */
  async get({ credentials, caller }: RequestContext): Promise<ProfileAnswer> {
    const isSignedIn = caller.kind === 'person' && !caller.breakGlass;
    const [userInfo, judge] = await Promise.all([
      isSignedIn ? this.#userInfo.getUserInfo(credentials) : undefined,
      this.#authorizer.judge(permissionKeys, { credentials }),
    ]);
    return {
      userEntityRef:
        userInfo?.userEntityRef ?? actorOf({ credentials, caller }),
      // A token has none: it may do what it is restricted to.
      roles: userInfo
        ? rolesHeld(this.#bindings, userInfo.ownershipEntityRefs)
        : [],
      permissions: permissionKeys
        .filter(key => judge.mayAtTimes(key))
        .map(key => drsPermissions[key].name),
    };
  }
}
