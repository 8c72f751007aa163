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
import {
  instantSchema,
  oneOrMany,
  pageOf,
  pageQuery,
  unavailableSchema,
} from './primitives';
import { sourceServerSchema } from './sourceServer';

/**
 * How a server is prepared for a disaster; the first that is true of it, in this
 * order. `UNPROTECTED`: no plan launches it. `FAILING`: DRS could not launch it
 * now. `AT_RISK`: it would be launched with old data, or the last drill of its
 * plans that ended and took it in was not completed. `NEVER_DRILLED`: no drill of
 * its plans that has ended took it in. `READY`: none of these.
 *
 * @public
 */
export const postureSchema = z.enum([
  'UNPROTECTED',
  'FAILING',
  'AT_RISK',
  'NEVER_DRILLED',
  'READY',
]);
/** @public */
export type Posture = z.infer<typeof postureSchema>;

/** Servers by their posture. @public */
export const postureCountsSchema = z.record(postureSchema, z.number().int());
/** @public */
export type PostureCounts = z.infer<typeof postureCountsSchema>;

/** A server with its posture, and what that follows from. @public */
export const serverPostureSchema = z.object({
  server: sourceServerSchema,
  posture: postureSchema,
  /**
   * Whether its group, a plan that launches it, or a catalog entity whose annotations
   * select it is the caller's own.
   */
  owned: z.boolean(),
  /** Of its group. */
  owner: z.string().optional(),
  /** The plans that launch it. */
  plans: z.array(z.object({ planId: z.string(), planName: z.string() })),
  /** The last drill of these plans that ended and took it in. */
  lastDrill: executionSummarySchema
    .pick({
      executionId: true,
      planName: true,
      status: true,
      startTime: true,
      endTime: true,
    })
    .optional(),
});
/** @public */
export type ServerPosture = z.infer<typeof serverPostureSchema>;

/** Query of `get_posture`: which of the servers are listed; all are counted. @public */
export const postureQuerySchema = z.strictObject({
  ...pageQuery,
  posture: oneOrMany(postureSchema).optional(),
  /** `true`: only what is the caller's own. */
  owned: z
    .enum(['true', 'false'])
    .transform(text => text === 'true')
    .default(false),
});

/**
 * Answer of `get_posture`: the servers that the caller may see, counted, and a
 * page of them: what a plan launches and cannot rely on first, what is ready last.
 * Servers whose tag `DR-Enabled` is `false` and
 * that no group holds are left out of all of it, and counted in `disabled`.
 *
 * @public
 */
export const postureAnswerSchema = pageOf(serverPostureSchema).extend({
  observedAt: instantSchema,
  /** What is the caller's own. */
  owned: postureCountsSchema,
  /** `true`: the catalog did not answer, so what is the caller's own by it alone does not count as such. */
  catalogUnavailable: z.boolean().optional(),
  all: postureCountsSchema,
  disabled: z.number().int(),
  /** Ended drills whose instances still run and cost money, of the last 200, newest first. */
  leftRunning: z.array(executionSummarySchema),
  /**
   * Accounts and Regions whose servers are missing here. Where DRS is not set up
   * there are none, and it is not named.
   */
  unavailable: z.array(unavailableSchema),
});
/** @public */
export type PostureAnswer = z.infer<typeof postureAnswerSchema>;
