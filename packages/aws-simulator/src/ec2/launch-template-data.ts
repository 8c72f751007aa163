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
import { queryError, QueryParameters, Xml, xmlList } from '../wire/query-xml';

const text = z.string();
const flag = z.enum(['true', 'false']).transform(value => value === 'true');
const count = z.string().regex(/^\d+$/).transform(Number);

/** Members `1`, `2`, … of the query protocol, in their order. */
function numbered<S extends z.ZodType>(item: S) {
  return z.record(z.string().regex(/^\d+$/), item).transform(items =>
    Object.entries(items)
      .sort(([a], [b]) => Number(a) - Number(b))
      .map(([, value]) => value),
  );
}

const networkInterface = z
  .strictObject({
    AssociatePublicIpAddress: flag,
    DeleteOnTermination: flag,
    Description: text,
    DeviceIndex: count,
    InterfaceType: text,
    NetworkCardIndex: count,
    NetworkInterfaceId: text,
    PrivateIpAddress: text,
    PrivateIpAddresses: numbered(
      z.strictObject({ Primary: flag, PrivateIpAddress: text }).partial(),
    ),
    SecondaryPrivateIpAddressCount: count,
    SecurityGroupId: numbered(text),
    SubnetId: text,
  })
  .partial();

const blockDevice = z
  .strictObject({
    DeviceName: text,
    Ebs: z
      .strictObject({
        DeleteOnTermination: flag,
        Encrypted: flag,
        Iops: count,
        KmsKeyId: text,
        SnapshotId: text,
        Throughput: count,
        VolumeSize: count,
        VolumeType: text,
      })
      .partial(),
    NoDevice: text,
    VirtualName: text,
  })
  .partial();

/** RequestLaunchTemplateData of the EC2 API, by the names of its requests. */
const launchTemplateData = z
  .strictObject({
    BlockDeviceMapping: numbered(blockDevice),
    CapacityReservationSpecification: z
      .strictObject({
        CapacityReservationPreference: text,
        CapacityReservationTarget: z
          .strictObject({
            CapacityReservationId: text,
            CapacityReservationResourceGroupArn: text,
          })
          .partial(),
      })
      .partial(),
    CpuOptions: z
      .strictObject({ CoreCount: count, ThreadsPerCore: count })
      .partial(),
    CreditSpecification: z.strictObject({ CpuCredits: text }).partial(),
    DisableApiStop: flag,
    DisableApiTermination: flag,
    EbsOptimized: flag,
    EnclaveOptions: z.strictObject({ Enabled: flag }).partial(),
    HibernationOptions: z.strictObject({ Configured: flag }).partial(),
    IamInstanceProfile: z.strictObject({ Arn: text, Name: text }).partial(),
    ImageId: text,
    InstanceInitiatedShutdownBehavior: text,
    InstanceType: text,
    KernelId: text,
    KeyName: text,
    LicenseSpecification: numbered(
      z.strictObject({ LicenseConfigurationArn: text }).partial(),
    ),
    MaintenanceOptions: z.strictObject({ AutoRecovery: text }).partial(),
    MetadataOptions: z
      .strictObject({
        HttpEndpoint: text,
        HttpProtocolIpv6: text,
        HttpPutResponseHopLimit: count,
        HttpTokens: text,
        InstanceMetadataTags: text,
      })
      .partial(),
    Monitoring: z.strictObject({ Enabled: flag }).partial(),
    NetworkInterface: numbered(networkInterface),
    Placement: z
      .strictObject({
        Affinity: text,
        AvailabilityZone: text,
        GroupId: text,
        GroupName: text,
        HostId: text,
        HostResourceGroupArn: text,
        PartitionNumber: count,
        Tenancy: text,
      })
      .partial(),
    PrivateDnsNameOptions: z
      .strictObject({
        EnableResourceNameDnsAAAARecord: flag,
        EnableResourceNameDnsARecord: flag,
        HostnameType: text,
      })
      .partial(),
    RamDiskId: text,
    SecurityGroup: numbered(text),
    SecurityGroupId: numbered(text),
    TagSpecification: numbered(
      z
        .strictObject({
          ResourceType: text,
          Tag: numbered(z.strictObject({ Key: text, Value: text }).partial()),
        })
        .partial(),
    ),
    UserData: text,
  })
  .partial();

/** What a version of a launch template says; what is absent is left open. */
export type LaunchTemplateData = z.output<typeof launchTemplateData>;

const PREFIX = 'LaunchTemplateData.';

/**
 * The launch template data of a request.
 *
 * @throws AwsError for members that EC2, or this simulation of it, lacks
 */
export function launchTemplateDataOf(
  parameters: QueryParameters,
): LaunchTemplateData {
  const parsed = launchTemplateData.safeParse(parameters.tree(PREFIX));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const path = PREFIX + issue.path.join('.');
  throw issue.code === 'unrecognized_keys'
    ? queryError(
        'UnknownParameter',
        400,
        `The parameter ${path}${issue.path.length > 0 ? '.' : ''}${
          issue.keys[0]
        } is not recognized`,
      )
    : queryError(
        'InvalidParameterValue',
        400,
        `Invalid value for parameter ${path}: ${issue.message}`,
      );
}

/** How lists are called in answers; other members keep their names. */
const LIST_NAMES: ReadonlyMap<string, string> = new Map([
  ['BlockDeviceMapping', 'blockDeviceMappingSet'],
  ['LicenseSpecification', 'licenseSet'],
  ['NetworkInterface', 'networkInterfaceSet'],
  ['PrivateIpAddresses', 'privateIpAddressesSet'],
  ['SecurityGroup', 'securityGroupSet'],
  ['SecurityGroupId', 'securityGroupIdSet'],
  ['Tag', 'tagSet'],
  ['TagSpecification', 'tagSpecificationSet'],
]);

/** ResponseLaunchTemplateData of the EC2 API. */
export function launchTemplateDataXml(data: LaunchTemplateData): Xml {
  const { NetworkInterface, ...others } = data;
  return {
    ...structureXml(others),
    ...(NetworkInterface && {
      networkInterfaceSet: xmlList(
        NetworkInterface.map(({ SecurityGroupId, ...members }) => ({
          ...structureXml(members),
          ...(SecurityGroupId && { groupSet: { groupId: SecurityGroupId } }),
        })),
      ),
    }),
  };
}

function structureXml(structure: object): { [name: string]: Xml } {
  const members: { [name: string]: Xml } = {};
  for (const [name, value] of Object.entries(structure)) {
    const shown = name[0].toLowerCase() + name.slice(1);
    members[(Array.isArray(value) && LIST_NAMES.get(name)) || shown] =
      valueXml(value);
  }
  return members;
}

function valueXml(value: unknown): Xml {
  if (Array.isArray(value)) return xmlList(value.map(valueXml));
  if (typeof value === 'object' && value !== null) return structureXml(value);
  return typeof value === 'string' ||
    typeof value === 'number' ||
    typeof value === 'boolean'
    ? value
    : undefined;
}
