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
  COMPANY_ACCOUNTS,
  COMPANY_APPLICATIONS,
  EXTERNAL_ID,
  HUB_ACCESS_KEY_ID,
  HUB_ACCOUNT_ID,
  ROLE_NAME,
  SECRET_ACCESS_KEY,
  STAGED_APPLICATIONS,
  STAGING_ACCOUNT,
  STRAYS,
} from './company';
import {
  furtherApplications,
  replicationOfFurtherServer,
} from './further-applications';
import { BlueprintMaker } from './blueprints';
import { Seeded } from './seeded';
import { AwsAccount, ServerBlueprint, TrustedRole, World } from './world';

/** Servers of the example company: what a world has at least. */
export const COMPANY_SERVERS = 60;

/**
 * Makes the world: the example company and, beyond its 60 servers, further
 * applications in the same style.
 *
 * @param servers - at least 60
 * @throws RangeError if there are fewer, or more than the accounts can hold
 */
export function generateWorld(options: {
  seed: number;
  servers: number;
}): World {
  const { seed, servers } = options;
  if (!Number.isInteger(servers) || servers < COMPANY_SERVERS) {
    throw new RangeError(
      `A world has at least the example company's ${COMPANY_SERVERS} servers, not ${servers}`,
    );
  }
  const seeded = new Seeded(seed);
  const maker = new BlueprintMaker(seeded);
  const made: ServerBlueprint[] = [];
  for (const application of COMPANY_APPLICATIONS) {
    made.push(
      ...maker.ofApplication(application, hostname => ({
        kind: 'continuous',
        lagSeconds: seeded.integer(0, 4, hostname, 'lag'),
      })),
    );
  }
  for (const { accountId, region, hostname } of STRAYS) {
    made.push(
      maker.make({
        accountId,
        region,
        hostname,
        role: 'app',
        tags: { Name: hostname },
        replication: { kind: 'continuous', lagSeconds: 2 },
      }),
    );
  }
  for (const application of furtherApplications(
    seeded,
    servers - COMPANY_SERVERS,
  )) {
    made.push(
      ...maker.ofApplication(application, hostname =>
        replicationOfFurtherServer(seeded, hostname),
      ),
    );
  }
  const staged = STAGED_APPLICATIONS.flatMap(application =>
    maker.ofApplication(application, hostname => ({
      kind: 'continuous',
      lagSeconds: seeded.integer(0, 4, hostname, 'lag'),
    })),
  );
  const stagingServers = [...staged, ...made.flatMap(extendedFrom)];
  const orchestratorRole = (accountId: string): TrustedRole => ({
    roleName: ROLE_NAME,
    roleId: `AROA${seeded
      .hex(17, accountId, ROLE_NAME, 'role-id')
      .toUpperCase()}`,
    trustedAccountId: HUB_ACCOUNT_ID,
    externalId: EXTERNAL_ID,
    maxSessionDurationSeconds: 3_600,
  });
  return {
    seed,
    hubAccountId: HUB_ACCOUNT_ID,
    accounts: [
      {
        accountId: HUB_ACCOUNT_ID,
        name: 'meridian-hub',
        regions: [],
        roles: [],
      },
      ...COMPANY_ACCOUNTS.map(
        ({ accountId, name, regions }): AwsAccount => ({
          accountId,
          name,
          regions,
          roles: [orchestratorRole(accountId)],
        }),
      ),
      {
        accountId: STAGING_ACCOUNT.accountId,
        name: STAGING_ACCOUNT.name,
        regions: STAGING_ACCOUNT.regions,
        roles: [orchestratorRole(STAGING_ACCOUNT.accountId)],
        extendsInto: STAGING_ACCOUNT.extendsInto,
        defaultEbsKeyRegions: STAGING_ACCOUNT.defaultEbsKeyRegions,
      },
      ...furtherStagingAccounts(made).map(
        ({ accountId, regions, extendsInto }, index): AwsAccount => ({
          accountId,
          name: `meridian-staging-${index + 2}`,
          regions,
          roles: [orchestratorRole(accountId)],
          extendsInto,
        }),
      ),
    ],
    accessKeys: [
      { accountId: HUB_ACCOUNT_ID, accessKeyId: HUB_ACCESS_KEY_ID },
      ...COMPANY_ACCOUNTS,
      STAGING_ACCOUNT,
    ].map(({ accountId, accessKeyId }) => ({
      accessKeyId,
      secretAccessKey: SECRET_ACCESS_KEY,
      accountId,
      userName: 'drs-orchestrator',
      userId: `AIDA${seeded.hex(17, accountId, 'user-id').toUpperCase()}`,
    })),
    servers: made,
    stagingServers,
  };
}

/** The server in the staging account that an extended server extends. */
function extendedFrom(server: ServerBlueprint): ServerBlueprint[] {
  const { stagingSourceServerId, stagingAccountId, ...rest } = server;
  return stagingSourceServerId === undefined
    ? []
    : [
        {
          ...rest,
          accountId: stagingAccountId,
          stagingAccountId,
          sourceServerId: stagingSourceServerId,
        },
      ];
}

/** The accounts that larger worlds extend servers from, in order of ID. */
function furtherStagingAccounts(servers: readonly ServerBlueprint[]): Array<{
  accountId: string;
  regions: string[];
  extendsInto: string[];
}> {
  const extended = servers.filter(
    ({ accountId, stagingAccountId }) => stagingAccountId !== accountId,
  );
  const byAccount = Map.groupBy(extended, server => server.stagingAccountId);
  return [...byAccount]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([accountId, of]) => ({
      accountId,
      regions: [...new Set(of.map(server => server.region))],
      extendsInto: [...new Set(of.map(server => server.accountId))],
    }));
}
