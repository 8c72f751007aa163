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
import { ClientTokens } from './client-tokens';
import { Ec2Instance } from './instance';
import { LaunchTemplates, LaunchTemplateVersion } from './launch-templates';
import { RegionalNetwork } from './network';

/** What EC2 holds in one account and Region. */
export class RegionalEc2 {
  readonly accountId: string;
  readonly region: string;
  readonly network: RegionalNetwork;
  readonly launchTemplates: LaunchTemplates;
  /** Versions of launch templates that were made under client tokens. */
  readonly versionTokens = new ClientTokens<LaunchTemplateVersion>();
  readonly instances: Map<string, Ec2Instance>;

  /**
   * @param options.sourceCidr - the network that the servers come from
   * @param options.fillLaunchTemplates - see {@link LaunchTemplates}
   * @param options.instances - what runs there when the world begins
   */
  constructor(options: {
    accountId: string;
    region: string;
    seeded: Seeded;
    sourceCidr: string | undefined;
    fillLaunchTemplates: () => void;
    instances: readonly Ec2Instance[];
  }) {
    const { accountId, region, seeded } = options;
    this.accountId = accountId;
    this.region = region;
    this.instances = new Map(
      options.instances.map(instance => [instance.instanceId, instance]),
    );
    this.network = new RegionalNetwork(
      accountId,
      region,
      seeded,
      options.sourceCidr,
    );
    this.launchTemplates = new LaunchTemplates(
      seeded,
      options.fillLaunchTemplates,
    );
  }
}
