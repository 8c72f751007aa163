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

import { paginateDescribeSourceServers } from '@aws-sdk/client-drs';
import { drsClient, scopes, type Scope } from './drsClient';

const keyOf = ({ accountId, region }: Scope) => `${accountId}/${region}`;

/** The source servers that a benchmark may use, each given out once. */
export class Fleet {
  readonly #free: Map<string, string[]>;

  private constructor(free: Map<string, string[]>) {
    this.#free = free;
  }

  /** Only servers that replicate well: what is measured is speed. */
  static async read(awsUrl: string): Promise<Fleet> {
    const free = await Promise.all(
      scopes.map(async (scope): Promise<[string, string[]]> => {
        const client = drsClient(awsUrl, scope);
        const ids: string[] = [];
        for await (const { items } of paginateDescribeSourceServers(
          { client },
          { maxResults: 200 },
        )) {
          ids.push(
            ...(items ?? [])
              .filter(
                ({ dataReplicationInfo }) =>
                  dataReplicationInfo?.dataReplicationState === 'CONTINUOUS',
              )
              .flatMap(({ sourceServerID }) => sourceServerID ?? []),
          );
        }
        client.destroy();
        return [keyOf(scope), ids];
      }),
    );
    return new Fleet(new Map(free));
  }

  /** @throws RangeError where there are not as many left */
  take(scope: Scope, count: number): string[] {
    const taken = this.#free.get(keyOf(scope))?.splice(0, count) ?? [];
    if (taken.length < count) {
      throw new RangeError(
        `${keyOf(scope)} has ${taken.length} servers left, not ${count}`,
      );
    }
    return taken;
  }
}
