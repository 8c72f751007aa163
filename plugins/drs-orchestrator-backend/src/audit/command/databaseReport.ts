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

import { sameHash } from '@drs-orchestrator/drs-engine';
import type { AuditHead } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Knex } from 'knex';
import { AuditStore } from '../../database/AuditStore';
import type { AuditKeys } from '../auditKeys';
import type { TrailVerdict } from '../chain';
import { checkTrail } from '../checkTrail';
import { macOf } from '../entryText';
import { verifyExecutionLogs, type LogsVerdict } from './executionLogs';

/** What `verify` found in a database. */
export interface DatabaseReport {
  readonly trail: TrailVerdict;
  readonly head?: AuditHead;
  /** Entries that wait for their seal. */
  readonly unsealed: number;
  /** Numbers of those of them that the orchestrator has not written. */
  readonly forged: readonly number[];
  readonly logs: LogsVerdict;
}

/**
 * Checks the trail, what waits for its seal, and the logs of executions.
 *
 * @param heads - kept elsewhere
 */
export async function verifyDatabase(
  knex: Knex,
  auditKey: string,
  keys: AuditKeys,
  heads: readonly AuditHead[],
): Promise<DatabaseReport> {
  const store = AuditStore.create(knex);
  let trail: TrailVerdict;
  let head: AuditHead | undefined;
  for (;;) {
    const cut = await store.lastCut();
    head = await store.head();
    const isEmpty = !head && !(await store.hasSealed());
    trail =
      isEmpty && heads.length === 0
        ? { intact: true, entries: 0, end: { position: 0, hash: '' } }
        : await checkTrail({ store, keys, cut, heads: [head, ...heads] });
    // What retention removes while this reads is no hole.
    if (trail.intact || (await store.lastCut())?.position === cut?.position) {
      break;
    }
  }
  const unsealed = await store.unsealed(10_000);
  return {
    trail,
    head,
    unsealed: unsealed.length,
    forged: unsealed
      .filter(
        ({ mac, text, damage }) =>
          damage !== undefined || !sameHash(mac, macOf(text, keys)),
      )
      .map(({ entryId }) => entryId),
    logs: await verifyExecutionLogs(knex, auditKey),
  };
}

/** What was found of a trail, in a sentence. */
export const wordsOf = (
  trail: TrailVerdict,
  head: AuditHead | undefined,
): string =>
  trail.intact
    ? `The audit trail holds: ${trail.entries} entries, the last at place ${
        trail.end.position
      }${head ? `, sealed up to ${head.sealedAt}` : ''}.`
    : `The audit trail is BROKEN at place ${trail.brokenAt}. ${trail.why}.`;

/** What was found, line by line. */
export function tellDatabase(
  report: DatabaseReport,
  print: (line: string) => void,
): void {
  const { trail, head, unsealed, forged, logs } = report;
  print(wordsOf(trail, head));
  print(`${unsealed} entries wait for their seal.`);
  for (const entryId of forged) {
    print(
      `Entry number ${entryId} waits for its seal, and was NOT WRITTEN by the orchestrator.`,
    );
  }
  print(
    `The logs of ${logs.executions - logs.broken.length} of ${
      logs.executions
    } executions hold.`,
  );
  for (const { executionId, brokenAt, why } of logs.broken) {
    print(
      `The log of execution ${executionId} is BROKEN at row ${brokenAt}. ${why}.`,
    );
  }
}
