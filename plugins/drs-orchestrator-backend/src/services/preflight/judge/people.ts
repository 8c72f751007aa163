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
import type { PreflightSituation } from '../situation';

/** What people have to do, or have done, for the execution to go on. */
export function peopleFindings({
  resolved,
  rules,
  conditions,
}: Pick<PreflightSituation, 'resolved' | 'rules' | 'conditions'>): Finding[] {
  const findings: Finding[] = [];
  if (rules.freeze.active) {
    findings.push({
      code: 'FROZEN',
      severity: 'BLOCKING',
      message: rules.freeze.reason
        ? `The freeze switch is on: ${rules.freeze.reason}`
        : 'The freeze switch is on: nothing starts',
      remedy: 'Wait until the freeze is over, or have it ended in the settings',
    });
  }
  if (rules.approvalNeeded) {
    findings.push({
      code: 'APPROVAL_NEEDED',
      severity: 'INFO',
      message:
        'Nothing is launched before another person has approved: neither who starts it nor who changed the plan last',
      remedy: 'Have somebody ready who may approve',
    });
  }
  for (const { wave } of resolved.waves) {
    if (wave.pauseBeforeWave) {
      findings.push({
        code: 'WAVE_APPROVAL_NEEDED',
        severity: 'INFO',
        subject: {
          kind: 'wave',
          id: String(wave.waveNumber),
          name: wave.waveName,
        },
        message: `Wave ${wave.waveNumber} "${wave.waveName}" waits for somebody to approve it`,
        remedy: 'Have somebody ready; the wait is not in the predicted time',
      });
    }
  }
  if (conditions.executionType === 'DRILL') {
    const minutes =
      conditions.drill?.timeToLiveMinutes ?? rules.timeToLiveMinutes;
    if (minutes !== undefined) {
      findings.push({
        code: 'DRILL_ENDS_BY_ITSELF',
        severity: 'INFO',
        message: `The drill's instances are terminated by themselves ${minutes} minutes after its end`,
      });
    }
  }
  return findings;
}
