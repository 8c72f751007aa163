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

import type { ResponseLaunchTemplateData } from '@aws-sdk/client-ec2';
import { settingsOfTemplate, templateChange } from './launchTemplate';

/** As DRS makes them, with a second interface and addresses by hand. */
const template: ResponseLaunchTemplateData = {
  InstanceType: 'm5.large',
  IamInstanceProfile: {
    Arn: 'arn:aws:iam::111122223333:instance-profile/dr/web',
  },
  NetworkInterfaces: [
    { DeviceIndex: 1, SubnetId: 'subnet-second', Groups: ['sg-second'] },
    {
      DeviceIndex: 0,
      SubnetId: 'subnet-a',
      Groups: ['sg-a'],
      AssociatePublicIpAddress: false,
      PrivateIpAddresses: [
        { Primary: false, PrivateIpAddress: '10.0.1.99' },
        { Primary: true, PrivateIpAddress: '10.0.1.20' },
      ],
    },
  ],
};

describe('a launch template', () => {
  it('says where and as what a server is launched', () => {
    expect(settingsOfTemplate(template)).toEqual({
      subnetId: 'subnet-a',
      securityGroupIds: ['sg-a'],
      staticPrivateIp: '10.0.1.20',
      instanceType: 'm5.large',
      instanceProfileName: 'web',
    });
    expect(settingsOfTemplate({})).toEqual({
      subnetId: '',
      securityGroupIds: [],
      staticPrivateIp: '',
      instanceType: '',
      instanceProfileName: '',
    });
  });

  it('is changed in the fields that are named, and keeps the rest of its interfaces', () => {
    expect(
      templateChange(template, {
        subnetId: 'subnet-b',
        instanceProfileName: 'db',
      }),
    ).toEqual({
      IamInstanceProfile: { Name: 'db' },
      NetworkInterfaces: [
        { DeviceIndex: 1, SubnetId: 'subnet-second', Groups: ['sg-second'] },
        {
          DeviceIndex: 0,
          SubnetId: 'subnet-b',
          Groups: ['sg-a'],
          AssociatePublicIpAddress: false,
          PrivateIpAddresses: [
            { Primary: true, PrivateIpAddress: '10.0.1.20' },
            { Primary: false, PrivateIpAddress: '10.0.1.99' },
          ],
        },
      ],
    });
    expect(templateChange(template, { instanceType: 'r6i.large' })).toEqual({
      InstanceType: 'r6i.large',
    });
    expect(templateChange(template, { copyTags: true })).toEqual({});
  });

  it('loses an address that is taken away, and a network', () => {
    const [, primary] =
      templateChange(template, {
        staticPrivateIp: '',
        subnetId: '',
        securityGroupIds: [],
      }).NetworkInterfaces ?? [];
    expect(primary).toEqual({
      DeviceIndex: 0,
      AssociatePublicIpAddress: false,
      PrivateIpAddresses: [{ Primary: false, PrivateIpAddress: '10.0.1.99' }],
    });
    expect(
      templateChange(
        { NetworkInterfaces: [{ PrivateIpAddress: '10.0.1.20' }] },
        { staticPrivateIp: '' },
      ),
    ).toEqual({ NetworkInterfaces: [{}] });
  });

  it('gets an interface where it has none', () => {
    expect(
      templateChange(
        {},
        { subnetId: 'subnet-a', staticPrivateIp: '10.0.1.20' },
      ),
    ).toEqual({
      NetworkInterfaces: [
        {
          DeviceIndex: 0,
          DeleteOnTermination: true,
          SubnetId: 'subnet-a',
          PrivateIpAddress: '10.0.1.20',
        },
      ],
    });
  });
});
