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
import {
  BREAK_GLASS_HEADER,
  DrsError,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Request } from 'express';
import { z } from 'zod';

const LEAST_REASON = 10;
const MOST_REASON = 500;

const personSchema = z.string().transform((text, context) => {
  try {
    const ref = parseEntityRef(text);
    if (ref.kind.toLocaleLowerCase('en-US') === 'user') {
      return stringifyEntityRef(ref);
    }
  } catch {
    // What is no entity ref is refused as one of another kind is.
  }
  context.addIssue(
    `"${text}" is not a whole entity ref of a user, such as "user:default/robin.mercer"`,
  );
  return z.NEVER;
});

/**
 * Sealed tokens for the night when nobody can sign in: whose each is, by the
 * token's subject. Each is one person's, so that four eyes stay four.
 */
export const breakGlassSchema = z
  .array(
    z.strictObject({
      subject: z.string().regex(/^\S+$/, 'A subject has no spaces'),
      person: personSchema,
    }),
  )
  .superRefine((keys, context) => {
    for (const field of ['subject', 'person'] as const) {
      const seen = new Set<string>();
      keys.forEach((key, index) => {
        if (seen.has(key[field])) {
          context.addIssue({
            code: 'custom',
            path: [index, field],
            message: `Another entry names this ${field}`,
          });
        }
        seen.add(key[field]);
      });
    }
  });

/** A token in an envelope, and who may open it. */
export type BreakGlassKey = z.infer<typeof breakGlassSchema>[number];

/** How somebody came who could not sign in. */
export interface BrokenGlass {
  /** Of the token. */
  readonly subject: string;
  /** In their own words. */
  readonly reason: string;
}

/**
 * Why a caller breaks the glass, as the request says it.
 *
 * @throws DrsError VALIDATION_FAILED where it says nothing
 */
export function breakGlassReason(request: Request): string {
  const header = request.get(BREAK_GLASS_HEADER) ?? '';
  const reason = decoded(header).replace(/\s+/g, ' ').trim();
  if (reason.length < LEAST_REASON || reason.length > MOST_REASON) {
    throw new DrsError(
      'VALIDATION_FAILED',
      `Say why you break the glass, in the header ${BREAK_GLASS_HEADER}`,
      [
        {
          code: 'INVALID_FIELD',
          severity: 'BLOCKING',
          field: `headers.${BREAK_GLASS_HEADER}`,
          message: `From ${LEAST_REASON} to ${MOST_REASON} characters, percent-encoded where they are not plain ASCII`,
        },
      ],
    );
  }
  return reason;
}

function decoded(header: string): string {
  try {
    return decodeURIComponent(header);
  } catch (error) {
    if (error instanceof URIError) {
      return header;
    }
    throw error;
  }
}
