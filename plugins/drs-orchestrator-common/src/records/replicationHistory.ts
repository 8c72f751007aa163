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
import { accountIdSchema, instantSchema, regionSchema } from './primitives';
import { replicationStateSchema } from './sourceServer';

const DAY_MS = 86_400_000;
const MOST_DAYS = 31;

/** Query of `get_replication_history`. @public */
export const replicationHistoryQuerySchema = z
  .strictObject({
    accountId: accountIdSchema,
    region: regionSchema,
    /** Default: 24 hours before `to`. */
    from: instantSchema.optional(),
    /** Default: now. */
    to: instantSchema.optional(),
  })
  .superRefine(({ from, to }, context) => {
    if (from === undefined || to === undefined) {
      return;
    }
    const span = Date.parse(to) - Date.parse(from);
    if (span <= 0) {
      context.addIssue({
        code: 'custom',
        path: ['from'],
        message: 'The range begins before it ends',
      });
    } else if (span > MOST_DAYS * DAY_MS) {
      context.addIssue({
        code: 'custom',
        path: ['from'],
        message: `A range is ${MOST_DAYS} days at most`,
      });
    }
  });

/** How a server replicated when it was looked at. @public */
export const replicationPointSchema = z.object({
  time: instantSchema,
  /** Age of the newest data that a launch would have used; absent where DRS stated none. */
  lagSeconds: z.number().optional(),
  /** Absent: DRS no longer described the server. */
  replicationState: replicationStateSchema.optional(),
});
/** @public */
export type ReplicationPoint = z.infer<typeof replicationPointSchema>;

/** A time in which nobody can say how the server replicated. @public */
export const replicationGapSchema = z.object({
  from: instantSchema,
  to: instantSchema,
  /** `NOT_LOOKED`, or AWS's code where it was asked and did not tell. */
  code: z.string(),
  message: z.string(),
});
/** @public */
export type ReplicationGap = z.infer<typeof replicationGapSchema>;

/** How a server replicated over time. @public */
export const replicationHistorySchema = z.object({
  sourceServerId: z.string(),
  accountId: accountIdSchema,
  region: regionSchema,
  from: instantSchema,
  to: instantSchema,
  /** Between two looks, as it is configured; absent where no history is kept. */
  intervalSeconds: z.number().optional(),
  /**
   * What was seen, oldest first. Only what had changed is kept: a point holds until
   * the next one or until a gap, the lag within a minute or a fifth. The first may
   * be earlier than `from`, and holds there.
   */
  points: z.array(replicationPointSchema),
  /** Nothing is known in between: oldest first. */
  gaps: z.array(replicationGapSchema),
});
/** @public */
export type ReplicationHistory = z.infer<typeof replicationHistorySchema>;
