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

import { TestDatabases } from '@backstage/backend-test-utils';
import { FreezeStore } from './FreezeStore';
import { migrationSource } from './openDatabase';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const ada = 'user:default/ada.lindgren';
const noon = new Date('2026-11-21T12:00:00.123Z');
const later = new Date('2026-11-21T12:05:00.456Z');

describe.each(databases.eachSupportedId())(
  'the freeze switch on %s',
  databaseId => {
    it('is off until somebody flips it, and lets one of two at the same time win', async () => {
      const knex = await databases.init(databaseId);
      await knex.migrate.latest(migrationSource);
      const store = FreezeStore.create(knex);
      expect(await store.get()).toEqual({ active: false, version: 0 });

      const first = await Promise.all(
        ['Change freeze', 'Another reason'].map(reason =>
          store.set(0, { active: true, reason }, ada, noon),
        ),
      );
      expect(first.filter(won => won)).toHaveLength(1);
      const frozen = await store.get();
      expect(frozen).toEqual({
        active: true,
        reason: first[0] ? 'Change freeze' : 'Another reason',
        version: 1,
        updatedAt: noon.toISOString(),
        updatedBy: ada,
      });

      expect(await store.set(0, { active: false }, ada, later)).toBe(false);
      expect(await store.get()).toEqual(frozen);
      const second = await Promise.all(
        [1, 2].map(() => store.set(1, { active: false }, ada, later)),
      );
      expect(second.filter(won => won)).toHaveLength(1);
      expect(await store.get()).toEqual({
        active: false,
        version: 2,
        updatedAt: later.toISOString(),
        updatedBy: ada,
      });
    });
  },
);
