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

/** One run of something that a call set off outside DRS. */
export type Invocation = {
  service: 'lambda' | 'ssm';
  /** The function's or the document's name, without account and Region. */
  name: string;
  accountId: string;
  region: string;
  /** When it took effect (ISO 8601). */
  time: string;
  /** The request that set it off, also if its answer was lost. */
  requestId: string;
  /** The payload of a function, or the parameters of a document. */
  payload: unknown;
  /** Of a function: how it was invoked. */
  invocationType?: 'RequestResponse' | 'Event';
  /** Of a document: the execution it began. */
  automationExecutionId?: string;
  /** The token under which the execution was started, if there was one. */
  clientToken?: string;
  /** 1, or more if Lambda itself tried an asynchronous invocation again. */
  attempt: number;
};

export type InvocationFilter = Partial<
  Pick<Invocation, 'service' | 'name' | 'accountId' | 'region'>
>;

/** What truly ran, to hold "exactly once" and "at least once" against. */
export class InvocationRecord {
  #invocations: Invocation[] = [];

  add(invocation: Invocation): void {
    this.#invocations.push(invocation);
  }

  list(filter: InvocationFilter = {}): Invocation[] {
    return this.#invocations.filter(
      invocation =>
        (filter.service ?? invocation.service) === invocation.service &&
        (filter.name ?? invocation.name) === invocation.name &&
        (filter.accountId ?? invocation.accountId) === invocation.accountId &&
        (filter.region ?? invocation.region) === invocation.region,
    );
  }

  clear(): void {
    this.#invocations = [];
  }
}
