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
  Finding,
  PlanValidation,
  ProtectionGroup,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { findingsOf } from '../../../components/form/fieldFindings';
import type { WaveInGraph } from '../../../components/waves/WaveGraph';
import { listed } from '../../../format/counting';
import type { StateWords } from '../../../format/states';
import type { PlanEditorWords } from '../../../translations/planEditor';
import type { Words } from '../../../translations/words';
import { wavesOf, type PlanDraft } from '../planDraft';

const GROUPS_NAMED = 3;

/** The waves of a plan that is being written as the picture shows them: their groups, their problems, their servers. */
export function draftGraph(
  { t, words }: { t: PlanEditorWords; words: Words },
  draft: PlanDraft,
  groups: readonly ProtectionGroup[],
  findings: readonly Finding[],
  servers: PlanValidation['waves'],
): WaveInGraph[] {
  const names = new Map(
    groups.map(({ groupId, groupName }) => [groupId, groupName]),
  );
  return wavesOf(draft).map(
    ({ waveNumber, waveName, dependsOnWaves, protectionGroupIds }) => ({
      waveNumber,
      name: waveName || t('waves.unnamed'),
      dependsOnWaves,
      lines: [
        listed(
          words,
          protectionGroupIds.map(id => names.get(id) ?? id),
          GROUPS_NAMED,
        ) || t('graph.noGroup'),
      ],
      state: findingsOf(findings, `waves[${waveNumber - 1}]`).some(
        ({ severity }) => severity === 'BLOCKING',
      )
        ? { tone: 'bad', text: t('graph.problem') }
        : readiness(
            t,
            servers.find(wave => wave.waveNumber === waveNumber),
          ),
    }),
  );
}

function readiness(
  t: PlanEditorWords,
  counts: PlanValidation['waves'][number] | undefined,
): StateWords | undefined {
  if (!counts) {
    return undefined;
  }
  const { serverCount, notReadyCount } = counts;
  if (serverCount === 0) {
    return { tone: 'bad', text: t('graph.noServers') };
  }
  return notReadyCount > 0
    ? {
        tone: 'warning',
        text: t('graph.someReady', {
          ready: String(serverCount - notReadyCount),
          total: String(serverCount),
        }),
      }
    : { tone: 'good', text: t('graph.ready', { count: serverCount }) };
}
