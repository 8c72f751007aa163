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
  parseEntityRef,
  stringifyEntityRef,
  DEFAULT_NAMESPACE,
} from '@backstage/catalog-model';
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { z } from 'zod';

/** Where the personas stand in the configuration. */
export const PERSONA_CONFIG_KEY = 'auth.providers.persona';

const entityRefOf = (kind: string) =>
  z.string().transform((value, context) => {
    try {
      const ref = parseEntityRef(value, {
        defaultKind: kind,
        defaultNamespace: DEFAULT_NAMESPACE,
      });
      if (ref.kind.toLocaleLowerCase('en-US') === kind) {
        return stringifyEntityRef(ref);
      }
      context.addIssue(`"${value}" is not a ${kind}`);
    } catch {
      context.addIssue(`"${value}" is not an entity reference`);
    }
    return z.NEVER;
  });

const personaSchema = z.object({
  /** The name that the sign-in request carries, as in `?persona=operator`. */
  name: z.string().regex(/^[a-z][a-z0-9-]*$/),
  displayName: z.string().min(1),
  role: z.string().min(1),
  summary: z.string().min(1),
  userEntityRef: entityRefOf('user'),
  memberOf: z.array(entityRefOf('group')).default([]),
});

/** Somebody whom the development sign-in offers to be. */
export type Persona = z.infer<typeof personaSchema>;

const personasSchema = z
  .array(personaSchema)
  .min(1)
  .superRefine((personas, context) => {
    const seen = new Set<string>();
    personas.forEach(({ name }, index) => {
      if (seen.has(name)) {
        context.addIssue({
          code: 'custom',
          path: [index, 'name'],
          message: `There are two personas named "${name}"`,
        });
      }
      seen.add(name);
    });
  });

/**
 * Reads the personas from `auth.providers.persona.personas`.
 *
 * Absent configuration gives `undefined`: the portal then has no persona
 * sign-in at all.
 *
 * @throws InputError that lists every problem of the configured personas.
 */
export function readPersonas(config: Config): Persona[] | undefined {
  const provider = config.getOptionalConfig(PERSONA_CONFIG_KEY);
  if (!provider) {
    return undefined;
  }
  const parsed = personasSchema.safeParse(provider.get('personas'));
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      issue => `personas.${issue.path.join('.')}: ${issue.message}`,
    );
    throw new InputError(
      `Invalid configuration at ${PERSONA_CONFIG_KEY}: ${problems.join('; ')}`,
    );
  }
  return parsed.data;
}
