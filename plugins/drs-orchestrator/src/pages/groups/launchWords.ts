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
import type { GroupsWords } from '../../translations/groups';

type Option = { value: string; text: string };

/** Who chooses the instance type, to choose from. */
export const rightSizingOptions = (t: GroupsWords): Option[] =>
  (['NONE', 'BASIC', 'IN_AWS'] as const).map(value => ({
    value,
    text: t(`rightSizing.${value}`),
  }));

/** What becomes of an instance after its launch, to choose from. */
export const dispositionOptions = (t: GroupsWords): Option[] =>
  (['STARTED', 'STOPPED'] as const).map(value => ({
    value,
    text: t(`disposition.${value}`),
  }));

/** How an instance boots, to choose from. */
export const bootModeOptions = (t: GroupsWords): Option[] =>
  (['USE_SOURCE', 'UEFI', 'LEGACY_BIOS'] as const).map(value => ({
    value,
    text: t(`bootMode.${value}`),
  }));

/** How a server's settings in AWS stand to what the group wants, in words. */
export const syncStateText = (t: GroupsWords, state: LaunchSyncState): string =>
  t(`sync.${state}`);

type Settings = ServerLaunchSettings['current'];

const settingNames: Record<keyof Settings, true> = {
  subnetId: true,
  securityGroupIds: true,
  instanceType: true,
  instanceProfileName: true,
  rightSizing: true,
  copyPrivateIp: true,
  copyTags: true,
  staticPrivateIp: true,
  launchDisposition: true,
  bootMode: true,
  osByol: true,
  postLaunchEnabled: true,
};

const isSetting = (name: string): name is keyof Settings =>
  Object.hasOwn(settingNames, name);

/** A setting's name in words; those newer than this release as they are. */
export function settingTitle(t: GroupsWords, name: string): string {
  return isSetting(name) ? t(`setting.${name}`) : name;
}

/** A setting's value in words. */
export function settingText(
  t: GroupsWords,
  settings: Settings,
  name: string,
): string {
  const value = isSetting(name) ? settings[name] : undefined;
  if (value === undefined) {
    return t('setting.notSet');
  }
  if (typeof value === 'boolean') {
    return t(value ? 'setting.yes' : 'setting.no');
  }
  if (Array.isArray(value)) {
    return value.join(', ');
  }
  const options = [
    ...(name === 'rightSizing' ? rightSizingOptions(t) : []),
    ...(name === 'launchDisposition' ? dispositionOptions(t) : []),
    ...(name === 'bootMode' ? bootModeOptions(t) : []),
  ];
  return options.find(option => option.value === value)?.text ?? value;
}

/** The settings with which a server would be launched, as term and words; AWS tells none by empty ones. */
export function launchInWords(
  t: GroupsWords,
  settings: Settings,
): { term: string; value: string }[] {
  return Object.entries(settings)
    .filter(
      ([name, value]) =>
        isSetting(name) && value !== '' && String(value) !== '',
    )
    .map(([name]) => ({
      term: settingTitle(t, name),
      value: settingText(t, settings, name),
    }));
}

/** Every setting that a configuration does not leave as it is, as term and words. */
export function settingsInWords(
  t: GroupsWords,
  config: LaunchConfig,
): { term: string; value: string }[] {
  const { drill, ...settings } = config;
  return [
    ...Object.keys(settings)
      .filter(
        name => isSetting(name) && (settings as Settings)[name] !== undefined,
      )
      .map(name => ({
        term: settingTitle(t, name),
        value: settingText(t, settings, name),
      })),
    ...(drill?.subnetId
      ? [{ term: t('setting.drillSubnet'), value: drill.subnetId }]
      : []),
    ...(drill?.securityGroupIds
      ? [
          {
            term: t('setting.drillSecurityGroups'),
            value: drill.securityGroupIds.join(', '),
          },
        ]
      : []),
  ];
}
