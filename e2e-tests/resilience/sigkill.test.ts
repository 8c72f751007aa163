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

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JsonObject } from '@backstage/types';
import { expect, test } from '@playwright/test';
import {
  startSimulator,
  type Simulator,
} from '@drs-orchestrator/aws-simulator';
import knexFactory, { Knex } from 'knex';
import { configuration } from './support/configuration';
import { Operator } from './support/Operator';
import { Replica } from './support/Replica';
import { SeededRandom } from './support/SeededRandom';
import { expectNothingRefused, expectTruth } from './support/verdict';

const ROUNDS = 25;

/** Slows AWS's answers down before and after they take effect, so that moments in between are hit. */
const LATENCY_MS = 400;

let aws: Simulator;
let directory: string;
let knex: Knex;
let replica: Replica;

test.beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'drs-orchestrator-resilience-'));
  aws = await startSimulator({ port: 0, speed: 600 });
  knex = knexFactory({
    client: 'better-sqlite3',
    connection: { filename: join(directory, 'drs-orchestrator.sqlite') },
    useNullAsDefault: true,
  });
});

test.afterAll(async () => {
  await replica?.stop();
  await knex?.destroy();
  await aws?.close();
  rmSync(directory, { recursive: true, force: true });
});

async function epochOfLease(): Promise<number> {
  const [lease] = await knex('lease').select<{ epoch: number }[]>('epoch');
  return lease?.epoch ?? 0;
}

/** Kills the backend that runs and starts another, again and again. */
async function killAgainAndAgain(
  random: SeededRandom,
  config: JsonObject,
): Promise<void> {
  let lastEpoch = 0;
  for (let round = 1; round <= ROUNDS; round++) {
    if (random.next() < 0.2) {
      // While it comes up, or waits to lead.
      await sleep(random.between(0, 5_000));
    } else {
      await replica.ready();
      await expect
        .poll(epochOfLease, { intervals: [50] })
        .toBeGreaterThan(lastEpoch);
      await sleep(random.between(0, 3_000));
    }
    lastEpoch = await epochOfLease();
    await replica.kill();
    expectNothingRefused(aws);
    replica = Replica.spawn('sigkill', config);
  }
  await replica.ready();
}

test('killed 25 times at random moments, it does everything once and forgets nothing', async () => {
  const random = SeededRandom.create('SIGKILL');
  const config = configuration({
    database: { client: 'better-sqlite3', connection: { directory } },
    awsEndpoint: aws.url,
    engine: {
      pollInterval: { milliseconds: 100 },
      // Each round waits for the lease of the killed one to end.
      leaseDuration: { seconds: 2 },
      callTimeout: { seconds: 1.5 },
    },
  });
  for (const operation of ['StartRecovery', 'TerminateRecoveryInstances']) {
    for (const type of ['latency', 'lateResponse'] as const) {
      aws.faults.add({
        match: { operation },
        effect: { type, ms: LATENCY_MS },
        probability: 0.5,
      });
    }
  }

  replica = await Replica.start('sigkill', config);
  const operator = new Operator({
    backends: () => (replica?.url ? [replica.url] : []),
  });
  await operator.prepare();
  const work = operator.work();
  // Ends the test at once where the operator is refused.
  await Promise.race([work, killAgainAndAgain(random, config)]);
  operator.stop();
  await work;

  const seen = await expectTruth({
    knex,
    aws,
    executionIds: operator.executionIds,
  });
  console.log(
    `${ROUNDS} kills, ${seen.drills} drills, ${seen.launches} launches, ${operator.unanswered} calls unanswered`,
  );
});
