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

import { Application, COMPANY_ACCOUNTS, COMPANY_APPLICATIONS } from './company';
import { ReplicationProfile } from './world';
import { Seeded } from './seeded';

/** Source servers an account may have in a Region (quota L-E28BE5E0). */
export const SOURCE_SERVERS_PER_REGION = 4_000;

const SUBJECTS = [
  'booking',
  'customs',
  'container',
  'invoice',
  'route',
  'vessel',
  'depot',
  'driver',
  'parcel',
  'pricing',
  'claims',
  'partner',
  'quote',
  'freight',
  'loading',
  'manifest',
  'returns',
  'tariff',
  'terminal',
  'yard',
];
const PURPOSES = [
  'planner',
  'registry',
  'gateway',
  'ledger',
  'monitor',
  'archive',
  'broker',
  'portal',
  'sync',
  'scheduler',
];

type Cell = { accountId: string; region: string; servers: number };

/**
 * Applications beyond the example company's, in the same style, until there
 * are `count` more servers. Each is put into the account and Region that has
 * the fewest servers, so that all stay below what DRS allows in one Region.
 *
 * @param count - servers to add
 * @throws RangeError if the accounts cannot hold so many
 */
export function furtherApplications(
  seeded: Seeded,
  count: number,
): Application[] {
  const cells: Cell[] = COMPANY_ACCOUNTS.flatMap(({ accountId, regions }) =>
    regions.map(region => ({
      accountId,
      region,
      servers: COMPANY_APPLICATIONS.filter(
        a => a.accountId === accountId && a.region === region,
      ).reduce((sum, a) => sum + serversOf(a), 0),
    })),
  );
  const applications: Application[] = [];
  for (let left = count, index = 0; left > 0; index++) {
    const cell = cells.reduce((a, b) => (b.servers < a.servers ? b : a));
    const application = nthApplication(seeded, index, left, cell);
    const servers = serversOf(application);
    if (cell.servers + servers > SOURCE_SERVERS_PER_REGION) {
      throw new RangeError(
        `The simulated accounts cannot hold ${count} further servers: DRS ` +
          `allows ${SOURCE_SERVERS_PER_REGION} in an account and Region`,
      );
    }
    applications.push(application);
    cell.servers += servers;
    left -= servers;
  }
  return applications;
}

/** Servers of `application`. */
function serversOf(application: Application): number {
  return application.roles.reduce((sum, [, servers]) => sum + servers, 0);
}

function nthApplication(
  seeded: Seeded,
  index: number,
  atMost: number,
  cell: Cell,
): Application {
  const subject = SUBJECTS[index % SUBJECTS.length];
  const purpose =
    PURPOSES[Math.floor(index / SUBJECTS.length) % PURPOSES.length];
  const round = Math.floor(index / (SUBJECTS.length * PURPOSES.length));
  const name = `${subject}-${purpose}${round === 0 ? '' : `-${round + 1}`}`;
  const db = Math.min(atMost, seeded.integer(1, 2, name, 'db'));
  const app = Math.min(atMost - db, seeded.integer(2, 5, name, 'app'));
  const web = Math.min(atMost - db - app, seeded.integer(1, 4, name, 'web'));
  return {
    accountId: cell.accountId,
    region: cell.region,
    name,
    tier: ([1, 2, 2, 3] as const)[seeded.integer(0, 3, name, 'tier')],
    roles: (
      [
        ['db', db],
        ['app', app],
        ['web', web],
      ] as const
    ).filter(([, servers]) => servers > 0),
  };
}

/**
 * The replication of a server outside the example company: a few in a
 * hundred are not well, as in any large fleet.
 */
export function replicationOfFurtherServer(
  seeded: Seeded,
  hostname: string,
): ReplicationProfile {
  const luck = seeded.unit(hostname, 'replication');
  const amount = seeded.unit(hostname, 'replication-amount');
  if (luck < 0.01) {
    return { kind: 'stalled', forSeconds: Math.round(600 + amount * 86_400) };
  }
  if (luck < 0.025) {
    return { kind: 'lagging', lagSeconds: Math.round(300 + amount * 3_600) };
  }
  if (luck < 0.03) {
    return {
      kind: 'initial-sync',
      replicatedPercent: Math.round(1 + amount * 98),
    };
  }
  if (luck < 0.033) {
    return {
      kind: 'disconnected',
      forSeconds: Math.round(3_600 + amount * 864_000),
    };
  }
  return { kind: 'continuous', lagSeconds: Math.round(amount * 4) };
}
