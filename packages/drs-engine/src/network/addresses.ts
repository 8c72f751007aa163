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

import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/**
 * Where the instance metadata, credentials and clock of AWS's own machines are:
 * never a receiver, whatever is allowed. Link-local addresses, among which most
 * of these are, are refused as a whole.
 */
const AWS_SERVICES_INSIDE = ipaddr.parseCIDR('fd00:ec2::/32');

/** Behind a company's own walls, or on this machine. */
const PRIVATE_RANGES: ReadonlySet<string> = new Set([
  'private',
  'uniqueLocal',
  'carrierGradeNat',
  'loopback',
]);

/** The IPv4 address that an IPv6 one stands for, where it does. */
function plain(address: Address): Address {
  if (!(address instanceof ipaddr.IPv6)) {
    return address;
  }
  if (address.isIPv4MappedAddress()) {
    return address.toIPv4Address();
  }
  // NAT64 (RFC 6052): the last four bytes are the IPv4 address.
  return address.range() === 'rfc6052'
    ? new ipaddr.IPv4(address.toByteArray().slice(12))
    : address;
}

/**
 * Why a webhook may not be sent to an address; undefined where it may.
 *
 * @param allowPrivate - whether receivers may be behind the company's own walls
 */
export function refusalOfReceiver(
  text: string,
  allowPrivate: boolean,
): string | undefined {
  if (!ipaddr.isValid(text)) {
    return 'not an IP address';
  }
  const address = plain(ipaddr.parse(text));
  if (address instanceof ipaddr.IPv6 && address.match(AWS_SERVICES_INSIDE)) {
    return 'an address of AWS inside its instances';
  }
  const range = address.range();
  if (range === 'unicast') {
    return undefined;
  }
  if (PRIVATE_RANGES.has(range)) {
    return allowPrivate ? undefined : `a private address (${range})`;
  }
  return `no address of a receiver (${range})`;
}

/**
 * Whether an address can be a recovered instance's in its VPC, whose ranges may
 * be public ones: any but this machine's own, and those that reach no instance.
 */
export function isInstanceAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) {
    return false;
  }
  const address = ipaddr.parse(text);
  return (
    ['unicast', 'private', 'uniqueLocal', 'carrierGradeNat'].includes(
      address.range(),
    ) && !(address instanceof ipaddr.IPv6 && address.match(AWS_SERVICES_INSIDE))
  );
}
