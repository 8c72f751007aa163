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
  fieldPath,
  findingsOfZodError,
  validate,
  type Endpoint,
  type Finding,
  type OperationName,
  type ResponseOf,
  type ValidRequest,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';

/** A request as it came. */
export interface RawRequest {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

const MAX_DEPTH = 64;

/**
 * What no schema would tell: keys that JavaScript reads as something else than a
 * key and that would be dropped in silence, characters that no database stores,
 * and depth that nothing here has a use for.
 */
function strayFindings(
  value: unknown,
  path: readonly PropertyKey[],
): Finding[] {
  const finding = (code: string, message: string): Finding[] => [
    { code, severity: 'BLOCKING', field: fieldPath(path) || 'body', message },
  ];
  if (typeof value === 'string') {
    return value.includes('\0')
      ? finding('INVALID_FIELD', 'Text cannot hold the character U+0000')
      : [];
  }
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  if (path.length >= MAX_DEPTH) {
    return finding('INVALID_FIELD', `Nested deeper than ${MAX_DEPTH} levels`);
  }
  if (Array.isArray(value)) {
    return value.flatMap((item, index) =>
      strayFindings(item, [...path, index]),
    );
  }
  return Object.entries(value).flatMap(([key, item]) =>
    key === '__proto__'
      ? [
          {
            code: 'UNKNOWN_FIELD',
            severity: 'BLOCKING' as const,
            field: fieldPath([...path, key]),
            message: 'There is no field "__proto__"',
          },
        ]
      : strayFindings(item, [...path, key]),
  );
}

/** An unknown key is told once, whoever found it. */
const withoutRepeats = (findings: readonly Finding[]): Finding[] => [
  ...new Map(
    findings.map(finding => [`${finding.code} ${finding.field}`, finding]),
  ).values(),
];

const counted = (findings: readonly Finding[]): string =>
  findings.length === 1
    ? findings[0].message
    : `The request has ${findings.length} problems`;

/**
 * Checks a request against the table: parameters, query and body together, so
 * that every problem is told at once.
 *
 * @throws DrsError VALIDATION_FAILED with a finding for each problem
 */
export function validRequest<K extends OperationName>(
  operation: K,
  raw: RawRequest,
): ValidRequest<K> {
  const endpoint: Endpoint = endpoints[operation];
  const parts = {
    params: validate(endpoint.params, raw.params),
    query: validate(endpoint.query, raw.query),
    body: validate(endpoint.body, raw.body),
  };
  const findings = [raw.params, raw.query, raw.body].flatMap(part =>
    strayFindings(part, []),
  );
  for (const part of Object.values(parts)) {
    if (!part.success) {
      findings.push(
        ...findingsOfZodError(part.error).map(finding => ({
          ...finding,
          field: finding.field || 'body',
        })),
      );
    }
  }
  if (findings.length > 0) {
    const told = withoutRepeats(findings);
    throw new DrsError('VALIDATION_FAILED', counted(told), told);
  }
  // The table's types say that these schemas give the request of K; the
  // compiler cannot follow an index by a type parameter.
  return {
    params: parts.params.data,
    query: parts.query.data,
    body: parts.body.data,
  } as ValidRequest<K>;
}

/**
 * Checks an answer against the table, and drops what the contract does not name:
 * nothing leaves that was not meant to.
 *
 * @throws ZodError where a service broke the contract
 */
export function validResponse<K extends OperationName>(
  operation: K,
  answer: ResponseOf<K>,
): unknown {
  const endpoint: Endpoint = endpoints[operation];
  return endpoint.response.parse(answer);
}
