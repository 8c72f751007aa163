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

/** A server of a staging account that can be extended into the account that asks. */
export interface ExtensibleServer {
  /** In the staging account. */
  readonly sourceServerId: string;
  readonly arn: string;
  readonly hostname?: string;
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * Extended source servers of one account and Region: servers that replicate into
 * another account, a staging account, and are recovered in this one. Every method
 * throws AwsFailure only.
 */
export interface ExtendedServers {
  /** The accounts from which servers are extended already; others are not told (AWS: ListStagingAccounts). */
  stagingAccounts(): Promise<string[]>;
  /**
   * The servers of a staging account that are not extended into this account yet.
   *
   * @throws AwsFailure access-denied also where the staging account does not
   *   trust this one
   */
  extensible(stagingAccountId: string): Promise<ExtensibleServer[]>;
  /**
   * Extends a server; sent once more only where AWS refused it for being one too many.
   *
   * @param arn - of the server in the staging account
   * @returns the ID of the extended server in this account
   */
  extend(arn: string, tags?: Readonly<Record<string, string>>): Promise<string>;
}
