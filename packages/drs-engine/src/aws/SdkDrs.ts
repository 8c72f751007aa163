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

import {
  DrsClient,
  paginateDescribeJobLogItems,
  paginateDescribeJobs,
  paginateDescribeRecoveryInstances,
  paginateDescribeRecoverySnapshots,
  paginateDescribeSourceServers,
  paginateListLaunchActions,
  StartRecoveryCommand,
  TerminateRecoveryInstancesCommand,
} from '@aws-sdk/client-drs';
import type { z } from 'zod';
import {
  AwsFailure,
  type DescribedRecoveryInstance,
  type Drs,
  type LaunchAction,
  type LaunchSource,
  type ObservedInstance,
  type ObservedJob,
  type ObservedLogLine,
  type ObservedSourceServer,
  type RecoverySnapshot,
} from '../ports/drs';
import type { Logger } from '../ports/logger';
import {
  forChanges,
  forReads,
  readLimit,
  type ConnectionSettings,
} from './clientSettings';
import { toAwsFailure } from './errors';
import {
  jobLogSchema,
  jobSchema,
  launchActionSchema,
  describedRecoveryInstanceSchema,
  recoveryInstanceSchema,
  recoverySnapshotSchema,
  sourceServerSchema,
} from './observations';

/** What {@link SdkDrs} is made from. */
export interface SdkDrsOptions extends ConnectionSettings {
  readonly logger: Logger;
}

/** IDs in one filter of DescribeRecoveryInstances (AWS model). */
const IDS_PER_FILTER = 200;
/** IDs in one filter of DescribeJobs (AWS model). */
const JOBS_PER_FILTER = 1_000;
/** Asked of DescribeRecoverySnapshots at once; the model states no most. */
const SNAPSHOTS_PER_PAGE = 200;

/** DRS by AWS's SDK, whose DRS client stays behind this file. */
export class SdkDrs implements Drs {
  readonly #settings: SdkDrsOptions;
  readonly #reads: DrsClient;
  readonly #changes: DrsClient;

  constructor(options: SdkDrsOptions) {
    this.#settings = options;
    this.#reads = new DrsClient(forReads(options));
    this.#changes = new DrsClient(forChanges(options));
  }

  /** Asks from the beginning of that second on, as AWS may state times in whole ones. */
  async describeJobs(since: Date): Promise<ObservedJob[]> {
    const from = new Date(Math.floor(since.getTime() / 1000) * 1000);
    return this.#collect('job', jobSchema, limit =>
      paginateDescribeJobs(
        { client: this.#reads },
        { filters: { fromDate: from.toISOString() } },
        limit,
      ),
    );
  }

  async describeJobsById(jobIds: readonly string[]): Promise<ObservedJob[]> {
    // An empty filter would ask for all jobs.
    const jobs: ObservedJob[] = [];
    for (let at = 0; at < jobIds.length; at += JOBS_PER_FILTER) {
      const batch = jobIds.slice(at, at + JOBS_PER_FILTER);
      jobs.push(
        ...(await this.#collect('job', jobSchema, limit =>
          paginateDescribeJobs(
            { client: this.#reads },
            { filters: { jobIDs: batch } },
            limit,
          ),
        )),
      );
    }
    return jobs;
  }

  async describeJobLog(jobId: string): Promise<ObservedLogLine[]> {
    const lines = await this.#collect('job log line', jobLogSchema, limit =>
      paginateDescribeJobLogItems(
        { client: this.#reads },
        { jobID: jobId },
        limit,
      ),
    );
    return lines.map(line => ({ jobId, ...line }));
  }

  async describeSourceServers(): Promise<ObservedSourceServer[]> {
    const { accountId, region } = this.#settings.scope;
    const servers = await this.#collect(
      'source server',
      sourceServerSchema,
      limit =>
        paginateDescribeSourceServers(
          { client: this.#reads },
          { filters: {} },
          limit,
        ),
    );
    return servers.map(server => ({ accountId, region, ...server }));
  }

  async describeRecoveryInstances(
    sourceServerIds: readonly string[],
  ): Promise<ObservedInstance[]> {
    // An empty filter would ask for the instances of all servers.
    const instances: ObservedInstance[] = [];
    for (let at = 0; at < sourceServerIds.length; at += IDS_PER_FILTER) {
      const batch = sourceServerIds.slice(at, at + IDS_PER_FILTER);
      instances.push(
        ...(await this.#collect(
          'recovery instance',
          recoveryInstanceSchema,
          limit =>
            paginateDescribeRecoveryInstances(
              { client: this.#reads },
              { filters: { sourceServerIDs: batch } },
              limit,
            ),
        )),
      );
    }
    return instances;
  }

  async listRecoveryInstances(
    recoveryInstanceIds?: readonly string[],
  ): Promise<DescribedRecoveryInstance[]> {
    const ask = (filters: { recoveryInstanceIDs?: string[] }) =>
      this.#collect(
        'recovery instance',
        describedRecoveryInstanceSchema,
        limit =>
          paginateDescribeRecoveryInstances(
            { client: this.#reads },
            { filters },
            limit,
          ),
      );
    if (recoveryInstanceIds === undefined) {
      return ask({});
    }
    const instances: DescribedRecoveryInstance[] = [];
    for (let at = 0; at < recoveryInstanceIds.length; at += IDS_PER_FILTER) {
      const recoveryInstanceIDs = recoveryInstanceIds.slice(
        at,
        at + IDS_PER_FILTER,
      );
      instances.push(...(await ask({ recoveryInstanceIDs })));
    }
    return instances;
  }

  async describeRecoverySnapshots(
    sourceServerId: string,
    range: Parameters<Drs['describeRecoverySnapshots']>[1] = {},
  ): Promise<RecoverySnapshot[]> {
    const { from, to, order = 'DESC', limit: most = Infinity } = range;
    return this.#collect(
      'recovery snapshot',
      recoverySnapshotSchema,
      limit =>
        paginateDescribeRecoverySnapshots(
          {
            client: this.#reads,
            ...(Number.isFinite(most) && {
              pageSize: Math.min(most, SNAPSHOTS_PER_PAGE),
            }),
          },
          {
            sourceServerID: sourceServerId,
            order,
            filters: {
              fromDateTime: from?.toISOString(),
              toDateTime: to?.toISOString(),
            },
          },
          limit,
        ),
      most,
    );
  }

  async listLaunchActions(sourceServerId: string): Promise<LaunchAction[]> {
    const actions = await this.#collect(
      'launch action',
      launchActionSchema,
      limit =>
        paginateListLaunchActions(
          { client: this.#reads },
          { resourceId: sourceServerId },
          limit,
        ),
    );
    return actions
      .filter(({ active }) => active)
      .map(({ actionId, name, optional }) => ({ actionId, name, optional }));
  }

  async startRecovery(request: {
    servers: readonly LaunchSource[];
    isDrill: boolean;
    tags: Readonly<Record<string, string>>;
  }): Promise<string> {
    return this.#change(abortSignal =>
      this.#changes.send(
        new StartRecoveryCommand({
          sourceServers: request.servers.map(server => ({
            sourceServerID: server.sourceServerId,
            recoverySnapshotID: server.recoverySnapshotId,
          })),
          isDrill: request.isDrill,
          tags: { ...request.tags },
        }),
        { abortSignal },
      ),
    );
  }

  async terminateRecoveryInstances(
    recoveryInstanceIds: readonly string[],
  ): Promise<string> {
    return this.#change(abortSignal =>
      this.#changes.send(
        new TerminateRecoveryInstancesCommand({
          recoveryInstanceIDs: [...recoveryInstanceIds],
        }),
        { abortSignal },
      ),
    );
  }

  /** Closes kept connections; calls under way fail. */
  close(): void {
    this.#reads.destroy();
    this.#changes.destroy();
  }

  /**
   * The records of the pages, up to as many as are wanted; those that cannot be
   * used are left out and logged.
   */
  async #collect<T>(
    kind: string,
    schema: z.ZodType<T>,
    pages: (limit: {
      abortSignal: AbortSignal;
    }) => AsyncIterable<{ items?: readonly unknown[] }>,
    most = Infinity,
  ): Promise<T[]> {
    const records: T[] = [];
    try {
      const limit = { abortSignal: readLimit(this.#settings) };
      for await (const { items = [] } of pages(limit)) {
        for (const item of items) {
          const parsed = schema.safeParse(item);
          if (parsed.success) {
            records.push(parsed.data);
          } else {
            this.#settings.logger.warn(
              `Left out a ${kind} that DRS described in part`,
              {
                ...this.#settings.scope,
                problems: parsed.error.issues
                  .map(({ path, message }) => `${path.join('.')}: ${message}`)
                  .join('; '),
              },
            );
          }
        }
        if (records.length >= most) {
          return records.slice(0, most);
        }
      }
    } catch (error) {
      throw toAwsFailure(error);
    }
    return records;
  }

  /**
   * Sends once what must not happen twice. The time-out bounds the whole call,
   * also where answers arrive drop by drop.
   */
  async #change(
    send: (
      abortSignal: AbortSignal,
    ) => Promise<{ job?: { jobID: string | undefined } }>,
  ): Promise<string> {
    let jobId: string | undefined;
    try {
      const answer = await send(
        AbortSignal.timeout(this.#settings.callTimeoutMs),
      );
      jobId = answer.job?.jobID;
    } catch (error) {
      throw toAwsFailure(error);
    }
    if (!jobId) {
      throw new AwsFailure({
        kind: 'no-answer',
        code: 'IncompleteAnswer',
        message: 'AWS accepted the call and named no job',
      });
    }
    return jobId;
  }
}
