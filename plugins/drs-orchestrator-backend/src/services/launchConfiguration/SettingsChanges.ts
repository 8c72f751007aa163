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

import {
  AwsFailure,
  launchSettingsChange,
  type AwsAccess,
  type LaunchSettings,
  type ObservedSourceServer,
  type Scope,
} from '@drs-orchestrator/drs-engine';
import type { AppliedLaunchConfiguration } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import pLimit from 'p-limit';
import type { ExecutionHolders } from '../preflight/ExecutionHolders';
import type { Holder } from '../preflight/situation';
import type { FoundResources, ResourceLookup } from './ResourceLookup';
import type { ReadSettings, SettingsInAws } from './SettingsInAws';
import { addressAtLaunch, settingsProblems } from './settingsProblems';

/** Servers whose settings are changed at a time: each takes up to five calls. */
const PARALLEL_CHANGES = 8;

type Applied = AppliedLaunchConfiguration['servers'][number];

/** What settings are changed with. */
export interface SettingsChangesOptions {
  access: AwsAccess;
  resources: ResourceLookup;
  settings: SettingsInAws;
  holders: Pick<ExecutionHolders, 'ofServers'>;
}

const inExecution = (
  { sourceServerId, hostname }: ObservedSourceServer,
  { executionId, planName }: Holder,
): Applied => ({
  sourceServerId,
  hostname,
  result: 'FAILED',
  changed: [],
  code: 'SERVER_CONFLICT',
  message: `${hostname} is in execution ${executionId} of "${planName}": its settings can be changed after the end of that`,
});

/** Sets launch settings in AWS, for good. */
export class SettingsChanges {
  readonly #access: AwsAccess;
  readonly #resources: ResourceLookup;
  readonly #settings: SettingsInAws;
  readonly #holders: SettingsChangesOptions['holders'];

  static create(options: SettingsChangesOptions): SettingsChanges {
    return new SettingsChanges(options);
  }

  private constructor(options: SettingsChangesOptions) {
    this.#access = options.access;
    this.#resources = options.resources;
    this.#settings = options.settings;
    this.#holders = options.holders;
  }

  /**
   * Sets what is wanted of each server where it differs, a few servers at a time.
   * Servers in an execution are left alone: DRS reads the settings in the midst of
   * a launch, and a drill would come up in the network of the real ones.
   *
   * @throws AwsFailure where AWS cannot be asked at all
   */
  async apply(
    scope: Scope,
    servers: readonly {
      server: ObservedSourceServer;
      wanted: LaunchSettings;
    }[],
  ): Promise<Applied[]> {
    const ids = servers.map(({ server }) => server.sourceServerId);
    const [current, found] = await Promise.all([
      this.#settings.read(scope, ids, { live: true }),
      this.#resources.named(
        scope,
        servers.map(({ wanted }) => wanted),
        // Copied ones are for the launch to have: writing the wish needs none.
        servers.flatMap(
          ({ wanted }) => addressAtLaunch(wanted, undefined) ?? [],
        ),
        { live: true },
      ),
    ]);
    // As late as can be: nothing else keeps an execution from starting meanwhile.
    const holders = await this.#holders.ofServers(ids);
    const limit = pLimit(PARALLEL_CHANGES);
    return Promise.all(
      servers.map(({ server, wanted }) => {
        const holder = holders.get(server.sourceServerId);
        return holder
          ? inExecution(server, holder)
          : limit(() => this.#applyTo(scope, server, wanted, current, found));
      }),
    );
  }

  async #applyTo(
    scope: Scope,
    observed: ObservedSourceServer,
    to: LaunchSettings,
    { servers, failures }: ReadSettings,
    { resources }: FoundResources,
  ): Promise<Applied> {
    const { sourceServerId, hostname } = observed;
    const server = { sourceServerId, hostname };
    const failed = ({
      code,
      message,
    }: {
      code: string;
      message: string;
    }): Applied => ({
      ...server,
      result: 'FAILED',
      changed: [],
      code,
      message,
    });

    const failure = failures.get(sourceServerId);
    const current = servers.get(sourceServerId);
    if (failure || !current) {
      return failed(
        failure ?? {
          code: 'NotRead',
          message: 'AWS did not tell its launch settings',
        },
      );
    }
    const [problem] = settingsProblems(to, resources, observed).filter(
      ({ severity }) => severity === 'BLOCKING',
    );
    if (problem) {
      return failed(problem);
    }
    const change = launchSettingsChange(current.settings, to, undefined);
    if (!change) {
      return { ...server, result: 'UNCHANGED', changed: [] };
    }
    try {
      const { launchSettings } = await this.#access.services(scope);
      await launchSettings.change(sourceServerId, change.after);
      return {
        ...server,
        result: 'APPLIED',
        changed: Object.keys(change.after),
      };
    } catch (error) {
      if (error instanceof AwsFailure) {
        return failed(error);
      }
      throw error;
    } finally {
      this.#settings.forget(scope, sourceServerId);
    }
  }
}
