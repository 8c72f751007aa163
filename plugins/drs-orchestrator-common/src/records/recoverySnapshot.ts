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
import {
  accountIdSchema,
  instantSchema,
  pageQuery,
  regionSchema,
} from './primitives';

/** Query of `get_recovery_snapshots`; without account or Region the server is looked for in all on record. @public */
export const recoverySnapshotsQuerySchema = z.strictObject({
  ...pageQuery,
  accountId: accountIdSchema.optional(),
  region: regionSchema.optional(),
  /** Not before. */
  from: instantSchema.optional(),
  /** Not after. */
  to: instantSchema.optional(),
});

/** A point in time to which a server can be recovered. @public */
export const recoverySnapshotSchema = z.object({
  snapshotId: z.string(),
  sourceServerId: z.string(),
  /** When it was taken. */
  timestamp: instantSchema,
});
/** @public */
export type RecoverySnapshot = z.infer<typeof recoverySnapshotSchema>;
