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
  dependenciesOf,
  type PlanValidation,
  type ProtectionGroup,
  type RecoveryPlan,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { WaveInGraph } from '../../components/waves/WaveGraph';
import { listed } from '../../format/counting';
import type { StateWords } from '../../format/states';
import type { PlansWords } from '../../translations/plans';
import type { Words } from '../../translations/words';

/** How many servers a wave would launch now, in words with a tone. */
export function readyState(
  t: PlansWords,
  words: Words,
  counts: PlanValidation['waves'][number] | undefined,
): StateWords | undefined {
  if (!counts) {
    return undefined;
  }
  const { serverCount, notReadyCount } = counts;
  if (serverCount === 0) {
    return { tone: 'bad', text: t('waveTable.noServers') };
  }
  return notReadyCount > 0
    ? {
        tone: 'warning',
        text: t('waveTable.ready', {
          ready: String(serverCount - notReadyCount),
          total: String(serverCount),
        }),
      }
    : {
        tone: 'good',
        text: words('count.servers', { count: serverCount }),
      };
}

/** A plan's waves as the picture shows them: their groups and how many servers are ready. */
export function planGraph(
  t: PlansWords,
  words: Words,
  plan: Pick<RecoveryPlan, 'waves'>,
  groups: ReadonlyMap<string, ProtectionGroup>,
  validation: PlanValidation | undefined,
): WaveInGraph[] {
  return plan.waves.map((wave, index) => ({
    waveNumber: wave.waveNumber,
    name: wave.waveName,
    dependsOnWaves: dependenciesOf(plan.waves, index),
    state: readyState(
      t,
      words,
      validation?.waves.find(item => item.waveNumber === wave.waveNumber),
    ),
    lines: [
      listed(
        words,
        wave.protectionGroupIds.map(
          id => groups.get(id)?.groupName ?? t('plan.waves.unknownGroup'),
        ),
        3,
      ),
    ],
  }));
}
