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

import { wantedSettings, type LaunchConfigured } from './wantedSettings';

const A = 's-00000000000000001';
const B = 's-00000000000000002';

const group: LaunchConfigured = {
  launchConfig: {
    subnetId: 'subnet-00000001',
    securityGroupIds: ['sg-00000001', 'sg-00000002'],
    rightSizing: 'BASIC',
    copyPrivateIp: true,
    drill: { subnetId: 'subnet-0000000d', securityGroupIds: ['sg-0000000d'] },
  },
  servers: [
    {
      sourceServerId: A,
      securityGroupIds: ['sg-00000003'],
      rightSizing: 'NONE',
      instanceType: 'm6i.large',
      staticPrivateIp: '10.0.1.20',
      drill: { securityGroupIds: ['sg-0000000e'] },
    },
  ],
};

describe('the settings that a launch shall have', () => {
  it('are the group’s for a server without its own', () => {
    expect(wantedSettings(group, B, { forDrill: false })).toEqual({
      launchSettings: {
        subnetId: 'subnet-00000001',
        securityGroupIds: ['sg-00000001', 'sg-00000002'],
        rightSizing: 'BASIC',
        copyPrivateIp: true,
      },
    });
  });

  it('are the server’s own where it has some, and an own address is not copied', () => {
    expect(wantedSettings(group, A, { forDrill: false })).toEqual({
      launchSettings: {
        subnetId: 'subnet-00000001',
        securityGroupIds: ['sg-00000003'],
        rightSizing: 'NONE',
        instanceType: 'm6i.large',
        copyPrivateIp: false,
        staticPrivateIp: '10.0.1.20',
      },
    });
  });

  it('are those of the drill network too in a drill, without an address of another subnet', () => {
    const { launchSettings, drillSettings } = wantedSettings(group, A, {
      forDrill: true,
    });
    expect(drillSettings).toEqual({
      subnetId: 'subnet-0000000d',
      securityGroupIds: ['sg-0000000e'],
    });
    expect(launchSettings).not.toHaveProperty('staticPrivateIp');
    expect(
      wantedSettings({ ...group, launchConfig: {} }, A, { forDrill: true })
        .launchSettings,
    ).toMatchObject({ staticPrivateIp: '10.0.1.20' });
  });

  it('are none where nobody wants any', () => {
    expect(wantedSettings({}, A, { forDrill: true })).toEqual({});
    expect(
      wantedSettings(
        { launchConfig: { drill: {} }, servers: [{ sourceServerId: A }] },
        A,
        { forDrill: true },
      ),
    ).toEqual({});
  });

  it('are not hidden by fields that are present and undefined', () => {
    expect(
      wantedSettings(
        {
          launchConfig: { subnetId: 'subnet-00000001' },
          servers: [{ sourceServerId: A, subnetId: undefined }],
        },
        A,
        { forDrill: false },
      ),
    ).toEqual({ launchSettings: { subnetId: 'subnet-00000001' } });
  });
});
