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
  regionSchema,
  sourceServerIdSchema,
  unavailableSchema,
} from './primitives';

const resourceId = (prefix: string, what: string) =>
  z
    .string()
    .regex(
      new RegExp(`^${prefix}-([0-9a-f]{8}|[0-9a-f]{17})$`),
      `${what} reads like "${prefix}-0123456789abcdef0"`,
    );

const networkFields = {
  subnetId: resourceId('subnet', 'A subnet').optional(),
  /** At most 16, which is as many as EC2 lets be on a network interface. */
  securityGroupIds: z
    .array(resourceId('sg', 'A security group'))
    .min(1, 'Name at least one security group, or leave them as they are')
    .max(16)
    .refine(
      list => new Set(list).size === list.length,
      'A security group is named twice',
    )
    .optional(),
};

/** Where drills are launched instead. @public */
export const drillNetworkSchema = z.strictObject(networkFields);
/** @public */
export type DrillNetwork = z.infer<typeof drillNetworkSchema>;

const launchFields = {
  ...networkFields,
  /** Has no effect where `rightSizing` is `BASIC` or `IN_AWS`: DRS chooses the type then. */
  instanceType: z
    .string()
    .regex(
      /^[a-z][a-z0-9-]{0,29}\.[a-z0-9-]{1,29}$/,
      'An instance type reads like "m6i.large"',
    )
    .optional(),
  instanceProfileName: z
    .string()
    .regex(/^[\w+=,.@-]{1,128}$/, 'Not the name of an instance profile')
    .optional(),
  rightSizing: z.enum(['NONE', 'BASIC', 'IN_AWS']).optional(),
  copyPrivateIp: z.boolean().optional(),
  copyTags: z.boolean().optional(),
  launchDisposition: z.enum(['STARTED', 'STOPPED']).optional(),
  bootMode: z.enum(['LEGACY_BIOS', 'UEFI', 'USE_SOURCE']).optional(),
  /** Bring your own licence of the operating system. */
  osByol: z.boolean().optional(),
  postLaunchEnabled: z.boolean().optional(),
  drill: drillNetworkSchema.optional(),
};

/**
 * How servers are launched: in DRS's launch configuration and its EC2 launch
 * template. What is absent is left as it is there.
 *
 * @public
 */
export const launchConfigSchema = z.strictObject(launchFields);
/** @public */
export type LaunchConfig = z.infer<typeof launchConfigSchema>;

/** What of the group's launch configuration is different for one server. @public */
export const serverLaunchConfigSchema = z
  .strictObject({
    sourceServerId: sourceServerIdSchema,
    ...launchFields,
    /** Must be free in the subnet of the launch. */
    staticPrivateIp: z.ipv4('An IPv4 address, such as "10.0.1.20"').optional(),
  })
  .superRefine(({ staticPrivateIp, copyPrivateIp }, context) => {
    if (staticPrivateIp !== undefined && copyPrivateIp) {
      context.addIssue({
        code: 'custom',
        path: ['staticPrivateIp'],
        message:
          'A server has either an address of its own or the one of its source',
      });
    }
  });
/** @public */
export type ServerLaunchConfig = z.infer<typeof serverLaunchConfigSchema>;

/** What servers of a group have of their own: each server once, each address once. @public */
export const serverLaunchConfigsSchema = z
  .array(serverLaunchConfigSchema)
  .max(4000)
  .superRefine((servers, context) => {
    const refuseRepeated = (
      field: 'sourceServerId' | 'staticPrivateIp',
      message: (value: string) => string,
    ) => {
      const seen = new Set<string>();
      servers.forEach((server, index) => {
        const value = server[field];
        if (value === undefined) {
          return;
        }
        if (seen.has(value)) {
          context.addIssue({
            code: 'custom',
            path: [index, field],
            message: message(value),
          });
        }
        seen.add(value);
      });
    };
    refuseRepeated('sourceServerId', id => `${id} is named twice`);
    refuseRepeated(
      'staticPrivateIp',
      ip => `Two servers have the address ${ip}`,
    );
  });

/** The settings of a launch as AWS has them, or as a group wants them. @public */
export const launchSettingsSchema = z.object({
  subnetId: z.string().optional(),
  securityGroupIds: z.array(z.string()).optional(),
  instanceType: z.string().optional(),
  instanceProfileName: z.string().optional(),
  rightSizing: z.string().optional(),
  copyPrivateIp: z.boolean().optional(),
  copyTags: z.boolean().optional(),
  staticPrivateIp: z.string().optional(),
  launchDisposition: z.string().optional(),
  bootMode: z.string().optional(),
  osByol: z.boolean().optional(),
  postLaunchEnabled: z.boolean().optional(),
});

/** Why launch settings could not be written to AWS when it was tried last. @public */
export const applyFailureSchema = z.object({
  at: instantSchema,
  /** AWS's code, or ours where AWS was not even asked. */
  code: z.string(),
  message: z.string(),
});

/**
 * How a server's launch settings in AWS stand to what its group wants: `READY`,
 * they are the same; `DRIFTED`, they differ; `FAILED`, they differ, and the last
 * attempt to write them failed.
 *
 * @public
 */
export const launchSyncStateSchema = z.enum(['READY', 'DRIFTED', 'FAILED']);
/** @public */
export type LaunchSyncState = z.infer<typeof launchSyncStateSchema>;

/** A server's launch settings: what AWS has now, what the group wants, and where they differ. @public */
export const serverLaunchSettingsSchema = z.object({
  sourceServerId: z.string(),
  hostname: z.string(),
  launchTemplateId: z.string().optional(),
  /** As AWS has them now. */
  current: launchSettingsSchema,
  /** As the group and the server's own settings want them; the rest is left alone. */
  wanted: launchSettingsSchema,
  /** What a launch would use: what is wanted over what AWS has. Drills may use another network. */
  effective: launchSettingsSchema,
  /** Names of the fields in which `current` is not what is wanted. */
  differences: z.array(z.string()),
  state: launchSyncStateSchema,
  /** Where the state is `FAILED`. */
  lastFailure: applyFailureSchema.optional(),
});
/** @public */
export type ServerLaunchSettings = z.infer<typeof serverLaunchSettingsSchema>;

/** Answer of `get_launch_configuration`: of every server that the group holds now. @public */
export const groupLaunchConfigurationSchema = z.object({
  groupId: z.string(),
  accountId: accountIdSchema,
  region: regionSchema,
  servers: z.array(serverLaunchSettingsSchema),
  /** What is wrong with what the group wants: a subnet that is not there, an address outside of it. */
  findings: z.array(findingSchema),
  unavailable: z.array(unavailableSchema),
});
/** @public */
export type GroupLaunchConfiguration = z.infer<
  typeof groupLaunchConfigurationSchema
>;

/** Body of `apply_launch_configuration`: some servers of the group, or all. @public */
export const applyLaunchConfigurationSchema = z.strictObject({
  servers: z.array(sourceServerIdSchema).min(1).max(4000).optional(),
});

/** Answer of `apply_launch_configuration`: what became of each server. @public */
export const appliedLaunchConfigurationSchema = z.object({
  groupId: z.string(),
  at: instantSchema,
  servers: z.array(
    z.object({
      sourceServerId: z.string(),
      hostname: z.string(),
      result: z.enum(['UNCHANGED', 'APPLIED', 'FAILED']),
      /** Names of the fields that were changed. */
      changed: z.array(z.string()),
      /** AWS's code, where it refused. */
      code: z.string().optional(),
      message: z.string().optional(),
    }),
  ),
});
/** @public */
export type AppliedLaunchConfiguration = z.infer<
  typeof appliedLaunchConfigurationSchema
>;
