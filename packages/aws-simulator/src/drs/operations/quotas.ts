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

import { DrsQuotaCode } from '../../quotas/drs-quotas';
import { serviceQuotaExceededException } from '../errors';
import { OperationContext } from './operation';

const CONCURRENT_JOBS = 'L-D88FAC3A';
const SERVERS_IN_ONE_JOB = 'L-B827C881';
const SOURCE_SERVERS = 'L-E28BE5E0';
const SERVERS_IN_ALL_JOBS = 'L-05AFA8C6';

/** @throws AwsError beyond quota L-B827C881 */
export function checkServersPerJob(
  context: OperationContext,
  servers: number,
): void {
  const most = quota(context, SERVERS_IN_ONE_JOB);
  if (servers > most) {
    throw serviceQuotaExceededException(
      `Max number of source servers in a single job (${most}) exceeded`,
      { quotaCode: SERVERS_IN_ONE_JOB, resourceType: 'Job' },
    );
  }
}

/** @throws AwsError beyond quota L-D88FAC3A or L-05AFA8C6 */
export function checkJobQuotas(
  context: OperationContext,
  servers: number,
): void {
  const active = context.drs.activeJobs();
  const mostJobs = quota(context, CONCURRENT_JOBS);
  if (active.length >= mostJobs) {
    throw serviceQuotaExceededException(
      `Max number of concurrent jobs in progress (${mostJobs}) exceeded`,
      { quotaCode: CONCURRENT_JOBS, resourceType: 'Job' },
    );
  }
  const inJobs = active.reduce((sum, job) => sum + job.participants.length, 0);
  const mostServers = quota(context, SERVERS_IN_ALL_JOBS);
  if (inJobs + servers > mostServers) {
    throw serviceQuotaExceededException(
      `Max number of source servers in all jobs (${mostServers}) exceeded`,
      { quotaCode: SERVERS_IN_ALL_JOBS, resourceType: 'SourceServer' },
    );
  }
}

/** @throws AwsError beyond quota L-E28BE5E0 */
export function checkSourceServers(context: OperationContext): void {
  const most = quota(context, SOURCE_SERVERS);
  if (context.drs.servers.length >= most) {
    throw serviceQuotaExceededException(
      `Max number of source servers per AWS account (${most}) exceeded`,
      { quotaCode: SOURCE_SERVERS, resourceType: 'SourceServer' },
    );
  }
}

function quota({ cloud, drs }: OperationContext, code: DrsQuotaCode): number {
  return cloud.quotas.valueOf(drs.accountId, drs.region, code);
}
