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
  regionSchema,
  unavailableSchema,
} from './primitives';

/** Query of `get_drs_accounts` and `get_drs_account_capacity`. @public */
export const capacityQuerySchema = z.strictObject({
  accountId: accountIdSchema.optional(),
  region: regionSchema.optional(),
});

/** How much of a limit is used. `headRoom` is never negative. @public */
export const capacitySchema = z.object({
  used: z.number().int(),
  limit: z.number().int(),
  headRoom: z.number().int(),
});
/** @public */
export type Capacity = z.infer<typeof capacitySchema>;

/** An account into which servers replicate, with how many it takes. @public */
export const stagingCapacitySchema = z.object({
  accountId: accountIdSchema,
  /** `false`: servers are extended from it, and no record says how to look into it. */
  onRecord: z.boolean(),
  replicatingServers: capacitySchema,
  /**
   * Whether the staging account itself said so; otherwise only the servers that
   * are extended from it are counted.
   */
  observed: z.boolean(),
});
/** @public */
export type StagingCapacity = z.infer<typeof stagingCapacitySchema>;

/** The capacity of one account and Region. @public */
export const scopeCapacitySchema = z.object({
  accountId: accountIdSchema,
  accountName: z.string(),
  region: regionSchema,
  /** `false`: DRS is not set up, and there is nothing to use. */
  initialized: z.boolean(),
  sourceServers: capacitySchema,
  /** Extended ones among them. */
  extendedSourceServers: z.number().int(),
  recoveryInstances: capacitySchema,
  jobs: capacitySchema,
  serversInJobs: capacitySchema,
  /** The account itself first, then its staging accounts by priority. */
  stagingAccounts: z.array(stagingCapacitySchema),
});
/** @public */
export type ScopeCapacity = z.infer<typeof scopeCapacitySchema>;

/** Answer of `get_drs_account_capacity`. @public */
export const accountCapacitySchema = z.object({
  observedAt: instantSchema,
  items: z.array(scopeCapacitySchema),
  /** Over all of them; a staging account of several target accounts counts once. */
  total: z.object({
    sourceServers: capacitySchema,
    recoveryInstances: capacitySchema,
    replicatingServers: capacitySchema,
  }),
  /** What could not be asked, and is not in the numbers; staging accounts are named by their own ID. */
  unavailable: z.array(unavailableSchema),
});
/** @public */
export type AccountCapacity = z.infer<typeof accountCapacitySchema>;
