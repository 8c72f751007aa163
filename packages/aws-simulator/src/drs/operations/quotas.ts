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

import { serviceQuotaExceededException } from '../errors';
import { RegionalDrs } from '../regional-drs';

const CONCURRENT_JOBS = 20;
const SERVERS_IN_ONE_JOB = 100;
const SERVERS_IN_ALL_JOBS = 500;

/** @throws AwsError beyond quota L-B827C881 */
export function checkServersPerJob(servers: number): void {
  if (servers > SERVERS_IN_ONE_JOB) {
    throw serviceQuotaExceededException(
      `Max number of source servers in a single job (${SERVERS_IN_ONE_JOB}) exceeded`,
      { quotaCode: 'L-B827C881', resourceType: 'Job' },
    );
  }
}

/** @throws AwsError beyond quota L-D88FAC3A or L-05AFA8C6 */
export function checkJobQuotas(drs: RegionalDrs, servers: number): void {
  const active = drs.activeJobs();
  if (active.length >= CONCURRENT_JOBS) {
    throw serviceQuotaExceededException(
      `Max number of concurrent jobs in progress (${CONCURRENT_JOBS}) exceeded`,
      { quotaCode: 'L-D88FAC3A', resourceType: 'Job' },
    );
  }
  const inJobs = active.reduce((sum, job) => sum + job.participants.length, 0);
  if (inJobs + servers > SERVERS_IN_ALL_JOBS) {
    throw serviceQuotaExceededException(
      `Max number of source servers in all jobs (${SERVERS_IN_ALL_JOBS}) exceeded`,
      { quotaCode: 'L-05AFA8C6', resourceType: 'SourceServer' },
    );
  }
}
