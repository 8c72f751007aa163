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

import type { LoggerService } from '@backstage/backend-plugin-api';
import type { SignalsService } from '@backstage/plugin-signals-node';
import {
  EXECUTIONS_SIGNAL_CHANNEL,
  type ExecutionSignal,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';

/** At most one signal an execution in so long: pages ask the API on each. */
const INTERVAL_MS = 500;

/**
 * Tells open pages that an execution moved: which, and how far, and nothing
 * else, because there is no access check on a channel. The first change is told
 * at once; of those that follow closely, the last.
 */
export class ExecutionSignals {
  readonly #signals: SignalsService;
  readonly #logger: LoggerService;
  /** Executions told a moment ago, with the change to tell next, if there was one. */
  readonly #recent = new Map<
    string,
    { timer: NodeJS.Timeout; next?: ExecutionSignal }
  >();

  static create(options: {
    signals: SignalsService;
    logger: LoggerService;
  }): ExecutionSignals {
    return new ExecutionSignals(options.signals, options.logger);
  }

  private constructor(signals: SignalsService, logger: LoggerService) {
    this.#signals = signals;
    this.#logger = logger;
  }

  changed(executionId: string, seq: number): void {
    const recent = this.#recent.get(executionId);
    if (recent) {
      recent.next = { executionId, seq };
    } else {
      this.#tell({ executionId, seq });
    }
  }

  /** Drops what is not told yet; pages ask by themselves too. */
  stop(): void {
    for (const { timer } of this.#recent.values()) {
      clearTimeout(timer);
    }
    this.#recent.clear();
  }

  #tell(message: ExecutionSignal): void {
    const { executionId } = message;
    const timer = setTimeout(() => {
      const next = this.#recent.get(executionId)?.next;
      this.#recent.delete(executionId);
      if (next) {
        this.#tell(next);
      }
    }, INTERVAL_MS);
    timer.unref();
    this.#recent.set(executionId, { timer });
    this.#signals
      .publish({
        recipients: { type: 'broadcast' },
        channel: EXECUTIONS_SIGNAL_CHANNEL,
        message,
      })
      .catch((error: unknown) =>
        this.#logger.warn(`Could not signal a change: ${String(error)}`),
      );
  }
}
