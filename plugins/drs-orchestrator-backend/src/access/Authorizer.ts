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

/** What is asked for one caller at once, and the answer: those permissions that they have. */
interface Question {
  readonly keys: Set<DrsPermissionKey>;
  readonly answer: Promise<ReadonlySet<DrsPermissionKey>>;
}

/**
 * Asks the app's permission policy; whatever is not plainly allowed is refused.
 *
 * A question travels by HTTP and costs more than most of what it guards. For one
 * caller one is under way at a time, and what is asked meanwhile is asked
 * together once it is answered: every answer is younger than its request.
 */
export class Authorizer {
  readonly #permissions: PermissionsService;
  /** By caller: what is under way, until it is settled. */
  readonly #asking = new Map<string, Promise<unknown>>();
  /** By caller: what is asked once that is settled. */
  readonly #next = new Map<string, Question>();

  static create(options: { permissions: PermissionsService }): Authorizer {
    return new Authorizer(options.permissions);
  }

  private constructor(permissions: PermissionsService) {
    this.#permissions = permissions;
  }

  /** Those of the permissions that the caller has. */
  async granted(
    keys: readonly DrsPermissionKey[],
    { credentials }: { credentials: BackstageCredentials },
  ): Promise<ReadonlySet<DrsPermissionKey>> {
    const caller = callerKey(credentials);
    const question =
      this.#next.get(caller) ?? this.#nextQuestion(caller, credentials);
    keys.forEach(key => question.keys.add(key));
    const granted = await question.answer;
    return new Set(keys.filter(key => granted.has(key)));
  }

  #nextQuestion(caller: string, credentials: BackstageCredentials): Question {
    const keys = new Set<DrsPermissionKey>();
    const earlier = this.#asking.get(caller) ?? Promise.resolve();
    const answer = earlier.then(() => {
      this.#next.delete(caller);
      return this.#ask([...keys], credentials);
    });
    const settled: Promise<void> = answer
      .then(
        () => undefined,
        () => undefined,
      )
      .then(() => {
        if (this.#asking.get(caller) === settled) {
          this.#asking.delete(caller);
        }
      });
    this.#asking.set(caller, settled);
    const question = { keys, answer };
    this.#next.set(caller, question);
    return question;
  }

  async #ask(
    keys: readonly DrsPermissionKey[],
    credentials: BackstageCredentials,
  ): Promise<ReadonlySet<DrsPermissionKey>> {
    const decisions = await this.#permissions.authorizeConditional(
      keys.map(key => ({ permission: drsPermissions[key] })),
      { credentials },
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

/** All of a caller that the policy can judge by: who it is, on whose behalf, with which sign-in. */
const callerKey = ({ principal, expiresAt }: BackstageCredentials): string =>
  JSON.stringify([principal, expiresAt]);

/** Why somebody may not do something, and which roles could. */
export const missingPermission = (key: DrsPermissionKey): string =>
  `You need the permission ${
    drsPermissions[key].name
  }, which these roles grant: ${rolesGranting(key).join(', ')}`;
