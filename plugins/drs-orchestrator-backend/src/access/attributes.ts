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

import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import type { ExecutionType } from '@drs-orchestrator/plugin-drs-orchestrator-common';

/** What a record can be judged by. */
export const attributeNames = [
  'account',
  'region',
  'owner',
  'tag',
  'execution-type',
] as const;

export type AttributeName = (typeof attributeNames)[number];

/**
 * A record as permission rules see it: the values that it has of each attribute.
 * One of several accounts or Regions has them all. It has a tag where all of its
 * servers carry it. What is of no account at all belongs to the whole
 * installation, and no rule on accounts lets it through.
 */
export type DrsRecord = Readonly<
  Partial<Record<AttributeName, readonly string[]>>
>;

/** What is asked of one attribute of a record. */
export interface AttributeCondition {
  readonly attribute: AttributeName;
  readonly values: readonly string[];
  /** `SOME`: it has one of the values. `ONLY`: it has values, and none but these. */
  readonly match: 'SOME' | 'ONLY';
  /** Whether a record without the attribute passes. */
  readonly orNone?: boolean;
}

/** The same verdict as the statement that `whereAllowed` writes; a property test holds them together. */
export function holds(
  { attribute, values, match, orNone = false }: AttributeCondition,
  record: DrsRecord,
): boolean {
  const own = record[attribute] ?? [];
  if (own.length === 0) {
    return orNone;
  }
  const asked = new Set(values);
  return match === 'SOME'
    ? own.some(value => asked.has(value))
    : own.every(value => asked.has(value));
}

/** A tag as the value of an attribute; keys of AWS may hold any sign, `=` too. */
export const tagValue = (key: string, value: string): string =>
  JSON.stringify([key, value]);

/** Entity refs are compared in the catalog's form. */
export const ownerValue = (entityRef: string): string =>
  stringifyEntityRef(parseEntityRef(entityRef));

/** The attributes of a record out of what it is about. */
export const recordOf = (about: {
  readonly scopes: readonly {
    readonly accountId: string;
    readonly region: string;
  }[];
  readonly owner?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly executionType?: ExecutionType;
}): DrsRecord => ({
  account: [...new Set(about.scopes.map(({ accountId }) => accountId))],
  region: [...new Set(about.scopes.map(({ region }) => region))],
  owner: about.owner === undefined ? [] : [ownerValue(about.owner)],
  tag: Object.entries(about.tags ?? {}).map(([key, value]) =>
    tagValue(key, value),
  ),
  'execution-type':
    about.executionType === undefined ? [] : [about.executionType],
});

/** The tags that all of these have: what is true of each part is true of the whole. */
export function commonTags(
  parts: readonly (Readonly<Record<string, string>> | undefined)[],
): Record<string, string> {
  const [first = {}, ...others] = parts;
  return Object.fromEntries(
    Object.entries(first).filter(([key, value]) =>
      others.every(tags => tags?.[key] === value),
    ),
  );
}
