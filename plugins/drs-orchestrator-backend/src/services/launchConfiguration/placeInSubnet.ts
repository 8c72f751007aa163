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

import { BlockList, isIPv4 } from 'node:net';

/** Of the addresses of a subnet, how many at its beginning and end EC2 keeps (VPC user guide, "Subnet sizing"). */
const KEPT_AT_BEGINNING = 4;
const KEPT_AT_END = 1;

const numberOf = (address: string): number =>
  address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);

/** Where an address stands to a subnet: outside of it, kept by EC2, or fit for an instance. */
export type Place = 'OUTSIDE' | 'RESERVED' | 'FIT';

/**
 * @param cidr - of the subnet, `10.0.1.0/24`
 * @param address - IPv4; anything else is outside
 */
export function placeInSubnet(cidr: string, address: string): Place {
  const [network, prefix] = cidr.split('/');
  const length = Number(prefix);
  if (!isIPv4(address) || !isIPv4(network)) {
    return 'OUTSIDE';
  }
  const subnet = new BlockList();
  subnet.addSubnet(network, length);
  if (!subnet.check(address)) {
    return 'OUTSIDE';
  }
  const size = 2 ** (32 - length);
  const offset = numberOf(address) % size;
  return offset < KEPT_AT_BEGINNING || offset >= size - KEPT_AT_END
    ? 'RESERVED'
    : 'FIT';
}
