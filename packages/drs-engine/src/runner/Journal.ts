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

import { DrsError } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { DecisionContext } from '../domain/context';
import { decide } from '../domain/decide';
import type { Input } from '../domain/input';
import type { ExecutionEvent } from '../domain/events';
import { evolve } from '../domain/evolve';
import { isEnded, type ExecutionState } from '../domain/state';
import type { LogEntry } from '../executionEngine';
import { openRow, sealRow } from '../log/sealedRow';
import type { Clock } from '../ports/clock';
import {
  SeqTaken,
  type ExecutionLog,
  type HeldClaim,
  type Labels,
  type StoredRow,
} from '../ports/executionLog';
import type { Metrics } from '../ports/metrics';
import { measure } from '../reads/measure';
import { summarise } from '../reads/summarise';
import { runningClaims } from './claims';
import type { EngineSettings } from './settings';

/** An execution as far as this process has read its log. */
interface Folded {
  readonly state: ExecutionState;
  /** The seal of the last row, to which the next is chained. */
  readonly hash: string;
}

/** How many servers' executions are kept folded, so that only new rows are read; some 6 KB each. */
const CACHED_SERVERS = 20_000;

/** A writer that meets others so often has a defect. */
const MAX_COLLISIONS = 50;

/** The actor of what the engine does by itself. */
export const SYSTEM = 'system';

/**
 * Reads, decides and appends: the one way from an input to the log. Many
 * writers may work on one execution; who comes second folds and decides again.
 */
export class Journal {
  readonly #log: ExecutionLog;
  readonly #clock: Clock;
  readonly #auditKey: string;
  readonly #newId: () => string;
  readonly #settings: EngineSettings;
  readonly #onChange: (executionId: string, seq: number) => void;
  readonly #metrics: Metrics;
  readonly #folded = new Map<string, Folded>();
  #foldedServers = 0;

  constructor(options: {
    log: ExecutionLog;
    clock: Clock;
    auditKey: string;
    newId: () => string;
    settings: EngineSettings;
    onChange: (executionId: string, seq: number) => void;
    metrics: Metrics;
  }) {
    this.#log = options.log;
    this.#clock = options.clock;
    this.#auditKey = options.auditKey;
    this.#newId = options.newId;
    this.#settings = options.settings;
    this.#onChange = options.onChange;
    this.#metrics = options.metrics;
  }

  /** @throws DrsError EXECUTION_NOT_FOUND */
  async load(executionId: string): Promise<ExecutionState> {
    return (await this.#fold(executionId)).state;
  }

  async entries(executionId: string, afterSeq: number): Promise<LogEntry[]> {
    const rows = await this.#log.read(executionId, afterSeq);
    return rows.map(openRow);
  }

  /** Stores the first decision, unless others hold what it claims. */
  async create(
    actor: string,
    input: Extract<Input, { type: 'start' }>,
    claims: readonly string[],
    labels?: Labels,
  ): Promise<{ state: ExecutionState } | { held: HeldClaim[] }> {
    const next = this.#decide(undefined, undefined, actor, input);
    if (!next) {
      throw new Error('A start decides something');
    }
    const held = await this.#log.create(
      next.row,
      { summary: summarise(next.state), wakeAt: this.#clock.now() },
      claims,
      labels,
    );
    if (held.length > 0) {
      return { held };
    }
    this.#keep(next.state, next.row);
    return { state: next.state };
  }

  /**
   * Decides what the input means now, and stores it if it means anything.
   *
   * @param options.epoch - for the leader: what an outdated one decides is refused
   * @param options.lookAtOnce - for what the leader learns between its rounds: what follows
   *   from it is not put off until the next poll
   */
  async perform(
    executionId: string,
    actor: string,
    input: Exclude<Input, { type: 'start' }>,
    options: { epoch?: number; lookAtOnce?: boolean } = {},
  ): Promise<{ state: ExecutionState; events: readonly ExecutionEvent[] }> {
    for (let collision = 0; collision < MAX_COLLISIONS; collision++) {
      const { state, hash } = await this.#fold(executionId);
      const next = this.#decide(state, hash, actor, input);
      if (!next) {
        return { state, events: [] };
      }
      try {
        await this.#append(state, next, options);
        for (const measurement of measure(next.state, next.events)) {
          this.#metrics.record(measurement);
        }
        return { state: next.state, events: next.events };
      } catch (error) {
        if (!(error instanceof SeqTaken)) {
          // Whether the row was stored is not known here: read it again.
          this.#forget(executionId);
          throw error;
        }
      }
    }
    throw new Error(`Could not append to execution ${executionId}`);
  }

  #context(): DecisionContext {
    return {
      now: this.#clock.now(),
      newId: this.#newId,
      answerTimeMs: this.#settings.callTimeoutMs + this.#settings.answerGraceMs,
    };
  }

  #decide(
    state: ExecutionState | undefined,
    hash: string | undefined,
    actor: string,
    input: Input,
  ) {
    const context = this.#context();
    const events = decide(state, input, context);
    if (events.length === 0) {
      return undefined;
    }
    const row = sealRow(
      {
        executionId: state?.executionId ?? executionIdOf(events[0]),
        seq: (state?.seq ?? 0) + 1,
        at: context.now.toISOString(),
        actor,
        events,
      },
      hash,
      this.#auditKey,
    );
    return { row, events, state: foldEntry(state, openRow(row)) };
  }

  async #append(
    before: ExecutionState,
    next: { row: StoredRow; state: ExecutionState },
    { epoch, lookAtOnce }: { epoch?: number; lookAtOnce?: boolean },
  ): Promise<void> {
    const { row, state } = next;
    const now = this.#clock.now();
    const hasJustEnded = isEnded(state) && !isEnded(before);
    await this.#log.append(
      row,
      {
        summary: summarise(state),
        // What a person decided is looked at by the leader at once. The leader's
        // own rounds say at their end when to look again, unless they are cut off.
        wakeAt:
          epoch === undefined || lookAtOnce
            ? now
            : new Date(now.getTime() + this.#settings.pollIntervalMs),
      },
      {
        epoch,
        ...(hasJustEnded && {
          releaseClaims: runningClaims(
            state.started.plan.planId,
            state.servers.keys(),
          ),
        }),
      },
    );
    this.#keep(state, row);
  }

  #keep(state: ExecutionState, row: StoredRow): void {
    this.#remember({ state, hash: row.hash });
    this.#onChange(state.executionId, state.seq);
  }

  /** Those that were used longest ago are forgotten first. */
  #remember(folded: Folded): void {
    this.#forget(folded.state.executionId);
    this.#folded.set(folded.state.executionId, folded);
    this.#foldedServers += folded.state.servers.size;
    for (const oldest of this.#folded.keys()) {
      if (this.#foldedServers <= CACHED_SERVERS || this.#folded.size === 1) {
        break;
      }
      this.#forget(oldest);
    }
  }

  #forget(executionId: string): void {
    this.#foldedServers -=
      this.#folded.get(executionId)?.state.servers.size ?? 0;
    this.#folded.delete(executionId);
  }

  async #fold(executionId: string): Promise<Folded> {
    const known = this.#folded.get(executionId);
    const rows = await this.#log.read(executionId, known?.state.seq ?? 0);
    let folded = known;
    for (const row of rows) {
      folded = {
        state: foldEntry(folded?.state, openRow(row)),
        hash: row.hash,
      };
    }
    if (!folded) {
      throw new DrsError('EXECUTION_NOT_FOUND', 'There is no such execution');
    }
    // Another call may have read further meanwhile.
    const current = this.#folded.get(executionId);
    if (!current || current.state.seq < folded.state.seq) {
      this.#remember(folded);
    }
    return folded;
  }
}

/** Folds a row of the log into the state. */
export function foldEntry(
  state: ExecutionState | undefined,
  entry: LogEntry,
): ExecutionState {
  const folded = entry.events.reduce<ExecutionState | undefined>(
    (current, event) => evolve(current, event, entry),
    state,
  );
  if (!folded) {
    throw new Error(`Row ${entry.seq} holds no facts`);
  }
  return { ...folded, seq: entry.seq };
}

function executionIdOf(event: ExecutionEvent): string {
  if (event.type !== 'ExecutionStarted') {
    throw new Error(`A log cannot begin with ${event.type}`);
  }
  return event.executionId;
}
