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
  paginateDescribeSourceServers,
  StartRecoveryCommand,
  TerminateRecoveryInstancesCommand,
  type DrsClientConfig,
} from '@aws-sdk/client-drs';
import type { AwsCredentialIdentityProvider } from '@smithy/types';
import type { z } from 'zod';
import {
  AwsFailure,
  type Drs,
  type ObservedInstance,
  type ObservedJob,
  type ObservedLogLine,
  type ObservedSourceServer,
  type Scope,
} from '../ports/drs';
import type { Logger } from '../ports/logger';
import { toAwsFailure } from './errors';
import {
  jobLogSchema,
  jobSchema,
  recoveryInstanceSchema,
  sourceServerSchema,
} from './observations';

/** The first try and those after it, of a call that only reads. */
export const READ_ATTEMPTS = 5;

/** What {@link SdkDrs} is made from. */
export interface SdkDrsOptions {
  readonly scope: Scope;
  readonly credentials: AwsCredentialIdentityProvider;
  /** Where AWS is, in development; absent: AWS's own endpoint of the Region. */
  readonly endpoint?: string;
  /** A call that changes something has failed after this long; a try of one that reads, after this long a silence. */
  readonly callTimeoutMs: number;
  /** Ends the user agent that AWS sees, as `name/version`. */
  readonly userAgentSuffix?: string;
  readonly logger: Logger;
}

/** IDs in one filter of DescribeRecoveryInstances. */
const IDS_PER_FILTER = 200;

/** DRS by AWS's SDK, whose DRS client stays behind this file. */
export class SdkDrs implements Drs {
  readonly #scope: Scope;
  readonly #logger: Logger;
  readonly #callTimeoutMs: number;
  readonly #reads: DrsClient;
  readonly #changes: DrsClient;

  constructor(options: SdkDrsOptions) {
    const { scope, callTimeoutMs } = options;
    this.#scope = scope;
    this.#logger = options.logger;
    this.#callTimeoutMs = callTimeoutMs;
    const shared: DrsClientConfig = {
      region: scope.region,
      credentials: options.credentials,
      endpoint: options.endpoint,
      customUserAgent: options.userAgentSuffix,
    };
    const timeouts = {
      connectionTimeout: callTimeoutMs,
      requestTimeout: callTimeoutMs,
    };
    // The standard mode backs off with full jitter, longer where AWS throttles,
    // and heeds Retry-After.
    this.#reads = new DrsClient({
      ...shared,
      retryMode: 'standard',
      maxAttempts: READ_ATTEMPTS,
      requestHandler: timeouts,
    });
    // No kept connection, either: AWS may close one just as a request is sent
    // on it, and whether that took effect would have to be found out.
    this.#changes = new DrsClient({
      ...shared,
      maxAttempts: 1,
      requestHandler: {
        ...timeouts,
        httpAgent: { keepAlive: false },
        httpsAgent: { keepAlive: false },
      },
    });
  }

  /** Asks from the beginning of that second on, as AWS may state times in whole ones. */
  async describeJobs(since: Date): Promise<ObservedJob[]> {
    const from = new Date(Math.floor(since.getTime() / 1000) * 1000);
    return this.#collect(
      'job',
      jobSchema,
      paginateDescribeJobs(
        { client: this.#reads },
        { filters: { fromDate: from.toISOString() } },
      ),
    );
  }

  async describeJobLog(jobId: string): Promise<ObservedLogLine[]> {
    return this.#collect(
      'job log line',
      jobLogSchema(jobId),
      paginateDescribeJobLogItems({ client: this.#reads }, { jobID: jobId }),
    );
  }

  async describeSourceServers(): Promise<ObservedSourceServer[]> {
    return this.#collect(
      'source server',
      sourceServerSchema(this.#scope),
      paginateDescribeSourceServers({ client: this.#reads }, { filters: {} }),
    );
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
          paginateDescribeRecoveryInstances(
            { client: this.#reads },
            { filters: { sourceServerIDs: batch } },
          ),
        )),
      );
    }
    return instances;
  }

  async startRecovery(request: {
    sourceServerIds: readonly string[];
    isDrill: boolean;
    tags: Readonly<Record<string, string>>;
  }): Promise<string> {
    return this.#change(abortSignal =>
      this.#changes.send(
        new StartRecoveryCommand({
          sourceServers: request.sourceServerIds.map(sourceServerID => ({
            sourceServerID,
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

  /** Every record of every page; those that cannot be used are left out and logged. */
  async #collect<T>(
    kind: string,
    schema: z.ZodType<T>,
    pages: AsyncIterable<{ items?: readonly unknown[] }>,
  ): Promise<T[]> {
    const records: T[] = [];
    try {
      for await (const { items = [] } of pages) {
        for (const item of items) {
          const parsed = schema.safeParse(item);
          if (parsed.success) {
            records.push(parsed.data);
          } else {
            this.#logger.warn(`Left out a ${kind} that DRS described in part`, {
              ...this.#scope,
              problems: parsed.error.issues
                .map(({ path, message }) => `${path.join('.')}: ${message}`)
                .join('; '),
            });
          }
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
      const answer = await send(AbortSignal.timeout(this.#callTimeoutMs));
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
