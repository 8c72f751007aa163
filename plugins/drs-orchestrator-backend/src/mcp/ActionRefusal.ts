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

import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  DrsError,
  type Finding,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { randomUUID } from 'node:crypto';

/** Names that Backstage's MCP server tells its clients; it hides errors of others. */
const toldNames: Readonly<Record<number, string>> = {
  400: 'InputError',
  401: 'AuthenticationError',
  403: 'NotAllowedError',
  404: 'NotFoundError',
  409: 'ConflictError',
};

const asLine = ({ code, field, message, remedy }: Finding): string =>
  `- ${code}${field ? ` (${field})` : ''}: ${message}${
    remedy ? `. ${remedy}` : ''
  }`;

/**
 * A refusal in words. Of an error, MCP clients get its message only, so
 * everything that they can act on stands there.
 */
export class ActionRefusal extends Error {
  /** Read by Backstage's error handling. */
  readonly status: number;

  constructor(refusal: DrsError) {
    const lines = refusal.details.map(asLine);
    super(
      [
        `${refusal.message} [${refusal.code}]`,
        ...(refusal.facts.permission
          ? [`Missing permission: ${refusal.facts.permission}`]
          : []),
        ...lines,
      ].join('\n'),
    );
    this.status = refusal.status;
    // What is wrong with the request stays so; anything else may pass.
    this.name =
      toldNames[refusal.status] ??
      (refusal.status < 429 ? 'InputError' : 'ServiceUnavailableError');
    // A stack would be sent along in development.
    delete this.stack;
  }
}

/** A fault of ours: the log has it whole, the client the name under which to find it. */
export function internalRefusal(
  action: string,
  error: unknown,
  logger: LoggerService,
): ActionRefusal {
  const correlationId = randomUUID();
  logger.error(
    `The action ${action} failed (${correlationId})`,
    error instanceof Error ? error : new Error(String(error)),
  );
  return new ActionRefusal(
    new DrsError(
      'INTERNAL_ERROR',
      `Something went wrong on our side. The log tells what under ${correlationId}`,
    ),
  );
}
