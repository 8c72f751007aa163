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
  endpoints,
  type Endpoint,
  type Finding,
  type ValidRequest,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { z } from 'zod';
import type { ServedOperation } from '../services/Services';
import type { RawRequest } from './validation';

/** Every operation but the one that finds them: it would call itself. */
const isServed = (name: string): name is ServedOperation =>
  Object.hasOwn(endpoints, name) && name !== 'run_operation';

const keysOf = (schema: z.ZodType): ReadonlySet<string> =>
  schema instanceof z.ZodObject
    ? new Set(Object.keys(schema.shape))
    : new Set();

const waveOfSeed = z.looseObject({
  protectionGroupId: z.unknown(),
  protectionGroupIds: z.undefined().optional(),
});

/** Older programs name one group a wave: `protectionGroupId`. */
const wavesOf = (waves: unknown): unknown =>
  Array.isArray(waves)
    ? waves.map((wave: unknown) => {
        const seed = waveOfSeed.safeParse(wave);
        if (!seed.success || seed.data.protectionGroupId === undefined) {
          return wave;
        }
        const { protectionGroupId, ...rest } = seed.data;
        return { ...rest, protectionGroupIds: [protectionGroupId] };
      })
    : waves;

/**
 * Finds the operation that a request to `POST /operations` names, and deals its
 * keys out to parameters, query and body as that operation has them: a key may
 * stand in any of the three or beside `operation`.
 *
 * @throws DrsError VALIDATION_FAILED for an unknown operation, or a key with two values
 */
export function namedOperation(
  envelope: ValidRequest<'run_operation'>['body'],
): { operation: ServedOperation; request: RawRequest } {
  const { operation, body, queryParams, pathParams, ...beside } = envelope;
  if (!isServed(operation) || endpoints[operation].access.kind === 'public') {
    throw refused([
      {
        code: 'UNKNOWN_OPERATION',
        severity: 'BLOCKING',
        field: 'operation',
        message: `There is no operation "${operation}" to run by its name`,
        remedy: 'GET /openapi.json lists the operations',
      },
    ]);
  }
  const endpoint: Endpoint = endpoints[operation];
  const paramKeys = keysOf(endpoint.params);
  const queryKeys = keysOf(endpoint.query);

  const values = new Map<string, unknown>();
  const findings: Finding[] = [];
  for (const part of [beside, pathParams, queryParams, body]) {
    for (const [given, value] of Object.entries(part ?? {})) {
      const key =
        given === 'protectionGroupId' && paramKeys.has('groupId')
          ? 'groupId'
          : given;
      if (
        values.has(key) &&
        JSON.stringify(values.get(key)) !== JSON.stringify(value)
      ) {
        findings.push({
          code: 'AMBIGUOUS_FIELD',
          severity: 'BLOCKING',
          field: key,
          message: `"${key}" is given twice, with two values`,
        });
      }
      values.set(key, key === 'waves' ? wavesOf(value) : value);
    }
  }
  if (findings.length > 0) {
    throw refused(findings);
  }

  const entries = [...values];
  const inBody = entries.filter(
    ([key]) => !paramKeys.has(key) && !queryKeys.has(key),
  );
  const takesBody = !(endpoint.body instanceof z.ZodUndefined);
  const query = entries.filter(
    ([key]) => queryKeys.has(key) || (!takesBody && !paramKeys.has(key)),
  );
  return {
    operation,
    request: {
      params: Object.fromEntries(entries.filter(([key]) => paramKeys.has(key))),
      query: Object.fromEntries(query),
      body: takesBody ? Object.fromEntries(inBody) : undefined,
    },
  };
}

const refused = (findings: Finding[]): DrsError =>
  new DrsError('VALIDATION_FAILED', findings[0].message, findings);
