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

/** Whose side of a difference is taken. */
export type Choice = 'theirs' | 'yours';

/** Waves by key, as far as what each waits for goes. */
export type Chain = ReadonlyMap<
  string,
  { key: string; dependsOn: readonly string[] }
>;

/** The keys of waves, in their order. */
export const keysOf = (waves: readonly { key: string }[]): string[] =>
  waves.map(wave => wave.key);

/**
 * What a wave waits for once some waves are gone: instead of each of those, what
 * it waited for itself.
 */
export function handedOn(
  wave: { key: string; dependsOn: readonly string[] },
  isGone: (key: string) => boolean,
  known: Chain,
): string[] {
  const seen = new Set<string>();
  const follow = (key: string): string[] => {
    if (seen.has(key)) {
      return [];
    }
    seen.add(key);
    return isGone(key)
      ? (known.get(key)?.dependsOn ?? []).flatMap(follow)
      : [key];
  };
  return wave.dependsOn.flatMap(follow).filter(key => key !== wave.key);
}

/**
 * The order of merged waves, by their keys. Who moved waves decides; where both
 * did, differently, it is settled. A wave that one side alone has stands behind the
 * one that it stands behind there.
 */
export function mergeOrder(sides: {
  base: readonly string[];
  theirs: readonly string[];
  yours: readonly string[];
  /** The waves that there are. */
  merged: { has(key: string): boolean };
  settle: (changed: { byThem: boolean; byYou: boolean }) => Choice;
}): string[] {
  const { base, theirs, yours, merged, settle } = sides;
  const shared = new Set(
    base.filter(key => theirs.includes(key) && yours.includes(key)),
  );
  const common = (order: readonly string[]) =>
    order.filter(key => shared.has(key)).join('\n');
  const byThem = common(theirs) !== common(base);
  const byYou = common(yours) !== common(base);
  const choice =
    common(theirs) === common(yours) ? 'yours' : settle({ byThem, byYou });
  const [leading, following] =
    choice === 'theirs' ? [theirs, yours] : [yours, theirs];
  const order = leading.filter(key => merged.has(key));
  following.forEach((key, index) => {
    if (merged.has(key) && !order.includes(key)) {
      const before = following
        .slice(0, index)
        .filter(other => order.includes(other))
        .pop();
      order.splice(
        before === undefined ? 0 : order.indexOf(before) + 1,
        0,
        key,
      );
    }
  });
  return order;
}
