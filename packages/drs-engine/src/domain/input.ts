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

import type {
  AwsFailureKind,
  ObservedInstance,
  ObservedJob,
  Scope,
} from '../ports/drs';
import type { EventOf, HookStage, LaunchSettings } from './events';

/** What AWS answered to a call that changes something. */
export type Answer =
  | { kind: 'accepted'; jobId: string }
  | {
      kind: 'refused';
      code: string;
      message: string;
      requestId?: string;
      /** What the refusal means, where AWS's code tells. */
      failure?: AwsFailureKind;
      /** Absent: it will never be accepted. */
      retryAfterMs?: number;
    };

/** What became of an attempt to run a hook. */
export type HookResult =
  | { kind: 'succeeded'; message?: string }
  /** It runs elsewhere and can be asked about by this ID. */
  | { kind: 'running'; externalId: string }
  | {
      kind: 'failed';
      code: string;
      message: string;
      /** Whether it may have done its work, or some of it, all the same. */
      mayHaveRun: boolean;
    };

/** One look at one sign of a server's health. */
export interface HealthSign {
  readonly name: string;
  readonly state: 'OK' | 'PENDING' | 'FAILED';
  /** With FAILED: waiting longer will not help. */
  readonly final?: boolean;
  readonly message?: string;
}

/** Waves and servers that a person retries or skips. */
interface Items {
  readonly waves?: readonly number[];
  readonly sourceServerIds?: readonly string[];
  readonly comment?: string;
}

/** Who decides: programs may not where four eyes are required. */
interface Decider {
  readonly actor: string;
  readonly isPerson: boolean;
  readonly comment?: string;
}

/** What people and programs can ask of an execution. */
export type Command =
  | { type: 'pause'; reason?: string; maxMinutes?: number }
  | ({ type: 'resume' } & Decider)
  | ({
      type: 'approve';
      /** Absent: the start. */
      waveNumber?: number;
      decision: 'APPROVE' | 'REJECT';
      /** What the decider saw; refused where it is not what would be launched. */
      serversDigest?: string;
    } & Decider)
  | ({ type: 'retry' } & Items)
  | ({ type: 'skip' } & Items &
      // Without them it is nobody who may approve.
      Partial<Pick<Decider, 'actor' | 'isPerson'>>)
  | { type: 'cancel'; reason?: string }
  | { type: 'terminate'; sourceServerIds?: readonly string[] };

export type CommandOf<T extends Command['type']> = Extract<
  Command,
  { type: T }
>;

/** What can happen to an execution: commands, answers, observations, time. */
export type Input =
  | ({ type: 'start' } & Omit<EventOf<'ExecutionStarted'>, 'type'>)
  | Command
  /** The freeze switch, as it is now. */
  | { type: 'freeze'; active: boolean; reason?: string }
  /** Servers have live recovery instances, which a launch would delete. */
  | {
      type: 'live-instances-found';
      instances: readonly ObservedInstance[];
    }
  /** The chunk may launch now: there is room for it. */
  | { type: 'admit'; chunkId: string }
  | { type: 'defer'; chunkId: string; reason: string }
  /** An account and Region will not let us in: what waits there has failed. */
  | { type: 'scope-refused'; scope: Scope; code: string; message: string }
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
  | {
      type: 'health-observed';
      servers: readonly {
        sourceServerId: string;
        /** What was looked at; absent: the instance that is there. */
        recoveryInstanceId?: string;
        checks: readonly HealthSign[];
      }[];
    }
  | {
      type: 'launch-settings-intended';
      servers: readonly {
        sourceServerId: string;
        before: LaunchSettings;
        after: LaunchSettings;
        restore?: LaunchSettings;
      }[];
    }
  | { type: 'launch-settings-applied'; sourceServerIds: readonly string[] }
  | {
      type: 'launch-settings-failed';
      servers: readonly {
        sourceServerId: string;
        code: string;
        message: string;
        /** Absent: it will never be accepted. */
        retryAfterMs?: number;
      }[];
    }
  | {
      type: 'launch-settings-restored';
      servers: readonly {
        sourceServerId: string;
        result: 'RESTORED' | 'NOT_OURS' | 'FAILED';
        message?: string;
        retryAfterMs?: number;
      }[];
    }
  | {
      type: 'hook-intended';
      waveNumber: number;
      stage: HookStage;
      index: number;
    }
  | { type: 'hook-answered'; intentId: string; result: HookResult }
  | { type: 'time-passed' };
