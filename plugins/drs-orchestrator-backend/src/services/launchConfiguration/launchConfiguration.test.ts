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
  [A, { hostname: 'orders-db-1' }],
  [B, { hostname: 'orders-web-1' }],
]);

const resources: KnownResources = {
  subnets: new Map([
    ['subnet-00000001', { vpcId: 'vpc-1', cidr: '10.0.1.0/24' }],
    ['subnet-00000002', { vpcId: 'vpc-2', cidr: '10.9.0.0/16' }],
  ]),
  securityGroups: new Map([
    ['sg-00000001', { vpcId: 'vpc-1' }],
    ['sg-00000002', { vpcId: 'vpc-2' }],
  ]),
  instanceProfiles: new Set(['app-server']),
  instanceTypes: new Set(['m6i.large']),
};

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
    expect(codesOf(settings, resources, ['10.0.1.9', '10.7.0.1'])).toEqual([]);
    expect(codesOf(settings, resources, ['10.7.0.1', '10.0.1.9'])).toEqual([
      'BLOCKING COPIED_ADDRESS_OUTSIDE_SUBNET',
    ]);
    expect(codesOf(settings, resources)).toEqual([]);
    expect(
      codesOf({ ...settings, copyPrivateIp: false }, resources, ['10.7.0.1']),
    ).toEqual([]);
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
