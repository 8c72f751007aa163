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
import { executionStatusSchema } from './execution';
import {
  drillOptionsSchema,
  startConditions,
  withDrillOptionsForDrillsOnly,
} from './startConditions';

export { drillOptionsSchema };
/** @public */
export type DrillOptions = z.infer<typeof drillOptionsSchema>;

const startFields = {
  ...startConditions,
  /** The same token by the same caller for the same plan gives the same execution. */
  clientToken: z.string().min(1).max(64).optional(),
  reason: z.string().trim().max(1000).optional(),
  metadata: z
    .record(z.string().min(1).max(64), z.string().max(1000))
    .refine(entries => Object.keys(entries).length <= 20, 'At most 20 entries')
    .optional(),
};

/** Body of `execute_recovery_plan`. @public */
export const startExecutionSchema = withDrillOptionsForDrillsOnly(
  z.strictObject(startFields),
);
/** @public */
export type StartExecution = z.infer<typeof startExecutionSchema>;

/** Body of `start_execution`: the same, with the plan. @public */
export const startPlanSchema = withDrillOptionsForDrillsOnly(
  z.strictObject({ ...startFields, planId: z.string().min(1).max(64) }),
);

/** @public */
export const startedExecutionSchema = z.object({
  executionId: z.string(),
  status: executionStatusSchema,
  statusUrl: z.string(),
});
/** @public */
export type StartedExecution = z.infer<typeof startedExecutionSchema>;
