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
import { findingSchema } from './finding';
import {
  accountIdSchema,
  instantSchema,
  oneOrMany,
  pageOf,
  pageQuery,
  regionSchema,
  tagsSchema,
  unavailableSchema,
} from './primitives';

/**
 * AWS's DataReplicationState; `UNKNOWN` stands for a value newer than this
 * release.
 *
 * @public
 */
export const replicationStateSchema = z.enum([
  'STOPPED',
  'INITIATING',
  'INITIAL_SYNC',
  'BACKLOG',
  'CREATING_SNAPSHOT',
  'CONTINUOUS',
  'PAUSED',
  'RESCAN',
  'STALLED',
  'DISCONNECTED',
  'UNKNOWN',
]);
/** @public */
export type ReplicationState = z.infer<typeof replicationStateSchema>;

/**
 * Whether DRS could launch the server now. `AT_RISK`: it would launch, with old
 * data (stalled replication). `NOT_READY`: no consistent recovery point, or
 * replication is stopped or disconnected.
 *
 * @public
 */
export const recoverabilitySchema = z.enum(['READY', 'AT_RISK', 'NOT_READY']);
/** @public */
export type Recoverability = z.infer<typeof recoverabilitySchema>;

/** A source server as DRS describes it, with the group it belongs to. @public */
export const sourceServerSchema = z.object({
  sourceServerId: z.string(),
  accountId: accountIdSchema,
  region: regionSchema,
  stagingAccountId: z.string().optional(),
  hostname: z.string(),
  ipAddresses: z.array(z.string()),
  operatingSystem: z.string().optional(),
  hardware: z.object({
    cpuCores: z.number().int(),
    ramBytes: z.number(),
    diskBytes: z.number(),
  }),
  tags: tagsSchema,
  replicationState: replicationStateSchema,
  /** Age of the newest data that a launch would use, in seconds; absent when DRS states none. */
  lagSeconds: z.number().optional(),
  recoverability: recoverabilitySchema,
  /** Why the server is not `READY`, in a sentence. */
  recoverabilityReason: z.string().optional(),
  lifecycleState: z.string().optional(),
  lastLaunch: z
    .object({
      jobId: z.string(),
      type: z.enum(['DRILL', 'RECOVERY']),
      status: z.string(),
      at: instantSchema,
    })
    .optional(),
  recoveryInstanceId: z.string().optional(),
  protectionGroup: z
    .object({ groupId: z.string(), groupName: z.string() })
    .optional(),
});
/** @public */
export type SourceServer = z.infer<typeof sourceServerSchema>;

/** Query of `get_drs_source_servers`; without account or Region: all on record. @public */
export const sourceServersQuerySchema = z.strictObject({
  ...pageQuery,
  accountId: accountIdSchema.optional(),
  region: regionSchema.optional(),
  replicationState: oneOrMany(replicationStateSchema).optional(),
  recoverability: oneOrMany(recoverabilitySchema).optional(),
  groupId: z.string().max(64).optional(),
  /** Whether a protection group holds the server. */
  grouped: z
    .enum(['true', 'false'])
    .transform(text => text === 'true')
    .optional(),
  /** `key=value`, all given pairs must match. */
  tag: oneOrMany(z.string().max(400).includes('=')).optional(),
  /** Part of a hostname, an address or an ID. */
  text: z.string().max(200).optional(),
});

/** @public */
export const sourceServersPageSchema = pageOf(sourceServerSchema).extend({
  unavailable: z.array(unavailableSchema),
});
/** @public */
export type SourceServersPage = z.infer<typeof sourceServersPageSchema>;

/** Why a server does not match a tag selection. @public */
export const mismatchSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('MISSING_TAG'),
    key: z.string(),
    expected: z.string(),
  }),
  z.object({
    kind: z.literal('DIFFERENT_VALUE'),
    key: z.string(),
    expected: z.string(),
    actual: z.string(),
  }),
  z.object({ kind: z.literal('DISABLED') }),
]);
/** @public */
export type Mismatch = z.infer<typeof mismatchSchema>;

/**
 * What a selection matches now. `nearMisses` are the servers that match some of
 * the pairs, or all but are disabled, nearest first and at most 100; the others
 * are in `notMatchedTotal` too.
 *
 * @public
 */
export const resolvedSelectionSchema = z.object({
  servers: z.array(sourceServerSchema),
  nearMisses: z.array(
    z.object({
      server: sourceServerSchema,
      matched: z.number().int(),
      mismatches: z.array(mismatchSchema),
    }),
  ),
  notMatchedTotal: z.number().int(),
  findings: z.array(findingSchema),
});
/** @public */
export type ResolvedSelection = z.infer<typeof resolvedSelectionSchema>;
