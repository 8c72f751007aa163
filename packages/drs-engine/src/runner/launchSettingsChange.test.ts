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

import type { LaunchSettings } from '../domain/events';
import { launchSettingsChange, restoration } from './launchSettingsChange';

const current: LaunchSettings = {
  subnetId: 'subnet-a',
  securityGroupIds: ['sg-1', 'sg-2'],
  instanceType: 'm5.large',
  instanceProfileName: '',
  staticPrivateIp: '10.0.1.20',
  rightSizing: 'BASIC',
  copyPrivateIp: true,
  copyTags: true,
  launchDisposition: 'STARTED',
  osByol: false,
  postLaunchEnabled: false,
};

describe('what must change about launch settings', () => {
  it.each<[string, LaunchSettings | undefined]>([
    ['nothing is wanted', undefined],
    ['nothing in particular is wanted', {}],
    ['all is as wanted', { copyTags: true, subnetId: 'subnet-a' }],
    [
      'groups are wanted in another order',
      { securityGroupIds: ['sg-2', 'sg-1'] },
    ],
    [
      'only a boot mode is wanted, which DRS has no place for',
      { bootMode: 'UEFI' },
    ],
  ])('is nothing where %s', (_, desired) => {
    expect(launchSettingsChange(current, desired, undefined)).toBeUndefined();
    expect(launchSettingsChange(current, desired, {})).toBeUndefined();
  });

  it('is only what differs', () => {
    expect(
      launchSettingsChange(
        current,
        {
          subnetId: 'subnet-b',
          securityGroupIds: ['sg-1'],
          copyTags: true,
          osByol: true,
        },
        undefined,
      ),
    ).toEqual({
      before: {
        subnetId: 'subnet-a',
        securityGroupIds: ['sg-1', 'sg-2'],
        osByol: false,
      },
      after: { subnetId: 'subnet-b', securityGroupIds: ['sg-1'], osByol: true },
    });
  });

  it('turns right-sizing off for an instance type that it would replace', () => {
    expect(
      launchSettingsChange(current, { instanceType: 'm5.large' }, undefined),
    ).toEqual({
      before: { rightSizing: 'BASIC' },
      after: { rightSizing: 'NONE' },
    });
    expect(
      launchSettingsChange(
        current,
        { instanceType: 'r5.large', rightSizing: 'NONE' },
        undefined,
      )?.after,
    ).toEqual({ instanceType: 'r5.large', rightSizing: 'NONE' });
  });

  it.each(['BASIC', 'IN_AWS'] as const)(
    'leaves the type to right-sizing where %s is wanted with one',
    rightSizing => {
      expect(
        launchSettingsChange(
          { ...current, rightSizing },
          { instanceType: 'r5.large', rightSizing },
          undefined,
        ),
      ).toBeUndefined();
    },
  );

  it('copies no address over one that is wanted', () => {
    expect(
      launchSettingsChange(
        current,
        { staticPrivateIp: '10.0.1.20' },
        undefined,
      ),
    ).toEqual({
      before: { copyPrivateIp: true },
      after: { copyPrivateIp: false },
    });
  });

  describe('for a drill', () => {
    const drill = { subnetId: 'subnet-drill', securityGroupIds: ['sg-drill'] };

    it('is put back to what was there', () => {
      expect(launchSettingsChange(current, undefined, drill)).toEqual({
        before: {
          subnetId: 'subnet-a',
          securityGroupIds: ['sg-1', 'sg-2'],
          staticPrivateIp: '10.0.1.20',
        },
        after: { ...drill, staticPrivateIp: '' },
        restore: {
          subnetId: 'subnet-a',
          securityGroupIds: ['sg-1', 'sg-2'],
          staticPrivateIp: '10.0.1.20',
        },
      });
    });

    it('is put back to what is wanted for later, where that differs', () => {
      const change = launchSettingsChange(
        current,
        { subnetId: 'subnet-b', copyTags: false },
        { subnetId: 'subnet-drill' },
      );
      expect(change?.after).toEqual({
        subnetId: 'subnet-drill',
        staticPrivateIp: '',
        copyTags: false,
      });
      expect(change?.restore).toEqual({
        subnetId: 'subnet-b',
        staticPrivateIp: '10.0.1.20',
      });
    });

    it('leaves nothing to put back where the drill uses the same network', () => {
      expect(
        launchSettingsChange({ ...current, staticPrivateIp: '' }, undefined, {
          subnetId: 'subnet-a',
          securityGroupIds: ['sg-2', 'sg-1'],
        }),
      ).toBeUndefined();
    });

    it('puts right what an earlier drill left behind', () => {
      const leftBehind = {
        ...current,
        subnetId: 'subnet-drill',
        staticPrivateIp: '',
      };
      expect(
        launchSettingsChange(
          leftBehind,
          { subnetId: 'subnet-a' },
          { subnetId: 'subnet-drill' },
        ),
      ).toEqual({
        before: { subnetId: 'subnet-drill' },
        after: { subnetId: 'subnet-drill' },
        restore: { subnetId: 'subnet-a' },
      });
    });

    it('remembers that there was nothing before', () => {
      expect(
        launchSettingsChange(
          {
            ...current,
            subnetId: '',
            securityGroupIds: [],
            staticPrivateIp: '',
          },
          undefined,
          drill,
        )?.restore,
      ).toEqual({ subnetId: '', securityGroupIds: [] });
    });
  });
});

describe('putting back', () => {
  const ours = { subnetId: 'subnet-drill', securityGroupIds: ['sg-1', 'sg-2'] };
  const restore = { subnetId: 'subnet-a', securityGroupIds: ['sg-3'] };

  it.each<[string, LaunchSettings, ReturnType<typeof restoration>]>([
    ['as it was left', { ...current, ...ours }, 'OURS'],
    [
      'as it was left, told in another order',
      { ...ours, securityGroupIds: ['sg-2', 'sg-1'] },
      'OURS',
    ],
    ['as it shall be', { ...current, ...restore }, 'RESTORED'],
    [
      'changed in part by somebody',
      { ...ours, securityGroupIds: ['sg-other'] },
      'NOT_OURS',
    ],
    ['gone', { ...ours, subnetId: '' }, 'NOT_OURS'],
  ])('finds it %s', (_, there, verdict) => {
    expect(restoration(there, ours, restore)).toBe(verdict);
  });
});
