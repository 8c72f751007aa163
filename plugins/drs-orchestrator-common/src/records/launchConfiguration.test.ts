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

import { findingsOfZodError } from '../contract/errors';
import { newProtectionGroupSchema } from './protectionGroup';

const server = (digit: number) => `s-${String(digit).repeat(17)}`;

/** The fields that a group with these launch settings is refused for. */
const refusedFields = (settings: object) => {
  const result = newProtectionGroupSchema.safeParse({
    groupName: 'Orders',
    region: 'us-west-2',
    serverSelectionTags: { 'DR-Role': 'db' },
    ...settings,
  });
  return result.success
    ? []
    : findingsOfZodError(result.error).map(({ field }) => field);
};

describe('the launch configuration of a group', () => {
  it('is taken with everything that AWS has, or with nothing', () => {
    expect(refusedFields({})).toEqual([]);
    expect(refusedFields({ launchConfig: {}, servers: [] })).toEqual([]);
    expect(
      refusedFields({
        launchConfig: {
          subnetId: 'subnet-0123456789abcdef0',
          securityGroupIds: ['sg-01234567', 'sg-0123456789abcdef0'],
          instanceType: 'u-6tb1.metal',
          instanceProfileName: 'orders+db@prod',
          rightSizing: 'NONE',
          copyPrivateIp: false,
          copyTags: true,
          launchDisposition: 'STOPPED',
          bootMode: 'UEFI',
          osByol: true,
          postLaunchEnabled: true,
          drill: { subnetId: 'subnet-01234567' },
        },
        servers: [
          { sourceServerId: server(1), staticPrivateIp: '10.0.1.20' },
          { sourceServerId: server(2), copyPrivateIp: true },
        ],
      }),
    ).toEqual([]);
  });

  it.each([
    [{ subnetId: 'orders' }, 'launchConfig.subnetId'],
    [{ subnetId: 'sg-01234567' }, 'launchConfig.subnetId'],
    [{ securityGroupIds: [] }, 'launchConfig.securityGroupIds'],
    [
      { securityGroupIds: ['sg-01234567', 'sg-01234567'] },
      'launchConfig.securityGroupIds',
    ],
    [
      {
        securityGroupIds: Array.from(
          { length: 17 },
          (_, index) => `sg-0000000${index.toString(17).slice(-1)}`,
        ),
      },
      'launchConfig.securityGroupIds',
    ],
    [{ instanceType: 'large' }, 'launchConfig.instanceType'],
    [{ instanceProfileName: 'a/b' }, 'launchConfig.instanceProfileName'],
    [{ rightSizing: 'SOMETIMES' }, 'launchConfig.rightSizing'],
    [{ staticPrivateIp: '10.0.1.20' }, 'launchConfig.staticPrivateIp'],
    [
      { drill: { instanceType: 'm6i.large' } },
      'launchConfig.drill.instanceType',
    ],
  ])('is refused with %j', (launchConfig, field) => {
    expect(refusedFields({ launchConfig })).toContain(field);
  });

  it('has every server once, every address once, and one kind of address a server', () => {
    expect(
      refusedFields({
        servers: [
          { sourceServerId: server(1), staticPrivateIp: '10.0.1.20' },
          { sourceServerId: server(1) },
          { sourceServerId: server(2), staticPrivateIp: '10.0.1.20' },
        ],
      }),
    ).toEqual(['servers[1].sourceServerId', 'servers[2].staticPrivateIp']);
    expect(
      refusedFields({
        servers: [
          { sourceServerId: server(3), staticPrivateIp: '10.0.1.256' },
          { sourceServerId: 'web-01' },
        ],
      }),
    ).toEqual(['servers[0].staticPrivateIp', 'servers[1].sourceServerId']);
    expect(
      refusedFields({
        servers: [
          {
            sourceServerId: server(3),
            staticPrivateIp: '10.0.1.20',
            copyPrivateIp: true,
          },
        ],
      }),
    ).toEqual(['servers[0].staticPrivateIp']);
  });
});
