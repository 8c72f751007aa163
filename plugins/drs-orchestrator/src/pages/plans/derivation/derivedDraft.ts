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

import type { DerivedPlan } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { newPlanDraft, newWave, type PlanDraft } from '../planDraft';

/**
 * Waves from the catalog as the draft of a new plan. It remembers what it was
 * derived from, so that the plan can be held against the catalog later.
 *
 * @param owner - who owns everything that was chosen, where that is one
 */
export function draftOfDerived(derived: DerivedPlan, owner = ''): PlanDraft {
  const keys = new Map(
    derived.waves.map(({ waveNumber }) => [
      waveNumber,
      `derived-${waveNumber}`,
    ]),
  );
  return {
    ...newPlanDraft(),
    planName: derived.planName,
    owner,
    derivedFrom: derived.derivedFrom,
    waves: derived.waves.map(wave => ({
      ...newWave([]),
      key: `derived-${wave.waveNumber}`,
      waveName: wave.waveName,
      protectionGroupIds: wave.protectionGroupIds,
      serverIds: wave.serverIds,
      dependsOn: wave.dependsOnWaves.flatMap(number => keys.get(number) ?? []),
    })),
  };
}
