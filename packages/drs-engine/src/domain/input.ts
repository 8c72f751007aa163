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

import type { ObservedInstance, ObservedJob, Scope } from '../ports/drs';
import type { EventOf } from './events';

/** What AWS answered to a call that changes something. */
export type Answer =
  | { kind: 'accepted'; jobId: string }
  | {
      kind: 'refused';
      code: string;
      message: string;
      requestId?: string;
      /** Absent: it will never be accepted. */
      retryAfterMs?: number;
    };

/** What can happen to an execution: commands, answers, observations, time. */
export type Input =
  | ({ type: 'start' } & Omit<EventOf<'ExecutionStarted'>, 'type'>)
  | { type: 'cancel'; reason?: string }
  | { type: 'terminate'; sourceServerIds?: readonly string[] }
  /** Servers have live recovery instances, which a launch would delete. */
  | {
      type: 'live-instances-found';
      instances: readonly ObservedInstance[];
    }
  /** The chunk may launch now: there is room for it. */
  | { type: 'admit'; chunkId: string }
  | { type: 'defer'; chunkId: string; reason: string }
  | { type: 'launch-answered'; intentId: string; answer: Answer }
  | {
      type: 'terminate-intended';
      scope: Scope;
      sourceServerIds: readonly string[];
    }
  | { type: 'terminate-answered'; intentId: string; answer: Answer }
  | {
      type: 'jobs-observed';
      scope: Scope;
      /** When the question was asked: what happened later may be missing. */
      observedAt: string;
      jobs: readonly ObservedJob[];
      /** Why servers failed, from the job logs. */
      failures: ReadonlyMap<string, { code: string; message: string }>;
    }
  | {
      type: 'instances-observed';
      /** The servers that were asked about; those without an instance have none. */
      sourceServerIds: readonly string[];
      instances: readonly ObservedInstance[];
    }
  | { type: 'time-passed' };
