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

import { Seeded } from '../world/seeded';

/** An instance profile and the role of the same name in it. */
export type InstanceProfile = {
  readonly path: string;
  readonly name: string;
  readonly id: string;
  readonly arn: string;
  readonly roleId: string;
  readonly roleArn: string;
};

const PROFILES: ReadonlyArray<{ path: string; name: string }> = [
  {
    path: '/service-role/',
    name: 'AWSElasticDisasterRecoveryRecoveryInstanceRole',
  },
  {
    path: '/service-role/',
    name: 'AWSElasticDisasterRecoveryRecoveryInstanceWithLaunchActionsRole',
  },
  { path: '/', name: 'meridian-app-server' },
  { path: '/', name: 'meridian-db-server' },
  { path: '/', name: 'meridian-web-server' },
];

/** The instance profiles of an account, in order of name; the same in each. */
export function instanceProfilesOf(
  seeded: Seeded,
  accountId: string,
): InstanceProfile[] {
  return PROFILES.map(({ path, name }) => {
    const id = (prefix: string) =>
      `${prefix}${seeded.hex(17, accountId, name, prefix).toUpperCase()}`;
    return {
      path,
      name,
      id: id('AIPA'),
      arn: `arn:aws:iam::${accountId}:instance-profile${path}${name}`,
      roleId: id('AROA'),
      roleArn: `arn:aws:iam::${accountId}:role${path}${name}`,
    };
  });
}
