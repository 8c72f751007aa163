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

import type { Finding } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { PlanEditorWords } from '../../../translations/planEditor';
import type { PlanDraft, WaveDraft } from '../planDraft';
import { waveNames } from './waveWords';

const besideField =
  /^(planName|description|owner|targetRtoMinutes|targetRpoMinutes|maxDurationMinutes|waves\[\d+\])/;

/** Whether a field of the form shows the finding. */
export function isBesideField(finding: Finding): boolean {
  return finding.field !== undefined && besideField.test(finding.field);
}

/** Where a finding is, for a list of all of them: in a wave, or in the plan as a whole. */
export function placeOfFinding(
  t: PlanEditorWords,
  finding: Finding,
  draft: PlanDraft,
): string {
  const index = /^waves\[(\d+)\]/.exec(finding.field ?? '')?.[1];
  const wave = index === undefined ? undefined : draft.waves[Number(index)];
  return wave ? waveNames(t, draft.waves)(wave.key) : t('plan.wholePlan');
}

/** A field that is only still empty; nobody is scolded for it before trying to save. */
export function isEmptiness(finding: Finding, draft: PlanDraft): boolean {
  if (finding.field === 'planName') {
    return draft.planName === '';
  }
  const [, index, rest] =
    /^waves\[(\d+)\]\.(.+)$/.exec(finding.field ?? '') ?? [];
  const wave = index === undefined ? undefined : draft.waves[Number(index)];
  return wave !== undefined && isEmptyPart(wave, rest);
}

function isEmptyPart(wave: WaveDraft, part: string): boolean {
  switch (part) {
    case 'waveName':
      return wave.waveName === '';
    case 'protectionGroupIds':
      return wave.protectionGroupIds.length === 0;
    default: {
      const [, stage, position, field] =
        /^(pre|post)WaveHooks\[(\d+)\]\.(name|target)$/.exec(part) ?? [];
      const hooks = stage === 'pre' ? wave.preWaveHooks : wave.postWaveHooks;
      const hook = position === undefined ? undefined : hooks[Number(position)];
      return (
        hook !== undefined &&
        (field === 'name' ? hook.name : hook.target) === ''
      );
    }
  }
}

/** Each problem of a field once, whoever found it. */
export function withoutRepeats(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter(finding => {
    const key = `${finding.field ?? ''}/${finding.message}`;
    const repeated = seen.has(key);
    seen.add(key);
    return !repeated;
  });
}
