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

import type { ExecutionServer } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { isFailure, isUp } from '../../format/states';

/** How many of some servers are up, and how many failed. */
export function countsOf(servers: readonly ExecutionServer[]): {
  total: number;
  up: number;
  failed: number;
} {
  return {
    total: servers.length,
    up: servers.filter(({ outcome }) => isUp(outcome)).length,
    failed: servers.filter(({ outcome }) => isFailure(outcome)).length,
  };
}
