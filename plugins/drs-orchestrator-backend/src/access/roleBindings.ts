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

import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  drsRoleSchema,
  fieldPath,
  rolePermissions,
  type DrsPermissionKey,
  type DrsRole,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { z } from 'zod';

const memberSchema = z.string().transform((text, context) => {
  try {
    const ref = parseEntityRef(text);
    if (['user', 'group'].includes(ref.kind.toLocaleLowerCase('en-US'))) {
      return stringifyEntityRef(ref);
    }
    context.addIssue(`"${text}" is neither a user nor a group`);
  } catch {
    context.addIssue(
      `"${text}" is not a whole entity ref, such as "group:default/dr-admins"`,
    );
  }
  return z.NEVER;
});

const roleBindingsSchema = z.array(
  z.strictObject({ role: drsRoleSchema, members: z.array(memberSchema) }),
);

/** Which users and groups hold which role. */
export interface RoleBinding {
  readonly role: DrsRole;
  /** Whole entity refs, in the catalog's form. */
  readonly members: readonly string[];
}

/**
 * Reads `drsOrchestrator.roles`.
 *
 * @throws InputError that lists every problem: an unknown role or member is
 *   never passed over, as somebody would believe that it grants or keeps out
 */
export function readRoleBindings(config: Config): RoleBinding[] {
  const parsed = roleBindingsSchema.safeParse(
    config.getOptional('drsOrchestrator.roles') ?? [],
  );
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      issue =>
        `${fieldPath(['drsOrchestrator', 'roles', ...issue.path])}: ${
          issue.message
        }`,
    );
    throw new InputError(`Invalid configuration: ${problems.join('; ')}`);
  }
  return parsed.data;
}

/** A role that somebody holds, and the refs through which they do. */
export interface HeldRole {
  readonly role: DrsRole;
  readonly through: string[];
}

/** The roles of somebody who is, or belongs to, these entities. */
export function rolesHeld(
  bindings: readonly RoleBinding[],
  ownershipEntityRefs: readonly string[],
): HeldRole[] {
  const refs = new Set(ownershipEntityRefs);
  return drsRoleSchema.options.flatMap(role => {
    const members = bindings
      .filter(binding => binding.role === role)
      .flatMap(binding => binding.members);
    const through = [...new Set(members)].filter(member => refs.has(member));
    return through.length > 0 ? [{ role, through }] : [];
  });
}

/** Whether any of the roles grants a permission. */
export const grants = (
  roles: readonly HeldRole[],
  permission: DrsPermissionKey,
): boolean => roles.some(({ role }) => rolePermissions[role].has(permission));
