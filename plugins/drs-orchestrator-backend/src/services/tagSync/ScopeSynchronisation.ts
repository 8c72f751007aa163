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
  AwsFailure,
  scopeKey,
  type AccountAccess,
  type AwsAccess,
  type Scope,
  type ServerTags,
  type TaggedServer,
} from '@drs-orchestrator/drs-engine';
import {
  type TagSyncScope,
  totalTagSyncCounts,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import pLimit from 'p-limit';
import { tagChanges, tagCounts, type TagChanges } from './tagChanges';

/** Servers of an account and Region that are tagged at the same time. */
const SERVERS_AT_ONCE = 4;

/** Named in a report, of an account and Region; the counts are of all. */
const NAMED = 20;

/** The report of an account and Region that is still to be looked at. */
export const pendingScope = ({ accountId, region }: Scope): TagSyncScope => ({
  accountId,
  region,
  status: 'PENDING',
  ...totalTagSyncCounts([]),
  failures: [],
  changes: [],
});

/** What the synchronisation of an account and Region needs. */
export interface ScopeSynchronisationOptions {
  readonly access: Pick<AwsAccess, 'services'> &
    Pick<AccountAccess, 'originTags'>;
  readonly keys: readonly string[];
  readonly dryRun: boolean;
  /** Asked before each attempt of each change; what it throws ends everything. */
  readonly mayGoOn: () => Promise<void>;
}

/** How far the synchronisation of an account and Region came. */
export interface ScopeOutcome {
  /** What was done, also where it did not come to its end. */
  readonly report: TagSyncScope;
  /** What ended it before its end: what `mayGoOn` threw, or an error of our own. */
  readonly interruption?: { readonly reason: unknown };
}

/**
 * Brings the tags of the instances to the source servers of one account and
 * Region, or tells what that would change. What fails is named in the report,
 * and the rest goes on.
 */
export class ScopeSynchronisation {
  readonly #options: ScopeSynchronisationOptions;
  readonly #report: TagSyncScope;

  /** Never rejects, so that what was done is told whatever ended it. */
  static async run(
    scope: Scope,
    options: ScopeSynchronisationOptions,
  ): Promise<ScopeOutcome> {
    const synchronisation = new ScopeSynchronisation(scope, options);
    const report = synchronisation.#report;
    try {
      await synchronisation.#run(scope);
    } catch (reason) {
      if (!(reason instanceof AwsFailure)) {
        report.status = 'INTERRUPTED';
        return { report, interruption: { reason } };
      }
      report.error = failureOf(reason);
      report.status = 'FAILED';
    }
    return { report };
  }

  private constructor(scope: Scope, options: ScopeSynchronisationOptions) {
    this.#options = options;
    this.#report = pendingScope(scope);
  }

  async #run(scope: Scope): Promise<void> {
    const { serverTags } = await this.#options.access.services(scope);
    const servers = await serverTags.servers();
    const instances = servers.filter(server => server.instance);
    this.#report.servers = servers.length;
    this.#report.serversFromElsewhere = servers.length - instances.length;
    const byOrigin = Map.groupBy(instances, server =>
      scopeKey(originOf(server, scope)),
    );
    for (const group of byOrigin.values()) {
      await this.#ofOrigin(originOf(group[0], scope), group, serverTags);
    }
    this.#report.status =
      this.#report.serversFailed === 0 ? 'COMPLETED' : 'PARTIAL';
  }

  async #ofOrigin(
    origin: Scope,
    servers: readonly TaggedServer[],
    serverTags: ServerTags,
  ): Promise<void> {
    let found: ReadonlyMap<string, Readonly<Record<string, string>>>;
    try {
      const instanceTags = await this.#options.access.originTags(origin);
      found = await instanceTags.of(
        servers.flatMap(({ instance }) => instance?.instanceId ?? []),
      );
    } catch (error) {
      const { code, message } = failureOf(error);
      for (const server of servers) {
        this.#failed(server, {
          code,
          message: `The instances of account ${origin.accountId} in ${origin.region} could not be read: ${message}`,
        });
      }
      return;
    }
    const limit = pLimit(SERVERS_AT_ONCE);
    const outcomes = await Promise.allSettled(
      servers.map(server =>
        limit(async () => {
          const tags = found.get(server.instance?.instanceId ?? '');
          if (tags) {
            await this.#follow(server, tags, serverTags);
          } else {
            // It may have been lost with its Region: nothing is taken from the
            // server that a recovery is found by.
            this.#report.serversWithoutInstance += 1;
          }
        }),
      ),
    );
    const ended = outcomes.find(outcome => outcome.status === 'rejected');
    if (ended) {
      throw ended.reason;
    }
  }

  async #follow(
    server: TaggedServer,
    instanceTags: Readonly<Record<string, string>>,
    serverTags: ServerTags,
  ): Promise<void> {
    const { keys, dryRun, mayGoOn } = this.#options;
    const changes = tagChanges(instanceTags, server.tags, keys);
    const { added, changed, removed } = changes;
    const set = {
      ...added,
      ...Object.fromEntries(
        Object.entries(changed).map(([key, { to }]) => [key, to]),
      ),
    };
    const unwanted = Object.keys(removed);
    const isSet = Object.keys(set).length > 0;
    if (!isSet && unwanted.length === 0) {
      return;
    }
    if (dryRun) {
      this.#done(server, changes);
      return;
    }
    let reached: TagChanges | undefined;
    try {
      // First what goes: a server has 50 tags at most.
      if (unwanted.length > 0) {
        await serverTags.remove(server.arn, unwanted, mayGoOn);
        reached = { added: {}, changed: {}, removed };
      }
      if (isSet) {
        await serverTags.set(server.arn, set, mayGoOn);
        reached = changes;
      }
    } catch (error) {
      this.#failed(server, failureOf(error));
    } finally {
      if (reached) {
        this.#done(server, reached);
      }
    }
  }

  #done({ sourceServerId, hostname }: TaggedServer, changes: TagChanges): void {
    const report = this.#report;
    const { tagsAdded, tagsChanged, tagsRemoved } = tagCounts(changes);
    report.serversChanged += 1;
    report.tagsAdded += tagsAdded;
    report.tagsChanged += tagsChanged;
    report.tagsRemoved += tagsRemoved;
    if (report.changes.length < NAMED) {
      report.changes.push({ sourceServerId, hostname, ...changes });
    }
  }

  #failed(
    { sourceServerId, hostname }: TaggedServer,
    failure: { code: string; message: string },
  ): void {
    this.#report.serversFailed += 1;
    if (this.#report.failures.length < NAMED) {
      this.#report.failures.push({ sourceServerId, hostname, ...failure });
    }
  }
}

/** Where its instance runs; where AWS does not say, where it is recovered. */
const originOf = ({ instance }: TaggedServer, scope: Scope): Scope => ({
  accountId: instance?.accountId ?? scope.accountId,
  region: instance?.region ?? scope.region,
});

/** @throws what is no failure of AWS */
function failureOf(error: unknown): { code: string; message: string } {
  if (!(error instanceof AwsFailure)) {
    throw error;
  }
  const { code, message } = error;
  return { code, message };
}
