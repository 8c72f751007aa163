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

import type { ScopeLimits } from '../domain/admission';

/** How the engine behaves; times in milliseconds. */
export interface EngineSettings {
  /** Between two looks at an execution that has something open in AWS. */
  readonly pollIntervalMs: number;
  /** Between two looks for due work. */
  readonly tickIntervalMs: number;
  /** A leader that shows no sign of life for so long is replaced. */
  readonly leaseDurationMs: number;
  /** The most that an AWS call which changes something takes. */
  readonly callTimeoutMs: number;
  /** The most that is waited for an account to answer questions, all tries included. */
  readonly readLimitMs: number;
  /** Added to the call's time-out before its job is looked for. */
  readonly answerGraceMs: number;
  /** Whether jobs carry the intent they came of as tags. */
  readonly tagJobs: boolean;
  /** What one job may hold (AWS user guide: 100). */
  readonly maxServersPerJob: number;
  /** How long a failed execution waits for a person. */
  readonly decisionTimeLimitMinutes: number;
  /** In every account and Region, instead of what AWS says; see also EngineOptions.limitsFor. */
  readonly limits?: Partial<ScopeLimits>;
}

export const defaultEngineSettings: EngineSettings = {
  pollIntervalMs: 10_000,
  tickIntervalMs: 500,
  leaseDurationMs: 20_000,
  callTimeoutMs: 10_000,
  readLimitMs: 15_000,
  answerGraceMs: 5_000,
  tagJobs: true,
  maxServersPerJob: 100,
  decisionTimeLimitMinutes: 24 * 60,
};
