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
  LaunchTemplateInstanceNetworkInterfaceSpecificationRequest,
  RequestLaunchTemplateData,
  ResponseLaunchTemplateData,
} from '@aws-sdk/client-ec2';
import type { LaunchSettings } from '../domain/events';
import { AwsFailure } from '../ports/drs';

/** The fields of launch settings that stand in the EC2 launch template. */
export const TEMPLATE_FIELDS = [
  'subnetId',
  'securityGroupIds',
  'staticPrivateIp',
  'instanceType',
  'instanceProfileName',
] as const satisfies readonly (keyof LaunchSettings)[];

const isPrimary = ({ DeviceIndex }: { DeviceIndex?: number }): boolean =>
  (DeviceIndex ?? 0) === 0;

/** What a template says of those fields; what it names nothing for is empty. */
export function settingsOfTemplate(
  data: ResponseLaunchTemplateData,
): LaunchSettings {
  const network = data.NetworkInterfaces?.find(isPrimary);
  const profile = data.IamInstanceProfile;
  return {
    subnetId: network?.SubnetId ?? '',
    // A template without network interfaces may name groups by themselves.
    securityGroupIds: network?.Groups ?? data.SecurityGroupIds ?? [],
    staticPrivateIp:
      network?.PrivateIpAddress ??
      network?.PrivateIpAddresses?.find(({ Primary }) => Primary)
        ?.PrivateIpAddress ??
      '',
    instanceType: data.InstanceType ?? '',
    instanceProfileName: profile?.Name ?? profile?.Arn?.split('/').at(-1) ?? '',
  };
}

/**
 * What a new version must say for these settings, beside what it inherits from
 * the version it is made from. EC2 inherits by member: the network interfaces
 * are given as a whole, the others as they were.
 *
 * @throws AwsFailure where the template is of a kind that DRS does not make
 */
export function templateChange(
  current: ResponseLaunchTemplateData,
  to: LaunchSettings,
): RequestLaunchTemplateData {
  const { subnetId, securityGroupIds, staticPrivateIp } = to;
  const concernsNetwork =
    subnetId !== undefined ||
    securityGroupIds !== undefined ||
    staticPrivateIp !== undefined;
  return {
    ...(to.instanceType && {
      InstanceType:
        to.instanceType as RequestLaunchTemplateData['InstanceType'],
    }),
    ...(to.instanceProfileName && {
      IamInstanceProfile: { Name: to.instanceProfileName },
    }),
    ...(concernsNetwork && {
      NetworkInterfaces: changedInterfaces(current, to),
    }),
  };
}

type Interface = LaunchTemplateInstanceNetworkInterfaceSpecificationRequest;

function changedInterfaces(
  current: ResponseLaunchTemplateData,
  { subnetId, securityGroupIds, staticPrivateIp }: LaunchSettings,
): Interface[] {
  const there: Interface[] = current.NetworkInterfaces ?? [];
  const primary = there.find(isPrimary);
  if (!primary && (current.SecurityGroupIds ?? []).length > 0) {
    // EC2 takes groups of the instance or network interfaces, not both, and a
    // new version cannot be rid of what it inherits.
    throw new AwsFailure({
      kind: 'invalid',
      code: 'LaunchTemplateUnsupported',
      message:
        'The launch template names security groups outside of a network interface, as those of DRS do not',
    });
  }
  const {
    SubnetId: subnetBefore,
    Groups: groupsBefore,
    PrivateIpAddress: addressBefore,
    PrivateIpAddresses: addressesBefore = [],
    ...others
  } = primary ?? { DeviceIndex: 0, DeleteOnTermination: true };
  const subnet = subnetId ?? subnetBefore;
  const groups = securityGroupIds ?? groupsBefore ?? [];
  const secondary = addressesBefore.filter(({ Primary }) => !Primary);
  const address =
    staticPrivateIp ??
    addressBefore ??
    addressesBefore.find(({ Primary }) => Primary)?.PrivateIpAddress;
  const changed: Interface = {
    ...others,
    ...(subnet && { SubnetId: subnet }),
    ...(groups.length > 0 && { Groups: [...groups] }),
    ...(address &&
      secondary.length === 0 && {
        PrivateIpAddress: address,
      }),
    ...(secondary.length > 0 && {
      PrivateIpAddresses: [
        ...(address ? [{ Primary: true, PrivateIpAddress: address }] : []),
        ...secondary,
      ],
    }),
  };
  return primary
    ? there.map(each => (each === primary ? changed : each))
    : [changed, ...there];
}
