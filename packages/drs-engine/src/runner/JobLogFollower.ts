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

import type { JobLogLine } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import pLimit from 'p-limit';
import { isLaunchOf } from '../domain/observe';
import type { Clock } from '../ports/clock';
import type { ExecutionState } from '../domain/state';
import {
  AwsFailure,
  isSameScope,
  type Drs,
  type ObservedJob,
  type ObservedLogLine,
  type Scope,
} from '../ports/drs';
import type { ExecutionLog } from '../ports/executionLog';
import { inTime } from './inTime';
import type { EngineSettings } from './settings';

const PARALLEL_JOB_LOGS = 8;
const POLLS_BETWEEN_READS = 3;

/** A round waits so long for a job log that says no more than how far it has come. */
const WAIT_MS = 1_000;
/** And so long for one that says why servers failed. */
const WAIT_FOR_FAILURES_MS = 5_000;

const failureEvents: ReadonlySet<string> = new Set([
  'SERVER_SKIPPED',
  'SNAPSHOT_FAIL',
  'CONVERSION_FAIL',
  'LAUNCH_FAILED',
  'USING_PREVIOUS_SNAPSHOT_FAILED',
]);

/** Why a server failed, by its ID. */
export type Failures = ReadonlyMap<string, { code: string; message: string }>;

/** Follows the job logs of an execution: keeps their lines, and finds why servers failed. */
export class JobLogFollower {
  readonly #log: ExecutionLog;
  readonly #clock: Clock;
  /** Lines already stored, by job; forgotten lines are only stored once more to no effect. */
  readonly #known = new Map<string, Known>();
  /** Reads that a round did not wait for to the end. */
  readonly #underWay = new Map<string, Promise<ObservedLogLine[]>>();
  /** Where no server of a job has got further, its log is read again after so long only. */
  readonly #restMs: number;
  readonly #waitMs: { readonly failed: number; readonly else: number };

  constructor(options: {
    log: ExecutionLog;
    clock: Clock;
    settings: Pick<EngineSettings, 'pollIntervalMs'>;
    waitMs?: { readonly failed: number; readonly else: number };
  }) {
    this.#log = options.log;
    this.#clock = options.clock;
    this.#restMs = POLLS_BETWEEN_READS * options.settings.pollIntervalMs;
    this.#waitMs = options.waitMs ?? {
      failed: WAIT_FOR_FAILURES_MS,
      else: WAIT_MS,
    };
  }

  /**
   * Reads the log of each open launch job of the execution in this scope.
   *
   * @returns the failures told there, and whether there were new lines
   */
  async follow(
    state: ExecutionState,
    scope: Scope,
    drs: Drs,
    jobs: readonly ObservedJob[],
  ): Promise<{ failures: Failures; hasNews: boolean }> {
    const open = jobs
      .filter(job => isFollowed(state, scope, job))
      .filter(job => this.#isWorthReading(job));
    const limit = pLimit(PARALLEL_JOB_LOGS);
    const unreadable = new Map<string, { code: string; message: string }>();
    const logs = await Promise.all(
      open.map(job =>
        limit(() =>
          this.#read(drs, job).catch(error => {
            // What became of the servers stands in the job itself; the log only
            // says why, and must not hide it.
            for (const { sourceServerId } of job.servers) {
              unreadable.set(sourceServerId, unreadableLog(error));
            }
            return [];
          }),
        ),
      ),
    );
    const news = logs.flatMap((lines, index) => {
      const known = this.#known.get(open[index].jobId)?.lines;
      return known ? lines.filter(line => !known.has(nameOf(line))) : lines;
    });
    if (news.length > 0) {
      await this.#log.addJobLog(
        state.executionId,
        news.map(line => toStored(line, state)),
      );
    }
    logs.forEach((lines, index) => {
      const job = open[index];
      if (job.status === 'COMPLETED') {
        this.#known.delete(job.jobId);
      } else if (lines.length > 0) {
        this.#known.set(job.jobId, {
          lines: new Set(lines.map(nameOf)),
          progress: progressOf(job),
          readAt: this.#clock.monotonic(),
        });
      }
    });
    return {
      failures: new Map([...unreadable, ...failuresOf(logs.flat())]),
      hasNews: news.length > 0,
    };
  }

  /** Logs are long, and say little while the job itself shows nothing new. */
  #isWorthReading(job: ObservedJob): boolean {
    const known = this.#known.get(job.jobId);
    return (
      !known ||
      job.status === 'COMPLETED' ||
      known.progress !== progressOf(job) ||
      this.#clock.monotonic() - known.readAt >= this.#restMs
    );
  }

  /**
   * One read of a job at a time: who comes while it lasts, waits for the same.
   * Once a server has failed it says why, and is worth waiting for; an earlier
   * one may not say it yet.
   */
  #read(drs: Drs, job: ObservedJob): Promise<ObservedLogLine[]> {
    const failed = job.servers.filter(
      ({ launchStatus }) => launchStatus === 'FAILED',
    );
    const key = `${job.jobId} ${job.status} ${failed.length}`;
    let read = this.#underWay.get(key);
    if (!read) {
      read = drs
        .describeJobLog(job.jobId)
        .finally(() => this.#underWay.delete(key));
      this.#underWay.set(key, read);
    }
    return inTime(
      read,
      failed.length > 0 ? this.#waitMs.failed : this.#waitMs.else,
    );
  }
}

/** What was last read of a job's log. */
interface Known {
  readonly lines: ReadonlySet<string>;
  /** How far its servers were then. */
  readonly progress: string;
  /** By the monotonic clock. */
  readonly readAt: number;
}

const progressOf = (job: ObservedJob): string =>
  [job.status, ...job.servers.map(server => server.launchStatus)].join(' ');

/** Tells the lines of a job apart. */
const nameOf = (line: ObservedLogLine): string =>
  [
    line.at,
    line.event,
    line.sourceServerId,
    line.conversionServerId,
    line.rawError,
  ].join(' ');

/** A launch of this execution that the log does not know to have ended, or not to have begun. */
function isFollowed(
  state: ExecutionState,
  scope: Scope,
  job: ObservedJob,
): boolean {
  const known = state.jobs.get(job.jobId);
  if (known) {
    return known.kind === 'LAUNCH' && known.endedAt === undefined;
  }
  return [...state.chunks.values()].some(
    chunk =>
      chunk.jobId === undefined &&
      isSameScope(chunk, scope) &&
      isLaunchOf(job, chunk),
  );
}

function unreadableLog(error: unknown): { code: string; message: string } {
  if (!(error instanceof AwsFailure)) {
    throw error;
  }
  return {
    code: 'LAUNCH_FAILED',
    message: `DRS did not launch it, and its job log cannot be read: ${error.message} (${error.code})`,
  };
}

function failuresOf(lines: readonly ObservedLogLine[]): Failures {
  return new Map(
    lines
      .filter(line => failureEvents.has(line.event))
      .flatMap(({ sourceServerId, event, rawError }) =>
        sourceServerId
          ? [
              [
                sourceServerId,
                {
                  code: event,
                  message: rawError ?? 'DRS gives no reason',
                },
              ] as const,
            ]
          : [],
      ),
  );
}

const toStored = (
  line: ObservedLogLine,
  state: ExecutionState,
): JobLogLine => ({
  jobId: line.jobId,
  at: line.at,
  event: line.event,
  sourceServerId: line.sourceServerId,
  hostname: line.sourceServerId
    ? state.servers.get(line.sourceServerId)?.hostname
    : undefined,
  conversionServerId: line.conversionServerId,
  rawError: line.rawError,
});
