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

import { join } from 'node:path';
import { ROOT } from './paths';
import { ServerProcess } from './ServerProcess';

export interface SimulatorOptions {
  readonly port: number;
  readonly logFile: string;
  /** How much faster than AWS its jobs run; 60 by default. */
  readonly speed?: number;
  /** How many source servers its world has; the example company's alone by default. */
  readonly servers?: number;
}

/** How much faster than AWS the simulated one behind the shared portal is. */
export const SIMULATOR_SPEED = 120;

/** Starts a simulated AWS of the tests' own, on the loopback interface. */
export async function startSimulator(options: SimulatorOptions) {
  const url = `http://127.0.0.1:${options.port}`;
  const process = await ServerProcess.start({
    what: 'The simulated AWS',
    cwd: join(ROOT, 'packages/aws-simulator'),
    args: [
      'src/main.ts',
      `--port=${options.port}`,
      ...(options.speed === undefined ? [] : [`--speed=${options.speed}`]),
      ...(options.servers === undefined
        ? []
        : [`--servers=${options.servers}`]),
    ],
    logFile: options.logFile,
    // Any answer is a sign of life: an unsigned request is refused.
    isReady: async () => Boolean(await fetch(url)),
  });
  return { process, url };
}
