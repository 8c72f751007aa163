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

import { chainSeal, chainStart, sameHash } from '@drs-orchestrator/drs-engine';
import type {
  AuditCut,
  AuditHead,
  AuditSeal,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { AuditKeys } from './auditKeys';
import { macOf, readEntry } from './entryText';
import { isOurCut, isOurHead } from './signatures';

/** A place in the chain: after how many entries, and the hash of the last of them. */
export interface ChainPoint {
  readonly position: number;
  readonly hash: string;
}

/** Before the first entry. */
export const trailStart: ChainPoint = {
  position: 0,
  hash: chainStart('audit-trail'),
};

const hashOf = (
  previousHash: string,
  entry: Omit<AuditSeal, 'hash'>,
  keys: AuditKeys,
): string =>
  chainSeal(
    previousHash,
    // The numbers and the mac have no newline in them.
    `${entry.position} ${entry.entryId} ${entry.mac}\n${entry.text}`,
    keys.chain,
  );

/** Gives entries their places after a point of the chain, in the order given. */
export function sealEntries(
  after: ChainPoint,
  entries: readonly Pick<AuditSeal, 'entryId' | 'text' | 'mac'>[],
  keys: AuditKeys,
): AuditSeal[] {
  let last = after;
  return entries.map(entry => {
    const placed = { ...entry, position: last.position + 1 };
    const sealed = { ...placed, hash: hashOf(last.hash, placed, keys) };
    last = sealed;
    return sealed;
  });
}

/** What {@link TrailVerifier} found. */
export type TrailVerdict =
  | {
      readonly intact: true;
      /** The end that was reached. */
      readonly end: ChainPoint;
      /** How many entries were looked at. */
      readonly entries: number;
    }
  | {
      readonly intact: false;
      /** The first place at which the trail is not what was written. */
      readonly brokenAt: number;
      readonly why: string;
    };

/**
 * Checks a trail, entry by entry in the order of their places, up to a head:
 * finds any that was changed, removed, added or moved, and a tail that was cut
 * off.
 */
export class TrailVerifier {
  readonly #keys: AuditKeys;
  readonly #heads: readonly AuditHead[];
  readonly #begin: ChainPoint;
  readonly #seen = new Set<string>();
  #last: ChainPoint;
  #fault?: { brokenAt: number; why: string };

  /**
   * @param options.cut - what retention removed last; absent: nothing
   * @param options.heads - what the trail must agree with, and up to where it must
   *   reach at least; one from before the cut is only looked at for its signature
   */
  constructor(options: {
    keys: AuditKeys;
    cut?: AuditCut;
    heads?: readonly AuditHead[];
  }) {
    const { keys, cut, heads = [] } = options;
    const foreign = heads.find(head => !isOurHead(head, keys));
    this.#keys = keys;
    this.#heads = heads;
    this.#begin = cut ?? trailStart;
    this.#last = this.#begin;
    if (foreign) {
      this.#break(
        foreign.position,
        'The head is not signed with this key: it was changed, or belongs to another trail',
      );
    } else if (cut && !isOurCut(cut, keys)) {
      this.#break(
        cut.position,
        'The record of what retention removed is not signed with this key',
      );
    } else {
      this.#compareWithHeads();
    }
  }

  get broken(): boolean {
    return this.#fault !== undefined;
  }

  /**
   * Looks at the next entry.
   *
   * @param damage - what is wrong with it beside its text, such as columns that say something else
   * @returns whether all is well so far
   */
  next(entry: AuditSeal, damage?: string): boolean {
    if (this.#fault) {
      return false;
    }
    const expected = this.#last.position + 1;
    const content = readEntry(entry.text);
    if (entry.position > expected) {
      this.#break(expected, `Entry ${expected} is missing`);
    } else if (entry.position < expected) {
      this.#break(
        expected,
        `Entry ${entry.position} stands in the place of entry ${expected}`,
      );
    } else if (!sameHash(entry.mac, macOf(entry.text, this.#keys))) {
      this.#break(
        expected,
        `Entry ${expected} was not written by the orchestrator, or was changed since`,
      );
    } else if (
      !sameHash(entry.hash, hashOf(this.#last.hash, entry, this.#keys))
    ) {
      this.#break(
        expected,
        `Entry ${expected} does not follow on the one before: one of them was changed or replaced`,
      );
    } else if (!content) {
      this.#break(expected, `Entry ${expected} is in no form that is known`);
    } else if (this.#seen.has(content.key)) {
      this.#break(expected, `Entry ${expected} is the copy of an earlier one`);
    } else if (damage !== undefined) {
      this.#break(expected, `Entry ${expected} ${damage}`);
    } else {
      this.#seen.add(content.key);
      this.#last = { position: entry.position, hash: entry.hash };
      this.#compareWithHeads();
    }
    return !this.#fault;
  }

  /** Says what was found, once every entry was looked at. */
  end(): TrailVerdict {
    const missed = this.#heads.find(
      head => head.position > this.#last.position,
    );
    if (missed) {
      this.#break(
        this.#last.position + 1,
        `The tail is cut off: there were ${missed.position} entries at ${
          missed.sealedAt
        }, and there are ${this.#last.position}`,
      );
    }
    return this.#fault
      ? { intact: false, ...this.#fault }
      : {
          intact: true,
          end: this.#last,
          entries: this.#last.position - this.#begin.position,
        };
  }

  #compareWithHeads(): void {
    const { position, hash } = this.#last;
    if (
      this.#heads.some(
        head => head.position === position && !sameHash(head.hash, hash),
      )
    ) {
      this.#break(
        position,
        `Entry ${position} is another one than the head knows`,
      );
    }
  }

  #break(brokenAt: number, why: string): void {
    this.#fault ??= { brokenAt, why };
  }
}
