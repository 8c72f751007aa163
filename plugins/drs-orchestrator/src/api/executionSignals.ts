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

import { useEffect, useRef } from 'react';
import { useApiHolder } from '@backstage/frontend-plugin-api';
import { signalApiRef } from '@backstage/plugin-signals-react';
import {
  EXECUTIONS_SIGNAL_CHANNEL,
  executionSignalSchema,
  type OperationName,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import {
  useQueryClient,
  type Query,
  type QueryClient,
} from '@tanstack/react-query';
import { useOperation } from './operations';
import { pollIntervalOf } from './polled';

/** Signals of a busy execution come in bursts; one read answers all of a burst. */
const REST_MS = 300;
/** A clock that stood still so long was asleep. */
const SLEPT_MS = 10_000;
/** How often it is asked whether a signal was missed: an answer of some bytes. */
const ASK_EVERY_MS = 3_000;

const listsOfExecutions: readonly OperationName[] = [
  'list_executions',
  'get_recovery_plan',
  'list_recovery_plans',
  // The freeze switch changes every execution at once.
  'get_settings',
];
const readsOfOne: readonly OperationName[] = [
  'get_execution_details',
  'get_execution_events',
  'get_execution_job_logs',
  'get_execution_jobs',
  'get_termination_status',
];

/** What may have been missed: by a page out of sight, or by a machine without a network. */
type Missed = 'EXECUTIONS' | 'EVERYTHING';

/** Reads what may have changed anew, in as few reads as keep up with the changes. */
class FreshReads {
  readonly #client: QueryClient;
  /** The queries that are being read, or rest after it, and whether they changed meanwhile. */
  readonly #busy = new Map<string, { changed: boolean }>();
  #stopped = false;

  constructor(client: QueryClient) {
    this.#client = client;
  }

  /** The first change is read at once, those that come meanwhile together. */
  changed(executionIds: readonly string[]): void {
    this.#find(
      ({ queryKey: [operation, request] }) =>
        listsOfExecutions.some(name => name === operation) ||
        (readsOfOne.some(name => name === operation) &&
          executionIds.some(id => id === executionIdOf(request))),
    ).forEach(query => this.#read(query));
  }

  /**
   * Nobody knows what was missed, nor whether what is being read will ever be answered.
   * Reads begin anew: of executions, and of all else that is polled where the connection
   * from before is probably dead. Slow reads of AWS are not begun anew for less.
   */
  missed(what: Missed): void {
    const missed = this.#find(
      query =>
        [...listsOfExecutions, ...readsOfOne].some(
          name => name === query.queryKey[0],
        ) ||
        (what === 'EVERYTHING' && pollIntervalOf(query) !== undefined),
    );
    for (const query of missed) {
      // What has never been answered would be waited for on.
      if (query.state.data === undefined) {
        query.cancel({ silent: true });
      }
      this.#client.invalidateQueries({ queryKey: query.queryKey, exact: true });
    }
  }

  stop(): void {
    this.#stopped = true;
  }

  #find(predicate: (query: Query) => boolean): Query[] {
    return this.#client.getQueryCache().findAll({ predicate });
  }

  // A read that is under way is left to end: were it called off for each signal, a
  // busy execution would never be shown. No query waits for another.
  #read({ queryHash, queryKey }: Query): void {
    const busy = this.#busy.get(queryHash);
    if (busy) {
      busy.changed = true;
      return;
    }
    const now = { changed: false };
    this.#busy.set(queryHash, now);
    this.#client.invalidateQueries({ queryKey, exact: true }).finally(() => {
      setTimeout(() => {
        this.#busy.delete(queryHash);
        if (now.changed && !this.#stopped) {
          this.#find(query => query.queryHash === queryHash).forEach(query =>
            this.#read(query),
          );
        }
      }, REST_MS);
    });
  }
}

/**
 * Reads executions anew when the server tells that they changed, and all of them
 * when it may have told so in vain: when the page comes back into sight, the
 * network comes back, or the machine has slept. Signals may be lost all the same,
 * so callers poll too: at the interval that this answers, in milliseconds.
 */
export function useExecutionSignals(): { pollLive: number } {
  const signals = useApiHolder().get(signalApiRef);
  const client = useQueryClient();

  useEffect(() => {
    const reads = new FreshReads(client);
    const subscription = signals?.subscribe(
      EXECUTIONS_SIGNAL_CHANNEL,
      message => {
        const signal = executionSignalSchema.safeParse(message);
        if (signal.success) {
          reads.changed(signal.data.executionIds);
        }
      },
    );
    const stopWatching = onReturn(what => reads.missed(what));
    return () => {
      reads.stop();
      stopWatching();
      subscription?.unsubscribe();
    };
  }, [signals, client]);

  return { pollLive: signals ? 8_000 : 2_000 };
}

/** Tells when the page may have missed something. */
function onReturn(tell: (what: Missed) => void): () => void {
  const onVisible = () => {
    if (document.visibilityState === 'visible') {
      tell('EXECUTIONS');
    }
  };
  let last = Date.now();
  const clock = setInterval(() => {
    const now = Date.now();
    if (now - last > SLEPT_MS) {
      tell('EVERYTHING');
    }
    last = now;
  }, 1_000);
  document.addEventListener('visibilitychange', onVisible);
  const onOnline = () => tell('EVERYTHING');
  window.addEventListener('online', onOnline);
  return () => {
    clearInterval(clock);
    document.removeEventListener('visibilitychange', onVisible);
    window.removeEventListener('online', onOnline);
  };
}

/**
 * Finds out within seconds that a signal was missed: asks where the log of an
 * execution stands, which costs next to nothing, and reads the execution anew
 * where that is further than what is shown.
 */
export function useMissedSignals(
  executionId: string,
  shown: { seq: number } | undefined,
  enabled: boolean,
): void {
  const client = useQueryClient();
  const { data } = useOperation(
    'get_execution_status',
    { params: { executionId } },
    { enabled: enabled && shown !== undefined, pollEvery: ASK_EVERY_MS },
  );
  const missed =
    enabled && data && shown && data.seq > shown.seq ? data.seq : undefined;
  useEffect(() => {
    if (missed !== undefined) {
      client.invalidateQueries(
        {
          predicate: ({ queryKey: [operation, request] }) =>
            readsOfOne.some(name => name === operation) &&
            executionIdOf(request) === executionId,
        },
        // A signal may have come after all.
        { cancelRefetch: false },
      );
    }
  }, [client, executionId, missed]);
}

/**
 * Reads what belongs to an execution anew whenever it is found further on than it
 * was while nothing of it is polled: its end, above all, is found in its details,
 * and what else was read last may be from before it.
 */
export function useLastFacts(
  executionId: string,
  shown: { seq: number } | undefined,
  polled: boolean,
): void {
  const client = useQueryClient();
  const last = useRef<{ executionId: string; seq: number }>();
  const seq = shown?.seq;
  useEffect(() => {
    if (seq === undefined) {
      return;
    }
    const before = last.current;
    last.current = { executionId, seq };
    if (!polled && before?.executionId === executionId && before.seq !== seq) {
      // A read that is under way may have begun before that fact: it begins anew.
      client.invalidateQueries({
        predicate: ({ queryKey: [operation, request] }) =>
          operation !== 'get_execution_details' &&
          readsOfOne.some(name => name === operation) &&
          executionIdOf(request) === executionId,
      });
    }
  }, [client, executionId, seq, polled]);
}

function executionIdOf(request: unknown): string | undefined {
  if (
    typeof request === 'object' &&
    request !== null &&
    'params' in request &&
    typeof request.params === 'object' &&
    request.params !== null &&
    'executionId' in request.params &&
    typeof request.params.executionId === 'string'
  ) {
    return request.params.executionId;
  }
  return undefined;
}
