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
import { instantSchema } from './primitives';

/** Body of `update_settings`: what the settings shall be. @public */
export const changedSettingsSchema = z.strictObject({
  /** The freeze switch: holds every running execution, and lets none start. */
  freeze: z.strictObject({
    active: z.boolean(),
    reason: z.string().trim().max(1000).optional(),
  }),
  /** The one that was read; a newer one answers 409 `VERSION_CONFLICT`. `0` before the first change. */
  version: z.number().int().min(0),
});
/** @public */
export type ChangedSettings = z.infer<typeof changedSettingsSchema>;

/** Settings that are changed while the product runs. @public */
export const orchestratorSettingsSchema = z.object({
  freeze: z.object({
    /** The switch is on, here or in the configuration. */
    active: z.boolean(),
    reason: z.string().optional(),
    /** `drsOrchestrator.freeze` is on: it cannot be switched off here. */
    byConfiguration: z.boolean(),
  }),
  /** Who came by break-glass within the last day, the latest first. */
  breakGlass: z.array(
    z.object({
      /** An entity ref. */
      person: z.string(),
      /** The last time that it was told. */
      at: instantSchema,
      /** Their reasons, the latest first; not all where there are many. */
      reasons: z.array(z.string()),
    }),
  ),
  version: z.number().int(),
  /** Absent before the first change. */
  updatedAt: instantSchema.optional(),
  updatedBy: z.string().optional(),
});
/** @public */
export type OrchestratorSettings = z.infer<typeof orchestratorSettingsSchema>;
