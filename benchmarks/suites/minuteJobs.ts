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

import { accountIds } from '../fleet/drsClient';
import { Fleet } from '../fleet/Fleet';
import { measureDiamond } from '../scenarios/diamond';
import { measureEngineCpu } from '../scenarios/engineCpu';
import { POLL_INTERVAL_MS, type Run, type Started } from './Started';

/** A launch takes a minute where it takes a quarter of an hour in AWS. */
const SPEED = 15;
/** For each of two Regions of three accounts, as many as the plan of 1,000 needs. */
const SERVERS = 3_300;

const [COMMERCE, LOGISTICS, FINANCE] = accountIds;

/**
 * What the engine adds to jobs of a minute, and what CPU it takes meanwhile. It
 * takes as long as the slowest design, and next to no CPU: other suites may run
 * beside it.
 */
export async function minuteJobs(
  started: Started,
  { progress, measured }: Run,
): Promise<void> {
  const aws = await started.aws({ speed: SPEED, servers: SERVERS });
  const fleet = await Fleet.read(aws.url);
  const [forDiamond, forLargePlan] = await Promise.all([
    started.portal(aws, { database: { kind: 'SQLite' } }),
    started.portal(aws, {
      database: { kind: 'SQLite' },
      // As many looks at a job as there are in real time.
      pollIntervalMs: POLL_INTERVAL_MS / SPEED,
    }),
  ]);
  progress('the diamond and the plan of 1,000 servers begin');
  await Promise.all([
    measureDiamond({
      portal: forDiamond,
      aws,
      fleet,
      scopes: {
        byEvent: { accountId: LOGISTICS, region: 'us-west-2' },
        byPolling: { accountId: LOGISTICS, region: 'eu-west-1' },
        rival: { accountId: FINANCE, region: 'us-west-2' },
      },
    }).then(figures => {
      measured(figures);
      progress('the diamond is measured');
    }),
    measureEngineCpu({
      portal: forLargePlan,
      aws,
      fleet,
      planScopes: [
        { accountId: COMMERCE, region: 'us-west-2' },
        { accountId: COMMERCE, region: 'eu-west-1' },
      ],
    }).then(figures => {
      measured(figures);
      progress('the plan of 1,000 servers is measured');
    }),
  ]);
}
