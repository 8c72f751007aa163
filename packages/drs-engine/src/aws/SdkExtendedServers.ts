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
  CreateExtendedSourceServerCommand,
  DrsClient,
  paginateListExtensibleSourceServers,
  paginateListStagingAccounts,
} from '@aws-sdk/client-drs';
import { z } from 'zod';
import { AwsFailure } from '../ports/drs';
import type {
  ExtendedServers,
  ExtensibleServer,
} from '../ports/extendedServers';
import {
  forChanges,
  forReads,
  type ConnectionSettings,
} from './clientSettings';
import { collected, itemsOf } from './collected';
import { untilNotThrottled } from './untilNotThrottled';

/** Of ListExtensibleSourceServers (AWS model: MaxResultsReplicatingSourceServers). */
const SERVERS_PER_PAGE = 300;

/** AWS model: StagingSourceServer. The ID stands in the ARN only. */
const extensibleServerSchema = z
  .object({
    arn: z.string().regex(/:source-server\/s-[0-9a-zA-Z]{17}$/),
    hostname: z.string().optional(),
    tags: z.record(z.string(), z.string()).default({}),
  })
  .transform(
    ({ arn, hostname, tags }): ExtensibleServer => ({
      sourceServerId: arn.slice(arn.lastIndexOf('/') + 1),
      arn,
      ...(hostname && { hostname }),
      tags,
    }),
  );

/** AWS model: Account. */
const accountSchema = z
  .object({ accountID: z.string().regex(/^\d{12}$/) })
  .transform(({ accountID }) => accountID);

/** Extended source servers by AWS's SDK. */
export class SdkExtendedServers implements ExtendedServers {
  readonly #settings: ConnectionSettings;
  readonly #reads: DrsClient;
  readonly #changes: DrsClient;

  constructor(settings: ConnectionSettings) {
    this.#settings = settings;
    this.#reads = new DrsClient(forReads(settings));
    this.#changes = new DrsClient(forChanges(settings));
  }

  stagingAccounts(): Promise<string[]> {
    return collected(this.#settings, accountSchema, limit =>
      itemsOf(
        paginateListStagingAccounts({ client: this.#reads }, {}, limit),
        page => page.accounts,
      ),
    );
  }

  extensible(stagingAccountId: string): Promise<ExtensibleServer[]> {
    return collected(this.#settings, extensibleServerSchema, limit =>
      itemsOf(
        paginateListExtensibleSourceServers(
          { client: this.#reads, pageSize: SERVERS_PER_PAGE },
          { stagingAccountID: stagingAccountId },
          limit,
        ),
        page => page.items,
      ),
    );
  }

  async extend(
    arn: string,
    tags: Readonly<Record<string, string>> = {},
  ): Promise<string> {
    const answer = await untilNotThrottled(() =>
      this.#changes.send(
        new CreateExtendedSourceServerCommand({
          sourceServerArn: arn,
          tags: { ...tags },
        }),
        { abortSignal: AbortSignal.timeout(this.#settings.callTimeoutMs) },
      ),
    );
    const sourceServerId = answer.sourceServer?.sourceServerID;
    if (!sourceServerId) {
      throw new AwsFailure({
        kind: 'no-answer',
        code: 'IncompleteAnswer',
        message: 'AWS accepted the call and named no source server',
      });
    }
    return sourceServerId;
  }

  /** Closes kept connections; calls under way fail. */
  close(): void {
    this.#reads.destroy();
    this.#changes.destroy();
  }
}
