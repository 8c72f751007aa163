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
import { executionStatusSchema, executionTypeSchema } from './execution';
import {
  accountIdSchema,
  instantSchema,
  oneOrMany,
  pageOf,
  pageQuery,
  regionSchema,
  sourceServerIdSchema,
  tagsSchema,
  unavailableSchema,
} from './primitives';

/** EC2's state of a recovery instance, as DRS tells it (AWS model: EC2InstanceState). @public */
export const recoveryInstanceStateSchema = z.enum([
  'PENDING',
  'RUNNING',
  'STOPPING',
  'STOPPED',
  'SHUTTING-DOWN',
  'TERMINATED',
  'NOT_FOUND',
  /** A state newer than this release, or none told. */
  'UNKNOWN',
]);
/** @public */
export type RecoveryInstanceState = z.infer<typeof recoveryInstanceStateSchema>;

/** A recovery instance is an EC2 instance. @public */
export const recoveryInstanceIdSchema = z
  .string()
  .regex(
    /^i-([0-9a-f]{8}|[0-9a-f]{17})$/,
    'An instance reads like "i-0123456789abcdef0"',
  );

/** An instance that DRS launched and looks after. @public */
export const recoveryInstanceSchema = z.object({
  instanceId: z.string(),
  accountId: accountIdSchema,
  region: regionSchema,
  sourceServerId: z.string(),
  hostname: z.string().optional(),
  /** `false`: a live recovery, which may be all that is left of the server. */
  isDrill: z.boolean(),
  state: recoveryInstanceStateSchema,
  privateIp: z.string().optional(),
  /** The DRS job that launched it. */
  jobId: z.string().optional(),
  /** When the data that it was launched with was current. */
  pointInTime: instantSchema.optional(),
  /** AWS model: FailbackState. */
  failbackState: z.string().optional(),
  /** Where its source server stood; AWS model: OriginEnvironment. */
  originEnvironment: z.string().optional(),
  tags: tagsSchema,
  /** What EC2 tells; absent where EC2 could not be asked, or has it no more. */
  ec2: z
    .object({
      instanceType: z.string(),
      availabilityZone: z.string().optional(),
      vpcId: z.string().optional(),
      subnetId: z.string().optional(),
      securityGroupIds: z.array(z.string()),
      publicIp: z.string().optional(),
      launchTime: instantSchema.optional(),
    })
    .optional(),
  /** The execution whose job launched it; absent: somebody launched it elsewhere. */
  execution: z
    .object({
      executionId: z.string(),
      planId: z.string(),
      planName: z.string(),
      executionType: executionTypeSchema,
      status: executionStatusSchema,
    })
    .optional(),
  /** The execution that has not ended and holds its server: it may not be terminated meanwhile. */
  heldBy: z
    .object({ executionId: z.string(), planName: z.string() })
    .optional(),
});
/** @public */
export type RecoveryInstance = z.infer<typeof recoveryInstanceSchema>;

/** Query of `list_recovery_instances`. @public */
export const recoveryInstancesQuerySchema = z.strictObject({
  ...pageQuery,
  accountId: accountIdSchema.optional(),
  region: regionSchema.optional(),
  state: oneOrMany(recoveryInstanceStateSchema).optional(),
  sourceServerId: sourceServerIdSchema.optional(),
  isDrill: z
    .enum(['true', 'false'])
    .transform(text => text === 'true')
    .optional(),
});

/** What could not be asked, in AWS's words. */
const unavailableWithRequest = unavailableSchema.extend({
  /** By which AWS's support finds the call. */
  requestId: z.string().optional(),
});

/** Answer of `list_recovery_instances`. @public */
export const recoveryInstancesPageSchema = pageOf(
  recoveryInstanceSchema,
).extend({ unavailable: z.array(unavailableWithRequest) });
/** @public */
export type RecoveryInstancesPage = z.infer<typeof recoveryInstancesPageSchema>;

/** Query of `get_recovery_instance`: where to look; absent: in all that is on record. @public */
export const recoveryInstanceQuerySchema = z.strictObject({
  accountId: accountIdSchema.optional(),
  region: regionSchema.optional(),
});

/** Answer of `get_recovery_instance`. @public */
export const recoveryInstanceDetailsSchema = recoveryInstanceSchema.extend({
  /** EC2's status checks, in EC2's words; absent while EC2 makes none. */
  statusChecks: z
    .object({ instance: z.string(), system: z.string() })
    .optional(),
  /** What could not be asked about it. */
  unavailable: z.array(unavailableWithRequest),
});
/** @public */
export type RecoveryInstanceDetails = z.infer<
  typeof recoveryInstanceDetailsSchema
>;

/** Body of `terminate_instances`. @public */
export const instanceTerminationSchema = z.strictObject({
  accountId: accountIdSchema,
  region: regionSchema,
  instanceIds: z
    .array(recoveryInstanceIdSchema)
    .min(1, 'Name at least one instance')
    .max(1000)
    .refine(
      list => new Set(list).size === list.length,
      'An instance is named twice',
    ),
  /** `LIVE_RECOVERY_INSTANCE`: live recoveries among them are to go, too. */
  acknowledge: z.array(z.literal('LIVE_RECOVERY_INSTANCE')).max(1).default([]),
});

/** Answer of `terminate_instances`: what became of each instance. @public */
export const terminatedInstancesSchema = z.object({
  accountId: accountIdSchema,
  region: regionSchema,
  instances: z.array(
    z.object({
      instanceId: z.string(),
      sourceServerId: z.string().optional(),
      /**
       * `TERMINATING`: it is being terminated, by this request or an earlier one.
       * `GONE`: DRS has it no more, or never had. `FAILED`: AWS refused.
       * `UNCERTAIN`: AWS gave no answer, and no job has shown yet; ask again.
       */
      result: z.enum(['TERMINATING', 'GONE', 'FAILED', 'UNCERTAIN']),
      /** The DRS job that terminates it, where it is known already. */
      jobId: z.string().optional(),
      /** The ended execution that launched it, whose record tells the termination. */
      executionId: z.string().optional(),
      /** AWS's code, where it refused or kept silent. */
      code: z.string().optional(),
      message: z.string().optional(),
      requestId: z.string().optional(),
    }),
  ),
});
/** @public */
export type TerminatedInstances = z.infer<typeof terminatedInstancesSchema>;
