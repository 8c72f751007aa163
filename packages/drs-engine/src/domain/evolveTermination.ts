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

import { changedServers, withEntries, without } from './changes';
import type { EventOf } from './events';
import type { ExecutionState } from './state';

/** The facts of cleaning up; none of them changes how the execution ended. */
export type TerminationEvent = EventOf<
  | 'TerminationRequested'
  | 'TerminateIntended'
  | 'TerminateAccepted'
  | 'TerminateRefused'
  | 'TerminateLost'
  | 'InstancesTerminated'
  | 'TerminationFailed'
>;

/** Folds a fact of cleaning up into the state. */
export function evolveTermination(
  state: ExecutionState,
  event: TerminationEvent,
  at: string,
): ExecutionState {
  switch (event.type) {
    case 'TerminationRequested':
      return {
        ...state,
        terminateRetryAt: undefined,
        servers: changedServers(state, event.sourceServerIds, server => ({
          ...server,
          terminationRequested: true,
          terminationSince: at,
          terminationAttempts: 0,
          terminationError: undefined,
        })),
      };

    case 'TerminateIntended':
      return {
        ...state,
        terminateIntents: withEntries(state.terminateIntents, [
          [
            event.intentId,
            {
              intentId: event.intentId,
              accountId: event.accountId,
              region: event.region,
              sourceServerIds: event.sourceServerIds,
              requestedAt: at,
              answerBy: event.answerBy,
            },
          ],
        ]),
        servers: changedServers(state, event.sourceServerIds, server => ({
          ...server,
          instanceState: 'TERMINATING',
          terminationAttempts: server.terminationAttempts + 1,
        })),
      };

    case 'TerminateAccepted': {
      const intent = state.terminateIntents.get(event.intentId);
      if (!intent) {
        return state;
      }
      return {
        ...state,
        terminateIntents: without(state.terminateIntents, event.intentId),
        jobs: withEntries(state.jobs, [
          [
            event.jobId,
            {
              jobId: event.jobId,
              kind: 'TERMINATE',
              accountId: intent.accountId,
              region: intent.region,
              sourceServerIds: intent.sourceServerIds,
              askedAt: intent.requestedAt,
              startedAt: at,
            },
          ],
        ]),
      };
    }

    case 'TerminateRefused':
    case 'TerminateLost': {
      const intent = state.terminateIntents.get(event.intentId);
      return {
        ...state,
        terminateRetryAt: event.retryAt,
        terminateIntents: without(state.terminateIntents, event.intentId),
        servers: changedServers(
          state,
          intent?.sourceServerIds ?? [],
          server => ({ ...server, instanceState: 'RUNNING' }),
        ),
      };
    }

    case 'InstancesTerminated':
      return {
        ...state,
        servers: changedServers(state, event.sourceServerIds, server => ({
          ...server,
          instanceState: 'TERMINATED',
          terminationRequested: false,
          terminationError: undefined,
        })),
      };

    case 'TerminationFailed':
      return {
        ...state,
        servers: changedServers(state, event.sourceServerIds, server => ({
          ...server,
          instanceState: 'RUNNING',
          terminationRequested: false,
          terminationError: `${event.message} (${event.code})`,
        })),
      };

    default:
      throw new Error(`Unknown fact ${JSON.stringify(event satisfies never)}`);
  }
}
