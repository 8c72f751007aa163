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

import type { AwsAccess, ObservedLogLine } from '@drs-orchestrator/drs-engine';
import {
  DrsError,
  drsJobIdSchema,
  type JobLogLine,
  type ResponseOf,
  type ValidRequest,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Authorizer } from '../../access/Authorizer';
import type { RequestContext } from '../../access/Caller';
import type { TargetAccounts } from '../accounts/TargetAccounts';
import { allInScope } from '../ec2/instanceRecord';
import { pageOfList } from '../ec2/pageOfList';

/** The logs of DRS jobs as DRS has them now, whoever started the jobs. */
export class DrsJobLogs {
  readonly #access: AwsAccess;
  readonly #accounts: TargetAccounts;
  readonly #authorizer: Authorizer;

  static create(options: {
    access: AwsAccess;
    accounts: TargetAccounts;
    authorizer: Authorizer;
  }): DrsJobLogs {
    return new DrsJobLogs(options);
  }

  private constructor(options: {
    access: AwsAccess;
    accounts: TargetAccounts;
    authorizer: Authorizer;
  }) {
    this.#access = options.access;
    this.#accounts = options.accounts;
    this.#authorizer = options.authorizer;
  }

  /**
   * Newest first: what a job adds comes before the first page. A job may hold
   * anybody's servers, so it is for whoever may see all that DRS does there.
   *
   * @throws DrsError INSUFFICIENT_PERMISSIONS, ACCOUNT_UNKNOWN, DRS_JOB_NOT_FOUND
   * @throws AwsFailure
   */
  async list(
    { params, query }: ValidRequest<'get_drs_job_logs'>,
    context: RequestContext,
  ): Promise<ResponseOf<'get_drs_job_logs'>> {
    await this.#authorizer.require('viewResources', allInScope(query), context);
    const scope = await this.#accounts.scopeFor(query, context);
    const { drs } = await this.#access.services(scope);
    // DescribeJobLogItems tells a job that is not there from one that is not
    // well named by nothing but its words.
    const [job] = drsJobIdSchema.safeParse(params.jobId).success
      ? await drs.describeJobsById([params.jobId])
      : [];
    if (!job) {
      throw new DrsError(
        'DRS_JOB_NOT_FOUND',
        `DRS has no job ${params.jobId} in account ${scope.accountId} and ${scope.region}`,
      );
    }
    // Lines of the same moment stand in DRS's order; what comes later moves none.
    const lines = (await drs.describeJobLog(params.jobId))
      .map(lineOf)
      .sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
      .map((line, position) => ({ line, position }))
      .filter(
        ({ line }) =>
          (query.sourceServerId ?? line.sourceServerId) === line.sourceServerId,
      );
    const page = pageOfList(lines, query, ({ line, position }) => [
      -Date.parse(line.at),
      -position,
    ]);
    return { ...page, items: page.items.map(({ line }) => line) };
  }
}

const lineOf = (line: ObservedLogLine): JobLogLine => ({
  jobId: line.jobId,
  at: line.at,
  event: line.event,
  sourceServerId: line.sourceServerId,
  conversionServerId: line.conversionServerId,
  rawError: line.rawError,
});
