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

import { accountIdSchema, regionSchema } from '../records/primitives';

/** @public */
export const PROTECTION_GROUP_TAGS_ANNOTATION =
  'aws.amazon.com/drs-protection-group-tags';
/** @public */
export const ACCOUNT_ID_ANNOTATION = 'aws.amazon.com/drs-account-id';
/** @public */
export const REGION_ANNOTATION = 'aws.amazon.com/drs-region';
/** A plan's name or ID. @public */
export const RECOVERY_PLAN_ANNOTATION = 'aws.amazon.com/drs-recovery-plan';

/** What an entity's annotations select, or why they select nothing. @public */
export type EntitySelection =
  | { kind: 'none' }
  | { kind: 'invalid'; problems: string[] }
  | {
      kind: 'selection';
      accountId: string;
      region: string;
      tags: Record<string, string>;
    };

/**
 * Reads the annotations that tie an entity to servers:
 * `DR-Application=orders,DR-Role=db` with an account and a Region.
 *
 * @public
 */
export function entitySelection(
  annotations: Readonly<Record<string, string>> | undefined,
): EntitySelection {
  const text = annotations?.[PROTECTION_GROUP_TAGS_ANNOTATION];
  if (text === undefined) {
    return { kind: 'none' };
  }
  const problems: string[] = [];
  const pairs: [string, string][] = [];
  for (const pair of text.split(',')) {
    const at = pair.indexOf('=');
    if (at < 1) {
      problems.push(
        `${PROTECTION_GROUP_TAGS_ANNOTATION}: "${pair.trim()}" is not of the form Key=Value`,
      );
    } else {
      pairs.push([pair.slice(0, at).trim(), pair.slice(at + 1).trim()]);
    }
  }
  const accountId = accountIdSchema.safeParse(
    annotations?.[ACCOUNT_ID_ANNOTATION],
  );
  if (!accountId.success) {
    problems.push(`${ACCOUNT_ID_ANNOTATION} is not a 12-digit account ID`);
  }
  const region = regionSchema.safeParse(annotations?.[REGION_ANNOTATION]);
  if (!region.success) {
    problems.push(`${REGION_ANNOTATION} is not a Region`);
  }
  if (problems.length > 0 || !accountId.success || !region.success) {
    return { kind: 'invalid', problems };
  }
  return {
    kind: 'selection',
    accountId: accountId.data,
    region: region.data,
    tags: Object.fromEntries(pairs),
  };
}
