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
import {
  newPlanDraft,
  newWave,
  removeWave,
  type PlanDraft,
  type WaveDraft,
} from '../planDraft';
import { mergePlans, sameDraft, type MergeDifference } from './planMerge';
import { keysOf, type Choice } from './waveOrder';

const wave = (
  id: string,
  changes: Partial<WaveDraft> & { after?: string[] } = {},
): WaveDraft => {
  const { after = [], ...rest } = changes;
  return {
    ...newWave([]),
    key: `stored-${id}`,
    waveId: id,
    waveName: id,
    protectionGroupIds: [`group-${id}`],
    dependsOn: after.map(other => `stored-${other}`),
    ...rest,
  };
};

const planOf = (
  waves: WaveDraft[],
  changes: Partial<PlanDraft> = {},
): PlanDraft => ({
  ...newPlanDraft(),
  planName: 'Orders',
  ...changes,
  waves,
});

/** Database, then application, then web. */
const base = planOf([
  wave('db'),
  wave('app', { after: ['db'] }),
  wave('web', { after: ['app'] }),
]);

const withWave = (
  plan: PlanDraft,
  id: string,
  changes: Partial<WaveDraft>,
): PlanDraft => ({
  ...plan,
  waves: plan.waves.map(other =>
    other.waveId === id ? { ...other, ...changes } : other,
  ),
});
const without = (plan: PlanDraft, id: string): PlanDraft => ({
  ...plan,
  waves: removeWave(
    plan.waves,
    plan.waves.findIndex(other => other.waveId === id),
  ),
});

const graph = (plan: PlanDraft) =>
  Object.fromEntries(
    plan.waves.map(({ waveName, dependsOn }) => [
      waveName,
      dependsOn.map(key => key.replace('stored-', '')),
    ]),
  );
const told = (differences: readonly MergeDifference[]) =>
  Object.fromEntries(differences.map(({ id, changedBy }) => [id, changedBy]));

describe('mergePlans', () => {
  it('takes what only they changed and keeps what only you changed, field by field', () => {
    const theirs = {
      ...withWave(base, 'app', { maxWaitMinutes: '30' }),
      targetRtoMinutes: '45',
    };
    const yours = {
      ...withWave(base, 'app', { waveName: 'Application' }),
      owner: 'group:default/commerce',
    };
    const { draft, differences, undecided } = mergePlans({
      base,
      theirs,
      yours,
    });
    expect(draft).toMatchObject({
      targetRtoMinutes: '45',
      owner: 'group:default/commerce',
    });
    expect(draft.waves[1]).toMatchObject({
      waveName: 'Application',
      maxWaitMinutes: '30',
    });
    expect(told(differences)).toEqual({
      'plan.owner': 'you',
      'plan.targetRtoMinutes': 'them',
      'wave stored-app.waveName': 'you',
      'wave stored-app.maxWaitMinutes': 'them',
    });
    expect(undecided).toBe(0);
  });

  it('asks where both changed the same field, and not where they agree', () => {
    const theirs = withWave({ ...base, owner: 'group:default/a' }, 'db', {
      waveName: 'Databases',
      pauseBeforeWave: true,
    });
    const yours = withWave({ ...base, owner: 'group:default/b' }, 'db', {
      waveName: 'Postgres',
      pauseBeforeWave: true,
    });
    const versions = { base, theirs, yours };
    const open = mergePlans(versions);
    expect(told(open.differences)).toEqual({
      'plan.owner': 'both',
      'wave stored-db.waveName': 'both',
    });
    expect(open.undecided).toBe(2);

    const chosen = mergePlans(
      versions,
      new Map<string, Choice>([
        ['plan.owner', 'theirs'],
        ['wave stored-db.waveName', 'yours'],
      ]),
    );
    expect(chosen.undecided).toBe(0);
    expect(chosen.draft.owner).toBe('group:default/a');
    expect(chosen.draft.waves[0].waveName).toBe('Postgres');
  });

  it('never takes a group of one side with the chosen servers of another', () => {
    const theirs = withWave(base, 'db', { serverIds: ['s-1'] });
    const yours = withWave(base, 'db', { protectionGroupIds: ['other'] });
    expect(told(mergePlans({ base, theirs, yours }).differences)).toEqual({
      'wave stored-db.groups': 'both',
    });
  });

  it('hands on the dependencies of a wave that they removed, to a wave that you added', () => {
    const yours = {
      ...base,
      waves: [...base.waves, wave('cache', { after: ['app'] })],
    };
    const { draft, differences } = mergePlans({
      base,
      theirs: without(base, 'app'),
      yours,
    });
    expect(graph(draft)).toEqual({ db: [], web: ['db'], cache: ['db'] });
    expect(told(differences)).toEqual({
      'wave stored-app': 'them',
      'wave stored-cache': 'you',
    });
  });

  it('asks where one removed what the other changed, and rewires nothing if it stays', () => {
    const versions = {
      base,
      theirs: withWave(base, 'app', { maxWaitMinutes: '30' }),
      yours: without(base, 'app'),
    };
    expect(told(mergePlans(versions).differences)).toEqual({
      'wave stored-app': 'both',
    });
    const chosen = (choice: Choice) =>
      graph(mergePlans(versions, new Map([['wave stored-app', choice]])).draft);
    expect(chosen('yours')).toEqual({ db: [], web: ['db'] });
    expect(chosen('theirs')).toEqual({ db: [], app: ['db'], web: ['app'] });
  });

  it.each(['theirs', 'yours'] as const)(
    'lets waves wait again for one that stays, with what %s added to them',
    remover => {
      const four = planOf([
        wave('net'),
        wave('db'),
        wave('app', { after: ['db'] }),
        wave('web', { after: ['app'] }),
      ]);
      const removed = without(four, 'app');
      const rewired = withWave(removed, 'web', {
        dependsOn: ['stored-db', 'stored-net'],
      });
      const changed = withWave(four, 'app', {
        protectionGroupIds: ['other'],
      });
      const versions =
        remover === 'yours'
          ? { base: four, theirs: changed, yours: rewired }
          : { base: four, theirs: rewired, yours: changed };
      const chosen = (choice: Choice) =>
        graph(
          mergePlans(versions, new Map([['wave stored-app', choice]])).draft,
        );
      expect(chosen(remover)).toEqual({
        net: [],
        db: [],
        web: ['db', 'net'],
      });
      expect(chosen(remover === 'yours' ? 'theirs' : 'yours')).toEqual({
        net: [],
        db: [],
        app: ['db'],
        web: ['net', 'app'],
      });
    },
  );

  it('puts a wave that they added where they put it, in the order that you made', () => {
    const [db, app, web] = base.waves;
    const theirs = planOf([db, wave('cache', { after: ['db'] }), app, web]);
    const yours = planOf([web, db, app]);
    const { draft, differences } = mergePlans({ base, theirs, yours });
    expect(keysOf(draft.waves)).toEqual([
      'stored-web',
      'stored-db',
      'stored-cache',
      'stored-app',
    ]);
    expect(told(differences)).toEqual({
      order: 'you',
      'wave stored-cache': 'them',
    });
    expect(
      told(
        mergePlans({ base, theirs: planOf([app, db, web]), yours }).differences,
      ),
    ).toEqual({ order: 'both' });
  });
});

// Any two edits of any plan: waves kept, removed, added and moved; names, limits,
// dependencies and fields of the plan changed.
const edited = fc.record({
  planName: fc.constantFrom('Orders', 'Orders 2', 'Orders 3'),
  order: fc.shuffledSubarray(['a', 'b', 'c', 'd', 'e'], { minLength: 0 }),
  added: fc.array(fc.constantFrom('x', 'y', 'z'), { maxLength: 3 }),
  limits: fc.array(fc.constantFrom('120', '30'), {
    minLength: 8,
    maxLength: 8,
  }),
  waits: fc.array(fc.nat({ max: 7 }), { minLength: 8, maxLength: 8 }),
});
type Edit = typeof edited extends fc.Arbitrary<infer E> ? E : never;

/** A plan as somebody left it; what they added bears their own IDs. */
function leftBy(who: string, edit: Edit): PlanDraft {
  const ids = [
    ...edit.order,
    ...[...new Set(edit.added)].map(id => `${who}-${id}`),
  ];
  return planOf(
    ids.map((id, index) => {
      const other = ids[edit.waits[index] % ids.length];
      return wave(id, {
        maxWaitMinutes: edit.limits[index],
        after: other === id ? [] : [other],
      });
    }),
    { planName: edit.planName },
  );
}

const choose = (plan: ReturnType<typeof mergePlans>, choice: Choice) =>
  new Map(plan.differences.map(({ id }) => [id, choice]));

describe('mergePlans of any two edits', () => {
  const edits = fc
    .tuple(edited, edited, edited)
    .map(([first, second, third]) => ({
      base: leftBy('base', first),
      theirs: leftBy('them', second),
      yours: leftBy('you', third),
    }));
  const same = (one: PlanDraft, other: PlanDraft) =>
    expect({ ...one, waves: graph(one), keys: keysOf(one.waves) }).toEqual({
      ...other,
      waves: graph(other),
      keys: keysOf(other.waves),
    });

  it('gives theirs where you changed nothing, and yours where they did not', () => {
    fc.assert(
      fc.property(edits, ({ base: was, theirs, yours }) => {
        same(mergePlans({ base: was, theirs, yours: was }).draft, theirs);
        same(mergePlans({ base: was, theirs: was, yours }).draft, yours);
        same(mergePlans({ base: was, theirs: yours, yours }).draft, yours);
        expect(
          mergePlans({ base: was, theirs: yours, yours }).differences,
        ).toEqual([]);
      }),
    );
  });

  it('loses no wave that nobody removed, brings back none that both removed, and leaves no dependency dangling', () => {
    fc.assert(
      fc.property(
        edits,
        fc.constantFrom<Choice>('theirs', 'yours'),
        (versions, choice) => {
          const { base: was, theirs, yours } = versions;
          const { draft } = mergePlans(
            versions,
            choose(mergePlans(versions), choice),
          );
          const merged = keysOf(draft.waves);
          const [before, them, you] = [was, theirs, yours].map(
            plan => new Set(keysOf(plan.waves)),
          );
          expect(new Set(merged).size).toBe(merged.length);
          const all = [...new Set([...before, ...them, ...you])];
          const kept = all.filter(key =>
            before.has(key)
              ? them.has(key) && you.has(key)
              : them.has(key) || you.has(key),
          );
          const gone = all.filter(key => !them.has(key) && !you.has(key));
          expect(merged).toEqual(expect.arrayContaining(kept));
          expect(merged.filter(key => gone.includes(key))).toEqual([]);
          for (const { key, dependsOn } of draft.waves) {
            expect(dependsOn).not.toContain(key);
            expect(new Set(dependsOn).size).toBe(dependsOn.length);
            expect(merged).toEqual(expect.arrayContaining(dependsOn));
          }
        },
      ),
    );
  });

  it('lets a wave wait on for another that stays, unless somebody who has both said otherwise', () => {
    fc.assert(
      fc.property(
        edits,
        fc.array(fc.constantFrom<Choice>('theirs', 'yours'), {
          minLength: 5,
          maxLength: 9,
        }),
        (versions, picked) => {
          const { base: was, theirs, yours } = versions;
          const { draft } = mergePlans(
            versions,
            new Map(
              mergePlans(versions).differences.map(({ id }, index) => [
                id,
                picked[index % picked.length],
              ]),
            ),
          );
          const merged = new Map(draft.waves.map(item => [item.key, item]));
          const cut = (key: string, other: string) =>
            [theirs, yours].some(
              ({ waves }) =>
                waves.some(item => item.key === other) &&
                waves.some(
                  item => item.key === key && !item.dependsOn.includes(other),
                ),
            );
          const lost = was.waves.flatMap(({ key, dependsOn }) =>
            dependsOn.filter(
              other =>
                merged.has(other) &&
                merged.get(key)?.dependsOn.includes(other) === false &&
                !cut(key, other),
            ),
          );
          expect(lost).toEqual([]);
        },
      ),
    );
  });

  it('asks for nothing that one side alone changed, and once decided for nothing at all', () => {
    fc.assert(
      fc.property(edits, versions => {
        const open = mergePlans(versions);
        const both = open.differences.filter(
          ({ changedBy }) => changedBy === 'both',
        );
        expect(open.undecided).toBe(both.length);
        expect(mergePlans(versions, choose(open, 'theirs')).undecided).toBe(0);
        // Merging the result once more with what it was merged from changes nothing.
        const { draft } = mergePlans(versions, choose(open, 'yours'));
        expect(
          sameDraft(
            mergePlans({
              base: versions.theirs,
              theirs: versions.theirs,
              yours: draft,
            }).draft,
            draft,
          ),
        ).toBe(true);
      }),
    );
  });
});
