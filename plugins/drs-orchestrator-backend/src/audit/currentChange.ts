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

import type { Knex } from 'knex';
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Subject } from './subjects';

/** A change that must not be committed without its entry. */
export interface ChangeInTransaction {
  /** Writes the entry, if the transaction has changed what the request is about. */
  recordIn(trx: Knex.Transaction): Promise<void>;
  /**
   * Writes the entry of one of several records that the request changes, at once
   * with the change; the request's own follows from {@link recordIn}.
   */
  recordPartIn(
    trx: Knex.Transaction,
    before: Subject,
    now: Subject,
  ): Promise<void>;
  /** The transaction is committed, and the entry with it. */
  committed(): void;
}

/**
 * The change that the present request makes. Every transaction of a request
 * finds it here, so that no service can forget it.
 */
export const currentChange = new AsyncLocalStorage<ChangeInTransaction>();
