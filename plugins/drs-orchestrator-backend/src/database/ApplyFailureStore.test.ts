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
import { ApplyFailureStore } from './ApplyFailureStore';
import { openDatabase } from './openDatabase';
import { ProtectionGroupStore } from './ProtectionGroupStore';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const noon = new Date('2026-11-21T12:00:00.123Z');
const later = new Date('2026-11-21T12:05:00.456Z');
const denied = { code: 'AccessDeniedException', message: 'You may not' };
const taken = { code: 'ADDRESS_IN_USE', message: 'It is in use by i-1' };

describe.each(databases.eachSupportedId())(
  'failures to write launch settings, on %s',
  databaseId => {
    const opened = async () => {
      const client = await databases.init(databaseId);
      const knex = await openDatabase({ getClient: async () => client });
      const groups = ProtectionGroupStore.create(knex);
      for (const groupId of ['group-1', 'group-2']) {
        await groups.insert(
          {
            groupId,
            accountId: '111122223333',
            region: 'us-west-2',
            content: { groupName: groupId, serverSelectionTags: { App: 'a' } },
          },
          'user:default/pat.lindqvist',
          noon,
        );
      }
      return { groups, failures: ApplyFailureStore.create(knex) };
    };

    it('are those of the last attempt for each server, and of no other server or group', async () => {
      const { failures } = await opened();
      await failures.replace(
        'group-1',
        new Map([
          ['s-1', denied],
          ['s-2', denied],
          ['s-3', undefined],
        ]),
        noon,
      );
      await failures.replace('group-2', new Map([['s-1', taken]]), noon);
      await failures.replace(
        'group-1',
        new Map([
          ['s-1', undefined],
          ['s-3', taken],
        ]),
        later,
      );
      expect([...(await failures.of('group-1'))].sort()).toEqual([
        ['s-2', { at: noon.toISOString(), ...denied }],
        ['s-3', { at: later.toISOString(), ...taken }],
      ]);
      expect([...(await failures.of('group-2')).keys()]).toEqual(['s-1']);
    });

    it('are as many as a group has servers', async () => {
      const { failures } = await opened();
      const all = Array.from({ length: 1_000 }, (_, index) => `s-${index}`);
      await failures.replace(
        'group-1',
        new Map(all.map(id => [id, denied])),
        noon,
      );
      expect((await failures.of('group-1')).size).toBe(1_000);
    });

    it('go with the group, and come to nothing where it is gone', async () => {
      const { groups, failures } = await opened();
      const outcomes = new Map([['s-1', denied]]);
      await failures.replace('group-1', outcomes, noon);
      await groups.delete('group-1');
      expect((await failures.of('group-1')).size).toBe(0);
      await failures.replace('group-1', outcomes, later);
      expect((await failures.of('group-1')).size).toBe(0);
    });
  },
);
