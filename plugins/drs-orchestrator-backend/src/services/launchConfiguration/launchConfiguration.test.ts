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

import { launchConfigFindings } from './launchConfigFindings';
import { placeInSubnet } from './placeInSubnet';
import { settingsProblems, type KnownResources } from './settingsProblems';

const A = 's-00000000000000001';
const B = 's-00000000000000002';
const members = new Map([
  [A, { hostname: 'orders-db-1', ipAddresses: ['10.0.1.31'] }],
  [B, { hostname: 'orders-web-1', ipAddresses: ['10.7.0.1'] }],
]);

const resources: KnownResources = {
  subnets: new Map([
    [
      'subnet-00000001',
      { vpcId: 'vpc-1', cidr: '10.0.1.0/24', freeAddresses: 251 },
    ],
    [
      'subnet-00000002',
      { vpcId: 'vpc-2', cidr: '10.9.0.0/16', freeAddresses: 65_000 },
    ],
  ]),
  securityGroups: new Map([
    ['sg-00000001', { vpcId: 'vpc-1' }],
    ['sg-00000002', { vpcId: 'vpc-2' }],
  ]),
  instanceProfiles: new Set(['app-server']),
  instanceTypes: new Set(['m6i.large']),
};

const from = (...ipAddresses: string[]) => ({ ipAddresses });
const codesOf = (...given: Parameters<typeof settingsProblems>) =>
  settingsProblems(...given).map(({ code, severity }) => `${severity} ${code}`);

describe('the place of an address in a subnet', () => {
  it.each([
    ['10.0.1.0/24', '10.0.1.4', 'FIT'],
    ['10.0.1.0/24', '10.0.1.254', 'FIT'],
    ['10.0.1.0/24', '10.0.1.3', 'RESERVED'],
    ['10.0.1.0/24', '10.0.1.0', 'RESERVED'],
    ['10.0.1.0/24', '10.0.1.255', 'RESERVED'],
    ['10.0.1.0/24', '10.0.2.4', 'OUTSIDE'],
    ['10.0.1.16/28', '10.0.1.19', 'RESERVED'],
    ['10.0.1.16/28', '10.0.1.20', 'FIT'],
    ['10.0.1.16/28', '10.0.1.31', 'RESERVED'],
    ['10.0.1.16/28', '10.0.1.32', 'OUTSIDE'],
    ['10.0.0.0/16', '10.0.200.255', 'FIT'],
    ['10.0.1.0/24', '2001:db8::1', 'OUTSIDE'],
    ['10.0.1.0/24', 'orders', 'OUTSIDE'],
  ])('%s has %s: %s', (cidr, address, place) => {
    expect(placeInSubnet(cidr, address)).toBe(place);
  });
});

describe('the problems of launch settings', () => {
  it('are none of settings that fit', () => {
    expect(
      settingsProblems(
        {
          subnetId: 'subnet-00000001',
          securityGroupIds: ['sg-00000001'],
          staticPrivateIp: '10.0.1.20',
          instanceType: 'm6i.large',
          instanceProfileName: 'app-server',
          rightSizing: 'NONE',
        },
        resources,
      ),
    ).toEqual([]);
    expect(settingsProblems({}, resources)).toEqual([]);
  });

  it('are told all at once', () => {
    expect(
      codesOf(
        {
          subnetId: 'subnet-00000001',
          securityGroupIds: ['sg-00000002', 'sg-00000003'],
          staticPrivateIp: '10.9.0.20',
          instanceType: 'x9.huge',
          instanceProfileName: 'nobody',
        },
        resources,
      ),
    ).toEqual([
      'BLOCKING SECURITY_GROUP_IN_OTHER_VPC',
      'BLOCKING UNKNOWN_SECURITY_GROUP',
      'BLOCKING ADDRESS_OUTSIDE_SUBNET',
      'BLOCKING INSTANCE_TYPE_NOT_OFFERED',
      'BLOCKING UNKNOWN_INSTANCE_PROFILE',
    ]);
    expect(codesOf({ subnetId: 'subnet-00000009' }, resources)).toEqual([
      'BLOCKING UNKNOWN_SUBNET',
    ]);
  });

  it('tell an instance type that right-sizing overrides, whether it is offered or not', () => {
    for (const rightSizing of ['BASIC', 'IN_AWS'] as const) {
      expect(
        codesOf({ instanceType: 'x9.huge', rightSizing }, resources),
      ).toEqual(['INFO INSTANCE_TYPE_OVERRIDDEN']);
    }
  });

  it('tell a boot mode that DRS cannot be told', () => {
    expect(codesOf({ bootMode: 'UEFI' }, resources)).toEqual([
      'INFO BOOT_MODE_NOT_SET',
    ]);
    expect(codesOf({ bootMode: 'USE_SOURCE' }, resources)).toEqual([]);
  });

  it('compare a copied address with the subnet, the primary one', () => {
    const settings = { subnetId: 'subnet-00000001', copyPrivateIp: true };
    expect(codesOf(settings, resources, from('10.0.1.9', '10.7.0.1'))).toEqual(
      [],
    );
    expect(codesOf(settings, resources, from('10.7.0.1', '10.0.1.9'))).toEqual([
      'BLOCKING COPIED_ADDRESS_OUTSIDE_SUBNET',
    ]);
    expect(codesOf(settings, resources)).toEqual([]);
    expect(
      codesOf(
        { ...settings, copyPrivateIp: false },
        resources,
        from('10.7.0.1'),
      ),
    ).toEqual([]);
  });

  describe('of an address that something has', () => {
    const held = (holder: { instanceId?: string; description?: string }) => ({
      ...resources,
      addressesInUse: new Map([
        [
          'subnet-00000001/10.0.1.20',
          {
            subnetId: 'subnet-00000001',
            address: '10.0.1.20',
            networkInterfaceId: 'eni-00000001',
            ...holder,
          },
        ],
      ]),
    });
    const fixed = { subnetId: 'subnet-00000001', staticPrivateIp: '10.0.1.20' };
    const copied = { subnetId: 'subnet-00000001', copyPrivateIp: true };

    it('block, and name the instance, or the interface and what it is for', () => {
      expect(
        settingsProblems(fixed, held({ instanceId: 'i-00000009' })),
      ).toMatchObject([
        {
          code: 'ADDRESS_IN_USE',
          severity: 'BLOCKING',
          fields: ['staticPrivateIp', 'subnetId'],
          message:
            'The address 10.0.1.20 in subnet-00000001 is in use by i-00000009',
        },
      ]);
      const [problem] = settingsProblems(
        copied,
        held({ description: 'ELB net/orders' }),
        from('10.0.1.20'),
      );
      expect(problem).toMatchObject({
        code: 'ADDRESS_IN_USE',
        severity: 'BLOCKING',
        fields: ['copyPrivateIp', 'subnetId'],
        message: expect.stringContaining(
          'by network interface eni-00000001 (ELB net/orders)',
        ),
      });
    });

    it('are none where it is the server’s own present instance, which a launch deletes first', () => {
      const ofInstance = held({ instanceId: 'i-00000009' });
      const own = {
        ipAddresses: ['10.0.1.20'],
        recoveryInstanceId: 'i-00000009',
      };
      expect(codesOf(fixed, ofInstance, own)).toEqual([]);
      expect(codesOf(copied, ofInstance, own)).toEqual([]);
      expect(
        codesOf(fixed, ofInstance, {
          ...own,
          recoveryInstanceId: 'i-00000008',
        }),
      ).toEqual(['BLOCKING ADDRESS_IN_USE']);
      // What belongs to no instance belongs to no server without one either.
      expect(codesOf(fixed, held({}), from())).toEqual([
        'BLOCKING ADDRESS_IN_USE',
      ]);
    });

    it('are none of the same address in another subnet', () => {
      expect(
        codesOf(
          { ...fixed, subnetId: 'subnet-00000003' },
          { addressesInUse: held({}).addressesInUse },
        ),
      ).toEqual([]);
    });
  });

  it('are not guessed where AWS could not be asked', () => {
    expect(
      settingsProblems(
        {
          subnetId: 'subnet-00000009',
          securityGroupIds: ['sg-00000009'],
          staticPrivateIp: '10.7.0.1',
          instanceType: 'x9.huge',
          instanceProfileName: 'nobody',
        },
        {},
      ),
    ).toEqual([]);
  });
});

describe('the findings of a group’s launch configuration', () => {
  const fieldsOf = (...given: Parameters<typeof launchConfigFindings>) =>
    launchConfigFindings(...given).map(({ field, code }) => [field, code]);

  it('name the fields, of the group once and of its drill network', () => {
    expect(
      fieldsOf(
        {
          launchConfig: {
            subnetId: 'subnet-00000009',
            securityGroupIds: ['sg-00000001', 'sg-00000009'],
            drill: {
              subnetId: 'subnet-00000002',
              securityGroupIds: ['sg-00000001'],
            },
          },
          servers: [
            { sourceServerId: A, copyTags: true },
            { sourceServerId: B, instanceType: 'x9.huge' },
          ],
        },
        resources,
        members,
      ),
    ).toEqual([
      ['launchConfig.subnetId', 'UNKNOWN_SUBNET'],
      ['launchConfig.securityGroupIds[1]', 'UNKNOWN_SECURITY_GROUP'],
      ['launchConfig.drill.securityGroupIds[0]', 'SECURITY_GROUP_IN_OTHER_VPC'],
      ['servers[1].instanceType', 'INSTANCE_TYPE_NOT_OFFERED'],
    ]);
  });

  it('tell at the server what its own fields do to those of the group', () => {
    expect(
      launchConfigFindings(
        {
          launchConfig: {
            subnetId: 'subnet-00000001',
            securityGroupIds: ['sg-00000001'],
            drill: { subnetId: 'subnet-00000001' },
          },
          servers: [
            {
              sourceServerId: A,
              subnetId: 'subnet-00000002',
              staticPrivateIp: '10.0.1.20',
            },
            {
              sourceServerId: B,
              staticPrivateIp: '10.0.1.2',
              drill: { securityGroupIds: ['sg-00000002'] },
            },
          ],
        },
        resources,
        members,
      ),
    ).toEqual([
      expect.objectContaining({
        code: 'SECURITY_GROUP_IN_OTHER_VPC',
        field: 'servers[0].subnetId',
        subject: { kind: 'server', id: A, name: 'orders-db-1' },
      }),
      expect.objectContaining({
        code: 'ADDRESS_OUTSIDE_SUBNET',
        field: 'servers[0].staticPrivateIp',
      }),
      expect.objectContaining({
        code: 'ADDRESS_RESERVED',
        field: 'servers[1].staticPrivateIp',
      }),
      expect.objectContaining({
        code: 'SECURITY_GROUP_IN_OTHER_VPC',
        field: 'servers[1].drill.securityGroupIds[0]',
      }),
    ]);
  });

  it('warn of copied addresses that do not fit or are taken, at the field that wants them copied', () => {
    expect(
      launchConfigFindings(
        {
          launchConfig: { subnetId: 'subnet-00000001' },
          servers: [
            { sourceServerId: A, copyPrivateIp: true },
            { sourceServerId: B, copyPrivateIp: true },
          ],
        },
        {
          ...resources,
          addressesInUse: new Map([
            [
              'subnet-00000001/10.0.1.31',
              {
                subnetId: 'subnet-00000001',
                address: '10.0.1.31',
                networkInterfaceId: 'eni-00000001',
              },
            ],
          ]),
        },
        members,
      ),
    ).toEqual([
      expect.objectContaining({
        code: 'ADDRESS_IN_USE',
        severity: 'WARNING',
        field: 'servers[0].copyPrivateIp',
        subject: { kind: 'server', id: A, name: 'orders-db-1' },
      }),
      expect.objectContaining({
        code: 'COPIED_ADDRESS_OUTSIDE_SUBNET',
        severity: 'WARNING',
        field: 'servers[1].copyPrivateIp',
      }),
    ]);
    expect(
      fieldsOf(
        {
          launchConfig: { subnetId: 'subnet-00000001', copyPrivateIp: true },
        },
        resources,
        members,
      ),
    ).toEqual([
      ['launchConfig.copyPrivateIp', 'COPIED_ADDRESS_OUTSIDE_SUBNET'],
    ]);
  });

  it('warn of subnets without room for the servers, of recoveries and of drills', () => {
    const narrow = { subnetId: 'subnet-00000003' };
    const crowded: KnownResources = {
      subnets: new Map([
        ...(resources.subnets ?? []),
        [
          'subnet-00000003',
          { vpcId: 'vpc-1', cidr: '10.0.3.0/28', freeAddresses: 1 },
        ],
      ]),
    };
    expect(
      fieldsOf({ launchConfig: { drill: narrow } }, crowded, members),
    ).toEqual([['launchConfig.drill.subnetId', 'SUBNET_NEARLY_FULL']]);
    expect(
      launchConfigFindings(
        {
          launchConfig: { subnetId: 'subnet-00000001' },
          servers: [A, B].map(sourceServerId => ({
            sourceServerId,
            ...narrow,
          })),
        },
        crowded,
        members,
      ),
    ).toMatchObject([
      {
        code: 'SUBNET_NEARLY_FULL',
        severity: 'WARNING',
        field: 'servers[0].subnetId',
        message: 'Subnet subnet-00000003 has 1 free address for 2 servers',
      },
    ]);
    // One of them brings the address of the instance that it has now.
    expect(
      fieldsOf(
        { launchConfig: narrow },
        crowded,
        new Map(
          [...members].map(([id, member], index) => [
            id,
            index === 0 ? { ...member, recoveryInstanceId: 'i-1' } : member,
          ]),
        ),
      ),
    ).toEqual([]);
  });

  it('refuse settings of a server that the group does not hold', () => {
    expect(
      fieldsOf(
        { servers: [{ sourceServerId: 's-00000000000000009' }] },
        resources,
        members,
      ),
    ).toEqual([['servers[0].sourceServerId', 'SERVER_NOT_IN_GROUP']]);
  });
});
