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

import type { RootConfigService } from '@backstage/backend-plugin-api';

/** What templates may do besides what their people may. */
export interface Settings {
  /** Whether a template may start a real recovery; otherwise only drills. */
  readonly allowRecoveries: boolean;
}

/** @throws Error for a value of another type */
export const readSettings = (config: RootConfigService): Settings => ({
  allowRecoveries:
    config.getOptionalBoolean('drsOrchestrator.scaffolder.allowRecoveries') ??
    false,
});
