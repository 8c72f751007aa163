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
import {
  DescribeJobsCommand,
  StartRecoveryCommand,
  type DrsClient,
} from '@aws-sdk/client-drs';

const POLL_INTERVAL_MS = 30_000;

/**
 * The design that this product was conceived from, at its best: one wave after
 * the other, whatever they depend on, and a scheduled rule that looks every 30 s
 * whether the wave's job has ended. Its database and its cold starts cost it
 * nothing here.
 */
export async function runInStrictOrder(
  client: DrsClient,
  waves: readonly (readonly string[])[],
): Promise<void> {
  // The rule's schedule knows nothing of when an execution began.
  let nextPoll = Date.now() + Math.random() * POLL_INTERVAL_MS;
  for (const servers of waves) {
    const { job } = await client.send(
      new StartRecoveryCommand({
        isDrill: true,
        sourceServers: servers.map(sourceServerID => ({ sourceServerID })),
      }),
    );
    const jobID = job?.jobID;
    if (!jobID) {
      throw new Error('StartRecovery answers with a job');
    }
    for (let ended = false; !ended; nextPoll += POLL_INTERVAL_MS) {
      await sleep(Math.max(0, nextPoll - Date.now()));
      const { items } = await client.send(
        new DescribeJobsCommand({ filters: { jobIDs: [jobID] } }),
      );
      ended = items?.at(0)?.status === 'COMPLETED';
    }
  }
}
