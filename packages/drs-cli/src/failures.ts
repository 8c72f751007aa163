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

import { DrsError } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { exitCodes, exitOfError, type ExitName } from './exitCodes';

/**
 * An end of the program that it means: with its exit code, and what to do about
 * it. What the API refused is a {@link DrsError} instead.
 */
export class CliError extends Error {
  readonly exit: ExitName;
  /** What to do, in a sentence. */
  readonly remedy: string | undefined;

  constructor(exit: ExitName, message: string, remedy?: string) {
    super(message);
    this.name = 'CliError';
    this.exit = exit;
    this.remedy = remedy;
  }
}

/** The command line is wrong. */
export const usageError = (message: string, remedy?: string) =>
  new CliError('USAGE', message, remedy);

/** The portal did not answer, or what answered was not the portal. */
export class PortalUnreachable extends CliError {
  /** Whether the portal may have got the request, and done what it asks for. */
  readonly mayHaveArrived: boolean;

  constructor(message: string, mayHaveArrived: boolean, remedy?: string) {
    super('UNREACHABLE', message, remedy);
    this.name = 'PortalUnreachable';
    this.mayHaveArrived = mayHaveArrived;
  }
}

/** How an error ends the program. */
export function exitOf(error: unknown): ExitName {
  if (error instanceof DrsError) {
    return exitOfError(error.code);
  }
  return error instanceof CliError ? error.exit : 'UNEXPECTED';
}

/**
 * What is said of an error to a program: the API's form, with what to do about it
 * and the exit code.
 */
export function errorRecord(error: unknown, remedy: string | undefined) {
  const exit = exitOf(error);
  const { code: exitCode } = exitCodes[exit];
  const toDo = remedy === undefined ? {} : { remedy };
  if (error instanceof DrsError) {
    const { error: told } = error.toBody();
    return { error: { ...told, ...toDo, exitCode } };
  }
  return {
    error: {
      name: error instanceof Error ? error.name : 'Error',
      message: messageOf(error),
      code: exit,
      details: [],
      ...toDo,
      exitCode,
    },
  };
}

/** An error's own words. */
export const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
