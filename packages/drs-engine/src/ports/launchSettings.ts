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
import type { AwsFailure } from './drs';

/**
 * How DRS would launch a server now: its launch configuration and the default
 * version of its EC2 launch template, together. What names nothing is the empty
 * string or list, so that it can be put back.
 */
export interface CurrentLaunchSettings {
  readonly sourceServerId: string;
  /** Absent where DRS names no launch template (any more): it makes one at the launch. */
  readonly launchTemplateId?: string;
  readonly settings: LaunchSettings;
}

/** The launch settings of the servers of one account and Region. */
export interface LaunchSettingsStore {
  /**
   * The settings of many servers; one that cannot be read is no obstacle to the others.
   *
   * @throws AwsFailure where none can be read
   */
  read(sourceServerIds: readonly string[]): Promise<{
    readonly servers: ReadonlyMap<string, CurrentLaunchSettings>;
    readonly failures: ReadonlyMap<string, AwsFailure>;
  }>;

  /**
   * Sets these fields and leaves the others as they are. Doing it twice does no
   * harm: what is so already is not written.
   *
   * @param mayCall - asked before each call that changes something; what it
   *   throws ends the change
   * @throws AwsFailure; what was changed by then stays so
   */
  change(
    sourceServerId: string,
    to: LaunchSettings,
    mayCall?: () => void,
  ): Promise<void>;
}
