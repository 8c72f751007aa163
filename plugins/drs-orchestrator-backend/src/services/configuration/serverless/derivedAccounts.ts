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

import type { ServerlessGroup, ServerlessRecords } from './serverlessRecords';

/** Where a source server was found. */
export interface ServerPlace {
  readonly accountId: string;
  readonly region: string;
}

/** An account that a record did not name, and what it follows from. */
export type Derived =
  | { readonly accountId: string; readonly from?: string }
  | { readonly problem: string };

/** Tells the account of an ARN, `arn:aws:iam::111122223333:role/Name`. */
export const accountOfArn = (arn: string | undefined): string | undefined =>
  /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(arn ?? '')?.[1];

export const groupIdOf = (group: ServerlessGroup): string | undefined =>
  group.groupId ?? group.id;

export const serversOf = (group: ServerlessGroup): readonly string[] =>
  group.sourceServerIds ?? group.serverIds ?? [];

/**
 * The account of a group that names none, from what the predecessor's own
 * migration looked at, in its order, and then from what is left: the role that
 * it assumed, where its servers are, the plans that use it, the only account
 * there is.
 *
 * @param places - of servers, in the accounts that could be asked
 * @param accountIds - every target account, of the document and on record
 */
export function accountOfGroup(
  group: ServerlessGroup,
  records: ServerlessRecords,
  places: ReadonlyMap<string, readonly ServerPlace[]>,
  accountIds: ReadonlySet<string>,
): Derived {
  if (group.accountId !== undefined) {
    return { accountId: group.accountId };
  }
  const ofRole = accountOfArn(group.assumeRoleName);
  if (ofRole !== undefined) {
    return { accountId: ofRole, from: `the role ${group.assumeRoleName}` };
  }
  const found = serversOf(group).flatMap(id =>
    (places.get(id) ?? []).map(place => ({ id, ...place })),
  );
  const ofServers = new Set(found.map(({ accountId }) => accountId));
  if (ofServers.size > 1) {
    return {
      problem: `its servers are in the accounts ${[...ofServers].join(', ')}`,
    };
  }
  const [server] = found;
  if (server) {
    return {
      accountId: server.accountId,
      from: `the source server ${server.id}, which is there`,
    };
  }
  const plans = records.plans.filter(
    ({ accountId, waves, protectionGroupIds = [] }) =>
      accountId !== undefined &&
      [
        ...protectionGroupIds,
        ...waves.flatMap(wave => [
          ...(wave.protectionGroupIds ?? []),
          ...(wave.protectionGroupId ? [wave.protectionGroupId] : []),
        ]),
      ].includes(groupIdOf(group) ?? ''),
  );
  const ofPlans = new Set(plans.map(({ accountId }) => accountId));
  const [plan] = plans;
  if (ofPlans.size > 1) {
    return { problem: 'plans of several accounts use it' };
  }
  if (plan?.accountId !== undefined) {
    return {
      accountId: plan.accountId,
      from: `the plan "${plan.planName ?? plan.name}", which uses it`,
    };
  }
  const [only, ...others] = accountIds;
  if (only !== undefined && others.length === 0) {
    return { accountId: only, from: 'its being the only target account' };
  }
  return {
    problem:
      'it names none, nor a role by its ARN; none of its servers was found; and no plan that uses it names one',
  };
}
