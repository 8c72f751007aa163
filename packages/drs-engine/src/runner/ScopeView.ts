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

import type { Drs, ObservedJob, Scope } from '../ports/drs';

/** The jobs of an account and Region, as seen at one time. */
export interface ScopeView {
  readonly scope: Scope;
  readonly drs: Drs;
  /** Older jobs are not among them; in milliseconds of the epoch. */
  readonly since: number;
  /** Taken before the question: what happened later may be missing. */
  readonly observedAt: string;
  readonly jobs: readonly ObservedJob[];
}
