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

import type {
  InstanceProfile,
  InstanceType,
  LaunchTemplate,
  SecurityGroup,
  Subnet,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { z } from 'zod';
import type { DescribedInstance } from '../ports/ec2Queries';

/*
 * What EC2 and IAM tell, in the contract's terms. The SDK's shapes are those of
 * AWS's API references, in which everything is optional; a record without its
 * identity fails to parse.
 */

const identifier = z.string().min(1);

const tags = z
  .array(z.object({ Key: z.string().min(1), Value: z.string().default('') }))
  .default([])
  .transform(list =>
    // Object.fromEntries defines its keys, `__proto__` among them.
    Object.fromEntries(list.map(({ Key, Value }) => [Key, Value])),
  );

const ownValue = (
  record: Readonly<Record<string, string>>,
  key: string,
): string | undefined =>
  Object.hasOwn(record, key) && record[key] !== '' ? record[key] : undefined;

/** EC2 API: Subnet. One of IPv6 only has no `CidrBlock`, and DRS launches into none such. */
export const subnetSchema = z
  .object({
    SubnetId: identifier,
    VpcId: identifier,
    CidrBlock: identifier,
    AvailabilityZone: identifier,
    AvailableIpAddressCount: z.number().int().default(0),
    Tags: tags,
  })
  .transform(
    (subnet): Subnet => ({
      subnetId: subnet.SubnetId,
      name: ownValue(subnet.Tags, 'Name'),
      vpcId: subnet.VpcId,
      cidr: subnet.CidrBlock,
      availabilityZone: subnet.AvailabilityZone,
      availableAddresses: subnet.AvailableIpAddressCount,
      tags: subnet.Tags,
    }),
  );

/** EC2 API: SecurityGroup. */
export const securityGroupSchema = z
  .object({
    GroupId: identifier,
    GroupName: z.string().default(''),
    Description: z.string().default(''),
    VpcId: identifier,
    Tags: tags,
  })
  .transform(
    (group): SecurityGroup => ({
      securityGroupId: group.GroupId,
      name: group.GroupName,
      description: group.Description,
      vpcId: group.VpcId,
      tags: group.Tags,
    }),
  );

/** EC2 API: InstanceTypeInfo. */
export const instanceTypeSchema = z
  .object({
    InstanceType: identifier,
    VCpuInfo: z.object({ DefaultVCpus: z.number().int() }),
    MemoryInfo: z.object({ SizeInMiB: z.number().int() }),
    ProcessorInfo: z
      .object({ SupportedArchitectures: z.array(z.string()).default([]) })
      .default({ SupportedArchitectures: [] }),
    CurrentGeneration: z.boolean().default(true),
  })
  .transform(
    (type): InstanceType => ({
      instanceType: type.InstanceType,
      family: type.InstanceType.split('.')[0],
      vcpus: type.VCpuInfo.DefaultVCpus,
      memoryMib: type.MemoryInfo.SizeInMiB,
      architectures: type.ProcessorInfo.SupportedArchitectures,
      currentGeneration: type.CurrentGeneration,
    }),
  );

/** EC2 API: InstanceTypeOffering. */
export const instanceTypeOfferingSchema = z
  .object({ InstanceType: identifier })
  .transform(({ InstanceType: name }) => name);

/** IAM API: InstanceProfile, which holds one role at most. */
export const instanceProfileSchema = z
  .object({
    InstanceProfileName: identifier,
    Arn: identifier,
    Path: z.string().default('/'),
    Roles: z.array(z.object({ RoleName: identifier })).default([]),
  })
  .transform(
    (profile): InstanceProfile => ({
      instanceProfileName: profile.InstanceProfileName,
      arn: profile.Arn,
      path: profile.Path,
      roleName: profile.Roles.at(0)?.RoleName,
    }),
  );

/** The tag by which DRS marks what it makes for a source server. */
const SOURCE_SERVER_TAG = 'AWSElasticDisasterRecoverySourceServerID';

/** EC2 API: Instance. */
export const instanceSchema = z
  .object({
    InstanceId: identifier,
    InstanceType: identifier,
    Placement: z.object({ AvailabilityZone: z.string().optional() }).optional(),
    VpcId: z.string().optional(),
    SubnetId: z.string().optional(),
    SecurityGroups: z.array(z.object({ GroupId: identifier })).default([]),
    PublicIpAddress: z.string().optional(),
    LaunchTime: z.date().optional(),
  })
  .transform(
    (instance): DescribedInstance => ({
      instanceId: instance.InstanceId,
      instanceType: instance.InstanceType,
      availabilityZone: instance.Placement?.AvailabilityZone,
      vpcId: instance.VpcId,
      subnetId: instance.SubnetId,
      securityGroupIds: instance.SecurityGroups.map(({ GroupId }) => GroupId),
      publicIp: instance.PublicIpAddress,
      launchTime: instance.LaunchTime?.toISOString(),
    }),
  );

/** EC2 API: LaunchTemplate. */
export const launchTemplateSchema = z
  .object({
    LaunchTemplateId: identifier,
    LaunchTemplateName: z.string().default(''),
    DefaultVersionNumber: z.number().int(),
    LatestVersionNumber: z.number().int(),
    CreateTime: z.date().optional(),
    Tags: tags,
  })
  .transform(
    (template): LaunchTemplate => ({
      launchTemplateId: template.LaunchTemplateId,
      name: template.LaunchTemplateName,
      defaultVersion: template.DefaultVersionNumber,
      latestVersion: template.LatestVersionNumber,
      createdAt: template.CreateTime?.toISOString(),
      sourceServerId: ownValue(template.Tags, SOURCE_SERVER_TAG),
      tags: template.Tags,
    }),
  );
