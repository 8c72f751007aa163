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

/* eslint-disable jest/no-export -- tests that other packages call with their implementation */

import type { LeaseStore } from '../ports/lease';

/** What a test of the lease works on. */
export interface LeaseFixture {
  readonly lease: LeaseStore;
  close(): Promise<void>;
}

/**
 * What every implementation of {@link LeaseStore} must do. Call it at the top
 * of a Jest test file.
 *
 * @param name - heads the tests
 * @param create - opens an empty store; called for each test, which closes it
 */
export function leaseStoreContract(
  name: string,
  create: () => Promise<LeaseFixture>,
): void {
  describe(`${name} as a LeaseStore`, () => {
    let lease: LeaseStore;
    let close: () => Promise<void>;

    beforeEach(async () => {
      const fixture = await create();
      lease = fixture.lease;
      close = () => fixture.close();
    });

    afterEach(() => close());

    /** Takes a lease that nobody else is after. */
    async function taken(holder: string) {
      const view = await lease.take(holder, await lease.read());
      if (!view) {
        throw new Error(`${holder} could not take the lease`);
      }
      return view;
    }

    it('is held by nobody at first', async () => {
      await expect(lease.read()).resolves.toBeUndefined();
    });

    it('shows what the taker was given', async () => {
      const view = await taken('a');
      expect(view).toMatchObject({ holder: 'a', epoch: expect.any(Number) });
      await expect(lease.read()).resolves.toEqual(view);
    });

    it('is taken by one of many that saw it free', async () => {
      const holders = Array.from({ length: 10 }, (_, index) => `r${index}`);
      const views = await Promise.all(
        holders.map(holder => lease.take(holder, undefined)),
      );
      const winners = views.filter(view => view !== undefined);
      expect(winners).toHaveLength(1);
      await expect(lease.read()).resolves.toEqual(winners[0]);
    });

    it('is taken over by one of many that saw the same', async () => {
      const seen = await taken('a');
      const views = await Promise.all(
        ['b', 'c', 'd', 'e', 'f'].map(holder => lease.take(holder, seen)),
      );
      const winners = views.filter(view => view !== undefined);
      expect(winners).toHaveLength(1);
      expect(winners[0].epoch).toBe(seen.epoch + 1);
      await expect(lease.read()).resolves.toEqual(winners[0]);
    });

    it('raises the epoch even when the holder stays the same', async () => {
      const first = await taken('a');
      const again = await taken('a');
      expect(again.epoch).toBe(first.epoch + 1);
      await expect(lease.beat('a', first.epoch)).resolves.toBe(false);
      await expect(lease.take('b', first)).resolves.toBeUndefined();
    });

    it('is not taken from a holder that gave a sign of life since', async () => {
      const seen = await taken('a');
      await expect(lease.beat('a', seen.epoch)).resolves.toBe(true);
      await expect(lease.take('b', seen)).resolves.toBeUndefined();
      await expect(lease.take('b', undefined)).resolves.toBeUndefined();
      await expect(lease.read()).resolves.toMatchObject({ holder: 'a' });
    });

    it('raises the beat with each sign of life, and nothing else', async () => {
      const view = await taken('a');
      await lease.beat('a', view.epoch);
      await lease.beat('a', view.epoch);
      await expect(lease.read()).resolves.toEqual({
        ...view,
        beat: view.beat + 2,
      });
    });

    it('takes signs of life from its holder in its epoch only', async () => {
      await expect(lease.beat('a', 1)).resolves.toBe(false);
      const old = await taken('a');
      const now = await taken('b');
      await expect(lease.beat('a', old.epoch)).resolves.toBe(false);
      await expect(lease.beat('a', now.epoch)).resolves.toBe(false);
      await expect(lease.beat('b', old.epoch)).resolves.toBe(false);
      await expect(lease.read()).resolves.toEqual(now);
    });

    it('is given up by its holder in its epoch only', async () => {
      const old = await taken('a');
      const now = await taken('b');
      await lease.release('a', old.epoch);
      await lease.release('a', now.epoch);
      await lease.release('b', old.epoch);
      await expect(lease.read()).resolves.toEqual(now);
      await lease.release('b', now.epoch);
      await expect(lease.read()).resolves.toBeUndefined();
      await expect(lease.beat('b', now.epoch)).resolves.toBe(false);
    });

    it('never uses an epoch twice, also after it was given up', async () => {
      const first = await taken('a');
      await lease.release('a', first.epoch);
      const second = await taken('b');
      expect(second.epoch).toBeGreaterThan(first.epoch);
      await expect(lease.take('c', first)).resolves.toBeUndefined();
    });
  });
}
