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
import type { Difference } from '../../components/editor/ConflictNotice';
import type { HealthCheckDraft } from './healthCheckDraft';
import type { HookDraft } from './hookDraft';
import type { PlanDraft, WaveDraft } from './planDraft';

/** What two drafts of a plan say differently: the plan's fields, then wave by wave. */
export function planDifferences(
  theirs: PlanDraft,
  yours: PlanDraft,
  groups: ReadonlyMap<string, ProtectionGroup>,
): Difference[] {
  const fields: [string, (draft: PlanDraft) => string][] = [
    ['Name', draft => draft.planName],
    ['Description', draft => draft.description],
    ['Owner', draft => draft.owner],
    ['Target recovery time (minutes)', draft => draft.targetRtoMinutes],
    ['Target data loss (minutes)', draft => draft.targetRpoMinutes],
    ['Longest run (minutes)', draft => draft.maxDurationMinutes],
  ];
  const length = Math.max(theirs.waves.length, yours.waves.length);
  for (let index = 0; index < length; index++) {
    fields.push([
      `Wave ${index + 1}`,
      draft => waveText(draft, draft.waves[index], groups),
    ]);
  }
  return fields
    .map(([field, read]) => ({
      field,
      theirs: read(theirs).trim(),
      yours: read(yours).trim(),
    }))
    .filter(row => row.theirs !== row.yours);
}

function waveText(
  draft: PlanDraft,
  wave: WaveDraft | undefined,
  groups: ReadonlyMap<string, ProtectionGroup>,
): string {
  if (!wave) {
    return 'No such wave';
  }
  const after = wave.dependsOn
    .map(key => draft.waves.findIndex(other => other.key === key) + 1)
    .filter(number => number > 0)
    .sort((a, b) => a - b);
  const threshold = successThreshold({
    continueOnFailure: wave.continueOnFailure,
    successThresholdPercent: Number(wave.successThresholdPercent) || undefined,
  });
  return [
    wave.waveName,
    wave.protectionGroupIds
      .map(id => groups.get(id)?.groupName ?? id)
      .join(', '),
    after.length > 0 ? `after ${after.join(', ')}` : 'at once',
    `waits ${wave.maxWaitMinutes} min`,
    `needs ${threshold} %`,
    wave.pauseBeforeWave ? 'asks for approval' : '',
    wave.parallelism ? `${wave.parallelism} servers at once` : '',
    wave.waitTimeSeconds !== '0' ? `then waits ${wave.waitTimeSeconds} s` : '',
    hooksText('hooks before', wave.preWaveHooks),
    hooksText('hooks after', wave.postWaveHooks),
    healthText(wave.healthCheck),
    wave.description,
  ]
    .filter(Boolean)
    .join('; ');
}

function hooksText(when: string, hooks: readonly HookDraft[]): string {
  return hooks.length === 0
    ? ''
    : `${when}: ${hooks
        .map(hook =>
          [
            hook.name,
            hook.type,
            hook.target,
            ...hook.parameters.map(({ name, value }) => `${name}=${value}`),
            `${hook.timeoutSeconds} s`,
            `${hook.attempts} attempts`,
            hook.delivery,
            hook.onFailure,
          ].join(' '),
        )
        .join(', ')}`;
}

function healthText(check: HealthCheckDraft): string {
  return [
    'health:',
    ...(check.ec2Status ? ['EC2 status'] : []),
    ...(check.launchActions ? ['launch actions'] : []),
    ...check.probes.map(
      ({ type, port, path, expectedStatus }) =>
        `${type} ${port}${type === 'http' ? ` ${path} ${expectedStatus}` : ''}`,
    ),
    `within ${check.timeoutSeconds} s`,
    check.required ? 'required' : 'reported',
  ].join(' ');
}
