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
import { instantSchema, sourceServerIdSchema } from './primitives';

/** A recovery snapshot of DRS (AWS model: RecoverySnapshotID). @public */
export const recoverySnapshotIdSchema = z
  .string()
  .regex(
    /^pit-[0-9a-zA-Z]{17}$/,
    'A recovery snapshot ID is "pit-" and 17 letters or digits',
  );

const pointInTimeKinds = z.discriminatedUnion('type', [
  /** The newest data that DRS has when each server is launched. */
  z.strictObject({ type: z.literal('LATEST') }),
  /** Of each server, its newest snapshot that is not after this time. */
  z.strictObject({ type: z.literal('AS_OF'), asOf: instantSchema }),
  /** Snapshots by server; servers that are not named are launched with the latest data. */
  z.strictObject({
    type: z.literal('SNAPSHOTS'),
    snapshots: z
      .record(sourceServerIdSchema, recoverySnapshotIdSchema)
      .refine(
        snapshots => Object.keys(snapshots).length > 0,
        'Name the snapshot of at least one server',
      ),
  }),
]);

/**
 * Of which time the data is that servers are launched with; `"LATEST"` may also
 * be given as plain text.
 *
 * @public
 */
export const pointInTimeSchema = z.preprocess(
  (given: z.input<typeof pointInTimeKinds> | 'LATEST') =>
    given === 'LATEST' ? { type: 'LATEST' as const } : given,
  pointInTimeKinds,
);
/** @public */
export type PointInTime = z.output<typeof pointInTimeSchema>;
