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

import process from 'node:process';
import {
  DescribeJobLogItemsCommand,
  DescribeJobsCommand,
  DescribeRecoveryInstancesCommand,
} from '@aws-sdk/client-drs';
import { z } from 'zod';
import { drsClient } from '../fleet/drsClient';

// A process that only speaks to AWS: it repeats the questions that the engine
// asked during a plan, by the same SDK, and tells what CPU that took. No engine
// that asks the same can use less.

const orderSchema = z.object({
  awsUrl: z.string(),
  since: z.string(),
  scopes: z.array(
    z.object({
      accountId: z.string(),
      region: z.string(),
      jobIds: z.array(z.string()),
      sourceServerIds: z.array(z.string()),
      describeJobs: z.number(),
      describeJobLogItems: z.number(),
      describeRecoveryInstances: z.number(),
    }),
  ),
});

/** What is to be asked, and how often. */
export type Order = z.infer<typeof orderSchema>;

/** DescribeRecoveryInstances takes so many source server IDs. */
const MAX_IDS = 200;

async function ask(order: Order): Promise<void> {
  for (const scope of order.scopes) {
    const client = drsClient(order.awsUrl, scope);
    for (let i = 0; i < scope.describeJobs; i++) {
      await client.send(
        new DescribeJobsCommand({ filters: { fromDate: order.since } }),
      );
    }
    for (let i = 0; i < scope.describeJobLogItems; i++) {
      await client.send(
        new DescribeJobLogItemsCommand({
          jobID: scope.jobIds[i % scope.jobIds.length],
        }),
      );
    }
    for (let i = 0; i < scope.describeRecoveryInstances; i++) {
      await client.send(
        new DescribeRecoveryInstancesCommand({
          filters: {
            sourceServerIDs: scope.sourceServerIds.slice(0, MAX_IDS),
          },
        }),
      );
    }
    client.destroy();
  }
}

const cpuMs = (since?: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
};

process.once('message', (message: unknown) => {
  const order = orderSchema.parse(message);
  const before = process.cpuUsage();
  ask(order).then(
    () => {
      process.send?.({ cpuMs: cpuMs(before) });
      process.disconnect();
    },
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      process.exit(1);
    },
  );
});
