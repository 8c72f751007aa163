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
import { spoken } from '../../inventory/recoverability';
import type { PreflightSituation } from '../situation';

/** The predicted time against the plan's target, and what the prediction rests on. */
export function predictionFindings({
  plan,
  timeline,
  expectations,
}: Pick<PreflightSituation, 'plan' | 'timeline' | 'expectations'>): Finding[] {
  if (!timeline) {
    return [];
  }
  const findings: Finding[] = [];
  const { targetRtoMinutes, planId, planName } = plan;
  if (
    targetRtoMinutes !== undefined &&
    timeline.totalSeconds > targetRtoMinutes * 60
  ) {
    findings.push({
      code: 'RTO_AT_RISK',
      severity: 'WARNING',
      subject: { kind: 'recovery-plan', id: planId, name: planName },
      message: `The execution is expected to take ${minutesOf(
        timeline.totalSeconds,
      )}, and the plan's target is ${minutesOf(
        targetRtoMinutes * 60,
      )}; what decides is wave ${timeline.criticalPath.join(', then ')}`,
      remedy:
        'Let waves on this path wait for fewer others, launch more at once, wait less, or correct the target',
    });
  }
  if (timeline.totalSeconds > plan.maxDurationMinutes * 60) {
    findings.push({
      code: 'DURATION_AT_RISK',
      severity: 'WARNING',
      subject: { kind: 'recovery-plan', id: planId, name: planName },
      message: `The execution is expected to take ${minutesOf(
        timeline.totalSeconds,
      )}, and is ended as timed out after ${minutesOf(
        plan.maxDurationMinutes * 60,
      )}`,
      remedy: 'Raise the limit of the plan',
    });
  }
  const assumed = [...expectations.values()].filter(
    ({ basis }) => basis === 'DEFAULT',
  );
  if (assumed.length > 0) {
    findings.push({
      code: 'PREDICTION_WITHOUT_HISTORY',
      severity: 'INFO',
      subject: { kind: 'recovery-plan', id: planId, name: planName },
      message: `Nothing is known of earlier launches of ${assumed.length} of ${
        expectations.size
      } servers: ${spoken(assumed[0].launchSeconds)} are assumed for each`,
      remedy: 'Run a drill; predictions are made from launches that ended well',
    });
  }
  return findings;
}

const minutesOf = (seconds: number): string => {
  const minutes = Math.ceil(seconds / 60);
  return `${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`;
};
