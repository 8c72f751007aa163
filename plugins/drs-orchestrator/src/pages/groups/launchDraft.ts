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
  ServerLaunchConfig,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';

/** "yes", "no", or empty: as it is in AWS. */
export type Switch = '' | 'yes' | 'no';

/** How servers are launched, as it is being written; what is empty stays as it is in AWS. */
export interface LaunchDraft {
  subnetId: string;
  /** IDs, separated by commas or spaces. */
  securityGroupIds: string;
  instanceType: string;
  instanceProfileName: string;
  rightSizing: string;
  copyPrivateIp: Switch;
  copyTags: Switch;
  launchDisposition: string;
  bootMode: string;
  osByol: Switch;
  postLaunchEnabled: Switch;
  drillSubnetId: string;
  drillSecurityGroupIds: string;
}

/** The settings of one server that differ from its group's. */
export interface ServerLaunchDraft extends LaunchDraft {
  sourceServerId: string;
  staticPrivateIp: string;
}

/** Leaves everything as it is in AWS. */
export const emptyLaunch: LaunchDraft = {
  subnetId: '',
  securityGroupIds: '',
  instanceType: '',
  instanceProfileName: '',
  rightSizing: '',
  copyPrivateIp: '',
  copyTags: '',
  launchDisposition: '',
  bootMode: '',
  osByol: '',
  postLaunchEnabled: '',
  drillSubnetId: '',
  drillSecurityGroupIds: '',
};

function switchOf(value: boolean | undefined): Switch {
  if (value === undefined) {
    return '';
  }
  return value ? 'yes' : 'no';
}

const booleanOf = (value: Switch) =>
  value === '' ? undefined : value === 'yes';

const idsOf = (text: string) => {
  const ids = text.split(/[\s,]+/).filter(id => id !== '');
  return ids.length > 0 ? ids : undefined;
};

const textOf = (text: string) => text.trim() || undefined;

/** Stored settings, to be edited. */
export function draftOfLaunch(config: LaunchConfig | undefined): LaunchDraft {
  return {
    subnetId: config?.subnetId ?? '',
    securityGroupIds: config?.securityGroupIds?.join(', ') ?? '',
    instanceType: config?.instanceType ?? '',
    instanceProfileName: config?.instanceProfileName ?? '',
    rightSizing: config?.rightSizing ?? '',
    copyPrivateIp: switchOf(config?.copyPrivateIp),
    copyTags: switchOf(config?.copyTags),
    launchDisposition: config?.launchDisposition ?? '',
    bootMode: config?.bootMode ?? '',
    osByol: switchOf(config?.osByol),
    postLaunchEnabled: switchOf(config?.postLaunchEnabled),
    drillSubnetId: config?.drill?.subnetId ?? '',
    drillSecurityGroupIds: config?.drill?.securityGroupIds?.join(', ') ?? '',
  };
}

/** Stored settings of a server, to be edited. */
export function draftOfServerLaunch(
  config: ServerLaunchConfig,
): ServerLaunchDraft {
  return {
    ...draftOfLaunch(config),
    sourceServerId: config.sourceServerId,
    staticPrivateIp: config.staticPrivateIp ?? '',
  };
}

/** The draft as the contract takes it, without what is empty. */
export function launchOf(draft: LaunchDraft) {
  const drill = present({
    subnetId: textOf(draft.drillSubnetId),
    securityGroupIds: idsOf(draft.drillSecurityGroupIds),
  });
  return present({
    subnetId: textOf(draft.subnetId),
    securityGroupIds: idsOf(draft.securityGroupIds),
    instanceType: textOf(draft.instanceType),
    instanceProfileName: textOf(draft.instanceProfileName),
    rightSizing: textOf(draft.rightSizing),
    copyPrivateIp: booleanOf(draft.copyPrivateIp),
    copyTags: booleanOf(draft.copyTags),
    launchDisposition: textOf(draft.launchDisposition),
    bootMode: textOf(draft.bootMode),
    osByol: booleanOf(draft.osByol),
    postLaunchEnabled: booleanOf(draft.postLaunchEnabled),
    drill: Object.keys(drill).length > 0 ? drill : undefined,
  });
}

/** The same for a server's own settings. */
export function serverLaunchOf(draft: ServerLaunchDraft) {
  return {
    sourceServerId: draft.sourceServerId,
    ...launchOf(draft),
    ...present({ staticPrivateIp: textOf(draft.staticPrivateIp) }),
  };
}

/** How many settings are not left as they are in AWS. */
export function countOfSettings(draft: LaunchDraft): number {
  return Object.keys(launchOf(draft)).length;
}

function present<T extends object>(record: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(record).filter(([, value]) => value !== undefined),
  ) as Partial<T>;
}
