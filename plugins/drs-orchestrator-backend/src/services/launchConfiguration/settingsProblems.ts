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
  AddressInUse,
  LaunchSettings,
  ObservedSourceServer,
  SubnetAddress,
} from '@drs-orchestrator/drs-engine';
import type { Finding } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { placeInSubnet } from './placeInSubnet';

/**
 * What there is, in one account and Region, of what launch settings name. A kind
 * that is absent could not be asked for, and nothing is said of it.
 */
export interface KnownResources {
  readonly subnets?: ReadonlyMap<
    string,
    { vpcId: string; cidr: string; freeAddresses: number }
  >;
  /** Of the addresses that were asked about, those that something has, by {@link addressKey}. */
  readonly addressesInUse?: ReadonlyMap<string, AddressInUse>;
  readonly securityGroups?: ReadonlyMap<string, { vpcId: string }>;
  readonly instanceProfiles?: ReadonlySet<string>;
  readonly instanceTypes?: ReadonlySet<string>;
}

export type SettingsField = keyof LaunchSettings;

/** Something wrong with launch settings; of which record is the caller's to say. */
export interface SettingsProblem
  extends Required<Pick<Finding, 'code' | 'severity' | 'message' | 'remedy'>> {
  /** The fields that do not go together; the first is the one to look at. */
  readonly fields: readonly [SettingsField, ...SettingsField[]];
  /** The place in a field that is a list. */
  readonly index?: number;
}

/** Which server settings are judged of. */
export type JudgedServer = Pick<
  ObservedSourceServer,
  'ipAddresses' | 'recoveryInstanceId'
>;

/** By what {@link KnownResources.addressesInUse} are found. */
export const addressKey = ({ subnetId, address }: SubnetAddress): string =>
  `${subnetId}/${address}`;

/**
 * The address that a launch with these settings asks for, where it is not left
 * to EC2: one of its own, else the primary one of its source.
 */
export function addressAtLaunch(
  { subnetId, staticPrivateIp, copyPrivateIp }: LaunchSettings,
  server: Pick<JudgedServer, 'ipAddresses'> | undefined,
): SubnetAddress | undefined {
  const address =
    staticPrivateIp ?? (copyPrivateIp ? server?.ipAddresses.at(0) : undefined);
  return address && subnetId ? { subnetId, address } : undefined;
}

/**
 * Everything that EC2 would refuse of a launch with these settings, and what DRS
 * would not heed (AWS DRS user guide, "Launch settings").
 *
 * @param server - absent where settings are judged that are not of one server
 */
export function settingsProblems(
  settings: LaunchSettings,
  resources: KnownResources,
  server?: JudgedServer,
): SettingsProblem[] {
  return [
    ...networkProblems(settings, resources),
    ...addressProblems(settings, resources, server),
    ...instanceProblems(settings, resources),
  ];
}

function networkProblems(
  { subnetId, securityGroupIds = [] }: LaunchSettings,
  { subnets, securityGroups }: KnownResources,
): SettingsProblem[] {
  const problems: SettingsProblem[] = [];
  const subnet = subnetId === undefined ? undefined : subnets?.get(subnetId);
  if (subnetId !== undefined && subnets && !subnet) {
    problems.push({
      code: 'UNKNOWN_SUBNET',
      severity: 'BLOCKING',
      fields: ['subnetId'],
      message: `There is no subnet ${subnetId} in this account and Region`,
      remedy: 'Choose a subnet of the account and Region of the group',
    });
  }
  securityGroupIds.forEach((id, index) => {
    const securityGroup = securityGroups?.get(id);
    if (securityGroups && !securityGroup) {
      problems.push({
        code: 'UNKNOWN_SECURITY_GROUP',
        severity: 'BLOCKING',
        fields: ['securityGroupIds'],
        index,
        message: `There is no security group ${id} in this account and Region`,
        remedy: 'Choose security groups of the account and Region of the group',
      });
    } else if (
      subnet &&
      securityGroup &&
      securityGroup.vpcId !== subnet.vpcId
    ) {
      problems.push({
        code: 'SECURITY_GROUP_IN_OTHER_VPC',
        severity: 'BLOCKING',
        fields: ['securityGroupIds', 'subnetId'],
        index,
        message: `Security group ${id} is in ${securityGroup.vpcId}, and subnet ${subnetId} in ${subnet.vpcId}`,
        remedy: 'Choose security groups of the VPC of the subnet',
      });
    }
  });
  return problems;
}

function addressProblems(
  settings: LaunchSettings,
  resources: KnownResources,
  server: JudgedServer | undefined,
): SettingsProblem[] {
  const { subnetId, staticPrivateIp } = settings;
  const subnet =
    subnetId === undefined ? undefined : resources.subnets?.get(subnetId);
  const wanted = addressAtLaunch(settings, server);
  if (!wanted) {
    return [];
  }
  const { address } = wanted;
  // Where the subnet could not be asked for, its addresses may have been.
  const place = subnet ? placeInSubnet(subnet.cidr, address) : 'FIT';
  if (place === 'FIT') {
    return occupiedProblems(settings, wanted, resources, server);
  }
  const range = `${subnetId} (${subnet?.cidr})`;
  if (staticPrivateIp === undefined) {
    return [
      {
        code: 'COPIED_ADDRESS_OUTSIDE_SUBNET',
        severity: 'BLOCKING',
        fields: ['copyPrivateIp', 'subnetId'],
        message: `The private address ${address} is to be copied, and does not fit subnet ${range}`,
        remedy: `Do not copy the private address, or choose a subnet that has ${address}`,
      },
    ];
  }
  switch (place) {
    case 'OUTSIDE':
      return [
        {
          code: 'ADDRESS_OUTSIDE_SUBNET',
          severity: 'BLOCKING',
          fields: ['staticPrivateIp', 'subnetId'],
          message: `The address ${address} is not in subnet ${range}`,
          remedy: `Choose an address of ${subnet?.cidr}`,
        },
      ];
    case 'RESERVED':
      return [
        {
          code: 'ADDRESS_RESERVED',
          severity: 'BLOCKING',
          fields: ['staticPrivateIp', 'subnetId'],
          message: `The address ${address} is kept by EC2: the first four and the last of a subnet (${subnet?.cidr}) are`,
          remedy: 'Choose an address between them',
        },
      ];
    default:
      throw new Error('Unknown place of an address');
  }
}

/**
 * EC2 gives an address once. The instance that the server has now is no obstacle:
 * a launch deletes it first (AWS DRS user guide, "Launching recovery instances").
 */
function occupiedProblems(
  { staticPrivateIp }: LaunchSettings,
  wanted: SubnetAddress,
  { addressesInUse }: KnownResources,
  server: JudgedServer | undefined,
): SettingsProblem[] {
  const holder = addressesInUse?.get(addressKey(wanted));
  if (
    !holder ||
    (holder.instanceId !== undefined &&
      holder.instanceId === server?.recoveryInstanceId)
  ) {
    return [];
  }
  const { instanceId, networkInterfaceId, description } = holder;
  const who =
    instanceId ??
    `network interface ${networkInterfaceId}${
      description === undefined ? '' : ` (${description})`
    }`;
  const { subnetId, address } = wanted;
  return [
    {
      code: 'ADDRESS_IN_USE',
      severity: 'BLOCKING',
      fields: [
        staticPrivateIp === undefined ? 'copyPrivateIp' : 'staticPrivateIp',
        'subnetId',
      ],
      message: `The address ${address} in ${subnetId} is in use by ${who}`,
      remedy:
        staticPrivateIp === undefined
          ? `Do not copy the private address, or free ${address} there`
          : 'Choose a free address, or free this one',
    },
  ];
}

function instanceProblems(
  { instanceType, instanceProfileName, rightSizing, bootMode }: LaunchSettings,
  { instanceTypes, instanceProfiles }: KnownResources,
): SettingsProblem[] {
  const problems: SettingsProblem[] = [];
  const isChosenByDrs = rightSizing === 'BASIC' || rightSizing === 'IN_AWS';
  if (instanceType !== undefined && isChosenByDrs) {
    problems.push({
      code: 'INSTANCE_TYPE_OVERRIDDEN',
      severity: 'INFO',
      fields: ['instanceType', 'rightSizing'],
      message: `Right-sizing ${rightSizing} chooses the instance type at each launch: ${instanceType} has no effect`,
      remedy: 'Set right-sizing to NONE for the instance type to be used',
    });
  } else if (
    instanceType !== undefined &&
    instanceTypes &&
    !instanceTypes.has(instanceType)
  ) {
    problems.push({
      code: 'INSTANCE_TYPE_NOT_OFFERED',
      severity: 'BLOCKING',
      fields: ['instanceType'],
      message: `EC2 does not offer ${instanceType} in this Region`,
      remedy: 'Choose an instance type that the Region has',
    });
  }
  if (
    instanceProfileName !== undefined &&
    instanceProfiles &&
    !instanceProfiles.has(instanceProfileName)
  ) {
    problems.push({
      code: 'UNKNOWN_INSTANCE_PROFILE',
      severity: 'BLOCKING',
      fields: ['instanceProfileName'],
      message: `There is no instance profile "${instanceProfileName}" in this account`,
      remedy: 'Choose an instance profile of the account of the group',
    });
  }
  if (bootMode !== undefined && bootMode !== 'USE_SOURCE') {
    problems.push({
      code: 'BOOT_MODE_NOT_SET',
      severity: 'INFO',
      fields: ['bootMode'],
      message: `DRS has no setting for the boot mode: servers boot as their sources do, not by ${bootMode}`,
      remedy: 'Leave the boot mode out, or set it to USE_SOURCE',
    });
  }
  return problems;
}
