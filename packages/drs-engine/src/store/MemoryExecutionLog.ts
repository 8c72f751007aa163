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
import {
  LeadershipLost,
  SeqTaken,
  type ExecutionLog,
  type ExecutionProjection,
  type HeldClaim,
  type StoredRow,
} from '../ports/executionLog';
import { jobLogLineKey } from './jobLogLineKey';
import type { MemoryLeaseStore } from './MemoryLeaseStore';

interface StoredExecution {
  readonly rows: StoredRow[];
  readonly jobLog: Map<string, JobLogLine>;
  summary: ExecutionSummary;
  wakeAt?: Date;
  woken: boolean;
}

/**
 * The log in the memory of one process: for tests, and where nothing needs to
 * outlive the process. Each method runs to its end before another begins,
 * which makes it atomic.
 */
export class MemoryExecutionLog implements ExecutionLog {
  readonly #lease: MemoryLeaseStore;
  readonly #executions = new Map<string, StoredExecution>();
  readonly #holders = new Map<string, string>();

  /** @param lease - the lease whose epochs fence what a leader writes */
  constructor(lease: MemoryLeaseStore) {
    this.#lease = lease;
  }

  async create(
    row: StoredRow,
    projection: ExecutionProjection,
    claims: readonly string[],
  ): Promise<HeldClaim[]> {
    if (row.seq !== 1) {
      throw new RangeError(`An execution begins with row 1, not ${row.seq}`);
    }
    if (this.#executions.has(row.executionId)) {
      throw new SeqTaken(row.executionId, row.seq);
    }
    const keys = new Set(claims);
    const held: HeldClaim[] = [];
    for (const key of keys) {
      const executionId = this.#holders.get(key);
      if (executionId !== undefined) {
        held.push({ key, executionId });
      }
    }
    if (held.length > 0) {
      return held;
    }
    for (const key of keys) {
      this.#holders.set(key, row.executionId);
    }
    this.#executions.set(row.executionId, {
      rows: [row],
      jobLog: new Map(),
      summary: projection.summary,
      wakeAt: projection.wakeAt,
      woken: false,
    });
    return [];
  }

  async append(
    row: StoredRow,
    projection: ExecutionProjection,
    options: { epoch?: number; releaseClaims?: readonly string[] },
  ): Promise<void> {
    const { epoch, releaseClaims = [] } = options;
    if (epoch !== undefined && !this.#lease.isCurrent(epoch)) {
      throw new LeadershipLost();
    }
    const stored = this.#executions.get(row.executionId);
    const nextSeq = (stored?.rows.length ?? 0) + 1;
    if (stored && row.seq < nextSeq) {
      throw new SeqTaken(row.executionId, row.seq);
    }
    if (!stored || row.seq > nextSeq) {
      throw new RangeError(
        `Row ${row.seq} of execution ${row.executionId} would leave a gap`,
      );
    }
    stored.rows.push(row);
    stored.summary = projection.summary;
    stored.wakeAt = projection.wakeAt;
    for (const key of releaseClaims) {
      if (this.#holders.get(key) === row.executionId) {
        this.#holders.delete(key);
      }
    }
  }

  async read(executionId: string, afterSeq: number): Promise<StoredRow[]> {
    return this.#executions.get(executionId)?.rows.slice(afterSeq) ?? [];
  }

  async holder(key: string): Promise<string | undefined> {
    return this.#holders.get(key);
  }

  async due(
    now: Date,
    limit: number,
  ): Promise<{ executionId: string; seq: number }[]> {
    const due = [...this.#executions]
      .flatMap(([executionId, stored]) =>
        stored.woken || (stored.wakeAt && stored.wakeAt <= now)
          ? [{ executionId, stored, wakeAt: stored.wakeAt ?? now }]
          : [],
      )
      .sort((a, b) => a.wakeAt.getTime() - b.wakeAt.getTime())
      .slice(0, limit);
    return due.map(({ executionId, stored }) => {
      if (stored.woken) {
        stored.woken = false;
        stored.wakeAt = now;
      }
      return { executionId, seq: stored.rows.length };
    });
  }

  async wake(claims?: readonly string[]): Promise<void> {
    const holders = new Set(claims?.map(key => this.#holders.get(key)));
    for (const [executionId, stored] of this.#executions) {
      const isMeant = claims
        ? holders.has(executionId)
        : stored.summary.endTime === undefined;
      if (isMeant) {
        stored.woken = true;
      }
    }
  }

  async postpone(
    executionId: string,
    seq: number,
    wakeAt: Date | undefined,
  ): Promise<void> {
    const stored = this.#executions.get(executionId);
    if (stored?.rows.length === seq) {
      stored.wakeAt = wakeAt;
    }
  }

  async addJobLog(
    executionId: string,
    lines: readonly JobLogLine[],
  ): Promise<void> {
    const jobLog = this.#executions.get(executionId)?.jobLog;
    if (!jobLog) {
      throw new RangeError(`There is no execution ${executionId}`);
    }
    for (const line of lines) {
      const key = jobLogLineKey(line);
      if (!jobLog.has(key)) {
        jobLog.set(key, line);
      }
    }
  }

  async jobLog(executionId: string): Promise<JobLogLine[]> {
    const lines = this.#executions.get(executionId)?.jobLog.values() ?? [];
    return [...lines].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  }

  /** What lists read: every execution as its last row left it, in the order of their beginnings. */
  async summaries(): Promise<ExecutionSummary[]> {
    return [...this.#executions.values()].map(({ summary }) => summary);
  }
}
