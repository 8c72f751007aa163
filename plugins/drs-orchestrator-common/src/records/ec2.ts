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
  pageOf,
  pageQuery,
  regionSchema,
  tagsSchema,
} from './primitives';

/** Where EC2 is asked, and which part of a name or an ID is looked for. */
const query = {
  ...pageQuery,
  accountId: accountIdSchema,
  region: regionSchema,
  /** Part of a name or an ID, in any case. */
  text: z.string().max(200).optional(),
};

const vpcId = z
  .string()
  .regex(
    /^vpc-([0-9a-f]{8}|[0-9a-f]{17})$/,
    'A VPC reads like "vpc-0123456789abcdef0"',
  );

const availabilityZone = z
  .string()
  .regex(
    /^[a-z]{2}(-[a-z0-9]+)+$/,
    'An Availability Zone reads like "us-west-2a"',
  )
  .max(40);

/** Query of `get_ec2_subnets`. @public */
export const subnetsQuerySchema = z.strictObject({
  ...query,
  vpcId: vpcId.optional(),
  availabilityZone: availabilityZone.optional(),
});

/** A subnet into which servers can be launched (EC2 API: Subnet). @public */
export const subnetSchema = z.object({
  subnetId: z.string(),
  /** Its tag `Name`. */
  name: z.string().optional(),
  vpcId: z.string(),
  /** IPv4. */
  cidr: z.string(),
  availabilityZone: z.string(),
  /** IPv4 addresses that no network interface has now, without the five that EC2 keeps. */
  availableAddresses: z.number().int(),
  tags: tagsSchema,
});
/** @public */
export type Subnet = z.infer<typeof subnetSchema>;

/** Query of `get_ec2_security_groups`. @public */
export const securityGroupsQuerySchema = z.strictObject({
  ...query,
  vpcId: vpcId.optional(),
});

/** A security group (EC2 API: SecurityGroup). @public */
export const securityGroupSchema = z.object({
  securityGroupId: z.string(),
  /** Of the group itself, unique in its VPC; not its tag. */
  name: z.string(),
  description: z.string(),
  vpcId: z.string(),
  tags: tagsSchema,
});
/** @public */
export type SecurityGroup = z.infer<typeof securityGroupSchema>;

/** Query of `get_ec2_instance_types`. @public */
export const instanceTypesQuerySchema = z.strictObject({
  ...query,
  /** What stands before the dot: `m6i`. */
  instanceFamily: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,29}$/, 'A family reads like "m6i"')
    .optional(),
  /** Only types that this zone offers. */
  availabilityZone: availabilityZone.optional(),
});

/** An instance type that the Region offers (EC2 API: InstanceTypeInfo). @public */
export const instanceTypeSchema = z.object({
  instanceType: z.string(),
  family: z.string(),
  vcpus: z.number().int(),
  memoryMib: z.number().int(),
  /** `x86_64`, `arm64` …; a server is launched only on its own. */
  architectures: z.array(z.string()),
  currentGeneration: z.boolean(),
});
/** @public */
export type InstanceType = z.infer<typeof instanceTypeSchema>;

/** Query of `get_ec2_instance_profiles`. @public */
export const instanceProfilesQuerySchema = z.strictObject(query);

/** An instance profile of the account (IAM API: InstanceProfile). @public */
export const instanceProfileSchema = z.object({
  instanceProfileName: z.string(),
  arn: z.string(),
  path: z.string(),
  /** The name of the role in it; absent: it has none, and gives nothing. */
  roleName: z.string().optional(),
});
/** @public */
export type InstanceProfile = z.infer<typeof instanceProfileSchema>;

/** Query of `get_ec2_launch_templates`. @public */
export const launchTemplatesQuerySchema = z.strictObject(query);

/** A launch template (EC2 API: LaunchTemplate). @public */
export const launchTemplateSchema = z.object({
  launchTemplateId: z.string(),
  name: z.string(),
  defaultVersion: z.number().int(),
  latestVersion: z.number().int(),
  createdAt: instantSchema.optional(),
  /** The source server whose launches it describes, where DRS made it. */
  sourceServerId: z.string().optional(),
  tags: tagsSchema,
});
/** @public */
export type LaunchTemplate = z.infer<typeof launchTemplateSchema>;

/** @public */
export const subnetsPageSchema = pageOf(subnetSchema);
/** @public */
export const securityGroupsPageSchema = pageOf(securityGroupSchema);
/** @public */
export const instanceTypesPageSchema = pageOf(instanceTypeSchema);
/** @public */
export const instanceProfilesPageSchema = pageOf(instanceProfileSchema);
/** @public */
export const launchTemplatesPageSchema = pageOf(launchTemplateSchema);
