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

/** How much of a wave may fail. */
export const toleranceFields = {
  /** Go on when at least `successThresholdPercent` of the servers are up. */
  continueOnFailure: z.boolean().default(false),
  /** Absent: 100, or 50 where `continueOnFailure`; only there it may be less than 100. */
  successThresholdPercent: z.number().int().min(1).max(100).optional(),
};
const toleranceSchema = z.object(toleranceFields);

/**
 * A wave whose threshold fits its tolerance. Not asked of waves that are stored:
 * plans from before this rule stay readable.
 */
export const withFittingThreshold = <
  T extends z.ZodType<z.output<typeof toleranceSchema>>,
>(
  wave: T,
) =>
  wave.refine(
    ({ continueOnFailure, successThresholdPercent = 100 }) =>
      continueOnFailure || successThresholdPercent === 100,
    {
      path: ['successThresholdPercent'],
      error:
        'A threshold below 100 needs "continueOnFailure": without it every server has to be up',
      // Told beside every other problem of the wave.
      when: ({ value }) => toleranceSchema.safeParse(value).success,
    },
  );
