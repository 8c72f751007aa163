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
  changedRecoveryPlanSchema,
  dependenciesOf,
  findingsOfZodError,
  newRecoveryPlanSchema,
  validate,
  waveGraphFindings,
  type DerivedFrom,
  type Finding,
  type NewRecoveryPlan,
  type RecoveryPlan,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { PlanEditorWords } from '../../translations/planEditor';
import { newKey } from './draftKeys';
import { numeric, optional } from './draftText';
import {
  draftOfHealthCheck,
  healthCheckOf,
  newHealthCheck,
  type HealthCheckDraft,
} from './healthCheckDraft';
import {
  draftOfHook,
  hookOf,
  parameterFindings,
  type HookDraft,
} from './hookDraft';

/**
 * A wave as it is being written. `key` stays while waves move; dependencies are
 * held by key, so that moving or removing a wave never rewires another.
 */
export interface WaveDraft {
  key: string;
  waveId?: string;
  waveName: string;
  description: string;
  protectionGroupIds: string[];
  /** Those it launches out of its groups; absent: all of them. This form only takes out. */
  serverIds?: string[];
  dependsOn: string[];
  maxWaitMinutes: string;
  continueOnFailure: boolean;
  successThresholdPercent: string;
  pauseBeforeWave: boolean;
  /** Empty: all servers at once. */
  parallelism: string;
  waitTimeSeconds: string;
  preWaveHooks: HookDraft[];
  postWaveHooks: HookDraft[];
  healthCheck: HealthCheckDraft;
}

/** A recovery plan as it is being written; numbers are held as typed. */
export interface PlanDraft {
  planName: string;
  description: string;
  owner: string;
  targetRtoMinutes: string;
  targetRpoMinutes: string;
  maxDurationMinutes: string;
  /** What in the catalog it is kept in step with; the form does not change it. */
  derivedFrom?: DerivedFrom;
  waves: WaveDraft[];
}

/** An empty wave that starts after the last one. */
export function newWave(after: readonly WaveDraft[]): WaveDraft {
  const last = after[after.length - 1];
  return {
    key: newKey(),
    waveName: '',
    description: '',
    protectionGroupIds: [],
    dependsOn: last ? [last.key] : [],
    maxWaitMinutes: '120',
    continueOnFailure: false,
    successThresholdPercent: '',
    pauseBeforeWave: false,
    parallelism: '',
    waitTimeSeconds: '0',
    preWaveHooks: [],
    postWaveHooks: [],
    healthCheck: newHealthCheck(),
  };
}

/** What a new plan begins with; a link may name its first group. */
export function newPlanDraft(groupIds: readonly string[] = []): PlanDraft {
  return {
    planName: '',
    description: '',
    owner: '',
    targetRtoMinutes: '',
    targetRpoMinutes: '',
    maxDurationMinutes: '1440',
    waves: [{ ...newWave([]), protectionGroupIds: [...groupIds] }],
  };
}

/** A stored plan, to be edited. */
export function draftOfPlan(plan: RecoveryPlan): PlanDraft {
  const keys = new Map(
    plan.waves.map(wave => [wave.waveNumber, `stored-${wave.waveId}`]),
  );
  return {
    planName: plan.planName,
    description: plan.description ?? '',
    owner: plan.owner ?? '',
    targetRtoMinutes: plan.targetRtoMinutes?.toString() ?? '',
    targetRpoMinutes: plan.targetRpoMinutes?.toString() ?? '',
    maxDurationMinutes: String(plan.maxDurationMinutes),
    derivedFrom: plan.derivedFrom,
    waves: plan.waves.map((wave, index) => ({
      key: keys.get(wave.waveNumber) ?? newKey(),
      waveId: wave.waveId,
      waveName: wave.waveName,
      description: wave.description ?? '',
      protectionGroupIds: wave.protectionGroupIds,
      serverIds: wave.serverIds,
      dependsOn: dependenciesOf(plan.waves, index).flatMap(
        number => keys.get(number) ?? [],
      ),
      maxWaitMinutes: String(wave.maxWaitMinutes),
      continueOnFailure: wave.continueOnFailure,
      successThresholdPercent: wave.successThresholdPercent?.toString() ?? '',
      pauseBeforeWave: wave.pauseBeforeWave,
      parallelism: wave.parallelism?.toString() ?? '',
      waitTimeSeconds: String(wave.waitTimeSeconds),
      preWaveHooks: wave.preWaveHooks.map(draftOfHook),
      postWaveHooks: wave.postWaveHooks.map(draftOfHook),
      healthCheck: draftOfHealthCheck(wave.healthCheck),
    })),
  };
}

/** Moves a wave one place up or down; dependencies stay. */
export function moveWave(
  waves: readonly WaveDraft[],
  index: number,
  by: -1 | 1,
): WaveDraft[] {
  const to = index + by;
  if (to < 0 || to >= waves.length) {
    return [...waves];
  }
  const moved = [...waves];
  [moved[index], moved[to]] = [moved[to], moved[index]];
  return moved;
}

/** Removes a wave; what waited for it waits for what it waited for. */
export function removeWave(
  waves: readonly WaveDraft[],
  index: number,
): WaveDraft[] {
  const removed = waves[index];
  return waves
    .filter(wave => wave !== removed)
    .map(wave =>
      wave.dependsOn.includes(removed.key)
        ? {
            ...wave,
            dependsOn: [
              ...new Set([
                ...wave.dependsOn.filter(key => key !== removed.key),
                ...removed.dependsOn.filter(key => key !== wave.key),
              ]),
            ],
          }
        : wave,
    );
}

/** The draft's waves as the contract numbers them: by place. */
export function wavesOf(draft: PlanDraft) {
  const numbers = new Map(
    draft.waves.map((wave, index) => [wave.key, index + 1]),
  );
  return draft.waves.map((wave, index) => ({
    waveId: wave.waveId,
    waveNumber: index + 1,
    waveName: wave.waveName,
    description: optional(wave.description),
    protectionGroupIds: wave.protectionGroupIds,
    serverIds: wave.serverIds,
    dependsOnWaves: wave.dependsOn
      .flatMap(key => numbers.get(key) ?? [])
      .sort((a, b) => a - b),
    maxWaitMinutes: numeric(wave.maxWaitMinutes),
    continueOnFailure: wave.continueOnFailure,
    successThresholdPercent: wave.continueOnFailure
      ? numeric(wave.successThresholdPercent)
      : undefined,
    pauseBeforeWave: wave.pauseBeforeWave,
    parallelism: numeric(wave.parallelism),
    waitTimeSeconds: numeric(wave.waitTimeSeconds),
    preWaveHooks: wave.preWaveHooks.map(hookOf),
    postWaveHooks: wave.postWaveHooks.map(hookOf),
    healthCheck: healthCheckOf(wave.healthCheck),
  }));
}

function fieldsOf(draft: PlanDraft) {
  return {
    planName: draft.planName,
    description: optional(draft.description),
    owner: optional(draft.owner),
    targetRtoMinutes: numeric(draft.targetRtoMinutes),
    targetRpoMinutes: numeric(draft.targetRpoMinutes),
    maxDurationMinutes: numeric(draft.maxDurationMinutes),
    derivedFrom: draft.derivedFrom,
    waves: wavesOf(draft),
  };
}

/**
 * The draft as the body of a request, with every problem that the browser can see.
 *
 * @param accountId - the account of the plan's groups, where it is known
 */
export function newPlanBody(
  t: PlanEditorWords,
  draft: PlanDraft,
  accountId?: string,
): {
  body: NewRecoveryPlan | undefined;
  findings: Finding[];
} {
  return checked(
    t,
    draft,
    validate(newRecoveryPlanSchema, { ...fieldsOf(draft), accountId }),
  );
}

/** The same for a plan that exists, over the version that was read. */
export function changedPlanBody(
  t: PlanEditorWords,
  draft: PlanDraft,
  version: number,
) {
  return checked(
    t,
    draft,
    validate(changedRecoveryPlanSchema, { ...fieldsOf(draft), version }),
  );
}

function checked<T>(
  t: PlanEditorWords,
  draft: PlanDraft,
  parsed:
    | { success: true; data: T }
    | { success: false; error: Parameters<typeof findingsOfZodError>[0] },
): { body: T | undefined; findings: Finding[] } {
  const findings = [
    ...(parsed.success ? [] : findingsOfZodError(parsed.error)),
    ...waveGraphFindings(wavesOf(draft)),
    ...draft.waves.flatMap((wave, index) =>
      (['preWaveHooks', 'postWaveHooks'] as const).flatMap(stage =>
        wave[stage].flatMap((hook, place) =>
          parameterFindings(t, hook, `waves[${index}].${stage}[${place}]`),
        ),
      ),
    ),
  ];
  return {
    body: parsed.success && findings.length === 0 ? parsed.data : undefined,
    findings,
  };
}
