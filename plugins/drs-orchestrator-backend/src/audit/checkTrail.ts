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

import type {
  AuditCut,
  AuditHead,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { AuditStore } from '../database/AuditStore';
import type { AuditKeys } from './auditKeys';
import { TrailVerifier, trailStart, type TrailVerdict } from './chain';

/** Entries read at once. */
const BATCH = 500;

/**
 * Checks the trail in the database from its beginning up to its head. Entries
 * that are sealed meanwhile are not looked at.
 *
 * @param options.cut - what retention had removed before
 * @param options.heads - first the head in the database, which must be there; then
 *   others that the trail must agree with
 */
export async function checkTrail(options: {
  store: AuditStore;
  keys: AuditKeys;
  cut: AuditCut | undefined;
  heads: readonly [AuditHead | undefined, ...AuditHead[]];
}): Promise<TrailVerdict> {
  const { store, keys, cut, heads } = options;
  const [end, ...others] = heads;
  if (!end) {
    return {
      intact: false,
      brokenAt: 0,
      why: 'The head of the chain was removed',
    };
  }
  const verifier = new TrailVerifier({ keys, cut, heads: [end, ...others] });
  let { position } = cut ?? trailStart;
  while (position < end.position && !verifier.broken) {
    const rows = await store.sealedAfter(position, BATCH);
    if (rows.length === 0) {
      break;
    }
    for (const { seal, damage } of rows) {
      if (seal.position <= end.position) {
        verifier.next(seal, damage);
      }
    }
    position = rows[rows.length - 1].seal.position;
  }
  return verifier.end();
}
