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
  AuditSeal,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import fc from 'fast-check';
import { auditKeysOf } from './auditKeys';
import { sealEntries, TrailVerifier, trailStart } from './chain';
import { writeEntry, type EntryContent } from './entryText';
import { signCut, signHead } from './signatures';

const keys = auditKeysOf('a key for tests of 32 characters');
const otherKeys = auditKeysOf('another key, of 32 characters too');

const contentArbitrary: fc.Arbitrary<Omit<EntryContent, 'key'>> = fc.record(
  {
    at: fc
      .date({
        min: new Date('2020-01-01'),
        max: new Date('2030-01-01'),
        noInvalidDate: true,
      })
      .map(date => date.toISOString()),
    actor: fc.record({
      kind: fc.constantFrom('person' as const, 'program' as const),
      ref: fc.string({ unit: 'binary' }),
    }),
    operation: fc.string(),
    record: fc.record({
      kind: fc.constantFrom('execution' as const, 'settings' as const),
      id: fc.string(),
    }),
    outcome: fc.constantFrom('SUCCEEDED' as const, 'REFUSED' as const),
    requestId: fc.uuid(),
    after: fc.dictionary(fc.string(), fc.jsonValue()),
  },
  {
    requiredKeys: [
      'at',
      'actor',
      'operation',
      'record',
      'outcome',
      'requestId',
    ],
  },
);

/** A sealed trail; numbers of entries have gaps, and not the order of their places. */
const trailArbitrary: fc.Arbitrary<AuditSeal[]> = fc
  .tuple(
    fc.array(contentArbitrary, { minLength: 2, maxLength: 12 }),
    fc.infiniteStream(fc.integer({ min: 1, max: 5 })),
  )
  .map(([contents, steps]) => {
    let entryId = 0;
    return sealEntries(
      trailStart,
      contents.map((content, index) => {
        entryId += steps.next().value;
        const { text, mac } = writeEntry(
          { ...content, key: `entry-${index}` },
          keys,
        );
        return { entryId: entryId % 2 ? entryId : entryId + 10, text, mac };
      }),
      keys,
    );
  });

const headOf = (trail: readonly AuditSeal[]) => {
  const { position, hash } = trail[trail.length - 1];
  return signHead(
    { position, hash, sealedAt: '2026-11-21T22:41:00.000Z' },
    keys,
  );
};

interface Options {
  cut?: AuditCut;
  head?: AuditHead;
}

function verify(trail: readonly AuditSeal[], { cut, head }: Options = {}) {
  const verifier = new TrailVerifier({ keys, cut, heads: head && [head] });
  trail.forEach(entry => verifier.next(entry));
  return verifier.end();
}

/** One change to a text, wherever it is. */
const altered = (text: string, at: number): string => {
  const index = at % text.length;
  const other = text[index] === 'a' ? 'b' : 'a';
  return `${text.slice(0, index)}${other}${text.slice(index + 1)}`;
};

/** What somebody with the database, and without the key, could do to one entry. */
const mutations: Record<
  string,
  (trail: AuditSeal[], index: number, at: number) => AuditSeal[]
> = {
  'changes the text': (trail, index, at) =>
    trail.with(index, {
      ...trail[index],
      text: altered(trail[index].text, at),
    }),
  'changes the mac': (trail, index, at) =>
    trail.with(index, { ...trail[index], mac: altered(trail[index].mac, at) }),
  'changes the hash': (trail, index, at) =>
    trail.with(index, {
      ...trail[index],
      hash: altered(trail[index].hash, at),
    }),
  'changes the number': (trail, index, at) =>
    trail.with(index, {
      ...trail[index],
      entryId: trail[index].entryId + at + 1,
    }),
  'changes the place': (trail, index, at) =>
    trail.with(index, {
      ...trail[index],
      position: trail[index].position + at + 1,
    }),
  'removes it': (trail, index) => trail.toSpliced(index, 1),
  'removes it and closes the gap': (trail, index) =>
    trail
      .toSpliced(index, 1)
      .map((entry, place) => ({ ...entry, position: place + 1 })),
  'cuts the tail off': (trail, index) => trail.slice(0, index),
  'puts it in the place of its neighbour': (trail, index) => {
    const other = index === 0 ? 1 : index - 1;
    const moved = trail.with(index, {
      ...trail[other],
      position: trail[index].position,
    });
    return moved.with(other, {
      ...trail[index],
      position: trail[other].position,
    });
  },
  'repeats it': (trail, index) => trail.toSpliced(index, 0, trail[index]),
  'repeats it under a place of its own': (trail, index) =>
    trail
      .toSpliced(index, 0, trail[index])
      .map((entry, place) => ({ ...entry, position: place + 1 })),
  'seals it with another key': (trail, index) => {
    const before = trail[index - 1] ?? trailStart;
    return [
      ...trail.slice(0, index),
      ...sealEntries(before, trail.slice(index), otherKeys),
    ];
  },
};

describe('TrailVerifier', () => {
  it('finds nothing wrong with what was written', () => {
    fc.assert(
      fc.property(trailArbitrary, trail => {
        expect(verify(trail, { head: headOf(trail) })).toEqual({
          intact: true,
          entries: trail.length,
          end: { position: trail.length, hash: trail[trail.length - 1].hash },
        });
      }),
    );
  });

  it.each(Object.entries(mutations))(
    'finds the place where somebody %s',
    (_what, mutate) => {
      fc.assert(
        fc.property(trailArbitrary, fc.nat(), fc.nat(), (trail, which, at) => {
          const index = which % trail.length;
          const mutated = mutate(trail, index, at);
          fc.pre(JSON.stringify(mutated) !== JSON.stringify(trail));
          const verdict = verify(mutated, { head: headOf(trail) });
          expect(verdict).toMatchObject({ intact: false });
          // The first place that differs: a gap or a copy shows one later at most.
          const first = trail.findIndex(
            (entry, place) =>
              JSON.stringify(entry) !== JSON.stringify(mutated[place]),
          );
          expect(verdict).toMatchObject({
            brokenAt: first < 0 ? trail.length + 1 : first + 1,
          });
        }),
        { numRuns: 200 },
      );
    },
  );

  it('finds an entry that others wrote, though the leader sealed it', () => {
    fc.assert(
      fc.property(
        trailArbitrary,
        contentArbitrary,
        fc.nat(),
        (trail, content, which) => {
          const index = which % (trail.length + 1);
          const forged = {
            entryId: 1_000,
            ...writeEntry({ ...content, key: 'forged' }, otherKeys),
          };
          const sealed = sealEntries(
            trailStart,
            trail.toSpliced(index, 0, { ...forged, position: 0, hash: '' }),
            keys,
          );
          expect(verify(sealed)).toMatchObject({
            intact: false,
            brokenAt: index + 1,
            why: expect.stringContaining('was not written by the orchestrator'),
          });
        },
      ),
    );
  });

  it('finds the copy of an entry, though the leader sealed it', () => {
    fc.assert(
      fc.property(trailArbitrary, fc.nat(), (trail, which) => {
        const copied = [...trail, trail[which % trail.length]];
        expect(verify(sealEntries(trailStart, copied, keys))).toMatchObject({
          intact: false,
          brokenAt: trail.length + 1,
          why: expect.stringContaining('copy'),
        });
      }),
    );
  });

  it('goes on after what retention removed, and from nowhere else', () => {
    fc.assert(
      fc.property(trailArbitrary, fc.nat(), (trail, which) => {
        const removed = 1 + (which % (trail.length - 1));
        const { position, hash } = trail[removed - 1];
        const cut = signCut(
          {
            position,
            hash,
            entries: removed,
            cutAt: '2026-11-21T22:00:00.000Z',
          },
          keys,
        );
        const rest = trail.slice(removed);
        const head = headOf(trail);
        expect(verify(rest, { cut, head })).toMatchObject({
          intact: true,
          entries: rest.length,
        });
        expect(verify(rest, { head })).toMatchObject({
          intact: false,
          brokenAt: 1,
        });
        expect(verify(rest.slice(1), { cut, head })).toMatchObject({
          intact: false,
          brokenAt: removed + 1,
        });
        const forged = { ...cut, position: position + 1 };
        expect(verify(rest.slice(1), { cut: forged, head })).toMatchObject({
          intact: false,
        });
      }),
    );
  });

  it('believes no head that it has not signed, and none of another trail', () => {
    fc.assert(
      fc.property(trailArbitrary, trail => {
        const head = headOf(trail);
        expect(
          verify(trail, { head: { ...head, position: head.position - 1 } }),
        ).toMatchObject({ intact: false });
        expect(
          verify(trail, { head: signHead(head, otherKeys) }),
        ).toMatchObject({ intact: false });
        expect(
          verify(trail, {
            head: signHead({ ...head, hash: trailStart.hash }, keys),
          }),
        ).toMatchObject({ intact: false, brokenAt: trail.length });
      }),
    );
  });
});
