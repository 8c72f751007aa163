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
  Execution,
  ExecutionEvent,
  OperationName,
  RequestInput,
  ResponseOf,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Caller } from '../watch/follow';
import { execution } from './examples';

/**
 * A portal with one execution. Before each look the next step of its story happens:
 * the execution goes on, or the look fails.
 */
export class Story implements Caller {
  readonly #steps: (Partial<Execution> | Error)[];
  readonly #events: ExecutionEvent[];
  /** Facts it gives at once. */
  readonly #page: number;
  #now = execution({ seq: 0 });
  readonly calls: OperationName[] = [];

  constructor(
    steps: (Partial<Execution> | Error)[],
    events: ExecutionEvent[] = [],
    page = 500,
  ) {
    this.#steps = steps;
    this.#events = events;
    this.#page = page;
  }

  async call<K extends OperationName>(
    operation: K,
    request: RequestInput<K>,
  ): Promise<ResponseOf<K>> {
    this.calls.push(operation);
    // The table's types say what each operation answers; the compiler does not
    // follow a choice by name.
    return this.#answer(operation, request) as ResponseOf<K>;
  }

  #answer(operation: OperationName, request: { query?: unknown }): unknown {
    switch (operation) {
      case 'get_execution_status': {
        const step = this.#steps.shift();
        if (step instanceof Error) {
          throw step;
        }
        this.#now = { ...this.#now, ...step };
        return this.#now;
      }
      case 'get_execution_details':
        return this.#now;
      case 'get_execution_events': {
        const { after } = request.query as { after: number };
        return {
          items: this.#events
            .filter(({ seq }) => seq > after && seq <= this.#now.seq)
            .slice(0, this.#page),
        };
      }
      default:
        throw new Error(`Nobody calls ${operation}`);
    }
  }
}
