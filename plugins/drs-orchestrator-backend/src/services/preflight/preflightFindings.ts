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

import { scopeKey } from '@drs-orchestrator/drs-engine';
import {
  DrsError,
  type Finding,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { accessFindings, gapFindings } from './judge/access';
import { capacityFindings } from './judge/capacity';
import { dataFindings } from './judge/data';
import {
  conflictFindings,
  instanceFindings,
  membershipFindings,
} from './judge/instances';
import { settingsFindings } from './judge/launchSettings';
import { peopleFindings } from './judge/people';
import { predictionFindings } from './judge/prediction';
import { hookFindings } from '../recoveryPlans/hookFindings';
import type { PreflightSituation } from './situation';

const severities: readonly Finding['severity'][] = [
  'BLOCKING',
  'WARNING',
  'INFO',
];

/** Everything that speaks against a start now, and what is worth knowing; the weightiest first. */
export function preflightFindings(situation: PreflightSituation): Finding[] {
  const findings = [
    ...peopleFindings(situation),
    ...accessFindings(situation),
    ...resolutionFindings(situation),
    ...membershipFindings(situation),
    ...conflictFindings(situation),
    ...instanceFindings(situation),
    ...dataFindings(situation),
    ...settingsFindings(situation),
    ...hookFindings(situation.plan.waves, situation.rules.hooks),
    ...capacityFindings(situation),
    ...gapFindings(situation),
    ...predictionFindings(situation),
  ];
  return severities.flatMap(severity =>
    findings.filter(finding => finding.severity === severity),
  );
}

/** Problems of the waves, save that servers are missing where nobody could be asked for them. */
function resolutionFindings({
  plan,
  resolved,
  scopes,
  groups,
}: PreflightSituation): Finding[] {
  const unreached = new Set(
    scopes.filter(scope => !scope.reached).map(scope => scopeKey(scope)),
  );
  const blindGroups = new Set(
    groups
      .filter(group => unreached.has(scopeKey(group)))
      .map(group => group.groupId),
  );
  const blindWaves = new Set(
    plan.waves
      .filter(wave =>
        wave.protectionGroupIds.some(groupId => blindGroups.has(groupId)),
      )
      .map(wave => String(wave.waveNumber)),
  );
  return resolved.findings.filter(
    ({ code, subject, field }) =>
      !(
        (code === 'WAVE_WITHOUT_SERVERS' &&
          blindWaves.has(subject?.id ?? '')) ||
        (code === 'SERVER_NOT_IN_GROUPS' &&
          plan.waves.some(
            (wave, index) =>
              blindWaves.has(String(wave.waveNumber)) &&
              field?.startsWith(`waves[${index}].`),
          ))
      ),
  );
}

/** Those that stand in the way of a start, save what is acknowledged and may be. */
export const unacknowledged = (
  findings: readonly Finding[],
  acknowledged: readonly string[],
): Finding[] =>
  findings.filter(
    ({ severity, overridable, code }) =>
      severity === 'BLOCKING' &&
      !(overridable === true && acknowledged.includes(code)),
  );

/**
 * Refuses a start where anything blocks it.
 *
 * @throws DrsError PREFLIGHT_FAILED with every finding that blocks; FROZEN, or
 *   DRS_LIMIT_EXCEEDED where the caller does not want to wait, if it is only that
 */
export function refuseUnready(
  findings: readonly Finding[],
  acknowledged: readonly string[],
): void {
  const blocking = unacknowledged(findings, acknowledged);
  if (blocking.length === 0) {
    return;
  }
  const [first] = blocking;
  const ofItsOwn = (['FROZEN', 'DRS_LIMIT_EXCEEDED'] as const).find(code =>
    blocking.every(finding => finding.code === code),
  );
  throw new DrsError(
    ofItsOwn ?? 'PREFLIGHT_FAILED',
    blocking.length === 1
      ? `The plan cannot start: ${first.message}`
      : `The plan cannot start: there are ${blocking.length} problems`,
    blocking,
  );
}
