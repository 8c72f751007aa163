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

import { DrsClient, paginateDescribeJobs, type Job } from '@aws-sdk/client-drs';

/** An account and Region of the simulated company. */
export interface Scope {
  readonly accountId: string;
  readonly region: string;
}

const REGIONS = ['us-west-2', 'eu-west-1'];

// As packages/aws-simulator/README.md tells them; nothing of them is secret.
const ACCESS_KEYS: ReadonlyMap<string, string> = new Map([
  ['111122223333', 'AKIDMERIDIANCOM00001'],
  ['222233334444', 'AKIDMERIDIANLOG00001'],
  ['333344445555', 'AKIDMERIDIANFIN00001'],
]);

export const accountIds = [...ACCESS_KEYS.keys()];

/** Every account in which DRS is set up, in each of its Regions. */
export const scopes: readonly Scope[] = REGIONS.flatMap(region =>
  accountIds.map(accountId => ({ accountId, region })),
);

/** DRS as a user of the account itself sees it. */
export function drsClient(awsUrl: string, scope: Scope): DrsClient {
  const accessKeyId = ACCESS_KEYS.get(scope.accountId);
  if (!accessKeyId) {
    throw new Error(`There is no access key for account ${scope.accountId}`);
  }
  return new DrsClient({
    endpoint: awsUrl,
    region: scope.region,
    credentials: {
      accessKeyId,
      secretAccessKey: 'meridian-development-only',
    },
  });
}

/** A launch, as AWS dates it; times in milliseconds of the epoch. */
export interface Launch {
  readonly jobId: string;
  readonly sourceServerIds: readonly string[];
  readonly createdAt: number;
  readonly endedAt?: number;
}

const launchOf = (job: Job): Launch => ({
  jobId: job.jobID ?? '',
  sourceServerIds: (job.participatingServers ?? []).flatMap(
    server => server.sourceServerID ?? [],
  ),
  createdAt: Date.parse(job.creationDateTime ?? ''),
  endedAt: job.endDateTime ? Date.parse(job.endDateTime) : undefined,
});

/** The launches of an account and Region that began since then. */
export async function launchesSince(
  client: DrsClient,
  since: Date,
): Promise<Launch[]> {
  const launches: Launch[] = [];
  for await (const { items } of paginateDescribeJobs(
    { client },
    { filters: { fromDate: since.toISOString() } },
  )) {
    launches.push(
      ...(items ?? []).filter(({ type }) => type === 'LAUNCH').map(launchOf),
    );
  }
  return launches;
}
