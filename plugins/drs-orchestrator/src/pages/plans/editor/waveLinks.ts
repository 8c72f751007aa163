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

import type { WaveDraft } from '../planDraft';

/** What became of the wish that one wave start after another. */
export type LinkOutcome =
  | { outcome: 'LINKED'; waves: WaveDraft[] }
  | { outcome: 'SAME_WAVE' }
  | { outcome: 'ALREADY' }
  /** The first waits for the second already, by way of these keys, both ends among them. */
  | { outcome: 'CYCLE'; path: string[] };

/** Makes the wave `after` start once the wave `before` is done, unless the two would then wait for each other. */
export function linkWaves(
  waves: readonly WaveDraft[],
  before: string,
  after: string,
): LinkOutcome {
  if (before === after) {
    return { outcome: 'SAME_WAVE' };
  }
  const path = wayBetween(waves, before, after);
  if (path) {
    return { outcome: 'CYCLE', path };
  }
  const waiting = waves.find(wave => wave.key === after);
  if (!waiting || waiting.dependsOn.includes(before)) {
    return { outcome: 'ALREADY' };
  }
  return {
    outcome: 'LINKED',
    waves: waves.map(wave =>
      wave === waiting
        ? { ...wave, dependsOn: [...wave.dependsOn, before] }
        : wave,
    ),
  };
}

/** Lets the wave `after` no longer wait for the wave `before`. */
export function unlinkWaves(
  waves: readonly WaveDraft[],
  before: string,
  after: string,
): WaveDraft[] {
  return waves.map(wave =>
    wave.key === after
      ? { ...wave, dependsOn: wave.dependsOn.filter(key => key !== before) }
      : wave,
  );
}

/** Puts a wave before or behind another one; what each waits for stays. */
export function placeWave(
  waves: readonly WaveDraft[],
  key: string,
  beside: { key: string; edge: 'before' | 'behind' },
): WaveDraft[] {
  const moved = waves.find(wave => wave.key === key);
  const others = waves.filter(wave => wave !== moved);
  const at = others.findIndex(wave => wave.key === beside.key);
  if (!moved || at < 0) {
    return [...waves];
  }
  others.splice(beside.edge === 'before' ? at : at + 1, 0, moved);
  return others;
}

/** The keys by which `from` waits for `to`, from the one to the other. */
function wayBetween(
  waves: readonly WaveDraft[],
  from: string,
  to: string,
): string[] | undefined {
  const byKey = new Map(waves.map(wave => [wave.key, wave]));
  const seen = new Set<string>();
  const follow = (key: string): string[] | undefined => {
    if (key === to) {
      return [key];
    }
    if (seen.has(key)) {
      return undefined;
    }
    seen.add(key);
    for (const next of byKey.get(key)?.dependsOn ?? []) {
      const rest = follow(next);
      if (rest) {
        return [key, ...rest];
      }
    }
    return undefined;
  };
  return follow(from);
}
