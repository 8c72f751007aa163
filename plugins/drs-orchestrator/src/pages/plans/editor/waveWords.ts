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

import type { PlanEditorWords } from '../../../translations/planEditor';
import type { WaveDraft } from '../planDraft';
import type { LinkOutcome } from './waveLinks';

/** What waves are called by their keys: "2. Application". */
export function waveNames(
  t: PlanEditorWords,
  waves: readonly WaveDraft[],
): (key: string) => string {
  const names = new Map(
    waves.map(({ key, waveName }, index) => [
      key,
      t('waves.named', {
        number: String(index + 1),
        name: waveName || t('waves.unnamed'),
      }),
    ]),
  );
  return key => names.get(key) ?? key;
}

/** What came of the wish that a wave start after another, and if nothing, why. */
export function linkWords(
  t: PlanEditorWords,
  nameOf: (key: string) => string,
  before: string,
  after: string,
  result: LinkOutcome,
): string {
  const names = { before: nameOf(before), after: nameOf(after) };
  switch (result.outcome) {
    case 'LINKED':
      return t('graph.linked', names);
    case 'ALREADY':
      return t('graph.already', names);
    case 'SAME_WAVE':
      return t('graph.sameWave');
    case 'CYCLE':
      return t('graph.cycle', {
        ...names,
        path: [...result.path].reverse().map(nameOf).join(t('graph.arrow')),
      });
    default:
      return result satisfies never;
  }
}
