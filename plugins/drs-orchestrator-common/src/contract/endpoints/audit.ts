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

import { auditPageSchema, auditQuerySchema } from '../../records/audit';
import { endpoint, view, type Endpoint } from './endpoint';

/** The audit trail. */
export const auditEndpoints = {
  list_audit_entries: endpoint({
    method: 'GET',
    path: '/audit',
    summary:
      'Lists who changed or decided what, newest first, or exports the sealed audit trail',
    access: view,
    query: auditQuerySchema,
    response: auditPageSchema,
  }),
} as const satisfies Record<string, Endpoint>;
