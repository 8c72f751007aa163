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

import { parseArgs } from 'node:util';
import { z } from 'zod';
import {
  DEFAULT_PORT,
  DEFAULT_SEED,
  DEFAULT_SPEED,
  startSimulator,
} from './simulator';
import { COMPANY_SERVERS } from './world/generate';

/** Each flag has an environment variable that stands in for it. */
const FLAGS = {
  port: { variable: 'AWS_SIMULATOR_PORT', initial: String(DEFAULT_PORT) },
  host: { variable: 'AWS_SIMULATOR_HOST', initial: '127.0.0.1' },
  speed: { variable: 'AWS_SIMULATOR_SPEED', initial: String(DEFAULT_SPEED) },
  servers: {
    variable: 'AWS_SIMULATOR_SERVERS',
    initial: String(COMPANY_SERVERS),
  },
  seed: { variable: 'AWS_SIMULATOR_SEED', initial: String(DEFAULT_SEED) },
} as const;

const settings = z.object({
  port: z.coerce.number().int().min(0).max(65_535),
  host: z.string().min(1),
  speed: z.coerce.number().positive().max(100_000),
  servers: z.coerce.number().int(),
  seed: z.coerce.number().int(),
});

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string' },
      host: { type: 'string' },
      speed: { type: 'string' },
      servers: { type: 'string' },
      seed: { type: 'string' },
    },
  });
  const given = (flag: keyof typeof FLAGS) =>
    values[flag] ?? process.env[FLAGS[flag].variable] ?? FLAGS[flag].initial;
  const parsed = settings.safeParse({
    port: given('port'),
    host: given('host'),
    speed: given('speed'),
    servers: given('servers'),
    seed: given('seed'),
  });
  if (!parsed.success) {
    throw new Error(
      parsed.error.issues
        .map(issue => `--${issue.path.join('.')}: ${issue.message}`)
        .join('\n'),
    );
  }
  const simulator = await startSimulator(parsed.data);
  process.stdout.write(
    `Simulated AWS ready at ${simulator.url} (${simulator.world.servers.length} source servers, speed ${parsed.data.speed}, seed ${parsed.data.seed})\n`,
  );
  const stop = () => {
    simulator.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

main().catch(error => {
  process.stderr.write(
    `${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exit(1);
});
