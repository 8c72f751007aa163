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

import { mockCredentials } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { OwnedEntities } from './OwnedEntities';

const team = 'group:default/orders-team';
const scope = { accountId: '111122223333', region: 'us-west-2' };

const component = (
  name: string,
  owner: string,
  isAnnotated = true,
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name,
    namespace: 'default',
    ...(isAnnotated && {
      annotations: {
        'aws.amazon.com/drs-protection-group-tags': `DR-Application=${name}`,
        'aws.amazon.com/drs-account-id': scope.accountId,
        'aws.amazon.com/drs-region': scope.region,
      },
    }),
  },
  relations: [
    { type: 'ownedBy', targetRef: owner },
    // To depend on a team's component is not to be the team's.
    { type: 'dependsOn', targetRef: team },
  ],
});

const personIn = (ref: string) => ({
  credentials: mockCredentials.user(ref),
  caller: { kind: 'person' as const, ref },
});

describe('the entities of somebody', () => {
  it('are those that name servers and that they or their groups own', async () => {
    const catalog = catalogServiceMock({
      entities: [
        component('orders', team),
        component('wiki', team, false),
        component('payments', 'group:default/payments-team'),
        component('tariffs', 'user:default/omar'),
        // More than a page.
        ...Array.from({ length: 600 }, (_, index) =>
          component(`part-${index}`, team),
        ),
      ],
    });
    const owned = OwnedEntities.create({
      catalog,
      clock: { now: () => new Date(), monotonic: () => 0 },
    });
    const omar = personIn('user:default/omar');
    const found = await owned.of(new Set([omar.caller.ref, team]), omar);
    expect(found).toHaveLength(602);
    expect(found.slice(0, 2)).toEqual([
      {
        entityRef: 'component:default/orders',
        selection: {
          kind: 'selection',
          ...scope,
          tags: { 'DR-Application': 'orders' },
        },
      },
      expect.objectContaining({ entityRef: 'component:default/tariffs' }),
    ]);
  });

  it('are asked for as the caller, once in a while, and for nobody who owns nothing', async () => {
    let now = 0;
    const catalog = catalogServiceMock({
      entities: [component('orders', team)],
    });
    const asked = jest.spyOn(catalog, 'queryEntities');
    const owned = OwnedEntities.create({
      catalog,
      clock: { now: () => new Date(now), monotonic: () => now },
    });
    const owners = new Set([team]);
    const omar = personIn('user:default/omar');
    await Promise.all([owned.of(owners, omar), owned.of(owners, omar)]);
    now = 9_999;
    await owned.of(owners, omar);
    expect(asked).toHaveBeenCalledTimes(1);

    // What one person may see is no answer for another.
    const pat = personIn('user:default/pat');
    await owned.of(owners, pat);
    expect(asked).toHaveBeenCalledTimes(2);
    expect(asked.mock.lastCall?.[1]).toEqual({ credentials: pat.credentials });

    now = 10_000;
    await owned.of(owners, omar);
    expect(asked).toHaveBeenCalledTimes(3);

    await owned.of(new Set(), personIn('user:default/nobody'));
    expect(asked).toHaveBeenCalledTimes(3);
  });
});
