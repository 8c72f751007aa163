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

/** At most one signal in so long: pages ask the API on each. */
const INTERVAL_MS = 500;

/**
 * Tells open pages which executions moved, and nothing else, because there is no
 * access check on a channel. The first change is told at once, and those that
 * follow closely together: a signal travels by HTTP through the events backend,
 * and costs more than most of what it tells of.
 */
export class ExecutionSignals {
  readonly #signals: SignalsService;
  readonly #logger: LoggerService;
  /** What changed since the last signal. */
  readonly #changed = new Set<string>();
  /** Runs while the last signal is not long ago. */
  #timer: NodeJS.Timeout | undefined;

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

  changed(executionId: string): void {
    this.#changed.add(executionId);
    if (!this.#timer) {
      this.#tell();
    }
  }

  /** Drops what is not told yet; pages ask by themselves too. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#changed.clear();
  }

  #tell(): void {
    const message: ExecutionSignal = { executionIds: [...this.#changed] };
    this.#changed.clear();
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (this.#changed.size > 0) {
        this.#tell();
      }
    }, INTERVAL_MS);
    this.#timer.unref();
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
