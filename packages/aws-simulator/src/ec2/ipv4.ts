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

/** An IPv4 network in CIDR notation, taken apart. */
export type Ipv4Network = {
  /** The first address, as a number. */
  first: number;
  /** How many addresses it has. */
  size: number;
};

/** @throws RangeError if it is not CIDR notation */
export function parseCidr(cidr: string): Ipv4Network {
  const [address, bits] = cidr.split('/');
  const first = parseIpv4(address);
  const prefix = Number(bits);
  if (first === undefined || !(prefix >= 0 && prefix <= 32)) {
    throw new RangeError(`${cidr} is not an IPv4 network`);
  }
  return { first, size: 2 ** (32 - prefix) };
}

/** An address as a number, or `undefined` if it is none. */
export function parseIpv4(address: string): number | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(address);
  const bytes = match?.slice(1).map(Number);
  if (!bytes || bytes.some(byte => byte > 255)) return undefined;
  return bytes.reduce((number, byte) => number * 256 + byte, 0);
}

export function formatIpv4(address: number): string {
  return [24, 16, 8, 0].map(shift => (address >>> shift) & 255).join('.');
}

/** Whether a network has an address. */
export function isWithin(network: Ipv4Network, address: number): boolean {
  return address >= network.first && address < network.first + network.size;
}
