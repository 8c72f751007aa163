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
import type { ExecutionServer } from './execution';

const commentSchema = z.string().trim().max(1000);
const waveNumberSchema = z.number().int().min(1).max(100);

/** The longest that an operator's pause lasts: a year. @public */
export const MAX_PAUSE_MINUTES = 525_600;

/** Body of `pause_execution`: running jobs finish, nothing new starts. @public */
export const pauseExecutionSchema = z.strictObject({
  reason: commentSchema.optional(),
  /** Then the execution ends by itself as `TIMED_OUT`; absent: a year. */
  maxMinutes: z.number().int().min(1).max(MAX_PAUSE_MINUTES).optional(),
});

/** Body of `resume_execution`. @public */
export const resumeExecutionSchema = z.strictObject({
  comment: commentSchema.optional(),
});

/** Body of `decide_approval`. @public */
export const decideApprovalSchema = z.strictObject({
  /** The wave that waits; absent: the start of the whole execution. */
  waveNumber: waveNumberSchema.optional(),
  decision: z.enum(['APPROVE', 'REJECT']),
  comment: commentSchema.optional(),
  /** The digest of the servers that the decision was made for: refused where they are others. */
  serversDigest: z.string().max(128).optional(),
});

/** Body of `retry_execution_items` and `skip_execution_items`. @public */
export const executionItemsSchema = z
  .strictObject({
    /** Numbers of waves: all of their servers that are not up. */
    waves: z.array(waveNumberSchema).min(1).max(100).optional(),
    /** IDs of source servers. */
    servers: z.array(z.string().max(64)).min(1).max(4000).optional(),
    comment: commentSchema.optional(),
  })
  .refine(items => items.waves !== undefined || items.servers !== undefined, {
    path: ['servers'],
    error: 'Name the waves or the servers',
  });

/**
 * Whether trying a server again replaces an instance of it that is up: one that is
 * not well, but may be in use. DRS deletes it, and what was written to it is lost. A
 * launch that was merely late is taken as it is.
 *
 * @public
 */
export function isReplacedByRetry({
  outcome,
  instanceState,
  launchTime,
  replacedByRetry,
}: Pick<
  ExecutionServer,
  'outcome' | 'instanceState' | 'launchTime' | 'replacedByRetry'
>): boolean {
  if (instanceState !== 'RUNNING') {
    return false;
  }
  switch (outcome) {
    case 'UNHEALTHY':
    case 'FAILED':
      return true;
    case 'TIMED_OUT':
      // The engine knows which launch the instance is of. Without its word: of an
      // earlier one, unless the one that was late has come.
      return replacedByRetry ?? launchTime === undefined;
    case 'PENDING':
    case 'LAUNCHING':
    case 'LAUNCHED':
    case 'HEALTHY':
    case 'SKIPPED':
    case 'CANCELLED':
      return false;
    default:
      return outcome satisfies never;
  }
}

/**
 * Of a server whose instance a retry replaces: whether that may be gone already. A later
 * launch failed or timed out, and DRS deletes the earlier instance in the course of one.
 * What is only not well is there.
 *
 * @public
 */
export const isPerhapsGone = ({
  outcome,
}: Pick<ExecutionServer, 'outcome'>): boolean => outcome !== 'UNHEALTHY';

/** Body of `cancel_execution`. @public */
export const cancelExecutionSchema = z.strictObject({
  reason: commentSchema.optional(),
});

/** Body of `terminate_recovery_instances`: some servers, or all. @public */
export const terminateInstancesSchema = z.strictObject({
  servers: z.array(z.string().max(64)).min(1).max(4000).optional(),
});

/** Body of `delete_executions`. @public */
export const deleteExecutionsSchema = z.strictObject({
  executionIds: z
    .array(z.string().min(1).max(64))
    .min(1)
    .max(1000)
    .refine(
      list => new Set(list).size === list.length,
      'An execution is named twice',
    ),
});

/** Answer of `delete_executions` and `delete_completed_executions`: lists show them no more. @public */
export const deletedExecutionsSchema = z.object({
  deletedCount: z.number().int(),
});
