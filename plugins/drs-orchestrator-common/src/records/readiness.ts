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
import { executionSummarySchema } from './execution';
import { findingSchema } from './finding';
import { tagsSchema, unavailableSchema } from './primitives';
import { sourceServerSchema } from './sourceServer';

/**
 * Answer of `get_readiness`: could this entity be recovered now, and why (not).
 * A System sums up its parts. `UNKNOWN`: an account could not be asked.
 *
 * @public
 */
export const readinessSchema = z.object({
  entityRef: z.string(),
  answer: z.enum(['YES', 'YES_WITH_GAPS', 'NO', 'UNKNOWN']),
  findings: z.array(findingSchema),
  /** The entity's parts that name servers, each with what its annotations select. */
  selections: z.array(
    z.object({
      entityRef: z.string(),
      accountId: z.string(),
      region: z.string(),
      tags: tagsSchema,
      sourceServerIds: z.array(z.string()),
    }),
  ),
  /** Parts without annotations that name servers. */
  withoutServers: z.array(z.string()),
  servers: z.array(sourceServerSchema),
  groups: z.array(z.object({ groupId: z.string(), groupName: z.string() })),
  plans: z.array(
    z.object({
      planId: z.string(),
      planName: z.string(),
      /** Numbers of the waves in which servers of this entity are launched. */
      waves: z.array(z.number().int()),
    }),
  ),
  lastDrill: executionSummarySchema.optional(),
  unavailable: z.array(unavailableSchema),
});
/** @public */
export type Readiness = z.infer<typeof readinessSchema>;
