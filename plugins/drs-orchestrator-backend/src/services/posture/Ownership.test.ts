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

import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { ObservedSourceServer } from '@drs-orchestrator/drs-engine';
import { OwnedEntities } from '../readiness/OwnedEntities';
import { Ownership } from './Ownership';

const scope = { accountId: '111122223333', region: 'us-west-2' };
const omar = 'user:default/omar';

const orders: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'orders',
    namespace: 'default',
    annotations: {
      'aws.amazon.com/drs-protection-group-tags': 'DR-Application=orders',
      'aws.amazon.com/drs-account-id': scope.accountId,
      'aws.amazon.com/drs-region': scope.region,
    },
  },
  relations: [{ type: 'ownedBy', targetRef: omar }],
};

const server: ObservedSourceServer = {
  ...scope,
  sourceServerId: 's-1',
  hostname: 'orders-db-01',
  ipAddresses: [],
  hardware: { cpuCores: 2, ramBytes: 1, diskBytes: 1 },
  tags: { 'DR-Application': 'orders' },
  replicationState: 'CONTINUOUS',
  hasRecoveryPoint: true,
};

const context = {
  credentials: mockCredentials.user(omar),
  caller: { kind: 'person' as const, ref: omar },
};

describe('what is somebody’s own', () => {
  let latencyMs = 0;
  let asked: jest.SpyInstance;
  let ownership: Ownership;

  beforeEach(() => {
    jest.useFakeTimers();
    latencyMs = 0;
    const catalog = catalogServiceMock({ entities: [orders] });
    const answer = catalog.queryEntities.bind(catalog);
    asked = jest
      .spyOn(catalog, 'queryEntities')
      .mockImplementation(async (...question) => {
        await new Promise(resolve => setTimeout(resolve, latencyMs));
        return answer(...question);
      });
    ownership = Ownership.create({
      userInfo: mockServices.userInfo(),
      entities: OwnedEntities.create({
        catalog,
        clock: { now: () => new Date(), monotonic: () => Date.now() },
      }),
    });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  /** Whether the catalog is known, and how many servers are theirs by it, after its patience at most. */
  const told = async () => {
    const own = ownership.of(context);
    await jest.advanceTimersByTimeAsync(3_000);
    const { isCatalogKnown } = await own;
    return [isCatalogKnown, (await own).serversOfEntities([server]).size];
  };
  const later = (milliseconds: number) =>
    jest.advanceTimersByTimeAsync(milliseconds);

  it('is known from one look to the next, although the catalog is always late', async () => {
    latencyMs = 4_000;
    expect(await told()).toEqual([false, 0]);
    for (let look = 0; look < 3; look++) {
      await later(30_000);
      expect(await told()).toEqual([true, 1]);
    }
    expect(asked).toHaveBeenCalledTimes(4);
  });

  it('is told of a catalog that is away for some minutes, and no longer', async () => {
    expect(await told()).toEqual([true, 1]);
    asked.mockRejectedValue(new Error('connect ECONNREFUSED'));
    await later(290_000);
    expect(await told()).toEqual([true, 1]);
    await later(10_000);
    expect(await told()).toEqual([false, 0]);
  });

  it('is asked for anew where a question got lost', async () => {
    latencyMs = 3_600_000;
    expect(await told()).toEqual([false, 0]);
    await later(20_000);
    await told();
    expect(asked).toHaveBeenCalledTimes(1);
    latencyMs = 0;
    await later(10_000);
    expect(await told()).toEqual([true, 1]);
  });
});
