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
  DrsError,
  type Finding,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import express, { type Request, type Response } from 'express';
import { z } from 'zod';

/** The largest body that is read, in bytes. */
export const BODY_LIMIT_BYTES = 1_000_000;

const readRaw = express.raw({ limit: BODY_LIMIT_BYTES, type: () => true });

/** What body-parser's errors say of themselves. */
const parserErrorSchema = z.object({
  type: z.string().optional(),
  status: z.number(),
});

const hasBody = (request: Request): boolean =>
  request.headers['transfer-encoding'] !== undefined ||
  Number(request.headers['content-length'] ?? 0) > 0;

const malformed = (code: string, message: string): DrsError => {
  const finding: Finding = {
    code,
    severity: 'BLOCKING',
    field: 'body',
    message,
  };
  return new DrsError('VALIDATION_FAILED', message, [finding]);
};

function refusalOf(error: unknown): unknown {
  const parsed = parserErrorSchema.safeParse(error);
  if (!parsed.success) {
    return error;
  }
  if (parsed.data.status === 413) {
    return new DrsError(
      'BODY_TOO_LARGE',
      `A body may have at most ${BODY_LIMIT_BYTES} bytes`,
    );
  }
  if (parsed.data.status === 415) {
    return new DrsError(
      'UNSUPPORTED_MEDIA_TYPE',
      'The content encoding of the body is not supported',
    );
  }
  return malformed('UNREADABLE_BODY', 'The body could not be read');
}

/**
 * The JSON body of a request; undefined where there is none.
 *
 * @throws DrsError BODY_TOO_LARGE, UNSUPPORTED_MEDIA_TYPE, or VALIDATION_FAILED where it is not JSON
 */
export async function readJsonBody(
  request: Request,
  response: Response,
): Promise<unknown> {
  if (!hasBody(request)) {
    return undefined;
  }
  const charset = /;\s*charset="?([^";\s]+)/i.exec(
    request.headers['content-type'] ?? '',
  )?.[1];
  if (
    !request.is('application/json') ||
    (charset && charset.toLocaleLowerCase('en-US') !== 'utf-8')
  ) {
    throw new DrsError(
      'UNSUPPORTED_MEDIA_TYPE',
      'The body must be JSON in UTF-8, with the header "Content-Type: application/json"',
    );
  }
  await new Promise<void>((resolve, reject) => {
    readRaw(request, response, (error?: unknown) =>
      error ? reject(refusalOf(error)) : resolve(),
    );
  });
  const raw: unknown = request.body;
  // The parser leaves an empty object where a chunked body turns out empty.
  if (!Buffer.isBuffer(raw) || raw.length === 0) {
    return undefined;
  }
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(raw));
  } catch (error) {
    throw malformed(
      'MALFORMED_JSON',
      error instanceof SyntaxError
        ? `The body is not JSON: ${error.message}`
        : 'The body is not text in UTF-8',
    );
  }
}
