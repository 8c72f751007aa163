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

import {
  successThreshold,
  type ProtectionGroup,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { listed } from '../../../format/counting';
import { durationText } from '../../../format/time';
import type { PlanEditorWords } from '../../../translations/planEditor';
import type { Words } from '../../../translations/words';
import type { PlanDraft, WaveDraft } from '../planDraft';
import {
  changedParts,
  type DifferenceSubject,
  type PlanPart,
  type WavePart,
} from './planMerge';
import { healthText, hookText } from './ruleWords';
import { waveNames } from './waveWords';

/** What is needed to tell a plan in words. */
export interface MergeWording {
  t: PlanEditorWords;
  words: Words;
  groups: ReadonlyMap<string, ProtectionGroup>;
}

/** What a difference is in: "Owner", "2. Application: Starts after". */
export function subjectText(
  t: PlanEditorWords,
  subject: DifferenceSubject,
  /** Where the wave is looked for, the first that has it. */
  drafts: readonly PlanDraft[],
): string {
  const nameOf = (key: string) => {
    const draft = drafts.find(({ waves }) =>
      waves.some(wave => wave.key === key),
    );
    return draft ? waveNames(t, draft.waves)(key) : key;
  };
  switch (subject.kind) {
    case 'plan':
      return planPartText(t, subject.part);
    case 'order':
      return t('merge.order');
    case 'wave':
      return nameOf(subject.waveKey);
    case 'wavePart':
      return t('merge.partOfWave', {
        wave: nameOf(subject.waveKey),
        part: t(`merge.parts.${subject.part}`),
      });
    default:
      return subject satisfies never;
  }
}

function planPartText(t: PlanEditorWords, part: PlanPart): string {
  switch (part) {
    case 'planName':
      return t('plan.name');
    case 'description':
      return t('plan.description');
    case 'owner':
      return t('plan.owner');
    case 'targetRtoMinutes':
      return t('plan.targetRto');
    case 'targetRpoMinutes':
      return t('plan.targetRpo');
    case 'maxDurationMinutes':
      return t('plan.maxDuration');
    case 'derivedFrom':
      return t('plan.derivedFrom');
    default:
      return part satisfies never;
  }
}

/** What one version of a plan says of the subject of a difference. */
export function valueText(
  wording: MergeWording,
  subject: DifferenceSubject,
  draft: PlanDraft,
  base: PlanDraft,
): string {
  const { t, words } = wording;
  const nothing = (text: string) => text.trim() || t('merge.nothing');
  const wave = (key: string, { waves }: PlanDraft) =>
    waves.find(other => other.key === key);
  switch (subject.kind) {
    case 'plan':
      return subject.part === 'derivedFrom'
        ? nothing(draft.derivedFrom?.entityRefs.join(', ') ?? '')
        : nothing(draft[subject.part]);
    case 'order':
      return listed(
        words,
        draft.waves.map(({ waveName }) => waveName || t('waves.unnamed')),
        draft.waves.length,
      );
    case 'wave': {
      const now = wave(subject.waveKey, draft);
      const was = wave(subject.waveKey, base);
      if (!now) {
        return was ? t('merge.waveRemoved') : t('merge.waveNot');
      }
      if (!was) {
        return t('merge.waveAdded');
      }
      const parts = changedParts(was, now);
      return parts.length === 0
        ? t('merge.waveThere')
        : t('merge.waveChanged', {
            parts: listed(
              words,
              parts.map(part => t(`merge.parts.${part}`)),
            ),
          });
    }
    case 'wavePart': {
      const there = wave(subject.waveKey, draft);
      return there
        ? nothing(partText(wording, subject.part, there, draft))
        : t('merge.waveNot');
    }
    default:
      return subject satisfies never;
  }
}

function partText(
  { t, words, groups }: MergeWording,
  part: WavePart,
  wave: WaveDraft,
  draft: PlanDraft,
): string {
  const yesOrNo = (so: boolean) => (so ? t('merge.yes') : t('merge.no'));
  switch (part) {
    case 'waveName':
    case 'description':
      return wave[part];
    case 'groups': {
      const names = listed(
        words,
        wave.protectionGroupIds.map(id => groups.get(id)?.groupName ?? id),
        wave.protectionGroupIds.length,
      );
      return wave.serverIds
        ? t('merge.onlyServers', {
            groups: names,
            count: wave.serverIds.length,
          })
        : names;
    }
    case 'dependsOn': {
      const nameOf = waveNames(t, draft.waves);
      return wave.dependsOn.length === 0
        ? t('merge.atOnce')
        : t('merge.after', {
            waves: listed(
              words,
              wave.dependsOn.map(nameOf),
              wave.dependsOn.length,
            ),
          });
    }
    case 'maxWaitMinutes':
      return durationText(words, Number(wave.maxWaitMinutes) * 60);
    case 'tolerance': {
      const percent = successThreshold({
        continueOnFailure: wave.continueOnFailure,
        successThresholdPercent:
          Number(wave.successThresholdPercent) || undefined,
      });
      return wave.continueOnFailure
        ? t('merge.percent', { n: String(percent) })
        : t('merge.mustAll');
    }
    case 'pauseBeforeWave':
      return yesOrNo(wave.pauseBeforeWave);
    case 'parallelism':
      return wave.parallelism || t('merge.all');
    case 'waitTimeSeconds':
      return durationText(words, Number(wave.waitTimeSeconds));
    case 'preWaveHooks':
    case 'postWaveHooks':
      return listed(
        words,
        wave[part].map(hook => hookText(t, words, hook)),
        wave[part].length,
      );
    case 'healthCheck':
      return healthText(t, words, wave.healthCheck);
    default:
      return part satisfies never;
  }
}
