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
import { accountIdSchema, regionSchema } from './primitives';

/** Query of `list_regions`. @public */
export const regionsQuerySchema = z.strictObject({
  /** Only accounts on record for the Region are named then. */
  accountId: accountIdSchema.optional(),
});

/** A Region in which servers can be recovered. @public */
export const drsRegionSchema = z.object({
  region: regionSchema,
  /** AWS's name for it; absent where it is newer than this release. */
  name: z.string().optional(),
  /** Whether AWS documents DRS there; a Region on record may be newer than this release. */
  documented: z.boolean(),
  /** The accounts that are on record for it. */
  accounts: z.array(
    z.object({ accountId: accountIdSchema, accountName: z.string() }),
  ),
});
/** @public */
export type DrsRegion = z.infer<typeof drsRegionSchema>;

/** Answer of `list_regions`, by Region. @public */
export const drsRegionsSchema = z.object({ items: z.array(drsRegionSchema) });
