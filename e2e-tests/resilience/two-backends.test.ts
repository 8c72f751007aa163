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
import type { DatabaseLink } from './support/DatabaseLink';
import { Operator } from './support/Operator';
import { PostgresSite } from './support/PostgresSite';
import type { Replica } from './support/Replica';
import { SeededRandom } from './support/SeededRandom';
import { expectTruth } from './support/verdict';

/** What is promised: the other backend takes over within this time. */
const TAKEOVER_LIMIT_MS = 30_000;

/** By the default lease. */
const BEAT_INTERVAL_MS = 4_000;

/** Lets a few signs of life be given and looked at. */
const SETTLED_MS = 9_000;

let site: PostgresSite;
/** The first leader's way to PostgreSQL. */
let link: DatabaseLink;
let operator: Operator;
let work: Promise<void>;
let leader: Replica;
let follower: Replica;

test.beforeEach(async () => {
  site = await PostgresSite.start({ speed: 300 });
  link = await site.openLink();
  leader = await site.startReplica('first', link);
  await expect.poll(() => site.epoch()).toBe(1);
  follower = await site.startReplica('second');
  operator = new Operator({ backends: site.urls });
  await operator.prepare();
});

test.afterEach(() => site?.stop());

/** How long it takes from now until another backend leads, and until it asks AWS. */
async function takeover(): Promise<{ leadMs: number; actMs: number }> {
  const since = Date.now();
  const epoch = await site.epoch();
  const asked = jobLooks();
  await expect
    .poll(() => site.epoch(), { intervals: [100], timeout: 60_000 })
    .not.toBe(epoch);
  const leadMs = Date.now() - since;
  // Nobody but a leader looks at jobs.
  await expect
    .poll(jobLooks, { intervals: [50], timeout: 60_000 })
    .toBeGreaterThan(asked);
  return { leadMs, actMs: Date.now() - since };
}

const jobLooks = () => site.aws.record({ operation: 'DescribeJobs' }).length;

/** Lets the drills under way end, and holds everything against AWS's record. */
async function expectTruthInTheEnd(): Promise<void> {
  operator.stop();
  await work;
  const { knex, aws } = site;
  const { executionIds, unanswered } = operator;
  const seen = await expectTruth({ knex, aws, executionIds });
  console.log(
    `${seen.drills} drills, ${seen.launches} launches, ${unanswered} calls unanswered`,
  );
}

test('of two backends, the other takes over from one that is killed at any moment', async () => {
  const random = SeededRandom.create('Two backends');
  work = operator.work();

  // Ends the test at once where the operator is refused.
  await Promise.race([
    work,
    (async () => {
      for (const victim of ['leader', 'follower', 'leader', 'leader']) {
        await sleep(random.between(0, 6_000));
        const epoch = await site.epoch();
        if (victim === 'leader') {
          await leader.kill();
          const { leadMs, actMs } = await takeover();
          console.log(`Took over in ${leadMs} ms, asked AWS after ${actMs} ms`);
          expect(actMs).toBeLessThan(TAKEOVER_LIMIT_MS);
          leader = follower;
        } else {
          await follower.kill();
          await sleep(SETTLED_MS);
          expect(await site.epoch()).toBe(epoch);
        }
        follower = await site.startReplica('next');
      }
    })(),
  ]);

  await expectTruthInTheEnd();
});

test('a backend that hung while another took over does nothing when it goes on', async () => {
  const random = SeededRandom.create('Frozen backend');
  work = operator.work();

  await Promise.race([
    work,
    (async () => {
      await sleep(random.between(0, 6_000));
      leader.freeze();
      const { leadMs, actMs } = await takeover();
      console.log(`Took over in ${leadMs} ms, asked AWS after ${actMs} ms`);
      expect(actMs).toBeLessThan(TAKEOVER_LIMIT_MS);
      const epoch = await site.epoch();
      leader.thaw();
      await sleep(SETTLED_MS);
      expect(await site.epoch()).toBe(epoch);
    })(),
  ]);

  await expectTruthInTheEnd();
});

test('a backend that hears only after a takeover that its intent is stored leaves it alone', async () => {
  const stalled = link.stallAtCommitOf('LaunchRequested');
  work = operator.work();

  await Promise.race([
    work,
    (async () => {
      await stalled;
      const { leadMs, actMs } = await takeover();
      console.log(`Took over in ${leadMs} ms, asked AWS after ${actMs} ms`);
      // What it sends still arrives, one more sign of life among it.
      expect(actMs).toBeLessThan(TAKEOVER_LIMIT_MS + BEAT_INTERVAL_MS);
      // What the first has stored and never asked for is asked for by the other.
      const intended = await site.serversOfIntents();
      expect(intended).not.toEqual([]);
      await expect
        .poll(() => site.aws.launches().map(launch => launch.sourceServerId), {
          timeout: 60_000,
        })
        .toEqual(expect.arrayContaining(intended));
      link.goOn();
      await sleep(SETTLED_MS);
    })(),
  ]);

  await expectTruthInTheEnd();
});
