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

/** A quota of DRS as Service Quotas states it for one account and Region. */
export interface ObservedQuota {
  /** `L-…` */
  readonly code: string;
  readonly name: string;
  readonly value: number;
  readonly adjustable: boolean;
}

/** Service Quotas of one account and Region. */
export interface QuotaReadings {
  /**
   * DRS's quotas as they apply to the account.
   *
   * @throws AwsFailure; access-denied where the role may not read them
   */
  describeQuotas(): Promise<ObservedQuota[]>;
}
