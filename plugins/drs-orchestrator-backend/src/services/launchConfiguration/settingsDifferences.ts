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

import type { LaunchSettings } from '@drs-orchestrator/drs-engine';
import { isDeepStrictEqual } from 'node:util';

const fields = [
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
] as const satisfies readonly (keyof LaunchSettings)[];

/** Security groups are a set: their order means nothing. */
const comparable = (value: LaunchSettings[keyof LaunchSettings]) =>
  Array.isArray(value) ? [...value].sort() : value;

/** Names of the fields that somebody wants and AWS has otherwise. */
export function settingsDifferences(
  current: LaunchSettings,
  wanted: LaunchSettings,
): (keyof LaunchSettings)[] {
  return fields.filter(
    field =>
      wanted[field] !== undefined &&
      !isDeepStrictEqual(comparable(current[field]), comparable(wanted[field])),
  );
}
