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

import type { ServerProcess } from '../processes/ServerProcess';
import type { Figure } from '../report/Figure';
import { startAws, type Aws } from '../processes/startAws';
import {
  startPortal,
  type Database,
  type Portal,
} from '../processes/startPortal';

/** The poll interval of the engine where none is configured. */
export const POLL_INTERVAL_MS = 10_000;

/** What a run of the benchmarks has started and must stop. */
export class Started {
  readonly #stops: (() => Promise<void>)[] = [];
  readonly #servers: ServerProcess[] = [];

  /** @param stop - called before what was added earlier is stopped */
  add(stop: () => Promise<void>): void {
    this.#stops.push(stop);
  }

  async aws(options: { speed: number; servers: number }): Promise<Aws> {
    const aws = await startAws(options);
    this.#servers.push(aws.process);
    this.add(() => aws.process.stop());
    return aws;
  }

  /** Starts a portal and signs in to it. */
  async portal(
    aws: Aws,
    options: {
      database: Database;
      pollIntervalMs?: number;
      largeCatalog?: boolean;
    },
  ): Promise<Portal> {
    const portal = await startPortal({
      awsUrl: aws.url,
      pollIntervalMs: POLL_INTERVAL_MS,
      largeCatalog: false,
      ...options,
    });
    this.#servers.push(portal.process);
    this.add(() => portal.stop());
    await portal.api.signIn('admin');
    return portal;
  }

  /** What the servers printed last: where a run fails, they may tell why. */
  lastWords(): string {
    return this.#servers
      .map(({ name, output }) => `--- ${name}\n${output}`)
      .join('\n');
  }

  async stopAll(): Promise<void> {
    for (const stop of this.#stops.splice(0).reverse()) {
      await stop();
    }
  }
}

/** Where a suite says what it has measured, and how far it has come. */
export interface Run {
  readonly progress: (text: string) => void;
  readonly measured: (figures: readonly Figure[]) => void;
}
