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

import { validate } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Command } from 'commander';
import { z } from 'zod';
import type { ExitName } from '../exitCodes';
import { usageError } from '../failures';
import {
  globalOptionsSchema,
  Invocation,
  type GlobalOptions,
  type Host,
} from '../Invocation';

/** What runs commands, and keeps how they ended. */
export interface Runner {
  readonly host: Host;
  /** Told of each run before it begins, so that its failure is said by it. */
  begun(invocation: Invocation): void;
  ended(exit: ExitName): void;
}

/**
 * Says what a command does. Its options are read by a schema: commander gives them
 * on as anything.
 *
 * @param run - answers how the program ends, where that is not with OK
 */
export function runs<T>(
  command: Command,
  runner: Runner,
  options: z.ZodType<T>,
  run: (
    invocation: Invocation,
    args: readonly string[],
    options: T,
  ) => Promise<ExitName | void>,
): Command {
  return command.action(async () => {
    const given: unknown = command.optsWithGlobals();
    const invocation = new Invocation(runner.host, globalsOf(given));
    runner.begun(invocation);
    const exit = await run(
      invocation,
      command.args,
      valid(options, command.opts()),
    );
    runner.ended(exit ?? 'OK');
  });
}

/** The options of every command, wherever they stand in the command line. */
export const globalsOf = (given: unknown): GlobalOptions =>
  valid(globalOptionsSchema, given);

/** No options but those of every command. */
export const noOptions = z.object({});

/** A whole number that is written as text. */
export const wholeNumber = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d+$/, 'has to be a whole number')
    .transform(Number)
    .pipe(z.number().int().min(least).max(most));

const perUnit = { m: 1, h: 60, d: 1440 } as const;

/** A span of time such as `45m`, `4h` or `2d`, in minutes. */
export const minutesSchema = z
  .string()
  .regex(/^\d+[mhd]$/, 'reads like 45m, 4h or 2d')
  .transform(text => {
    const unit = z.enum(['m', 'h', 'd']).parse(text.slice(-1));
    return Number(text.slice(0, -1)) * perUnit[unit];
  });

/** Commander's way to collect an option that may be given several times. */
export const several = (value: string, before: string[] | undefined) => [
  ...(before ?? []),
  value,
];

/** `key=value`, split at the first sign. */
export function pairOf(text: string, what: string): [string, string] {
  const at = text.indexOf('=');
  if (at < 1) {
    throw usageError(`${what} reads like key=value, not "${text}"`);
  }
  return [text.slice(0, at), text.slice(at + 1)];
}

function valid<T>(schema: z.ZodType<T>, given: unknown): T {
  const parsed = validate(schema, given);
  if (!parsed.success) {
    throw usageError(
      parsed.error.issues
        .map(
          ({ path, message }) =>
            `--${String(path[0]).replace(
              /[A-Z]/g,
              letter => `-${letter.toLowerCase()}`,
            )}: ${message}`,
        )
        .join('; '),
    );
  }
  return parsed.data;
}
