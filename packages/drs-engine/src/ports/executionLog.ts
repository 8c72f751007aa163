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
  ExecutionSummary,
  JobLogLine,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';

/** A row of the log as it is stored: `text` is what the chain seals, to the letter. */
export interface StoredRow {
  readonly executionId: string;
  /** 1, 2, … without gaps. */
  readonly seq: number;
  /** JSON of `{ v, executionId, seq, at, actor, events }`. */
  readonly text: string;
  /** HMAC over the hash of the row before and `text`. */
  readonly hash: string;
}

/** What lists and filters read; carries the `seq` it shows and only moves forward. */
export interface ExecutionProjection {
  readonly summary: ExecutionSummary;
  /** When the leader must look at it next; absent: never. */
  readonly wakeAt?: Date;
}

/** What a host files an execution under, by name; the engine passes it on and never reads it. */
export type Labels = Readonly<Record<string, readonly string[]>>;

/** The row was not stored: another writer was first. Fold again, decide again. */
export class SeqTaken extends Error {
  constructor(executionId: string, seq: number) {
    super(`Row ${seq} of execution ${executionId} is taken`);
    this.name = 'SeqTaken';
  }
}

/** The writer is not the leader any more; nothing was stored. */
export class LeadershipLost extends Error {
  constructor() {
    super('Another replica leads now');
    this.name = 'LeadershipLost';
  }
}

/** A claim that somebody else holds. */
export interface HeldClaim {
  readonly key: string;
  /** The execution that holds it. */
  readonly executionId: string;
}

/**
 * The append-only log of executions with its projections and claims.
 * Each method is atomic: all of it is stored, or nothing.
 */
export interface ExecutionLog {
  /**
   * Stores the first row, its projection, the claims and what the host files it
   * under.
   *
   * @returns the claims that others hold; if there are any, nothing is stored
   */
  create(
    row: StoredRow,
    projection: ExecutionProjection,
    claims: readonly string[],
    labels?: Labels,
  ): Promise<HeldClaim[]>;

  /**
   * Stores the next row and the projection that shows it.
   *
   * @param options.epoch - the writer's epoch where it acts as leader
   * @param options.releaseClaims - keys given back
   * @throws {@link SeqTaken}, {@link LeadershipLost}
   */
  append(
    row: StoredRow,
    projection: ExecutionProjection,
    options: { epoch?: number; releaseClaims?: readonly string[] },
  ): Promise<void>;

  /** Rows after a position, in order; empty where there is no such execution. */
  read(executionId: string, afterSeq: number): Promise<StoredRow[]>;

  /** Who holds a claim. */
  holder(key: string): Promise<string | undefined>;

  /**
   * Executions whose `wakeAt` is due or that were woken, most overdue first, with
   * their latest seq. They are due until a row or `postpone` says otherwise, also
   * those that were woken.
   */
  due(
    now: Date,
    limit: number,
  ): Promise<{ executionId: string; seq: number }[]>;

  /**
   * Puts off the next look without a new row, if no row came since `seq`.
   *
   * @param wakeAt - undefined: it need not be looked at again
   */
  postpone(
    executionId: string,
    seq: number,
    wakeAt: Date | undefined,
  ): Promise<void>;

  /**
   * Has executions looked at at once, whatever their `wakeAt` says, by whoever asks next
   * what is due.
   *
   * @param claims - those that hold one of these; absent: all that have not ended
   */
  wake(claims?: readonly string[]): Promise<void>;

  /** Adds job log lines that are not there yet. */
  addJobLog(executionId: string, lines: readonly JobLogLine[]): Promise<void>;

  /** Every job log line of an execution, oldest first. */
  jobLog(executionId: string): Promise<JobLogLine[]>;
}
