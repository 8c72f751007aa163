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

import fc from 'fast-check';
import type { ExecutionEvent } from '../domain/events';
import type { StoredRow } from '../ports/executionLog';
import { openRow, sealRow, UnreadableRow, verifyChain } from './sealedRow';

const key = 'a key of the test';

const eventArbitrary: fc.Arbitrary<ExecutionEvent> = fc.oneof(
  fc.record({
    type: fc.constant('LaunchLost' as const),
    intentId: fc.string({ unit: 'binary' }),
  }),
  fc.record({
    type: fc.constant('ServersFailed' as const),
    servers: fc.array(
      fc.record({
        sourceServerId: fc.string(),
        code: fc.string(),
        message: fc.string({ unit: 'binary' }),
      }),
      { maxLength: 3 },
    ),
  }),
  fc.record({
    type: fc.constant('ExecutionEnded' as const),
    status: fc.constantFrom('COMPLETED' as const, 'FAILED' as const),
  }),
);

function chain(
  decisions: readonly (readonly ExecutionEvent[])[],
  executionId = 'exec-1',
): StoredRow[] {
  const rows: StoredRow[] = [];
  for (const [index, events] of decisions.entries()) {
    rows.push(
      sealRow(
        {
          executionId,
          seq: index + 1,
          at: new Date(Date.UTC(2026, 10, 21) + index).toISOString(),
          actor: 'system',
          events,
        },
        rows.at(-1)?.hash,
        key,
      ),
    );
  }
  return rows;
}

const decisionsArbitrary = fc.array(
  fc.array(eventArbitrary, { maxLength: 3 }),
  {
    minLength: 2,
    maxLength: 8,
  },
);

const textRow = (content: unknown): StoredRow => ({
  executionId: 'exec-1',
  seq: 1,
  text: JSON.stringify(content),
  hash: '',
});

describe('sealRow and openRow', () => {
  it('read back what was written', () => {
    fc.assert(
      fc.property(decisionsArbitrary, decisions => {
        const rows = chain(decisions);
        expect(rows.map(row => openRow(row).events)).toEqual(decisions);
        expect(verifyChain(rows, key)).toEqual({ intact: true });
      }),
    );
  });

  it('write the version first and the seal as documented', () => {
    const [row] = chain([[{ type: 'LaunchLost', intentId: 'intent-1' }]]);
    expect(row).toEqual({
      executionId: 'exec-1',
      seq: 1,
      text: '{"v":1,"executionId":"exec-1","seq":1,"at":"2026-11-21T00:00:00.000Z","actor":"system","events":[{"type":"LaunchLost","intentId":"intent-1"}]}',
      // Stored chains must verify for ever: this value may never change.
      hash: '3d8ab58b2fc16ef72e458cfcb58621363ec94a226b4f608b3d6ec6b619b9587a',
    });
  });

  it('refuse a seq that does not go with the row before', () => {
    const content = {
      executionId: 'exec-1',
      at: '2026-11-21T00:00:00.000Z',
      actor: 'system',
      events: [],
    };
    expect(() => sealRow({ ...content, seq: 2 }, undefined, key)).toThrow(
      RangeError,
    );
    expect(() => sealRow({ ...content, seq: 1 }, 'ab', key)).toThrow(
      RangeError,
    );
  });

  it('leave out what a later release added to a known event', () => {
    const row = textRow({
      v: 1,
      executionId: 'exec-1',
      seq: 1,
      at: '2026-11-21T00:00:00.000Z',
      actor: 'system',
      events: [{ type: 'LaunchLost', intentId: 'intent-1', since: 'later' }],
    });
    expect(openRow(row).events).toEqual([
      { type: 'LaunchLost', intentId: 'intent-1' },
    ]);
  });

  it.each([
    [
      'an unknown event',
      { events: [{ type: 'WaveTeleported' }] },
      'Row 1 of execution exec-1 holds the event "WaveTeleported", which this release does not know',
    ],
    [
      'another version',
      { v: 2 },
      'Row 1 of execution exec-1 has version 2; this release reads version 1',
    ],
    [
      'no version',
      { v: undefined },
      /^Row 1 of execution exec-1 is malformed at v: /,
    ],
    [
      'a malformed event',
      { events: [{ type: 'LaunchLost' }] },
      /^Row 1 of execution exec-1 is malformed at events\.0\.intentId: /,
    ],
    [
      "another row's text",
      { seq: 3 },
      'Row 1 of execution exec-1 holds the text of row 3 of execution exec-1',
    ],
  ])('say what is wrong with %s', (_, change, message) => {
    const row = textRow({
      v: 1,
      executionId: 'exec-1',
      seq: 1,
      at: '2026-11-21T00:00:00.000Z',
      actor: 'system',
      events: [],
      ...change,
    });
    expect(() => openRow(row)).toThrow(UnreadableRow);
    expect(() => openRow(row)).toThrow(message);
  });

  it('say so when the text is no JSON', () => {
    expect(() =>
      openRow({ executionId: 'exec-1', seq: 1, text: '{"v":1', hash: '' }),
    ).toThrow('Row 1 of execution exec-1 is not JSON');
  });
});

describe('verifyChain', () => {
  /** Any single tampering that is not a cut tail. */
  const tampering = fc.oneof(
    fc.record({
      kind: fc.constant('change-text' as const),
      at: fc.nat(),
      position: fc.nat(),
    }),
    fc.record({ kind: fc.constant('change-hash' as const), at: fc.nat() }),
    fc.record({ kind: fc.constant('remove' as const), at: fc.nat() }),
    fc.record({ kind: fc.constant('duplicate' as const), at: fc.nat() }),
    fc.record({
      kind: fc.constantFrom('swap-rows' as const, 'swap-content' as const),
      at: fc.nat(),
      with: fc.nat(),
    }),
  );

  function tamper(
    original: readonly StoredRow[],
    how: typeof tampering extends fc.Arbitrary<infer T> ? T : never,
  ): { rows: StoredRow[]; from: number } {
    const rows = [...original];
    const index = how.at % rows.length;
    const row = rows[index];
    switch (how.kind) {
      case 'change-text': {
        const position = how.position % row.text.length;
        const letter = row.text[position] === 'x' ? 'y' : 'x';
        rows[index] = {
          ...row,
          text: `${row.text.slice(0, position)}${letter}${row.text.slice(
            position + 1,
          )}`,
        };
        return { rows, from: index + 1 };
      }
      case 'change-hash':
        rows[index] = {
          ...row,
          hash: `${row.hash.startsWith('0') ? '1' : '0'}${row.hash.slice(1)}`,
        };
        return { rows, from: index + 1 };
      case 'remove': {
        const removed = how.at % (rows.length - 1);
        rows.splice(removed, 1);
        return { rows, from: removed + 1 };
      }
      case 'duplicate':
        rows.splice(index, 0, row);
        return { rows, from: index + 2 };
      case 'swap-rows':
      case 'swap-content': {
        const distance = 1 + (how.with % (rows.length - 1));
        const other = (index + distance) % rows.length;
        if (how.kind === 'swap-rows') {
          [rows[index], rows[other]] = [rows[other], rows[index]];
        } else {
          [rows[index], rows[other]] = [
            { ...rows[other], seq: rows[index].seq },
            { ...rows[index], seq: rows[other].seq },
          ];
        }
        return { rows, from: Math.min(index, other) + 1 };
      }
      default: {
        const impossible: never = how;
        throw new Error(`No such tampering: ${impossible}`);
      }
    }
  }

  it('finds any single row changed, removed, repeated or swapped, and where', () => {
    fc.assert(
      fc.property(decisionsArbitrary, tampering, (decisions, how) => {
        const { rows, from } = tamper(chain(decisions), how);
        expect(verifyChain(rows, key)).toMatchObject({
          intact: false,
          brokenAt: from,
        });
      }),
      { numRuns: 1000 },
    );
  });

  it('finds rows of another execution and of another key', () => {
    const decisions: ExecutionEvent[][] = [
      [{ type: 'LaunchLost', intentId: 'intent-1' }],
      [{ type: 'LaunchLost', intentId: 'intent-2' }],
    ];
    const [first, second] = chain(decisions);
    const [otherFirst, otherSecond] = chain(decisions, 'exec-2');
    expect(verifyChain([first, otherSecond], key)).toMatchObject({
      brokenAt: 2,
      why: 'Row 2 belongs to execution exec-2',
    });
    expect(
      verifyChain([{ ...otherFirst, executionId: 'exec-1' }], key),
    ).toMatchObject({ intact: false, brokenAt: 1 });
    expect(verifyChain([first, second], 'another key')).toMatchObject({
      intact: false,
      brokenAt: 1,
    });
  });

  it('says which row is missing', () => {
    const rows = chain([[], [], []]);
    expect(verifyChain([rows[0], rows[2]], key)).toEqual({
      intact: false,
      brokenAt: 2,
      why: 'Row 2 is missing',
    });
  });

  it('takes a cut tail, and no rows at all, for whole', () => {
    const rows = chain([[], [], []]);
    expect(verifyChain(rows.slice(0, 2), key)).toEqual({ intact: true });
    expect(verifyChain([], key)).toEqual({ intact: true });
  });
});
