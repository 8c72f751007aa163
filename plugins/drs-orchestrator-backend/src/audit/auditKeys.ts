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

import { keyFor } from '@drs-orchestrator/drs-engine';

/**
 * Keys of the audit trail, one a purpose: what one has signed proves nothing
 * where another is asked for, nor in the log of an execution.
 */
export interface AuditKeys {
  /** Signs an entry when it is written. */
  readonly entry: string;
  /** Seals entries in their order. */
  readonly chain: string;
  /** Signs heads, cuts and checks. */
  readonly head: string;
  /** Stands for values that are not told. */
  readonly mask: string;
}

/** @param auditKey - `drsOrchestrator.auditKey` */
export const auditKeysOf = (auditKey: string): AuditKeys => ({
  entry: keyFor(auditKey, 'audit-trail/entry'),
  chain: keyFor(auditKey, 'audit-trail/chain'),
  head: keyFor(auditKey, 'audit-trail/head'),
  mask: keyFor(auditKey, 'audit-trail/mask'),
});
