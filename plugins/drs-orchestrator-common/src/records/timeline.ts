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

/**
 * Where a predicted time comes from: earlier launches of these servers by this
 * plan, or, where there are none, what launches usually take.
 *
 * @public
 */
export const predictionBasisSchema = z.enum(['HISTORY', 'DEFAULT']);

/** When each wave would start and end, in seconds after the start. @public */
export const timelineSchema = z.object({
  predictedSeconds: z.number(),
  /** `DEFAULT` where any wave has no history. */
  basis: predictionBasisSchema,
  /** Numbers of the waves that decide the duration, in their order. */
  criticalPath: z.array(z.number().int()),
  waves: z.array(
    z.object({
      waveNumber: z.number().int(),
      waveName: z.string(),
      startSeconds: z.number(),
      endSeconds: z.number(),
      serverCount: z.number().int(),
      /** Jobs of DRS that it would take. */
      jobs: z.number().int(),
      basis: predictionBasisSchema,
    }),
  ),
});
/** @public */
export type Timeline = z.infer<typeof timelineSchema>;
