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

import type { AwsServices } from '../ports/awsAccess';
import type { Logger } from '../ports/logger';
import type { ConnectionSettings } from './clientSettings';
import { LambdaHooks } from './LambdaHooks';
import { RolePermissions } from './RolePermissions';
import { SdkDrs } from './SdkDrs';
import { SdkEc2Queries } from './SdkEc2Queries';
import { SdkExtendedServers } from './SdkExtendedServers';
import { SdkInstanceStatuses } from './SdkInstanceStatuses';
import { SdkInstanceTags } from './SdkInstanceTags';
import { SdkLaunchResources } from './SdkLaunchResources';
import { SdkLaunchSettings } from './SdkLaunchSettings';
import { SdkQuotaReadings } from './SdkQuotaReadings';
import { SdkServerTags } from './SdkServerTags';
import { SsmAutomationHooks } from './SsmAutomationHooks';

/** Made when first asked for. */
function lazily<T extends { close(): void }>(make: () => T) {
  let made: T | undefined;
  return {
    get: (): T => (made ??= make()),
    close: () => made?.close(),
  };
}

/** AWS in one account and Region as one role; each service's clients are made when first used. */
export class AwsConnection implements AwsServices {
  readonly #drs;
  readonly #extendedServers;
  readonly #launchSettings;
  readonly #launchResources;
  readonly #ec2;
  readonly #instanceStatuses;
  readonly #quotas;
  readonly #permissions;
  readonly #serverTags;
  readonly #instanceTags;
  readonly #lambdaHooks;
  readonly #automationHooks;

  constructor(
    settings: ConnectionSettings & { roleArn: string; logger: Logger },
  ) {
    this.#drs = lazily(() => new SdkDrs(settings));
    this.#extendedServers = lazily(() => new SdkExtendedServers(settings));
    this.#launchSettings = lazily(() => new SdkLaunchSettings(settings));
    this.#launchResources = lazily(() => new SdkLaunchResources(settings));
    this.#ec2 = lazily(() => new SdkEc2Queries(settings));
    this.#instanceStatuses = lazily(() => new SdkInstanceStatuses(settings));
    this.#quotas = lazily(() => new SdkQuotaReadings(settings));
    this.#permissions = lazily(() => new RolePermissions(settings));
    this.#serverTags = lazily(() => new SdkServerTags(settings));
    this.#instanceTags = lazily(() => new SdkInstanceTags(settings));
    this.#lambdaHooks = lazily(() => new LambdaHooks(settings));
    this.#automationHooks = lazily(() => new SsmAutomationHooks(settings));
  }

  get drs() {
    return this.#drs.get();
  }

  get extendedServers() {
    return this.#extendedServers.get();
  }

  get launchSettings() {
    return this.#launchSettings.get();
  }

  get launchResources() {
    return this.#launchResources.get();
  }

  get ec2() {
    return this.#ec2.get();
  }

  get instanceStatuses() {
    return this.#instanceStatuses.get();
  }

  get quotas() {
    return this.#quotas.get();
  }

  get permissions() {
    return this.#permissions.get();
  }

  get serverTags() {
    return this.#serverTags.get();
  }

  get instanceTags() {
    return this.#instanceTags.get();
  }

  get lambdaHooks() {
    return this.#lambdaHooks.get();
  }

  get automationHooks() {
    return this.#automationHooks.get();
  }

  /** Closes kept connections; calls under way fail. */
  close(): void {
    this.#drs.close();
    this.#extendedServers.close();
    this.#launchSettings.close();
    this.#launchResources.close();
    this.#ec2.close();
    this.#instanceStatuses.close();
    this.#quotas.close();
    this.#permissions.close();
    this.#serverTags.close();
    this.#instanceTags.close();
    this.#lambdaHooks.close();
    this.#automationHooks.close();
  }
}
