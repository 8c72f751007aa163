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

import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { usageError } from '../failures';
import { piped, type Conversation } from '../terminal/prompts';

/** The name that stands for standard input. */
const STANDARD_INPUT = '-';

/**
 * The text of a file, or of standard input where it is named `-`.
 *
 * @throws CliError USAGE where it cannot be read
 */
export async function readText(
  path: string,
  conversation: Conversation,
): Promise<string> {
  if (path === STANDARD_INPUT) {
    return piped(conversation);
  }
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw usageError(`${path} cannot be read`);
  }
}

/**
 * What a file, or standard input, holds as JSON.
 *
 * @param what - for the message: what it should hold
 * @throws CliError USAGE where it holds something else
 */
export async function readJson<T>(
  path: string,
  conversation: Conversation,
  schema: z.ZodType<T>,
  what: string,
): Promise<T> {
  const text = await readText(path, conversation);
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    // Its own words would repeat what stands in it, which may be secret.
    throw usageError(
      `${path === STANDARD_INPUT ? 'Standard input' : path} holds no ${what}`,
    );
  }
}

/**
 * Writes a file that only its owner can read.
 *
 * @throws CliError USAGE where it cannot be written
 */
export function writeText(path: string, text: string): void {
  try {
    writeFileSync(path, text, { mode: 0o600 });
  } catch {
    throw usageError(`${path} cannot be written`);
  }
}
