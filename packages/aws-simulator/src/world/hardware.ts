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

import { Role } from './company';
import { Seeded } from './seeded';
import { ServerBlueprint } from './world';

const GIB = 2 ** 30;

const SIZES: Readonly<
  Record<
    Role,
    { instanceType: string; cores: number; ramGib: number; dataGib: number }
  >
> = {
  db: { instanceType: 'r5.xlarge', cores: 4, ramGib: 32, dataGib: 500 },
  queue: { instanceType: 'm5.large', cores: 2, ramGib: 8, dataGib: 100 },
  app: { instanceType: 'm5.large', cores: 2, ramGib: 8, dataGib: 0 },
  search: { instanceType: 'r5.large', cores: 2, ramGib: 16, dataGib: 200 },
  web: { instanceType: 'c5.large', cores: 2, ramGib: 4, dataGib: 0 },
};

/** What a server of a role is made of. */
export function hardwareOf(
  seeded: Seeded,
  role: Role,
  hostname: string,
  onPremises: boolean,
): ServerBlueprint['hardware'] {
  const { instanceType, cores, ramGib, dataGib } = SIZES[role];
  const deviceName = (index: number) =>
    onPremises ? `/dev/sd${'ab'[index]}` : `/dev/nvme${index}n1`;
  const disks = [
    {
      deviceName: deviceName(0),
      bytes: seeded.integer(3, 6, hostname, 'root-disk') * 10 * GIB,
    },
  ];
  if (dataGib > 0) {
    disks.push({ deviceName: deviceName(1), bytes: dataGib * GIB });
  }
  return {
    cpuModel: onPremises
      ? 'Intel(R) Xeon(R) Gold 6148 CPU @ 2.40GHz'
      : 'Intel(R) Xeon(R) Platinum 8259CL CPU @ 2.50GHz',
    cores,
    ramBytes: ramGib * GIB,
    disks,
    operatingSystem:
      role === 'db' || role === 'queue' || role === 'search'
        ? 'Red Hat Enterprise Linux 9.4 (Plow)'
        : 'Ubuntu 22.04.5 LTS',
    recommendedInstanceType: instanceType,
  };
}
