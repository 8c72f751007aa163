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

import { z } from 'zod';
import { actionsSchema } from './actions';
import { derivedFromInputSchema, derivedFromSchema } from './catalogScope';
import { executionSummarySchema, executionTypeSchema } from './execution';
import { findingSchema } from './finding';
import { healthCheckSchema } from './healthCheck';
import { hooksSchema } from './hook';
import {
  accountIdSchema,
  descriptionSchema,
  entityRefSchema,
  instantSchema,
  nameSchema,
  regionSchema,
  sourceServerIdSchema,
  versionSchema,
} from './primitives';
import { toleranceFields, withFittingThreshold } from './waveTolerance';

/**
 * Servers launched together once the waves it depends on are done.
 * `dependsOnWaves` holds wave numbers; absent means the wave before, `[]` none.
 *
 * @public
 */
export const waveInputSchema = withFittingThreshold(
  z.strictObject({
    /** Stable over edits; given by the server to a new wave. */
    waveId: z.string().max(64).optional(),
    waveNumber: z.number().int().min(1).max(100),
    waveName: nameSchema,
    description: descriptionSchema.optional(),
    protectionGroupIds: z
      .array(z.string().max(64))
      .min(1, 'Choose at least one protection group')
      .max(100),
    /** Only these servers of the groups. */
    serverIds: z.array(sourceServerIdSchema).min(1).max(1000).optional(),
    dependsOnWaves: z
      .array(z.number().int().min(1).max(100))
      .max(100)
      .optional(),
    /** Somebody must approve the wave; meanwhile it holds back itself and what depends on it. */
    pauseBeforeWave: z.boolean().default(false),
    /** Servers launched at once, in the order listed; absent: all. */
    parallelism: z.number().int().min(1).max(1000).optional(),
    /** Time after its servers are up before waves that depend on it may start. */
    waitTimeSeconds: z.number().int().min(0).max(86_400).default(0),
    /** Servers that are not up by then are `TIMED_OUT`. */
    maxWaitMinutes: z.number().int().min(1).max(1440).default(120),
    ...toleranceFields,
    /** Called before its servers are launched. */
    preWaveHooks: hooksSchema.default([]),
    /** Called once its servers are up, and healthy where that is required. */
    postWaveHooks: hooksSchema.default([]),
    healthCheck: healthCheckSchema.prefault({}),
  }),
);
/** @public */
export type WaveInput = z.input<typeof waveInputSchema>;

/** @public */
export const waveSchema = z.object({
  ...waveInputSchema.shape,
  waveId: z.string(),
  maxWaitMinutes: z.number().int(),
  continueOnFailure: z.boolean(),
});
/** @public */
export type Wave = z.infer<typeof waveSchema>;

const planFields = {
  planName: nameSchema,
  description: descriptionSchema.optional(),
  owner: entityRefSchema.optional(),
  targetRtoMinutes: z.number().int().min(1).max(43_200).optional(),
  targetRpoMinutes: z.number().int().min(1).max(43_200).optional(),
  /** A limit on a whole execution. */
  maxDurationMinutes: z.number().int().min(5).max(43_200).default(1440),
  /** What in the catalog it is kept in step with; what is not given stays. */
  derivedFrom: derivedFromInputSchema.optional(),
  waves: z
    .array(waveInputSchema)
    .min(1, 'A plan needs at least one wave')
    .max(100),
};

/** Body of `create_recovery_plan` and `validate_recovery_plan`. @public */
export const newRecoveryPlanSchema = z.strictObject({
  ...planFields,
  accountId: accountIdSchema.optional(),
});
/** @public */
export type NewRecoveryPlan = z.infer<typeof newRecoveryPlanSchema>;

/** Body of `update_recovery_plan`: the whole record as it shall be. @public */
export const changedRecoveryPlanSchema = z.strictObject({
  ...planFields,
  version: versionSchema,
});
/** @public */
export type ChangedRecoveryPlan = z.infer<typeof changedRecoveryPlanSchema>;

/** Waves over protection groups. @public */
export const recoveryPlanSchema = z.object({
  planId: z.string(),
  planName: z.string(),
  description: z.string().optional(),
  accountId: accountIdSchema,
  /** Every account and Region its groups are in. */
  scopes: z.array(
    z.object({ accountId: accountIdSchema, region: regionSchema }),
  ),
  owner: z.string().optional(),
  targetRtoMinutes: z.number().int().optional(),
  targetRpoMinutes: z.number().int().optional(),
  maxDurationMinutes: z.number().int(),
  derivedFrom: derivedFromSchema.optional(),
  waves: z.array(waveSchema),
  version: versionSchema,
  createdAt: instantSchema,
  updatedAt: instantSchema,
  createdBy: z.string(),
  /** Who changed it last; absent where that was before it was recorded. */
  updatedBy: z.string().optional(),
  lastExecution: executionSummarySchema.optional(),
  ...actionsSchema,
  /**
   * Of which types the caller has the permission to start executions of the plan,
   * whatever its state says now; absent from releases before it was told.
   */
  mayStart: z.array(executionTypeSchema).optional(),
});
/** @public */
export type RecoveryPlan = z.infer<typeof recoveryPlanSchema>;

/** Answer of `validate_recovery_plan`: every problem at once; `valid` when none blocks. @public */
export const planValidationSchema = z.object({
  valid: z.boolean(),
  findings: z.array(findingSchema),
  /** Servers each wave would launch now. */
  waves: z.array(
    z.object({
      waveNumber: z.number().int(),
      serverCount: z.number().int(),
      notReadyCount: z.number().int(),
    }),
  ),
});
/** @public */
export type PlanValidation = z.infer<typeof planValidationSchema>;
