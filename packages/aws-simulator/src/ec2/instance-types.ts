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

import type { Zone } from './zones';

/** One instance type, as far as it is needed to choose it. */
export type InstanceType = {
  readonly name: string;
  readonly vcpus: number;
  readonly memoryMib: number;
  readonly networkPerformance: string;
  readonly networkInterfaces: number;
  readonly burstable: boolean;
  readonly freeTier: boolean;
  readonly architecture: 'x86_64' | 'arm64';
};

/** Families: GiB of memory for each vCPU. */
const FAMILIES: ReadonlyArray<{
  family: string;
  memoryPerVcpuGib: number;
  architecture?: 'arm64';
}> = [
  { family: 'c5', memoryPerVcpuGib: 2 },
  { family: 'c6i', memoryPerVcpuGib: 2 },
  { family: 'm5', memoryPerVcpuGib: 4 },
  { family: 'm6i', memoryPerVcpuGib: 4 },
  { family: 'm7g', memoryPerVcpuGib: 4, architecture: 'arm64' },
  { family: 'm7i', memoryPerVcpuGib: 4 },
  { family: 'r5', memoryPerVcpuGib: 8 },
  { family: 'r6i', memoryPerVcpuGib: 8 },
];

const SIZES: ReadonlyArray<{ size: string; vcpus: number }> = [
  { size: 'large', vcpus: 2 },
  { size: 'xlarge', vcpus: 4 },
  { size: '2xlarge', vcpus: 8 },
  { size: '4xlarge', vcpus: 16 },
  { size: '12xlarge', vcpus: 48 },
];

const BURSTABLE: ReadonlyArray<{ size: string; memoryGib: number }> = [
  { size: 'micro', memoryGib: 1 },
  { size: 'small', memoryGib: 2 },
  { size: 'medium', memoryGib: 4 },
  { size: 'large', memoryGib: 8 },
];

/** A choice of EC2's instance types, by name. */
export const INSTANCE_TYPES: ReadonlyMap<string, InstanceType> = new Map(
  [
    ...BURSTABLE.map(
      ({ size, memoryGib }): InstanceType => ({
        name: `t3.${size}`,
        vcpus: 2,
        memoryMib: memoryGib * 1_024,
        networkPerformance: 'Up to 5 Gigabit',
        networkInterfaces: size === 'micro' ? 2 : 3,
        burstable: true,
        freeTier: size === 'micro',
        architecture: 'x86_64',
      }),
    ),
    ...FAMILIES.flatMap(({ family, memoryPerVcpuGib, architecture }) =>
      SIZES.map(
        ({ size, vcpus }): InstanceType => ({
          name: `${family}.${size}`,
          vcpus,
          memoryMib: memoryPerVcpuGib * vcpus * 1_024,
          networkPerformance: vcpus > 16 ? '12 Gigabit' : 'Up to 10 Gigabit',
          networkInterfaces: vcpus > 4 ? 8 : 4,
          burstable: false,
          freeTier: false,
          architecture: architecture ?? 'x86_64',
        }),
      ),
    ),
  ].map(type => [type.name, type]),
);

/** Families that some zones do not have: AWS brings new ones zone by zone. */
const MISSING: Readonly<Record<string, readonly Zone[]>> = { m7i: ['c'] };

/** @param zone - what follows the Region in the zone's name */
export function isOffered(instanceType: string, zone: string): boolean {
  const [family] = instanceType.split('.');
  return !(MISSING[family] ?? []).some(missing => missing === zone);
}
