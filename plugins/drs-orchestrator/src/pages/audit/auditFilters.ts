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
  auditOutcomeSchema,
  auditRecordKindSchema,
  type RequestInput,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { daysOf } from '../../routing/daysOf';
import type { UrlState } from '../../routing/useUrlState';

type Query = NonNullable<RequestInput<'list_audit_entries'>['query']>;

/** The parameters of the URL that filter the list. */
export const filterNames = [
  'by',
  'operation',
  'kind',
  'record',
  'outcome',
  'from',
  'to',
] as const;

/** What the URL asks the list for. Days are the local ones, both included. */
export function filtersOf(url: UrlState): Query {
  return {
    actor: url.get('by') || undefined,
    operation: url.get('operation') || undefined,
    recordKind: auditRecordKindSchema.safeParse(url.get('kind')).data,
    recordId: url.get('record') || undefined,
    outcome: auditOutcomeSchema.safeParse(url.get('outcome')).data,
    ...daysOf(url),
  };
}
