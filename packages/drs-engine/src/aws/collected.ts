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

import type { z } from 'zod';
import { readLimit, type ConnectionSettings } from './clientSettings';
import { toAwsFailure } from './errors';

/** How long a question may go on over all pages, as the SDK takes it. */
export interface ReadLimit {
  readonly abortSignal: AbortSignal;
}

/**
 * Asks for all that there is. What AWS tells in part, so that it cannot be named
 * or placed, is left out.
 *
 * @throws AwsFailure
 */
export async function collected<T>(
  settings: ConnectionSettings,
  schema: z.ZodType<T>,
  ask: (limit: ReadLimit) => AsyncIterable<unknown>,
): Promise<T[]> {
  const found: T[] = [];
  try {
    for await (const item of ask({ abortSignal: readLimit(settings) })) {
      const parsed = schema.safeParse(item);
      if (parsed.success) {
        found.push(parsed.data);
      }
    }
  } catch (error) {
    throw toAwsFailure(error);
  }
  return found;
}

/** The items of all pages, one after the other. */
export async function* itemsOf<P, I>(
  pages: AsyncIterable<P>,
  items: (page: P) => readonly I[] | undefined,
): AsyncGenerator<I> {
  for await (const page of pages) {
    yield* items(page) ?? [];
  }
}
