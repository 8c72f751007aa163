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

import type {
  LaunchConfig,
  LaunchSyncState,
  ServerLaunchSettings,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';

/** Who chooses the instance type, in words. */
export const rightSizings: Record<
  NonNullable<LaunchConfig['rightSizing']>,
  string
> = {
  NONE: 'The setting below',
  BASIC: 'DRS, by the source’s size',
  IN_AWS: 'DRS, anew at each launch',
};

/** What becomes of an instance after its launch, in words. */
export const dispositions: Record<
  NonNullable<LaunchConfig['launchDisposition']>,
  string
> = { STARTED: 'Started', STOPPED: 'Stopped' };

/** How an instance boots, in words. */
export const bootModes: Record<
  NonNullable<LaunchConfig['bootMode']>,
  string
> = {
  USE_SOURCE: 'As the source',
  UEFI: 'UEFI',
  LEGACY_BIOS: 'Legacy BIOS',
};

/** How a server's settings in AWS stand to what the group wants, in words. */
export const syncStates: Record<LaunchSyncState, string> = {
  READY: 'As wanted',
  DRIFTED: 'Different',
  FAILED: 'Could not be written',
};

type Settings = ServerLaunchSettings['current'];

const titles: Record<keyof Settings, string> = {
  subnetId: 'Subnet',
  securityGroupIds: 'Security groups',
  instanceType: 'Instance type',
  instanceProfileName: 'Instance profile',
  rightSizing: 'Instance type chosen by',
  copyPrivateIp: 'Copies the private address',
  copyTags: 'Copies tags',
  staticPrivateIp: 'Private address',
  launchDisposition: 'After the launch',
  bootMode: 'Boot mode',
  osByol: 'Own licence',
  postLaunchEnabled: 'Launch actions',
};

const isSetting = (name: string): name is keyof Settings => name in titles;

/** A setting's name in words; those newer than this release as they are. */
export function settingTitle(name: string): string {
  return isSetting(name) ? titles[name] : name;
}

/** A setting's value in words. */
export function settingText(settings: Settings, name: string): string {
  const value = isSetting(name) ? settings[name] : undefined;
  if (value === undefined) {
    return 'Not set';
  }
  if (typeof value === 'boolean') {
    return value ? 'Yes' : 'No';
  }
  return Array.isArray(value)
    ? value.join(', ')
    : { ...rightSizings, ...dispositions, ...bootModes }[value] ?? value;
}

/** The settings with which a server would be launched, as term and words; AWS tells none by empty ones. */
export function launchInWords(
  settings: Settings,
): { term: string; value: string }[] {
  return Object.entries(settings)
    .filter(
      ([name, value]) =>
        isSetting(name) && value !== '' && String(value) !== '',
    )
    .map(([name]) => ({
      term: settingTitle(name),
      value: settingText(settings, name),
    }));
}

/** Every setting that a configuration does not leave as it is, as term and words. */
export function settingsInWords(
  config: LaunchConfig,
): { term: string; value: string }[] {
  const { drill, ...settings } = config;
  return [
    ...Object.keys(settings)
      .filter(
        name => isSetting(name) && (settings as Settings)[name] !== undefined,
      )
      .map(name => ({
        term: settingTitle(name),
        value: settingText(settings, name),
      })),
    ...(drill?.subnetId
      ? [{ term: 'Subnet of drills', value: drill.subnetId }]
      : []),
    ...(drill?.securityGroupIds
      ? [
          {
            term: 'Security groups of drills',
            value: drill.securityGroupIds.join(', '),
          },
        ]
      : []),
  ];
}
