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

import type { DrillSettings, LaunchSettings } from '../domain/events';

/** What must be changed about a server's launch settings; only the fields concerned. */
export interface LaunchSettingsChange {
  readonly before: LaunchSettings;
  readonly after: LaunchSettings;
  /** What to put back after a drill. */
  readonly restore?: LaunchSettings;
}

type Field = keyof LaunchSettings;

/**
 * What a group wants, in so far as AWS can be told. DRS has no boot mode in
 * its launch configuration (AWS model: UpdateLaunchConfiguration), so that a
 * server boots as its source does.
 */
function lastingSettings(desired: LaunchSettings): LaunchSettings {
  const wanted = { ...desired };
  delete wanted.bootMode;
  if (wanted.instanceType !== undefined) {
    // Right-sizing puts its own type into the template at the launch (DRS user
    // guide): with it a type has no effect, so one that is named turns it off.
    if (wanted.rightSizing === 'BASIC' || wanted.rightSizing === 'IN_AWS') {
      delete wanted.instanceType;
    } else {
      wanted.rightSizing = 'NONE';
    }
  }
  if (wanted.staticPrivateIp) {
    // The source's address would take its place.
    wanted.copyPrivateIp = false;
  }
  return wanted;
}

/**
 * What a drill changes for its own launch. An address belongs to its subnet: in
 * the drill's, AWS chooses one.
 */
const drillOnly = ({
  subnetId,
  securityGroupIds,
}: DrillSettings): LaunchSettings => ({
  ...(subnetId && { subnetId, staticPrivateIp: '' }),
  ...(securityGroupIds && { securityGroupIds }),
});

/**
 * Pure: what to change so that a server launches as is wanted.
 *
 * @param current - as AWS has it; what it names nothing for is empty there
 * @param desired - for this launch and later ones; absent fields stay as they are
 * @param drill - for this launch only
 * @returns undefined where all is as wanted, and nothing must be put back
 */
export function launchSettingsChange(
  current: LaunchSettings,
  desired: LaunchSettings | undefined,
  drill: DrillSettings | undefined,
): LaunchSettingsChange | undefined {
  const lasting = lastingSettings(desired ?? {});
  const forDrill = drillOnly(drill ?? {});
  const wanted: LaunchSettings = { ...lasting, ...forDrill };
  const later: LaunchSettings = { ...current, ...lasting };

  const toRestore = fieldsOf(forDrill).filter(
    field => !isSame(later[field], forDrill[field]),
  );
  // What will be put back is told as changed even where AWS has it so already,
  // as after a drill whose settings were never put back.
  const changed = fieldsOf(wanted).filter(
    field =>
      !isSame(wanted[field], current[field]) || toRestore.includes(field),
  );
  if (changed.length === 0) {
    return undefined;
  }
  return {
    before: pick(current, changed),
    after: pick(wanted, changed),
    ...(toRestore.length > 0 && { restore: pick(later, toRestore) }),
  };
}

/**
 * Whether the fields to be put back are still as this product left them. A
 * subnet and its security groups belong together: all, or none is touched.
 *
 * @param ours - what was set for the drill
 */
export function restoration(
  current: LaunchSettings,
  ours: LaunchSettings,
  restore: LaunchSettings,
): 'RESTORED' | 'OURS' | 'NOT_OURS' {
  const fields = fieldsOf(restore);
  if (fields.every(field => isSame(current[field], restore[field]))) {
    return 'RESTORED';
  }
  return fields.every(field => isSame(current[field], ours[field]))
    ? 'OURS'
    : 'NOT_OURS';
}

const ALL_FIELDS = [
  'subnetId',
  'securityGroupIds',
  'instanceType',
  'instanceProfileName',
  'rightSizing',
  'copyPrivateIp',
  'copyTags',
  'staticPrivateIp',
  'launchDisposition',
  'bootMode',
  'osByol',
  'postLaunchEnabled',
] as const satisfies readonly Field[];

const fieldsOf = (settings: LaunchSettings): Field[] =>
  ALL_FIELDS.filter(field => settings[field] !== undefined);

const pick = (
  settings: LaunchSettings,
  fields: readonly Field[],
): LaunchSettings =>
  Object.fromEntries(
    fields
      .filter(field => settings[field] !== undefined)
      .map(field => [field, settings[field]]),
  );

/** The order of security groups means nothing. */
function isSame(
  one: LaunchSettings[Field],
  other: LaunchSettings[Field],
): boolean {
  if (Array.isArray(one) && Array.isArray(other)) {
    return (
      one.length === other.length && one.every(each => other.includes(each))
    );
  }
  return one === other;
}
