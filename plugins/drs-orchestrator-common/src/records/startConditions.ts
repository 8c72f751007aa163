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
import { executionTypeSchema } from './execution';
import { pointInTimeSchema } from './pointInTime';

/** What only drills have. @public */
export const drillOptionsSchema = z.strictObject({
  /** So long after its end its instances are terminated by themselves; absent: as configured. */
  timeToLiveMinutes: z.number().int().min(15).max(43_200).optional(),
  /** Launch into the drill network of the groups that have one. */
  useDrillNetwork: z.boolean().default(true),
});

/** How a plan is started, apart from who starts it and why. */
export const startConditions = {
  executionType: executionTypeSchema,
  /** Absent: the latest data. */
  pointInTime: pointInTimeSchema.optional(),
  /** Codes of findings that shall not block, of those that are `overridable`. */
  acknowledge: z.array(z.string().min(1).max(100)).max(20).default([]),
  /** Whether to wait or to be refused where AWS's quotas leave no room now. */
  onLimit: z.enum(['QUEUE', 'REJECT']).default('QUEUE'),
  drill: drillOptionsSchema.optional(),
};

const drillAndType = z.object({
  executionType: z.unknown(),
  drill: z.unknown(),
});

/** Refuses options of drills for a recovery. */
export const withDrillOptionsForDrillsOnly = <T extends z.ZodType>(
  schema: T,
): T =>
  schema.refine(
    start => {
      const given = drillAndType.safeParse(start).data;
      return given?.drill === undefined || given.executionType === 'DRILL';
    },
    { path: ['drill'], error: 'Only a drill has options of drills' },
  );
