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

import type { PlanDraft, WaveDraft } from '../planDraft';
import {
  handedOn,
  keysOf,
  mergeOrder,
  type Chain,
  type Choice,
} from './waveOrder';

/** A part of a plan that is merged as a whole. */
export type PlanPart =
  | 'planName'
  | 'description'
  | 'owner'
  | 'targetRtoMinutes'
  | 'targetRpoMinutes'
  | 'maxDurationMinutes'
  | 'derivedFrom';

/**
 * A part of a wave that is merged as a whole. What only makes sense together is
 * one part: servers are chosen out of groups, a threshold belongs to its rule.
 */
export type WavePart =
  | 'waveName'
  | 'description'
  | 'groups'
  | 'dependsOn'
  | 'maxWaitMinutes'
  | 'tolerance'
  | 'pauseBeforeWave'
  | 'parallelism'
  | 'waitTimeSeconds'
  | 'preWaveHooks'
  | 'postWaveHooks'
  | 'healthCheck';

/** What a difference is in: a part of the plan, the order of its waves, a wave as such, or a part of one. */
export type DifferenceSubject =
  | { kind: 'plan'; part: PlanPart }
  | { kind: 'order' }
  | { kind: 'wave'; waveKey: string }
  | { kind: 'wavePart'; waveKey: string; part: WavePart };

/** Something that at least one of two people changed since both began. */
export interface MergeDifference {
  /** Stable while either side goes on editing. */
  id: string;
  subject: DifferenceSubject;
  /** `both`: they changed it to different things, so somebody has to choose. */
  changedBy: 'them' | 'you' | 'both';
}

/** What comes of merging two people's edits of one plan. */
export interface PlanMerge {
  /** The merged plan; where nobody has chosen yet, yours. */
  draft: PlanDraft;
  differences: MergeDifference[];
  /** How many of them somebody still has to choose. */
  undecided: number;
}

const planParts: readonly PlanPart[] = [
  'planName',
  'description',
  'owner',
  'targetRtoMinutes',
  'targetRpoMinutes',
  'maxDurationMinutes',
  'derivedFrom',
];

const wavePartReaders: Record<
  Exclude<WavePart, 'dependsOn'>,
  (wave: WaveDraft) => Partial<WaveDraft>
> = {
  waveName: ({ waveName }) => ({ waveName }),
  description: ({ description }) => ({ description }),
  groups: ({ protectionGroupIds, serverIds }) => ({
    protectionGroupIds,
    serverIds,
  }),
  maxWaitMinutes: ({ maxWaitMinutes }) => ({ maxWaitMinutes }),
  tolerance: ({ continueOnFailure, successThresholdPercent }) => ({
    continueOnFailure,
    successThresholdPercent,
  }),
  pauseBeforeWave: ({ pauseBeforeWave }) => ({ pauseBeforeWave }),
  parallelism: ({ parallelism }) => ({ parallelism }),
  waitTimeSeconds: ({ waitTimeSeconds }) => ({ waitTimeSeconds }),
  preWaveHooks: ({ preWaveHooks }) => ({ preWaveHooks }),
  postWaveHooks: ({ postWaveHooks }) => ({ postWaveHooks }),
  healthCheck: ({ healthCheck }) => ({ healthCheck }),
};

const wavePartNames = [
  'waveName',
  'description',
  'groups',
  'maxWaitMinutes',
  'tolerance',
  'pauseBeforeWave',
  'parallelism',
  'waitTimeSeconds',
  'preWaveHooks',
  'postWaveHooks',
  'healthCheck',
] as const satisfies readonly Exclude<WavePart, 'dependsOn'>[];

/** Keys are given anew whenever a record becomes a draft, and say nothing of it. */
const said = (value: unknown): string | undefined =>
  JSON.stringify(value, (name, inner) => (name === 'key' ? undefined : inner));

/** Whether two drafts say the same. */
export function sameDraft(one: PlanDraft, other: PlanDraft): boolean {
  return (
    one === other ||
    (said(one) === said(other) &&
      said(keysOf(one.waves)) === said(keysOf(other.waves)))
  );
}

/**
 * Merges two people's edits of one plan, part by part and wave by wave (waves are
 * known by their keys, which come of their stable IDs): what only one of them
 * changed is taken, what both changed to the same is no difference, and what they
 * changed to different things is theirs or yours as `choices` has it, by the
 * difference's ID. A wave that one removed and the other changed is such a choice,
 * too. What waited for a wave that is gone waits for what that one waited for.
 */
export function mergePlans(
  versions: { base: PlanDraft; theirs: PlanDraft; yours: PlanDraft },
  choices: ReadonlyMap<string, Choice> = new Map(),
): PlanMerge {
  const { base, theirs, yours } = versions;
  const differences: MergeDifference[] = [];
  let undecided = 0;

  /** Notes a difference, and says whose side of it is taken. */
  const settle = (
    subject: DifferenceSubject,
    changed: { byThem: boolean; byYou: boolean },
  ): Choice => {
    const id = idOf(subject);
    if (changed.byThem && changed.byYou) {
      differences.push({ id, subject, changedBy: 'both' });
      const choice = choices.get(id);
      undecided += choice === undefined ? 1 : 0;
      return choice ?? 'yours';
    }
    if (changed.byThem || changed.byYou) {
      differences.push({
        id,
        subject,
        changedBy: changed.byThem ? 'them' : 'you',
      });
    }
    return changed.byThem ? 'theirs' : 'yours';
  };
  const settleValue = (
    subject: DifferenceSubject,
    was: unknown,
    them: unknown,
    you: unknown,
  ): Choice =>
    said(them) === said(you)
      ? 'yours'
      : settle(subject, {
          byThem: said(them) !== said(was),
          byYou: said(you) !== said(was),
        });

  const plan = { ...yours };
  const mergePart = <P extends PlanPart>(part: P) => {
    const choice = settleValue(
      { kind: 'plan', part },
      base[part],
      theirs[part],
      yours[part],
    );
    if (choice === 'theirs') {
      plan[part] = theirs[part];
    }
  };
  planParts.forEach(mergePart);

  const waves = {
    base: byKey(base.waves),
    theirs: byKey(theirs.waves),
    yours: byKey(yours.waves),
  };
  // What a wave would wait for if nobody had changed it but for the waves that
  // are gone: removing one rewires those that waited for it, which is no edit.
  const untouched = (wave: WaveDraft, side: Chain) =>
    handedOn(wave, key => !side.has(key), waves.base);
  const waitsOtherwise = (wave: WaveDraft, was: WaveDraft, side: Chain) =>
    !sameSet(wave.dependsOn, untouched(was, side));
  const touched = (wave: WaveDraft, was: WaveDraft, side: Chain) =>
    wavePartNames.some(part => !samePart(part, wave, was)) ||
    waitsOtherwise(wave, was, side);

  const merged = new Map<string, WaveDraft>();
  // Whose edits of what a wave waits for are taken; which waves stay is known later.
  const waiting = new Map<
    string,
    { was: WaveDraft; now: WaveDraft; side: Chain }
  >();
  for (const key of new Set([
    ...waves.base.keys(),
    ...waves.theirs.keys(),
    ...waves.yours.keys(),
  ])) {
    const was = waves.base.get(key);
    const them = waves.theirs.get(key);
    const you = waves.yours.get(key);
    const subject: DifferenceSubject = { kind: 'wave', waveKey: key };
    if (them && you) {
      merged.set(key, mergeWave(was ?? them, them, you));
    } else if (!was) {
      settle(subject, { byThem: Boolean(them), byYou: Boolean(you) });
      const added = them ?? you;
      if (added) {
        merged.set(key, added);
      }
    } else if (them) {
      // You removed it.
      const byThem = touched(them, was, waves.theirs);
      if (settle(subject, { byThem, byYou: true }) === 'theirs') {
        merged.set(key, them);
        waiting.set(key, { was, now: them, side: waves.theirs });
      }
    } else if (you) {
      // They removed it.
      const byYou = touched(you, was, waves.yours);
      if (settle(subject, { byThem: true, byYou }) === 'yours') {
        merged.set(key, you);
        waiting.set(key, { was, now: you, side: waves.yours });
      }
    }
  }

  function mergeWave(
    was: WaveDraft,
    them: WaveDraft,
    you: WaveDraft,
  ): WaveDraft {
    const { key } = you;
    let wave = you;
    for (const part of wavePartNames) {
      const read = wavePartReaders[part];
      const subject: DifferenceSubject = {
        kind: 'wavePart',
        waveKey: key,
        part,
      };
      const choice = settleValue(subject, read(was), read(them), read(you));
      if (choice === 'theirs') {
        wave = { ...wave, ...read(them) };
      }
    }
    const byThem = waitsOtherwise(them, was, waves.theirs);
    const byYou = waitsOtherwise(you, was, waves.yours);
    const subject: DifferenceSubject = {
      kind: 'wavePart',
      waveKey: key,
      part: 'dependsOn',
    };
    if (!byThem && !byYou) {
      return { ...wave, dependsOn: was.dependsOn };
    }
    if (byThem && byYou && sameSet(them.dependsOn, you.dependsOn)) {
      return wave;
    }
    const choice = settle(subject, { byThem, byYou });
    const now = choice === 'theirs' ? them : you;
    waiting.set(key, { was, now, side: waves[choice] });
    return { ...wave, dependsOn: now.dependsOn };
  }

  /**
   * What a wave waits for: one side's edits of it, made to what it waited for
   * before. That side may have removed a wave, and with it rewired those that waited
   * for it; where that wave stays, they go on waiting for it.
   */
  function waitsFor(wave: WaveDraft): readonly string[] {
    const taken = waiting.get(wave.key);
    if (!taken) {
      return wave.dependsOn;
    }
    const { was, now, side } = taken;
    const before = untouched(was, side);
    const after = handedOn(
      was,
      key => !side.has(key) && !merged.has(key),
      waves.base,
    );
    return [
      ...now.dependsOn.filter(
        key => !before.includes(key) || after.includes(key),
      ),
      ...after.filter(key => !side.has(key)),
    ];
  }

  const order = mergeOrder({
    base: keysOf(base.waves),
    theirs: keysOf(theirs.waves),
    yours: keysOf(yours.waves),
    merged,
    settle: changed => settle({ kind: 'order' }, changed),
  });
  // A wave that is gone may be known to one side alone.
  const known: Chain = new Map([
    ...waves.base,
    ...waves.theirs,
    ...waves.yours,
    ...merged,
  ]);
  return {
    draft: {
      ...plan,
      waves: order.flatMap(key => {
        const wave = merged.get(key);
        return wave
          ? {
              ...wave,
              dependsOn: handedOn(
                { key, dependsOn: waitsFor(wave) },
                gone => !merged.has(gone),
                known,
              ),
            }
          : [];
      }),
    },
    differences,
    undecided,
  };
}

/** The parts in which two versions of a wave differ. */
export function changedParts(was: WaveDraft, now: WaveDraft): WavePart[] {
  return [
    ...wavePartNames.filter(part => !samePart(part, was, now)),
    ...(sameSet(was.dependsOn, now.dependsOn) ? [] : ['dependsOn' as const]),
  ];
}

/**
 * All that a version of a plan says of the subject of a difference, as a text to
 * compare with that of another version; absent where it says nothing of it.
 */
export function saidOf(
  subject: DifferenceSubject,
  draft: PlanDraft,
): string | undefined {
  switch (subject.kind) {
    case 'plan':
      return said(draft[subject.part]);
    case 'order':
      return said(keysOf(draft.waves));
    case 'wave':
    case 'wavePart': {
      const wave = draft.waves.find(({ key }) => key === subject.waveKey);
      if (!wave || subject.kind === 'wave') {
        return said(wave);
      }
      return subject.part === 'dependsOn'
        ? said(wave.dependsOn)
        : said(wavePartReaders[subject.part](wave));
    }
    default:
      return subject satisfies never;
  }
}

function idOf(subject: DifferenceSubject): string {
  switch (subject.kind) {
    case 'plan':
      return `plan.${subject.part}`;
    case 'order':
      return 'order';
    case 'wave':
      return `wave ${subject.waveKey}`;
    case 'wavePart':
      return `wave ${subject.waveKey}.${subject.part}`;
    default:
      return subject satisfies never;
  }
}

const byKey = (waves: readonly WaveDraft[]): Map<string, WaveDraft> =>
  new Map(waves.map(wave => [wave.key, wave]));

const samePart = (
  part: Exclude<WavePart, 'dependsOn'>,
  one: WaveDraft,
  other: WaveDraft,
) => said(wavePartReaders[part](one)) === said(wavePartReaders[part](other));

function sameSet(one: readonly string[], other: readonly string[]): boolean {
  return (
    new Set(one).size === new Set(other).size &&
    one.every(item => other.includes(item))
  );
}
