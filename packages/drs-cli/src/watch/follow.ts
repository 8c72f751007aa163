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

import {
  DrsError,
  type Execution,
  type ExecutionEvent,
  type OperationName,
  type RequestInput,
  type ResponseOf,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { exitOfStatus } from '../exitCodes';
import { CliError, PortalUnreachable } from '../failures';
import { backoffSeconds } from './backoff';

/** What it needs of the portal. */
export interface Caller {
  call<K extends OperationName>(
    operation: K,
    request: RequestInput<K>,
  ): Promise<ResponseOf<K>>;
}

/** What is seen of an execution that is followed. */
export type Sighting =
  /** It has changed: how it is now, and what happened since the last time. */
  | {
      kind: 'changed';
      execution: Execution;
      events: ExecutionEvent[];
    }
  /** Nobody can say how it is now; it is asked again in so many seconds. */
  | { kind: 'lost'; why: string; retrySeconds: number }
  /** It can be seen again. */
  | { kind: 'found' };

/** How an execution is followed. */
export interface FollowOptions {
  readonly executionId: string;
  /** Seconds between looks. */
  readonly intervalSeconds: number;
  /** Ends with an error once the portal was away for so long. */
  readonly giveUpSeconds: number;
  /** Waits, or throws when it was interrupted. */
  readonly sleep: (seconds: number) => Promise<void>;
  /** Milliseconds since any moment. */
  readonly clock: () => number;
  /** From 0 to 1. */
  readonly random: () => number;
}

/** Facts asked for at once. */
const EVENTS_AT_ONCE = 500;

/**
 * Follows an execution until it has ended. The log's position tells whether it has
 * changed; only then its record and the new facts are fetched. A portal that is away
 * is waited for: the execution does not depend on it.
 *
 * @throws DrsError what no waiting mends, such as a token that has expired
 * @throws CliError UNREACHABLE once the portal was away for too long
 */
export async function* follow(
  portal: Caller,
  options: FollowOptions,
): AsyncGenerator<Sighting, void, void> {
  const params = { executionId: options.executionId };
  // Up to which positions of the log its record and its facts were given on.
  let shown = 0;
  let told = 0;
  let failures = 0;
  let lostSince: number | undefined;
  for (;;) {
    let sighting: Extract<Sighting, { kind: 'changed' }> | undefined;
    try {
      const { seq } = await portal.call('get_execution_status', { params });
      if (seq > shown) {
        const execution = await portal.call('get_execution_details', {
          params,
        });
        const events = await eventsBetween(portal, params, told, execution.seq);
        shown = execution.seq;
        told = Math.max(told, ...events.map(event => event.seq));
        sighting = { kind: 'changed', execution, events };
      }
    } catch (error) {
      if (!isPassing(error)) {
        throw error;
      }
      lostSince ??= options.clock();
      failures += 1;
      const lostSeconds = (options.clock() - lostSince) / 1000;
      if (lostSeconds >= options.giveUpSeconds) {
        throw new CliError(
          'UNREACHABLE',
          `${error.message}, for ${Math.round(lostSeconds)} s now`,
          'The execution does not depend on this terminal; look again later',
        );
      }
      const retrySeconds = backoffSeconds(failures, options.random());
      yield { kind: 'lost', why: error.message, retrySeconds };
      await options.sleep(retrySeconds);
      continue;
    }
    if (failures > 0) {
      failures = 0;
      lostSince = undefined;
      yield { kind: 'found' };
    }
    if (sighting) {
      yield sighting;
      if (exitOfStatus(sighting.execution.status) !== undefined) {
        return;
      }
    }
    await options.sleep(options.intervalSeconds);
  }
}

/** The facts after a position and at least up to another, asked for in pages. */
async function eventsBetween(
  portal: Caller,
  params: { executionId: string },
  after: number,
  upTo: number,
): Promise<ExecutionEvent[]> {
  const all: ExecutionEvent[] = [];
  for (let position = after; position < upTo; ) {
    const { items } = await portal.call('get_execution_events', {
      params,
      query: { after: position, limit: EVENTS_AT_ONCE },
    });
    if (items.length === 0) {
      break;
    }
    all.push(...items);
    position = items[items.length - 1].seq;
  }
  return all;
}

/** Whether waiting may mend it: the portal is away, overrun or in trouble. */
function isPassing(error: unknown): error is Error {
  return (
    error instanceof PortalUnreachable ||
    (error instanceof DrsError && (error.status >= 500 || error.status === 429))
  );
}
