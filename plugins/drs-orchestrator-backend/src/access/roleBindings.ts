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
  accountIdSchema,
  drsRoleSchema,
  executionTypeSchema,
  fieldPath,
  regionSchema,
  rolePermissions,
  tagsSchema,
  validate,
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

/** For which records something is granted: all that is said must hold. */
export const whereSchema = z
  .strictObject({
    /** Records of these accounts, and of no other. */
    accounts: z.array(accountIdSchema).min(1).optional(),
    /** Records of these Regions, and of no other. */
    regions: z.array(regionSchema).min(1).optional(),
    /** Records whose servers all carry these tags. */
    tags: tagsSchema
      .refine(tags => Object.keys(tags).length > 0, 'Name at least one tag')
      .optional(),
    /** Executions of this type; what is no execution is not concerned. */
    executionType: executionTypeSchema.optional(),
    /** Records that the person, or one of their groups, owns. */
    owned: z.literal(true, 'Either true, or not there').optional(),
  })
  .refine(
    where => Object.values(where).some(value => value !== undefined),
    'Says nothing: leave it out where everything is granted',
  );

export type Where = z.infer<typeof whereSchema>;

/** For which records programs may do what their token is restricted to, by the token's subject. */
export const machinesSchema = z
  .array(
    z.strictObject({
      subject: z.string().regex(/^\S+$/, 'A subject has no spaces'),
      where: whereSchema.refine(
        where => where.owned === undefined,
        'Programs own no records',
      ),
    }),
  )
  .superRefine((machines, context) => {
    const seen = new Set<string>();
    machines.forEach(({ subject }, index) => {
      if (seen.has(subject)) {
        context.addIssue({
          code: 'custom',
          path: [index, 'subject'],
          message: 'Another entry has this subject',
        });
      }
      seen.add(subject);
    });
  });

export type Machine = z.infer<typeof machinesSchema>[number];

const roleBindingsSchema = z.array(
  z.strictObject({
    role: drsRoleSchema,
    members: z.array(memberSchema),
    where: whereSchema.optional(),
  }),
);

/** Which users and groups hold which role. */
export interface RoleBinding {
  readonly role: DrsRole;
  /** Whole entity refs, in the catalog's form. */
  readonly members: readonly string[];
  /** For which records; absent: for all. */
  readonly where?: Where;
}

/**
 * Reads `drsOrchestrator.roles`.
 *
 * @throws InputError that lists every problem: an unknown role or member is
 *   never passed over, as somebody would believe that it grants or keeps out
 */
export function readRoleBindings(config: Config): RoleBinding[] {
  const parsed = validate(
    roleBindingsSchema,
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
  /** For which records; absent: for all. */
  readonly where?: Where;
}

/** The roles of somebody who is, or belongs to, these entities: for all records, and then for some. */
export function rolesHeld(
  bindings: readonly RoleBinding[],
  ownershipEntityRefs: readonly string[],
): HeldRole[] {
  const refs = new Set(ownershipEntityRefs);
  return drsRoleSchema.options.flatMap(role => {
    const ofRole = bindings.filter(binding => binding.role === role);
    const everywhere: RoleBinding = {
      role,
      members: ofRole.flatMap(({ where, members }) => (where ? [] : members)),
    };
    return [everywhere, ...ofRole.filter(({ where }) => where)].flatMap(
      ({ members, where }) => {
        const through = [...new Set(members)].filter(member =>
          refs.has(member),
        );
        return through.length > 0
          ? [{ role, through, ...(where && { where }) }]
          : [];
      },
    );
  });
}

/** Those of the roles that grant a permission. */
export const granting = (
  roles: readonly HeldRole[],
  permission: DrsPermissionKey,
): HeldRole[] =>
  roles.filter(({ role }) => rolePermissions[role].has(permission));
