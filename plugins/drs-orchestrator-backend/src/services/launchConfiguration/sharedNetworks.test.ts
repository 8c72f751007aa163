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

import fc from 'fast-check';
import type { StoredGroup } from '../../database/ProtectionGroupStore';
import { addressesOfOtherGroups } from './addressesOfOtherGroups';
import { shortSubnets } from './shortSubnets';

const group = (
  groupName: string,
  servers: readonly { subnetId?: string; staticPrivateIp?: string }[],
): StoredGroup => ({
  groupId: groupName,
  groupName,
  accountId: '111122223333',
  region: 'us-west-2',
  selection: { kind: 'servers', sourceServerIds: [] },
  servers: servers.map((own, index) => ({
    sourceServerId: `s-${groupName}-${index}`,
    ...own,
  })),
  version: 1,
  createdAt: '2026-11-21T12:00:00.000Z',
  updatedAt: '2026-11-21T12:00:00.000Z',
  createdBy: 'user:default/pat.lindqvist',
});

describe('addresses that several groups want', () => {
  const subnets = [undefined, 'subnet-1', 'subnet-2'];
  const address = fc.constantFrom('10.0.1.20', '10.0.1.21', undefined);
  const servers = fc.array(
    fc.record({
      subnetId: fc.constantFrom(...subnets),
      staticPrivateIp: address,
    }),
    { maxLength: 4 },
  );

  it('are told of either of two groups or of neither, and never of one alone', () => {
    fc.assert(
      fc.property(servers, servers, (ofOne, ofOther) => {
        const [one, other] = [group('one', ofOne), group('other', ofOther)];
        const told = (of: StoredGroup) =>
          addressesOfOtherGroups(of, [one, other], () => true);
        expect(told(one).length > 0).toBe(told(other).length > 0);
        expect(addressesOfOtherGroups(one, [one], () => true)).toEqual([]);
        const meets = ofOne.some(a =>
          ofOther.some(
            b =>
              a.staticPrivateIp !== undefined &&
              a.staticPrivateIp === b.staticPrivateIp &&
              (!a.subnetId || !b.subnetId || a.subnetId === b.subnetId),
          ),
        );
        expect(told(one).length > 0).toBe(meets);
      }),
    );
  });

  it('are told at their field, with the groups that may be seen and no others', () => {
    const mine = group('mine', [
      { staticPrivateIp: '10.0.1.9' },
      { staticPrivateIp: '10.0.1.20', subnetId: 'subnet-1' },
    ]);
    const others = ['Orders', 'Payroll'].map(name =>
      group(name, [{ staticPrivateIp: '10.0.1.20' }]),
    );
    const told = (...seen: string[]) =>
      addressesOfOtherGroups(mine, others, ({ groupName }) =>
        seen.includes(groupName),
      ).map(({ field, severity, message }) => [field, severity, message]);
    const saying = (who: string) => [
      [
        'servers[1].staticPrivateIp',
        'WARNING',
        `The address 10.0.1.20 is also given to a server of ${who}: once one is launched, the other cannot be`,
      ],
    ];
    expect(told('Orders', 'Payroll')).toEqual(saying('"Orders", "Payroll"'));
    expect(told('Orders')).toEqual(saying('"Orders"'));
    expect(told()).toEqual(saying('another group'));
  });

  it('count by the subnet that the server’s group gives it', () => {
    const inGroup = (name: string, subnetId: string) => ({
      ...group(name, [{ staticPrivateIp: '10.0.1.20' }]),
      launchConfig: { subnetId },
    });
    const told = (subnetId: string) =>
      addressesOfOtherGroups(
        inGroup('one', 'subnet-1'),
        [inGroup('other', subnetId)],
        () => true,
      );
    expect(told('subnet-2')).toEqual([]);
    expect(told('subnet-1')).toHaveLength(1);
  });
});

describe('the room of subnets', () => {
  const launches = fc.array(
    fc.record({
      subnetId: fc.constantFrom('subnet-1', 'subnet-2', undefined),
      server: fc.record({
        recoveryInstanceId: fc.constantFrom('i-1', undefined),
      }),
    }),
    { maxLength: 12 },
  );
  const subnet = (freeAddresses: number) => ({
    vpcId: 'vpc-1',
    cidr: '10.0.1.0/28',
    freeAddresses,
  });

  it('is short where launches take more addresses than are free or freed, in that subnet alone', () => {
    fc.assert(
      fc.property(launches, fc.nat({ max: 11 }), (into, free) => {
        const [short, ...others] = shortSubnets(
          into,
          new Map([['subnet-1', subnet(free)]]),
        );
        const here = into.filter(({ subnetId }) => subnetId === 'subnet-1');
        const bare = here.filter(({ server }) => !server.recoveryInstanceId);
        expect(others).toEqual([]);
        expect(short !== undefined).toBe(bare.length > free);
        expect(short?.isFull ?? false).toBe(
          bare.length > 0 && free === 0 && bare.length === here.length,
        );
      }),
    );
  });

  it('never gets narrower by addresses that come free', () => {
    fc.assert(
      fc.property(launches, fc.nat({ max: 11 }), (into, free) => {
        const short = (room: number) =>
          shortSubnets(into, new Map([['subnet-1', subnet(room)]])).length;
        expect(short(free + 1)).toBeLessThanOrEqual(short(free));
      }),
    );
  });
});
