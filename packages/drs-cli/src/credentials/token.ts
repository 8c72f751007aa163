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

import { z } from 'zod';
import { usageError } from '../failures';

/** A bearer token (RFC 6750, section 2.1). */
const tokenSchema = z
  .string()
  .regex(/^[A-Za-z0-9\-._~+/]+=*$/)
  .max(16_384);

/**
 * The token in what somebody typed or piped in.
 *
 * @throws CliError USAGE; what was given is not repeated
 */
export function parseToken(text: string): string {
  const token = tokenSchema.safeParse(text.trim());
  if (!token.success) {
    throw usageError(
      text.trim() === ''
        ? 'No token was given'
        : 'What was given is not a token: it has characters that tokens do not have',
    );
  }
  return token.data;
}

const claimsSchema = z.object({ exp: z.number().positive() });

/**
 * When a token says that it expires, in milliseconds since the epoch; `undefined`
 * where it does not say, as it need not be a JWT. Nothing is verified: the portal
 * judges tokens, this only explains.
 */
export function expiryOf(token: string): number | undefined {
  const claims = token.split('.')[1];
  if (!claims) {
    return undefined;
  }
  try {
    const parsed = claimsSchema.safeParse(
      JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')),
    );
    return parsed.success ? parsed.data.exp * 1000 : undefined;
  } catch {
    return undefined;
  }
}
