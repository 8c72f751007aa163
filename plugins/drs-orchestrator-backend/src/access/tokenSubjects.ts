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
import { InputError } from '@backstage/errors';
import { z } from 'zod';
import type { BreakGlassKey } from './breakGlass';
import type { Machine } from './roleBindings';

const externalAccessSchema = z.array(
  z.looseObject({
    type: z.string(),
    options: z
      .looseObject({
        subject: z.string().optional(),
        subjectPrefix: z.string().optional(),
      })
      .prefault({}),
  }),
);

type ExternalAccess = z.output<typeof externalAccessSchema>[number];

/** Backstage passes the subject of such tokens on as it is configured. */
const isStatic = ({ type }: ExternalAccess): boolean =>
  type === 'static' || type === 'legacy';

/** Others are a handler's of the app, and may give any subject. */
const knownTypes: ReadonlySet<string> = new Set(['static', 'legacy', 'jwks']);

/** How the subjects begin that Backstage gives the tokens of an issuer. */
const prefixOf = ({ options }: ExternalAccess): string =>
  options.subjectPrefix ? `external:${options.subjectPrefix}:` : 'external:';

/**
 * Holds what we say about programs' tokens against Backstage's own configuration
 * of them: a subject that no token has would narrow nothing, and nobody would
 * notice.
 *
 * @throws InputError that lists every subject with which something is wrong
 */
export function checkTokenSubjects(
  named: {
    readonly machines: readonly Machine[];
    readonly breakGlass: readonly BreakGlassKey[];
  },
  config: Config,
): void {
  const access = externalAccessSchema.safeParse(
    config.getOptional('backend.auth.externalAccess') ?? [],
  );
  // What is malformed there stops the start with Backstage's own words.
  const entries = access.success ? access.data : [];
  const isConfigured = (subject: string) =>
    entries.some(entry => isStatic(entry) && entry.options.subject === subject);
  const mayBeIssued = (subject: string) =>
    entries.some(
      entry =>
        (entry.type === 'jwks' && subject.startsWith(prefixOf(entry))) ||
        !knownTypes.has(entry.type),
    );
  const problems = [
    ...named.machines
      .filter(({ subject }) => !isConfigured(subject) && !mayBeIssued(subject))
      .map(
        ({ subject }) =>
          `drsOrchestrator.machines names "${subject}", and no token under backend.auth.externalAccess has that subject. Backstage passes on the subject of a static token as it stands there, and puts "external:" with the subjectPrefix before that of a JWKS token`,
      ),
    ...named.breakGlass.flatMap(({ subject }) => {
      if (!isConfigured(subject)) {
        return `drsOrchestrator.breakGlass names "${subject}", and no static token under backend.auth.externalAccess has that subject`;
      }
      return mayBeIssued(subject)
        ? `drsOrchestrator.breakGlass names "${subject}", which another issuer of tokens could give to others: a JWKS issuer those that begin with "external:" and its subjectPrefix, a handler of your own any`
        : [];
    }),
  ];
  if (problems.length > 0) {
    throw new InputError(`Invalid configuration: ${problems.join('; ')}`);
  }
}
