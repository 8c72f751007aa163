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

/** How EC2 sees an instance (DescribeInstanceStatus). */
export interface ObservedInstanceStatus {
  /** `i-…`; a recovery instance's ID is its EC2 instance's. */
  readonly instanceId: string;
  /** pending, running, shutting-down, terminated, stopping or stopped. */
  readonly state: string;
  /** Of the operating system's reachability: ok, impaired, initializing, insufficient-data, not-applicable. */
  readonly instanceStatus: string;
  /** Of the host below it. */
  readonly systemStatus: string;
}

/** EC2's status checks in one account and Region. */
export interface InstanceStatuses {
  /**
   * The status of those of these instances that EC2 knows; those it does not
   * (yet, or any more) are missing in the answer. Asked in batches of 100.
   *
   * @throws AwsFailure
   */
  describe(instanceIds: readonly string[]): Promise<ObservedInstanceStatus[]>;
}
