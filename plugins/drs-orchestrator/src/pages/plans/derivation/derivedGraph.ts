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
  DerivedPlan,
  DerivedWave,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { WaveInGraph } from '../../../components/waves/WaveGraph';
import type { StateWords } from '../../../format/states';
import type { PlansWords } from '../../../translations/plans';
import type { Words } from '../../../translations/words';

/** More components than so many are a number in a wave's box. */
const NAMED = 3;

/** The servers of a wave's components. */
export function serversOfWave(
  derived: DerivedPlan,
  waveNumber: number,
): ReadonlySet<string> {
  return new Set(
    derived.entities
      .filter(entity => entity.waveNumber === waveNumber)
      .flatMap(({ sourceServerIds }) => sourceServerIds),
  );
}

/** What speaks against a wave, or how many servers it has. */
export function waveState(
  t: PlansWords,
  words: Words,
  derived: DerivedPlan,
  wave: DerivedWave,
): StateWords {
  const inCircle = derived.circles.some(({ entityRefs }) =>
    entityRefs.some(ref => wave.entityRefs.includes(ref)),
  );
  if (inCircle) {
    return { tone: 'bad', text: t('derivation.waves.circle') };
  }
  const lacksGroup = derived.entities.some(
    ({ entityRef, state }) =>
      state === 'NO_GROUP' && wave.entityRefs.includes(entityRef),
  );
  return lacksGroup
    ? { tone: 'warning', text: t('derivation.waves.missingGroup') }
    : {
        tone: 'good',
        text: words('count.servers', {
          count: serversOfWave(derived, wave.waveNumber).size,
        }),
      };
}

/** The derived waves as the picture shows them: their components, and what speaks against them. */
export function derivedGraph(
  t: PlansWords,
  words: Words,
  derived: DerivedPlan,
): WaveInGraph[] {
  const names = new Map(
    derived.entities.map(({ entityRef, title }) => [
      entityRef,
      title ?? entityRef.replace(/^.*\//, ''),
    ]),
  );
  const linesOf = ({ waveName, entityRefs }: DerivedWave): string[] => {
    const all = entityRefs.map(ref => names.get(ref) ?? ref);
    // A wave of one component has its name already.
    if (all.length === 1 && all[0] === waveName) {
      return [];
    }
    return all.length > NAMED
      ? [
          ...all.slice(0, NAMED - 1),
          t('derivation.waves.more', {
            count: all.length - NAMED + 1,
          }),
        ]
      : all;
  };
  return derived.waves.map(wave => ({
    waveNumber: wave.waveNumber,
    name: wave.waveName,
    dependsOnWaves: wave.dependsOnWaves,
    state: waveState(t, words, derived, wave),
    lines: linesOf(wave),
  }));
}
