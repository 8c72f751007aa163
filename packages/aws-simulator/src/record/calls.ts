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

/** One call that reached the simulated AWS. */
export type RecordedCall = {
  requestId: string;
  /** When it arrived (ISO 8601). */
  time: string;
  /** Of the caller; absent if the caller could not be told. */
  accountId?: string;
  region?: string;
  service?: string;
  operation?: string;
  callerArn?: string;
  /** SHA-256 of the parameters, to tell equal calls from different ones. */
  parametersDigest: string;
  /** Source servers that the parameters name, by their ID or their instance's. */
  sourceServerIds: string[];
  /** Whether the call changed something. */
  tookEffect: boolean;
  status: number;
  errorCode?: string;
  /** Whether the answer reached the client, or its connection was cut. */
  delivery: 'ANSWERED' | 'LOST';
};

export type CallFilter = Partial<
  Pick<RecordedCall, 'accountId' | 'region' | 'service' | 'operation'>
>;

/** The oldest calls are forgotten beyond this many. */
const REMEMBERED_CALLS = 100_000;

/** Every call, in order of arrival. */
export class CallRecord {
  #calls: RecordedCall[] = [];

  add(call: RecordedCall): void {
    this.#calls.push(call);
    if (this.#calls.length > REMEMBERED_CALLS) {
      this.#calls = this.#calls.slice(-REMEMBERED_CALLS / 2);
    }
  }

  list(filter: CallFilter = {}): RecordedCall[] {
    return this.#calls
      .filter(
        call =>
          (filter.accountId ?? call.accountId) === call.accountId &&
          (filter.region ?? call.region) === call.region &&
          (filter.service ?? call.service) === call.service &&
          (filter.operation ?? call.operation) === call.operation,
      )
      .map(call => ({ ...call }));
  }

  clear(): void {
    this.#calls = [];
  }
}
