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

import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import { Operator } from './support/Operator';
import { PostgresSite } from './support/PostgresSite';
import { SeededRandom } from './support/SeededRandom';
import { expectTruth } from './support/verdict';

const OUTAGE_MS = 30_000;

/**
 * Each new trouble is told once by whoever has it: who looks for due work, who
 * gives signs of life, and the drills that were being worked on just then.
 */
const MOST_LINES = 15;

/** What fails is not kept; some hundred requests come in meanwhile. */
const MOST_MEMORY_BYTES = 64 * 2 ** 20;

/** What knex keeps at most unless Backstage is configured otherwise. */
const LARGEST_POOL = 10;

/** What is logged for requests that failed is in the hands of who asks. */
const ENGINE_LINE = /The engine|An execution could not/;

let site: PostgresSite;

test.beforeEach(async () => {
  site = await PostgresSite.start({ speed: 300 });
});

test.afterEach(() => site?.stop());

test('a drill outlives PostgreSQL being away for 30 s', async () => {
  const random = SeededRandom.create('Database outage');
  let isAway = false;
  const replica = await site.startReplica('outage');
  const operator = new Operator({
    backends: site.urls,
    mayFail: () => isAway,
  });
  await operator.prepare();
  const work = operator.work();

  await Promise.race([
    work,
    (async () => {
      await expect
        .poll(() => site.aws.launches().length)
        .toBeGreaterThanOrEqual(2);
      await sleep(random.between(0, 6_000));
      const mode = random.pick(['fast', 'immediate'] as const);
      const before = {
        lines: (await replica.log()).length,
        bytes: await replica.residentBytes(),
      };
      isAway = true;
      await site.postgres.shutDown(mode);
      await sleep(OUTAGE_MS);
      const lines = (await replica.log())
        .slice(before.lines)
        .filter(line => ENGINE_LINE.test(line));
      await site.postgres.startUp();
      await sleep(2_000);
      isAway = false;
      const grown = (await replica.residentBytes()) - before.bytes;
      console.log(
        `${mode} shutdown; ${
          lines.length
        } lines of the engine meanwhile, ${Math.round(
          grown / 2 ** 20,
        )} MB more memory`,
      );
      expect(lines.length).toBeLessThanOrEqual(MOST_LINES);
      expect(grown).toBeLessThanOrEqual(MOST_MEMORY_BYTES);
      await sleep(10_000);
    })(),
  ]);
  operator.stop();
  await work;

  expect(replica.isAlive).toBe(true);
  const { knex, aws } = site;
  const { executionIds, unanswered } = operator;
  const seen = await expectTruth({ knex, aws, executionIds });
  console.log(
    `${seen.drills} drills, ${seen.launches} launches, ${unanswered} calls unanswered`,
  );
  expect(await site.connections()).toBeLessThanOrEqual(LARGEST_POOL);
});
