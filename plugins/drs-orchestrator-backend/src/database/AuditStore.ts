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
  AuditCheck,
  AuditCut,
  AuditEntry,
  AuditHead,
  AuditOutcome,
  AuditQuery,
  AuditSeal,
  AuditTrail,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Knex } from 'knex';
import { z } from 'zod';
import type { AuditKeys } from '../audit/auditKeys';
import type { WrittenEntry } from '../audit/entryText';
import { isOurHead, readCheck, signCheck } from '../audit/signatures';
import {
  columnsOf,
  damageOf,
  entryOf,
  sealOf,
  type EntryRow,
} from './auditRows';
import {
  decodeCursor,
  instantKey,
  pageOfRows,
  rowIdKey,
  type Page,
} from './cursor';
import { isSqlite } from './openDatabase';

interface ChainRow {
  chain_id: string;
  position: number;
  hash: string;
  sealed_at: string;
  signature: string;
  last_check: string | null;
  check_signature: string | null;
}

interface CutRow {
  position: number;
  hash: string;
  entries: number;
  cut_at: string;
  signature: string;
}

/** There is one chain. */
const CHAIN_ID = 'audit';

/** An entry that waits for its seal. */
export type UnsealedEntry = Pick<AuditSeal, 'entryId' | 'text' | 'mac'> & {
  /** Where the columns say something else than the text. */
  readonly damage?: string;
};

/** A sealed entry, and what is wrong with its columns, if anything. */
export interface StoredSeal {
  readonly seal: AuditSeal;
  readonly damage?: string;
}

const cutOf = (row: CutRow): AuditCut => ({
  position: row.position,
  hash: row.hash,
  entries: row.entries,
  cutAt: row.cut_at,
  signature: row.signature,
});

/** Filters of the list of entries. */
export type EntryQuery = Pick<
  AuditQuery,
  | 'limit'
  | 'cursor'
  | 'actor'
  | 'operation'
  | 'recordKind'
  | 'recordId'
  | 'after'
  | 'before'
> & { readonly outcome?: readonly AuditOutcome[] };

const entryKeys = z.tuple([instantKey, rowIdKey]);

/** The audit trail in the database; bound to a transaction where it is given one. */
export class AuditStore {
  readonly #knex: Knex;

  static create(knex: Knex): AuditStore {
    return new AuditStore(knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Adds an entry, unsealed: writers never wait for each other. */
  async add({ content, text, mac }: WrittenEntry): Promise<void> {
    await this.#knex('audit_entries').insert({
      ...columnsOf(content),
      text,
      mac,
    });
  }

  /** Newest first, by the clocks of those who wrote them. */
  async page(query: EntryQuery): Promise<Page<AuditEntry>> {
    return pageOfRows(
      await this.pageQuery(query),
      query.limit,
      row => [new Date(row.at).getTime(), row.entry_id],
      entryOf,
    );
  }

  /** The statement of {@link page}, apart so that a test can look at its plan. */
  pageQuery(query: EntryQuery) {
    const rows = this.#entries()
      .select('*')
      .orderBy([
        { column: 'at', order: 'desc' },
        { column: 'entry_id', order: 'desc' },
      ])
      .limit(query.limit + 1);
    for (const [column, value] of [
      ['actor', query.actor],
      ['record_kind', query.recordKind],
      ['record_id', query.recordId],
    ] as const) {
      if (value !== undefined) {
        rows.where(column, value);
      }
    }
    for (const [column, values] of [
      ['operation', query.operation],
      ['outcome', query.outcome],
    ] as const) {
      if (values?.length === 1) {
        rows.where(column, values[0]);
      } else if (values) {
        rows.whereIn(column, [...values]);
      }
    }
    if (query.after) {
      rows.where('at', '>=', new Date(query.after));
    }
    if (query.before) {
      rows.where('at', '<', new Date(query.before));
    }
    if (query.cursor) {
      const [at, id] = decodeCursor(query.cursor, entryKeys);
      rows.whereRaw('(at, entry_id) < (?, ?)', [new Date(at), id]);
    }
    return rows;
  }

  /** Who did something since then, by any of their entries. */
  async actorsOf(operation: string, since: Date): Promise<string[]> {
    const rows = await this.#entries()
      .where({ operation })
      .where('at', '>=', since)
      .distinct('actor');
    return rows.map(({ actor }) => actor).sort();
  }

  /** Sealed entries after a place, in their order. */
  async sealedAfter(position: number, limit: number): Promise<StoredSeal[]> {
    const rows = await this.sealedQuery(position, limit);
    return rows.map(row => {
      const damage = damageOf(row);
      return { seal: sealOf(row), ...(damage && { damage }) };
    });
  }

  /** The same as the list shows them, each with its seal. */
  async exportAfter(position: number, limit: number): Promise<AuditEntry[]> {
    const rows = await this.sealedQuery(position, limit);
    return rows.map(row => ({ ...entryOf(row), seal: sealOf(row) }));
  }

  /** The statement of {@link sealedAfter}, apart so that a test can look at its plan. */
  sealedQuery(position: number, limit: number) {
    return this.#entries()
      .select('*')
      .where('position', '>', position)
      .orderBy('position')
      .limit(limit);
  }

  /** Entries that wait for their seal, in the order of their numbers. */
  async unsealed(limit: number): Promise<UnsealedEntry[]> {
    const rows = await this.unsealedQuery(limit);
    return rows.map(row => {
      const damage = damageOf(row);
      return {
        entryId: row.entry_id,
        text: row.text,
        mac: row.mac,
        ...(damage && { damage }),
      };
    });
  }

  /** The statement of {@link unsealed}, apart so that a test can look at its plan. */
  unsealedQuery(limit: number) {
    return this.#entries()
      .select('*')
      .whereNull('position')
      .orderBy('entry_id')
      .limit(limit);
  }

  /** @throws Error where one of them has a seal already */
  async seal(seals: readonly AuditSeal[]): Promise<void> {
    for (const { entryId, position, hash } of seals) {
      const sealed = await this.#entries()
        .where({ entry_id: entryId, position: null })
        .update({ position, hash });
      if (sealed !== 1) {
        throw new Error(`Audit entry ${entryId} is sealed already, or gone`);
      }
    }
  }

  /**
   * The end of the chain; in a transaction nobody else changes it until the end
   * of that.
   */
  async head(): Promise<AuditHead | undefined> {
    const query = this.#chain().first();
    // SQLite has one writer at a time.
    const row = await (this.#knex.isTransaction && !isSqlite(this.#knex)
      ? query.forUpdate()
      : query);
    return row && headOf(row);
  }

  /** Whether there is anything that a head should tell of. */
  async hasSealed(): Promise<boolean> {
    const [sealed, cut] = await Promise.all([
      this.#entries().whereNotNull('position').first('entry_id'),
      this.lastCut(),
    ]);
    return sealed !== undefined || cut !== undefined;
  }

  async setHead(head: AuditHead): Promise<void> {
    const columns = {
      position: head.position,
      hash: head.hash,
      sealed_at: head.sealedAt,
      signature: head.signature,
    };
    await this.#knex('audit_chain')
      .insert({ chain_id: CHAIN_ID, ...columns })
      .onConflict('chain_id')
      .merge(columns);
  }

  async setCheck(check: AuditCheck, keys: AuditKeys): Promise<void> {
    const { text, signature } = signCheck(check, keys);
    await this.#chain().update({
      last_check: text,
      check_signature: signature,
    });
  }

  async lastCut(): Promise<AuditCut | undefined> {
    const row = await this.#cuts().orderBy('position', 'desc').first();
    return row && cutOf(row);
  }

  /** Every cut, the oldest first. */
  async cuts(): Promise<AuditCut[]> {
    const rows = await this.#cuts().orderBy('position');
    return rows.map(cutOf);
  }

  /** Removes the entries up to the place that the cut tells of, and keeps the cut. */
  async cut(cut: AuditCut): Promise<void> {
    await this.#entries().where('position', '<=', cut.position).delete();
    await this.#cuts().insert({
      position: cut.position,
      hash: cut.hash,
      entries: cut.entries,
      cut_at: cut.cutAt,
      signature: cut.signature,
    });
  }

  /** How much there is, and how sure it is. */
  async trail(keys: AuditKeys): Promise<AuditTrail> {
    const [chain, cut, unsealed] = await Promise.all([
      this.#chain().first(),
      this.lastCut(),
      this.#entries().whereNull('position').count({ count: '*' }).first(),
    ]);
    const waiting = z.coerce.number().parse(unsealed?.count ?? 0);
    if (chain ? !isOurHead(headOf(chain), keys) : await this.hasSealed()) {
      return this.#trailWithoutHead(waiting);
    }
    const sealed = (chain?.position ?? 0) - (cut?.position ?? 0);
    const check =
      chain?.last_check && chain.check_signature
        ? readCheck(chain.last_check, chain.check_signature, keys)
        : undefined;
    return {
      entries: sealed + waiting,
      unsealed: waiting,
      ...(chain && { head: headOf(chain) }),
      ...(cut && { cut }),
      ...(check && { check }),
    };
  }

  /** Without a head of ours nothing but the rows themselves tells how many there are. */
  async #trailWithoutHead(unsealed: number): Promise<AuditTrail> {
    const all = await this.#entries().count({ count: '*' }).first();
    return {
      entries: z.coerce.number().parse(all?.count ?? 0),
      unsealed,
      check: {
        checkedAt: new Date().toISOString(),
        intact: false,
        position: 0,
        brokenAt: 0,
        why: 'The head of the chain was removed or changed',
      },
    };
  }

  #entries() {
    return this.#knex<EntryRow>('audit_entries');
  }

  #chain() {
    return this.#knex<ChainRow>('audit_chain').where({ chain_id: CHAIN_ID });
  }

  #cuts() {
    return this.#knex<CutRow>('audit_cuts');
  }
}

const headOf = (row: ChainRow): AuditHead => ({
  position: row.position,
  hash: row.hash,
  sealedAt: row.sealed_at,
  signature: row.signature,
});
