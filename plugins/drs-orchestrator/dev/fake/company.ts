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

import type {
  Recoverability,
  ReplicationState,
  SourceServer,
  TargetAccount,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { missingPermission } from './accountOperations';
import type { Stored } from './FakeRecords';

interface Application {
  accountId: string;
  region: string;
  name: string;
  tier: number;
  roles: Record<string, number>;
}

const applications: readonly Application[] = [
  {
    accountId: '111122223333',
    region: 'us-west-2',
    name: 'orders',
    tier: 1,
    roles: { db: 2, app: 4, web: 4 },
  },
  {
    accountId: '111122223333',
    region: 'us-west-2',
    name: 'payments',
    tier: 1,
    roles: { db: 2, app: 3, web: 1 },
  },
  {
    accountId: '111122223333',
    region: 'us-west-2',
    name: 'product-catalog',
    tier: 2,
    roles: { db: 1, search: 2, app: 3 },
  },
  {
    accountId: '222233334444',
    region: 'us-west-2',
    name: 'warehouse',
    tier: 2,
    roles: { db: 2, app: 3, web: 2 },
  },
  {
    accountId: '222233334444',
    region: 'us-west-2',
    name: 'tracking',
    tier: 1,
    roles: { db: 2, queue: 1, app: 2, web: 2 },
  },
  {
    accountId: '333344445555',
    region: 'us-west-2',
    name: 'billing',
    tier: 2,
    roles: { db: 1, app: 2, web: 1 },
  },
];

const imperfections: Record<
  string,
  {
    state: ReplicationState;
    lag?: number;
    recoverability: Recoverability;
    reason: string;
  }
> = {
  'product-catalog-search-02': {
    state: 'STALLED',
    lag: 9 * 3600,
    recoverability: 'AT_RISK',
    reason: 'Replication has stalled: a launch would use data 9 h old.',
  },
  'billing-app-02': {
    state: 'INITIAL_SYNC',
    recoverability: 'NOT_READY',
    reason: 'The initial sync is not done: there is no recovery point yet.',
  },
};

const waveOf = (role: string) =>
  ({ db: '1', queue: '1', web: '3' }[role] ?? '2');

/** `s-` and 17 hexadecimal digits, the same at every start. */
function serverId(hostname: string): string {
  let hash = 0n;
  for (const character of hostname) {
    hash = (hash * 131n + BigInt(character.charCodeAt(0))) % 2n ** 68n;
  }
  return `s-${hash.toString(16).padStart(17, '0')}`;
}

/** The servers of the example company, as DRS would describe them. */
export function companyServers(): SourceServer[] {
  return applications.flatMap(application =>
    Object.entries(application.roles).flatMap(([role, count]) =>
      Array.from({ length: count }, (_, index) =>
        server(application, role, index + 1),
      ),
    ),
  );
}

function server(
  application: Application,
  role: string,
  number: number,
): SourceServer {
  const hostname = `${application.name}-${role}-${String(number).padStart(
    2,
    '0',
  )}`;
  const trouble = imperfections[hostname];
  const tags: Record<string, string> = {
    'DR-Application': application.name,
    'DR-Role': role,
    'DR-Tier': String(application.tier),
    'DR-Wave': waveOf(role),
    'DR-Enabled': hostname === 'warehouse-web-02' ? 'false' : 'true',
    Environment: 'production',
    Name: hostname,
  };
  if (hostname === 'tracking-web-02') {
    delete tags['DR-Application'];
  }
  return {
    sourceServerId: serverId(hostname),
    accountId: application.accountId,
    region: application.region,
    hostname,
    ipAddresses: [`10.20.${application.tier}.${10 + number}`],
    operatingSystem: 'Ubuntu 24.04',
    hardware: { cpuCores: 4, ramBytes: 16 * 2 ** 30, diskBytes: 200 * 2 ** 30 },
    tags,
    replicationState: trouble?.state ?? 'CONTINUOUS',
    lagSeconds: trouble ? trouble.lag : 3 + ((number * 7) % 11),
    recoverability: trouble?.recoverability ?? 'READY',
    recoverabilityReason: trouble?.reason,
  };
}

/** The accounts on record. */
export function companyAccounts(): Stored<TargetAccount>[] {
  const at = '2026-09-01T08:00:00.000Z';
  const account = (
    accountId: string,
    accountName: string,
    rest: Partial<Stored<TargetAccount>>,
  ): Stored<TargetAccount> => ({
    accountId,
    accountName,
    roleName: 'DrsOrchestratorRole',
    hasExternalId: true,
    regions: ['us-west-2', 'eu-west-1'],
    stagingAccounts: [],
    status: 'UNVALIDATED',
    version: 1,
    createdAt: at,
    updatedAt: at,
    createdBy: 'user:default/alex.adler',
    ...rest,
  });
  return [
    account('111122223333', 'meridian-commerce', {
      status: 'READY',
      lastValidation: { at, status: 'READY', findings: [] },
      stagingAccounts: [
        {
          accountId: '444455556666',
          region: 'us-west-2',
          roleName: 'DrsOrchestratorRole',
          maxServers: 300,
          priority: 1,
        },
      ],
    }),
    account('222233334444', 'meridian-logistics', {
      status: 'ATTENTION',
      lastValidation: {
        at,
        status: 'ATTENTION',
        findings: [missingPermission('222233334444', 'us-west-2')],
      },
    }),
    account('333344445555', 'meridian-finance', {}),
  ];
}
