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

import { ReplicationProfile } from './world';

/**
 * Meridian Freight, the example company. The example catalog names the same
 * accounts, applications and servers.
 */
export const HUB_ACCOUNT_ID = '999988887777';
export const HUB_ACCESS_KEY_ID = 'AKIDMERIDIANHUB00001';
/** Every access key of the simulated company has this secret. */
export const SECRET_ACCESS_KEY = 'meridian-development-only';
export const ROLE_NAME = 'DrsOrchestratorRole';
export const EXTERNAL_ID = 'meridian-dr';

export type CompanyAccount = {
  accountId: string;
  name: string;
  regions: readonly string[];
  accessKeyId: string;
};

export const COMPANY_ACCOUNTS: readonly CompanyAccount[] = [
  {
    accountId: '111122223333',
    name: 'meridian-commerce',
    regions: ['us-west-2', 'eu-west-1'],
    accessKeyId: 'AKIDMERIDIANCOM00001',
  },
  {
    accountId: '222233334444',
    name: 'meridian-logistics',
    regions: ['us-west-2', 'eu-west-1'],
    accessKeyId: 'AKIDMERIDIANLOG00001',
  },
  {
    accountId: '333344445555',
    name: 'meridian-finance',
    regions: ['us-west-2', 'eu-west-1'],
    accessKeyId: 'AKIDMERIDIANFIN00001',
  },
];

/**
 * Where servers replicate that are not extended into a target account yet. Its
 * volumes in eu-west-1 have AWS's own key, so that those cannot be.
 */
export const STAGING_ACCOUNT = {
  accountId: '444455556666',
  name: 'meridian-staging',
  regions: ['us-west-2', 'eu-west-1'],
  accessKeyId: 'AKIDMERIDIANSTG00001',
  extendsInto: ['111122223333'],
  defaultEbsKeyRegions: ['eu-west-1'],
} as const;

export type Role = 'db' | 'queue' | 'app' | 'search' | 'web';

/** The wave in which servers of a role are recovered: what they need first. */
export const WAVE_OF_ROLE: Readonly<Record<Role, 1 | 2 | 3>> = {
  db: 1,
  queue: 1,
  app: 2,
  search: 2,
  web: 3,
};

export type Application = {
  accountId: string;
  region: string;
  name: string;
  tier: 1 | 2 | 3;
  roles: ReadonlyArray<readonly [role: Role, servers: number]>;
};

const [COMMERCE, LOGISTICS, FINANCE] = COMPANY_ACCOUNTS.map(a => a.accountId);

export const COMPANY_APPLICATIONS: readonly Application[] = [
  {
    accountId: COMMERCE,
    region: 'us-west-2',
    name: 'orders',
    tier: 1,
    roles: [
      ['db', 2],
      ['app', 4],
      ['web', 4],
    ],
  },
  {
    accountId: COMMERCE,
    region: 'us-west-2',
    name: 'payments',
    tier: 1,
    roles: [
      ['db', 2],
      ['app', 3],
      ['web', 1],
    ],
  },
  {
    accountId: COMMERCE,
    region: 'us-west-2',
    name: 'product-catalog',
    tier: 2,
    roles: [
      ['db', 1],
      ['search', 2],
      ['app', 3],
    ],
  },
  {
    accountId: COMMERCE,
    region: 'eu-west-1',
    name: 'storefront-eu',
    tier: 2,
    roles: [
      ['db', 1],
      ['app', 2],
      ['web', 3],
    ],
  },
  {
    accountId: LOGISTICS,
    region: 'us-west-2',
    name: 'warehouse',
    tier: 2,
    roles: [
      ['db', 2],
      ['app', 3],
      ['web', 2],
    ],
  },
  {
    accountId: LOGISTICS,
    region: 'us-west-2',
    name: 'tracking',
    tier: 1,
    roles: [
      ['db', 2],
      ['queue', 1],
      ['app', 2],
      ['web', 2],
    ],
  },
  {
    accountId: LOGISTICS,
    region: 'eu-west-1',
    name: 'fleet',
    tier: 3,
    roles: [
      ['db', 1],
      ['app', 2],
      ['web', 1],
    ],
  },
  {
    accountId: FINANCE,
    region: 'us-west-2',
    name: 'ledger',
    tier: 1,
    roles: [
      ['db', 2],
      ['app', 2],
      ['web', 1],
    ],
  },
  {
    accountId: FINANCE,
    region: 'us-west-2',
    name: 'billing',
    tier: 2,
    roles: [
      ['db', 1],
      ['app', 2],
      ['web', 1],
    ],
  },
  {
    accountId: FINANCE,
    region: 'eu-west-1',
    name: 'reporting',
    tier: 3,
    roles: [
      ['db', 1],
      ['app', 2],
    ],
  },
];

/** What replicates into the staging account. */
export const STAGED_APPLICATIONS: readonly Application[] = [
  {
    accountId: STAGING_ACCOUNT.accountId,
    region: 'us-west-2',
    name: 'loyalty',
    tier: 2,
    roles: [
      ['db', 1],
      ['app', 2],
      ['web', 1],
    ],
  },
  {
    accountId: STAGING_ACCOUNT.accountId,
    region: 'eu-west-1',
    name: 'newsletter',
    tier: 3,
    roles: [
      ['app', 1],
      ['web', 1],
    ],
  },
];

/** Servers that someone protected and nobody tagged. */
export const STRAYS: ReadonlyArray<{
  accountId: string;
  region: string;
  hostname: string;
}> = [
  { accountId: FINANCE, region: 'eu-west-1', hostname: 'legacy-fax-01' },
  { accountId: FINANCE, region: 'eu-west-1', hostname: 'legacy-print-01' },
];

/** What is wrong on purpose, by hostname; every other server is healthy. */
export const IMPERFECTIONS: Readonly<
  Record<
    string,
    {
      replication?: ReplicationProfile;
      tags?: Readonly<Record<string, string>>;
      withoutTags?: readonly string[];
      /** What became of the EC2 instance; it runs unless said. */
      instanceState?: 'stopped' | 'gone';
    }
  >
> = {
  'product-catalog-search-02': {
    replication: { kind: 'stalled', forSeconds: 9 * 3600 },
  },
  'warehouse-web-02': { tags: { 'DR-Enabled': 'false' } },
  'tracking-web-02': { withoutTags: ['DR-Application'] },
  'billing-app-02': {
    replication: { kind: 'initial-sync', replicatedPercent: 63 },
  },
  'fleet-web-01': {
    replication: { kind: 'disconnected', forSeconds: 2 * 24 * 3600 },
    instanceState: 'gone',
  },
  'reporting-app-02': {
    replication: { kind: 'lagging', lagSeconds: 25 * 60 },
    instanceState: 'stopped',
  },
};
