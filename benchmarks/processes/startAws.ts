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

import { z } from 'zod';
import { freePort, nodeTransform, ServerProcess } from './ServerProcess';

const callsSchema = z.object({
  items: z.array(
    z.looseObject({
      time: z.iso.datetime(),
      accountId: z.string().optional(),
      region: z.string().optional(),
      operation: z.string().optional(),
      status: z.number(),
    }),
  ),
});

/** A call as the simulated AWS recorded it. */
export type RecordedCall = z.infer<typeof callsSchema>['items'][number];

/** The simulated AWS, in a process of its own. */
export interface Aws {
  readonly url: string;
  readonly process: ServerProcess;
  /** Asks the control endpoint, which is no service of AWS. */
  control(path: string): Promise<unknown>;
  /** Every call of the operation since the start. */
  calls(operation?: string): Promise<RecordedCall[]>;
  /** How much faster than real its processes run from now on. */
  setSpeed(speed: number): Promise<void>;
  /** Each request takes so much longer to arrive, until {@link Aws.clearFaults}. */
  addLatency(ms: number): Promise<void>;
  clearFaults(): Promise<void>;
}

export async function startAws(options: {
  speed: number;
  servers: number;
}): Promise<Aws> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const control = async (
    path: string,
    init?: RequestInit,
  ): Promise<unknown> => {
    const response = await fetch(`${url}/_simulator/${path}`, init);
    if (!response.ok) {
      throw new Error(
        `The simulated AWS answers ${response.status} to ${path}`,
      );
    }
    return response.json();
  };
  const post = (path: string, body: unknown) =>
    control(path, { method: 'POST', body: JSON.stringify(body) });
  const server = await ServerProcess.start({
    name: 'the simulated AWS',
    cwd: 'packages/aws-simulator',
    args: [
      ...nodeTransform,
      'src/main.ts',
      `--port=${port}`,
      `--speed=${options.speed}`,
      `--servers=${options.servers}`,
    ],
    readyAt: `${url}/_simulator/health`,
  });
  return {
    url,
    process: server,
    control: path => control(path),
    async calls(operation) {
      const filter = operation ? `?operation=${operation}` : '';
      return callsSchema.parse(await control(`record${filter}`)).items;
    },
    async setSpeed(speed) {
      await post('clock', { speed });
    },
    async addLatency(ms) {
      await post('faults', { match: {}, effect: { type: 'latency', ms } });
    },
    async clearFaults() {
      await control('faults', { method: 'DELETE' });
    },
  };
}
