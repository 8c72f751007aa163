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

/**
 * `OK`; `DEGRADED`: what is there works, and something is missing; `FAILING`: a
 * recovery that is started now would not go on as it should.
 *
 * @public
 */
export const healthStatusSchema = z.enum(['OK', 'DEGRADED', 'FAILING']);
/** @public */
export type HealthStatus = z.infer<typeof healthStatusSchema>;

const part = {
  status: healthStatusSchema,
  /** What is wrong and what to do; absent where nothing is. */
  message: z.string().optional(),
};

/** Answer of `get_system_health`. @public */
export const systemHealthSchema = z.object({
  /** The worst of its parts. */
  status: healthStatusSchema,
  checkedAt: instantSchema,
  database: z.object({ ...part, latencyMs: z.number().int().optional() }),
  /** The one replica that acts. */
  leader: z.object({
    ...part,
    /** When it last said that it leads, by its own clock. */
    heartbeatAt: instantSchema.optional(),
  }),
  /** The looks at what runs. */
  poller: z.object({
    ...part,
    runningExecutions: z.number().int().optional(),
    /** How long the look that is due longest is due. */
    lagSeconds: z.number().int().optional(),
  }),
  /** The sealing of the audit trail. */
  audit: z.object({
    ...part,
    /** How long the entry that waits longest for its seal waits. */
    lagSeconds: z.number().int().optional(),
  }),
  /** Each account and Region that the caller may see. */
  accounts: z.array(
    z.object({
      ...part,
      accountId: z.string(),
      accountName: z.string(),
      region: z.string(),
    }),
  ),
});
/** @public */
export type SystemHealth = z.infer<typeof systemHealthSchema>;
