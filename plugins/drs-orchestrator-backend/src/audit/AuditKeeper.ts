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
  sameHash,
  type Clock,
  type LeaderDuty,
  type Logger,
} from '@drs-orchestrator/drs-engine';
import type {
  AuditCheck,
  AuditCut,
  AuditHead,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { assertLeads } from '../database/assertLeads';
import { AuditStore } from '../database/AuditStore';
import { inTransaction } from '../database/inTransaction';
import type { AuditKeys } from './auditKeys';
import { AuditWriter } from './AuditWriter';
import { sealEntries, TrailVerifier, trailStart } from './chain';
import { macOf, readEntry } from './entryText';
import { checkTrail } from './checkTrail';
import { isOurHead, signCut, signHead } from './signatures';

/** Entries sealed, removed or checked at once: one transaction must not hold up others for long. */
const BATCH = 500;

const SEAL_EVERY_MS = 1_000;
const TIDY_EVERY_MS = 60_000;
const CUT_EVERY_MS = 3_600_000;
const CHECK_EVERY_MS = 600_000;

/** What keeps the trail is made of. */
export interface AuditKeeperOptions {
  readonly knex: Knex;
  readonly keys: AuditKeys;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Entries that are older than this are removed. */
  readonly retentionMs: number;
}

/**
 * What the leader does for the audit trail: seals what was written, removes what
 * retention lets go of, and checks that the chain holds. Every write holds to
 * the leader's epoch.
 */
export class AuditKeeper {
  readonly #options: AuditKeeperOptions;
  readonly #writer: AuditWriter;
  /** By the monotonic clock; absent: not since this replica began. */
  #cutAt?: number;
  #checkedAt?: number;
  /** Of the head that was logged last. */
  #toldPosition?: number;

  static create(options: AuditKeeperOptions): AuditKeeper {
    return new AuditKeeper(options);
  }

  private constructor(options: AuditKeeperOptions) {
    this.#options = options;
    this.#writer = AuditWriter.create(options);
  }

  get duties(): readonly LeaderDuty[] {
    return [
      { intervalMs: SEAL_EVERY_MS, perform: epoch => this.sealAll(epoch) },
      { intervalMs: TIDY_EVERY_MS, perform: epoch => this.#tidy(epoch) },
    ];
  }

  /**
   * Seals every entry that has none yet, in the order of their numbers. One that
   * is committed late, under a smaller number than others which are sealed by
   * then, gets the next place: places follow from the sealing, not from numbers.
   *
   * @throws Error where the head in the database is not ours: nothing is built on it
   */
  async sealAll(epoch: number): Promise<void> {
    while ((await this.#sealBatch(epoch)) === BATCH) {
      // As long as there are more.
    }
  }

  async #sealBatch(epoch: number): Promise<number> {
    const { knex, keys, clock, logger } = this.#options;
    // Without a transaction first: most rounds find nothing.
    if ((await AuditStore.create(knex).unsealed(1)).length === 0) {
      return 0;
    }
    return inTransaction(knex, async trx => {
      await assertLeads(trx, epoch);
      const store = AuditStore.create(trx);
      const head = await this.#head(store);
      const entries = await store.unsealed(BATCH);
      for (const { entryId, text, mac, damage } of entries) {
        if (!sameHash(mac, macOf(text, keys)) || damage !== undefined) {
          // It gets its place all the same, where the check will find it.
          logger.error(
            `Audit entry ${entryId} was put into the database, or changed there, by somebody else`,
          );
        }
      }
      const seals = sealEntries(head ?? trailStart, entries, keys);
      const last = seals.at(-1);
      if (last) {
        await store.seal(seals);
        const now = clock.now().toISOString();
        await store.setHead(
          signHead(
            {
              position: last.position,
              hash: last.hash,
              // Another leader's clock may have been ahead.
              sealedAt: head && head.sealedAt > now ? head.sealedAt : now,
            },
            keys,
          ),
        );
      }
      return seals.length;
    });
  }

  /** The end of the chain; undefined where nothing was ever sealed. */
  async #head(store: AuditStore): Promise<AuditHead | undefined> {
    const head = await store.head();
    if (head ? !isOurHead(head, this.#options.keys) : await store.hasSealed()) {
      throw new Error(
        'The audit trail is not sealed any further: the head in the database was removed, changed, or signed with another auditKey',
      );
    }
    return head;
  }

  async #tidy(epoch: number): Promise<void> {
    const now = this.#options.clock.monotonic();
    if (this.#cutAt === undefined || now - this.#cutAt >= CUT_EVERY_MS) {
      await this.cutOld(epoch);
      this.#cutAt = now;
    }
    if (
      this.#checkedAt === undefined ||
      now - this.#checkedAt >= CHECK_EVERY_MS
    ) {
      await this.check(epoch);
      this.#checkedAt = now;
    }
  }

  /**
   * Removes what is older than retention wants: from the beginning of the chain
   * up to the first entry that must stay, sealed entries only. The signed record
   * of it is what the rest is chained to.
   *
   * @returns how many entries were removed
   */
  async cutOld(epoch: number): Promise<number> {
    let removed = 0;
    for (;;) {
      const cut = await this.#cutBatch(epoch);
      if (!cut) {
        return removed;
      }
      removed += cut.entries;
    }
  }

  async #cutBatch(epoch: number): Promise<AuditCut | undefined> {
    const { knex, keys, clock, retentionMs } = this.#options;
    const now = clock.now();
    const keepFrom = now.getTime() - retentionMs;
    const oldest = await AuditStore.create(knex).sealedAfter(0, 1);
    if (!oldest.some(row => isOld(row.seal.text, keepFrom))) {
      return undefined;
    }
    return inTransaction(knex, async trx => {
      await assertLeads(trx, epoch);
      const store = AuditStore.create(trx);
      // Nothing is removed of a chain that cannot be believed.
      await this.#head(store);
      const before = await store.lastCut();
      const rows = await store.sealedAfter(before?.position ?? 0, BATCH);
      const verifier = new TrailVerifier({ keys, cut: before });
      const firstKept = rows.findIndex(
        ({ seal, damage }) =>
          !isOld(seal.text, keepFrom) || !verifier.next(seal, damage),
      );
      const old = firstKept < 0 ? rows : rows.slice(0, firstKept);
      const last = old.at(-1);
      if (!last) {
        return undefined;
      }
      const cut = signCut(
        {
          position: last.seal.position,
          hash: last.seal.hash,
          entries: old.length,
          cutAt: now.toISOString(),
        },
        keys,
      );
      await store.cut(cut);
      await this.#writer.write(
        {
          actor: { kind: 'system', ref: 'system' },
          operation: 'cut_audit_trail',
          record: { kind: 'audit-trail' },
          outcome: 'SUCCEEDED',
          requestId: randomUUID(),
          after: { removedUpTo: cut.position, removedEntries: cut.entries },
        },
        trx,
      );
      return cut;
    });
  }

  /** Checks the whole chain against its head, and remembers what was found. */
  async check(epoch: number): Promise<AuditCheck | undefined> {
    const { knex, keys, clock, logger } = this.#options;
    const store = AuditStore.create(knex);
    const [head, cut, hasSealed] = await Promise.all([
      store.head(),
      store.lastCut(),
      store.hasSealed(),
    ]);
    if (!head && !hasSealed) {
      return undefined;
    }
    const verdict = await checkTrail({ store, keys, cut, heads: [head] });
    const checkedAt = clock.now().toISOString();
    const check: AuditCheck = verdict.intact
      ? { checkedAt, intact: true, position: verdict.end.position }
      : {
          checkedAt,
          intact: false,
          position: head?.position ?? 0,
          brokenAt: verdict.brokenAt,
          why: verdict.why,
        };
    if (check.intact && head && head.position !== this.#toldPosition) {
      // Whoever can set the database back cannot do so with the log.
      logger.info(`The audit trail holds. Its head: ${JSON.stringify(head)}`);
      this.#toldPosition = head.position;
    }
    if (!check.intact) {
      logger.error(`The audit trail is broken: ${check.why}`);
    }
    await inTransaction(knex, async trx => {
      await assertLeads(trx, epoch);
      await AuditStore.create(trx).setCheck(check, keys);
    });
    return check;
  }
}

/** By the entry's own word: a column could be changed to be rid of it. */
function isOld(text: string, keepFrom: number): boolean {
  const at = readEntry(text)?.at;
  return at !== undefined && Date.parse(at) < keepFrom;
}
