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
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import fc from 'fast-check';
import type { Knex } from 'knex';
import { recordOf, type DrsRecord } from '../access/attributes';
import { Judge } from '../access/Authorizer';
import type { RecordCriteria as Criteria } from '../access/conditionsOf';
import { drsConditions } from '../access/rules';
import { migrationSource } from './openDatabase';
import { RecordAttributes } from './RecordAttributes';
import { whereAllowed } from './whereAllowed';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const accountIds = ['111122223333', '222233334444', '333344445555'];
const regions = ['us-west-2', 'eu-west-1'];
const owners = ['group:default/orders', 'Group:Default/Payments', 'user:x/pat'];
// Pairs that would be the same as one text, or end it.
const tags = [
  ['a', 'b=c'],
  ['a=b', 'c'],
  ['Name', `'; drop table executions; --`],
  ['Name', ''],
] as const;

const arbitraryRecord: fc.Arbitrary<DrsRecord> = fc
  .record({
    scopes: fc.array(
      fc.record({
        accountId: fc.constantFrom(...accountIds),
        region: fc.constantFrom(...regions),
      }),
      { maxLength: 3 },
    ),
    owner: fc.option(fc.constantFrom(...owners), { nil: undefined }),
    tags: fc
      .subarray([...tags])
      .map((some): Record<string, string> => Object.fromEntries(some)),
    executionType: fc.option(
      fc.constantFrom('DRILL' as const, 'RECOVERY' as const),
      { nil: undefined },
    ),
  })
  .map(recordOf);

const some = (items: readonly string[]): fc.Arbitrary<[string, ...string[]]> =>
  fc
    .tuple(fc.constantFrom(...items), fc.subarray([...items]))
    .map(([first, others]) => [first, ...others]);

const severalCriteria = (
  one: fc.Arbitrary<Criteria>,
): fc.Arbitrary<[Criteria, ...Criteria[]]> =>
  fc
    .tuple(one, fc.array(one, { maxLength: 2 }))
    .map(([first, others]) => [first, ...others]);

const arbitraryCriteria = fc.letrec<{ criteria: Criteria }>(tie => ({
  criteria: fc.oneof(
    { maxDepth: 3 },
    some(accountIds).map(ids =>
      drsConditions.isInAccounts({ accountIds: ids }),
    ),
    some(regions).map(codes => drsConditions.isInRegions({ regions: codes })),
    some(owners).map(refs => drsConditions.isOwnedBy({ owners: refs })),
    fc
      .constantFrom(...tags)
      .map(([key, value]) => drsConditions.hasTag({ key, value })),
    fc
      .constantFrom('DRILL' as const, 'RECOVERY' as const)
      .map(executionType => drsConditions.isOfExecutionType({ executionType })),
    tie('criteria').map(not => ({ not })),
    severalCriteria(tie('criteria')).map((allOf): Criteria => ({ allOf })),
    severalCriteria(tie('criteria')).map((anyOf): Criteria => ({ anyOf })),
  ),
})).criteria;

describe.each(databases.eachSupportedId())(
  'what a list leaves of records, on %s',
  databaseId => {
    let knex: Knex;

    beforeAll(async () => {
      knex = await databases.init(databaseId);
      await knex.migrate.latest(migrationSource);
      await knex.schema.createTable('things', table => {
        table.string('thing_id', 36).primary();
      });
    });

    it('is what the same decision lets pass one by one', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(arbitraryRecord, { minLength: 1, maxLength: 8 }),
          arbitraryCriteria,
          async (records, conditions) => {
            await knex('things').delete();
            await knex('record_attributes').delete();
            const attributes = RecordAttributes.create(knex);
            const known = new Map(
              records.map((record, index) => [`thing-${index}`, record]),
            );
            for (const [id, record] of known) {
              await knex('things').insert({ thing_id: id });
              await attributes.replace('recovery-plan', id, record);
              // Another kind's attributes under the same ID are none of its own.
              await attributes.replace('protection-group', id, {
                account: [...accountIds],
              });
            }
            const judge = new Judge(
              new Map([
                [
                  'viewResources',
                  {
                    result: AuthorizeResult.CONDITIONAL,
                    pluginId: 'drs-orchestrator',
                    resourceType: 'drs-record',
                    conditions,
                  },
                ],
              ]),
            );

            const rows = knex<{ thing_id: string }>('things').orderBy(
              'thing_id',
            );
            whereAllowed(
              rows,
              { kind: 'recovery-plan', id: 'things.thing_id' },
              judge.filter('viewResources'),
            );
            const listed = (await rows).map(row => row.thing_id);
            expect(listed).toEqual(
              [...known]
                .filter(([, record]) => judge.may('viewResources', record))
                .map(([id]) => id),
            );
            // Read back, a record is judged as it was when it was written.
            const stored = await attributes.of('recovery-plan', [
              ...known.keys(),
            ]);
            expect(
              [...known.keys()].filter(id =>
                judge.may('viewResources', stored.get(id) ?? {}),
              ),
            ).toEqual(listed);
          },
        ),
        { numRuns: 300 },
      );
    });

    it('is all or nothing where the decision is', async () => {
      await knex('things').delete();
      await knex('things').insert({ thing_id: 'thing-1' });
      const count = async (filter: boolean) => {
        const rows = knex('things');
        whereAllowed(
          rows,
          { kind: 'execution', id: 'things.thing_id' },
          filter,
        );
        return (await rows).length;
      };
      expect([await count(true), await count(false)]).toEqual([1, 0]);
    });
  },
);
