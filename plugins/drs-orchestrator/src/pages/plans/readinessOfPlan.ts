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

import type { PlanValidation } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { StateWords } from '../../format/states';
import type { PlansWords } from '../../translations/plans';

/** How many servers a plan would launch now, and how many of them cannot be relied on. */
export function countsOf({ waves }: PlanValidation): {
  total: number;
  notReady: number;
} {
  return {
    total: waves.reduce((sum, wave) => sum + wave.serverCount, 0),
    notReady: waves.reduce((sum, wave) => sum + wave.notReadyCount, 0),
  };
}

/** Whether a plan could be run now, as far as its groups and servers tell. */
export function readinessOfPlan(
  t: PlansWords,
  validation: PlanValidation,
): StateWords {
  const { total, notReady } = countsOf(validation);
  if (!validation.valid) {
    return { tone: 'bad', text: t('plan.facts.problems') };
  }
  if (total === 0) {
    return { tone: 'bad', text: t('plan.facts.noServers') };
  }
  return notReady === 0
    ? { tone: 'good', text: t('plan.facts.allReady') }
    : {
        tone: 'warning',
        text: t('plan.facts.someReady', {
          ready: String(total - notReady),
          total: String(total),
        }),
      };
}
