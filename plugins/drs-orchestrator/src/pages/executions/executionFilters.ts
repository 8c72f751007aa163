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
  executionStatusSchema,
  executionTypeSchema,
  type RequestInput,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { daysOf } from '../../routing/daysOf';
import type { UrlState } from '../../routing/useUrlState';

type Query = NonNullable<RequestInput<'list_executions'>['query']>;

/** The parameters of the URL that filter the list. */
export const filterNames = [
  'status',
  'type',
  'plan',
  'account',
  'by',
  'from',
  'to',
] as const;

/** What the URL asks the list for. Days are the local ones, both included. */
export function filtersOf(url: UrlState): Query {
  const { after, before } = daysOf(url);
  return {
    status: executionStatusSchema.safeParse(url.get('status')).data,
    executionType: executionTypeSchema.safeParse(url.get('type')).data,
    planId: url.get('plan') || undefined,
    accountId: url.get('account') || undefined,
    initiatedBy: url.get('by') || undefined,
    startedAfter: after,
    startedBefore: before,
  };
}
