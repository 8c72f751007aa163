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

import type { Scope } from '@drs-orchestrator/drs-engine';
import {
  type ResponseOf,
  type SourceServer,
  type ValidRequest,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { z } from 'zod';
import type { Authorizer } from '../../access/Authorizer';
import type { RequestContext } from '../../access/Caller';
import { decodeCursor, pageOfRows, textKey } from '../../database/cursor';
import {
  groupRecord,
  judgedGroup,
  type ProtectionGroupStore,
} from '../../database/ProtectionGroupStore';
import type { TargetAccounts } from '../accounts/TargetAccounts';
import type { Inventory } from './Inventory';
import {
  groupsOfServers,
  serverKey,
  serverRecord,
  sourceServerOf,
} from './membership';

type Query = ValidRequest<'get_drs_source_servers'>['query'];

const sortKeys = (server: SourceServer): [string, string] => [
  server.hostname,
  serverKey(server),
];

const compareKeys = (a: [string, string], b: [string, string]): number =>
  compareText(a[0], b[0]) || compareText(a[1], b[1]);

// By code units, as cursors must compare alike on every machine.
function compareText(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}

/** Whether a server passes the filters of a query. */
function matches(server: SourceServer, query: Query): boolean {
  if (
    query.replicationState &&
    !query.replicationState.includes(server.replicationState)
  ) {
    return false;
  }
  if (
    query.recoverability &&
    !query.recoverability.includes(server.recoverability)
  ) {
    return false;
  }
  if (query.groupId && server.protectionGroup?.groupId !== query.groupId) {
    return false;
  }
  if (
    query.grouped !== undefined &&
    query.grouped !== (server.protectionGroup !== undefined)
  ) {
    return false;
  }
  const hasEveryTag = (query.tag ?? []).every(pair => {
    const at = pair.indexOf('=');
    const key = pair.slice(0, at);
    return (
      Object.hasOwn(server.tags, key) && server.tags[key] === pair.slice(at + 1)
    );
  });
  if (!hasEveryTag) {
    return false;
  }
  const text = query.text?.trim().toLocaleLowerCase('en-US');
  return (
    !text ||
    [server.hostname, server.sourceServerId, ...server.ipAddresses].some(
      candidate => candidate.toLocaleLowerCase('en-US').includes(text),
    )
  );
}

/** Source servers of all accounts on record. */
export class SourceServers {
  readonly #inventory: Inventory;
  readonly #accounts: TargetAccounts;
  readonly #groups: ProtectionGroupStore;
  readonly #authorizer: Authorizer;

  static create(options: {
    inventory: Inventory;
    accounts: TargetAccounts;
    groups: ProtectionGroupStore;
    authorizer: Authorizer;
  }): SourceServers {
    return new SourceServers(options);
  }

  private constructor(options: {
    inventory: Inventory;
    accounts: TargetAccounts;
    groups: ProtectionGroupStore;
    authorizer: Authorizer;
  }) {
    this.#inventory = options.inventory;
    this.#accounts = options.accounts;
    this.#groups = options.groups;
    this.#authorizer = options.authorizer;
  }

  async list(
    { query }: ValidRequest<'get_drs_source_servers'>,
    context: RequestContext,
  ): Promise<ResponseOf<'get_drs_source_servers'>> {
    const scopes: Scope[] = await this.#accounts.scopes(query);
    const [{ servers, unavailable }, groups, judge] = await Promise.all([
      this.#inventory.survey(scopes),
      this.#groups.all(),
      this.#authorizer.judge(['viewResources'], context),
    ]);
    const holders = groupsOfServers(groups, servers);
    const matching = servers
      .map(server => ({ server, groups: holders.get(serverKey(server)) }))
      .filter(({ server, groups: holding }) =>
        judge.may('viewResources', serverRecord(server, holding)),
      )
      .map(({ server, groups: holding }) =>
        sourceServerOf(
          server,
          holding?.filter(group =>
            judge.may('viewResources', groupRecord(judgedGroup(group))),
          ),
        ),
      )
      .filter(server => matches(server, query))
      .sort((a, b) => compareKeys(sortKeys(a), sortKeys(b)));
    const after =
      query.cursor === undefined
        ? undefined
        : decodeCursor(query.cursor, z.tuple([textKey, textKey]));
    const rest = after
      ? matching.filter(server => compareKeys(sortKeys(server), after) > 0)
      : matching;
    return {
      ...pageOfRows(rest, query.limit, sortKeys, server => server),
      totalItems: matching.length,
      unavailable: unavailable.filter(scope =>
        judge.mayIn('viewResources', scope),
      ),
    };
  }
}
