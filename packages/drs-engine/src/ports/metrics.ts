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

/** What executions are measured by: the names of CloudWatch namespace `DRS/Orchestration`. */
export const metricNames = [
  'ExecutionCount',
  'ServersProcessed',
  'FailedServers',
  'ExecutionDuration',
  'RecoveryLaunchTime',
] as const;
export type MetricName = (typeof metricNames)[number];

/** One value of a metric: a number of things, or seconds. */
export interface Measurement {
  readonly name: MetricName;
  readonly value: number;
  readonly dimensions: Readonly<
    Partial<Record<'Action' | 'Status' | 'StagingAccount', string>>
  >;
}

/** Takes measurements; must neither wait nor throw. */
export interface Metrics {
  record(measurement: Measurement): void;
}

/** Where nobody measures. */
export const unmeasured: Metrics = { record: () => undefined };
