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
  fieldPath,
  type FieldChange,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { isDeepStrictEqual } from 'node:util';

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The fields in which two values of JSON differ, as deep as they have the same
 * shape: of lists of the same length the entries, of others the whole list.
 */
export function fieldChanges(
  before: unknown,
  after: unknown,
  path: readonly PropertyKey[] = [],
): FieldChange[] {
  if (isDeepStrictEqual(before, after)) {
    return [];
  }
  if (isRecord(before) && isRecord(after)) {
    return [
      ...new Set([...Object.keys(before), ...Object.keys(after)]),
    ].flatMap(key => fieldChanges(before[key], after[key], [...path, key]));
  }
  if (
    Array.isArray(before) &&
    Array.isArray(after) &&
    before.length === after.length
  ) {
    return before.flatMap((item: unknown, index) =>
      fieldChanges(item, after[index], [...path, index]),
    );
  }
  return [
    {
      field: fieldPath(path),
      ...(before !== undefined && { before }),
      ...(after !== undefined && { after }),
    },
  ];
}
