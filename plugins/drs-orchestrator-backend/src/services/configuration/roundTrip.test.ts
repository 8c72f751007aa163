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
import {
  DrsError,
  exportedConfigurationSchema,
  importReportSchema,
  manifestSchema,
  manifestToYaml,
  type Manifest,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { systemClock } from '@drs-orchestrator/drs-engine';
import fc from 'fast-check';
import type { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import {
  startOrchestrator,
  type Orchestrator,
} from '../../__testUtils__/startOrchestrator';
import { applyProposal } from './applyProposal';
import { atOneMoment, presentRecords } from './presentRecords';
import { propose } from './proposal';

jest.setTimeout(300_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const EXTERNAL_ID = 'meridian-dr';
const ADMIN = 'DRSOrchestrationAdmin';

interface Server {
  accountId: string;
  region: string;
  sourceServerId: string;
}

const tables = [
  'recovery_plan_groups',
  'record_attributes',
  'recovery_plans',
  'protection_groups',
  'target_accounts',
];

/** Names that are hard to keep: in case, in order, in encoding, in YAML. */
const words = [
  'Orders',
  'payments',
  'Übung',
  'e\u0301tude',
  'yes',
  '2026-11-22',
  '#1',
  'a: b',
  '- c',
  "d'e",
  '日本',
  '0x10',
  'null',
];
const arbitraryText = fc
  .array(fc.constantFrom(...words), { minLength: 1, maxLength: 3 })
  .map(parts => parts.join(' '));

const maybe = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.option(arbitrary, { nil: undefined, freq: 2 });

const arbitraryLaunchConfig = fc.record(
  {
    rightSizing: fc.constantFrom('NONE' as const, 'BASIC' as const),
    copyPrivateIp: fc.boolean(),
    copyTags: fc.boolean(),
    launchDisposition: fc.constantFrom('STARTED' as const, 'STOPPED' as const),
    bootMode: fc.constantFrom('UEFI' as const, 'USE_SOURCE' as const),
    osByol: fc.boolean(),
  },
  { requiredKeys: [] },
);

const owner = fc.constantFrom('group:default/a', 'user:default/b');

/** A configuration that fits servers that there are, each in one group at most. */
function arbitraryManifest(servers: readonly Server[]): fc.Arbitrary<Manifest> {
  const places = Map.groupBy(
    servers,
    ({ accountId, region }) => `${accountId}/${region}`,
  );
  const accountIds = [...new Set(servers.map(({ accountId }) => accountId))];
  const arbitraryGroup = fc.record({
    place: fc.constantFrom(...places.keys()),
    chosen: fc.uniqueArray(fc.nat(7), { minLength: 1, maxLength: 4 }),
    description: maybe(arbitraryText),
    owner: maybe(owner),
    launchConfig: maybe(arbitraryLaunchConfig),
    ownConfig: maybe(arbitraryLaunchConfig),
  });
  const arbitraryWave = fc.record({
    group: fc.nat(9),
    name: arbitraryText,
    more: fc.record(
      {
        description: arbitraryText,
        pauseBeforeWave: fc.boolean(),
        parallelism: fc.integer({ min: 1, max: 9 }),
        maxWaitMinutes: fc.integer({ min: 1, max: 1440 }),
        dependsOnWaves: fc.constant<number[]>([]),
        continueOnFailure: fc.constant(true),
        preWaveHooks: fc.constant([
          {
            type: 'ssm-automation' as const,
            name: 'Drain',
            target: 'Drain-All',
            parameters: { Zone: ['b', 'a'], Also: 'yes' },
          },
        ]),
      },
      { requiredKeys: [] },
    ),
  });
  return fc
    .record({
      regions: fc.array(fc.shuffledSubarray(['us-west-2', 'eu-west-1']), {
        minLength: accountIds.length,
        maxLength: accountIds.length,
      }),
      staging: fc.boolean(),
      groups: fc.uniqueArray(arbitraryGroup, {
        selector: ({ place }) => place,
        maxLength: 4,
      }),
      waves: fc.array(arbitraryWave, { maxLength: 4 }),
      targetRtoMinutes: maybe(fc.integer({ min: 1, max: 999 })),
      tagSync: maybe(
        fc.record({
          enabled: fc.constant(false),
          intervalHours: fc.integer({ min: 1, max: 168 }),
          keys: fc.constant(['DR-*', 'Team']),
        }),
      ),
    })
    .map(drawn => {
      const used = (accountId: string) =>
        drawn.groups
          .map(({ place }) => place.split('/'))
          .filter(([id]) => id === accountId)
          .map(([, region]) => region);
      const groups = drawn.groups.map((group, index) => {
        const [accountId, region] = group.place.split('/');
        const there = places.get(group.place) ?? [];
        const sourceServerIds = [
          ...new Set(
            group.chosen.map(
              position => there[position % there.length].sourceServerId,
            ),
          ),
        ];
        return {
          groupName: `${words[index]} ${words.at(-1 - index)}`,
          description: group.description,
          accountId,
          region,
          owner: group.owner,
          sourceServerIds,
          launchConfig: group.launchConfig,
          servers: group.ownConfig && [
            { sourceServerId: sourceServerIds[0], ...group.ownConfig },
          ],
        };
      });
      // Each group in the plan of its account, and in one wave of it.
      const byAccount = Map.groupBy(groups, ({ accountId }) => accountId);
      const plans = drawn.waves.length === 0 ? [] : [...byAccount];
      return manifestSchema.parse(
        JSON.parse(
          JSON.stringify({
            apiVersion: 'drs-orchestrator/v1',
            kind: 'Configuration',
            accounts: accountIds.map((accountId, index) => ({
              accountId,
              accountName: `${words[index]} account`,
              roleName: 'DrsOrchestratorRole',
              hasExternalId: true,
              regions: [
                ...new Set([
                  ...used(accountId),
                  ...drawn.regions[index],
                  'us-west-2',
                ]),
              ],
              ...(drawn.staging && {
                stagingAccounts: [
                  {
                    accountId: '999988887777',
                    region: 'us-west-2',
                    roleName: 'Staging',
                  },
                ],
              }),
            })),
            protectionGroups: groups,
            recoveryPlans: plans.map(([accountId, ofAccount]) => ({
              planName: `Plan of ${accountId}`,
              accountId,
              targetRtoMinutes: drawn.targetRtoMinutes,
              waves: ofAccount.map(({ groupName }, index) => {
                const wave = drawn.waves[index % drawn.waves.length];
                return {
                  waveNumber: index + 1,
                  waveName: wave.name,
                  protectionGroups: [groupName],
                  ...wave.more,
                };
              }),
            })),
            ...(drawn.tagSync && { settings: { tagSync: drawn.tagSync } }),
          }),
        ),
      );
    });
}

describe.each(databases.eachSupportedId())('a round trip on %s', id => {
  let knex: Knex;
  let orchestrator: Orchestrator;
  let servers: Server[];

  beforeAll(async () => {
    knex = await databases.init(id);
    orchestrator = await startOrchestrator({ knex });
    const answer = await orchestrator.api(
      'get',
      '/drs/source-servers?limit=200',
      ADMIN,
    );
    servers = answer.body.items;
  });
  afterAll(() => orchestrator.stop());

  const wipe = async () => {
    for (const table of tables) {
      await knex(table).delete();
    }
    await knex('settings').where({ name: 'tag-sync' }).delete();
  };
  const exported = async () => {
    const answer = await orchestrator.api(
      'get',
      '/config/export?format=yaml',
      ADMIN,
    );
    return exportedConfigurationSchema.parse(answer.body);
  };
  const send = (body: object) =>
    orchestrator.api('post', '/config/import?dryRun=false', ADMIN).send(body);
  const externalIds = ({ accounts }: Pick<Manifest, 'accounts'>) =>
    Object.fromEntries(
      accounts.map(({ accountId }) => [accountId, EXTERNAL_ID]),
    );
  const imported = async (manifest: unknown, ids?: Record<string, string>) => {
    const answer = await send({ manifest, externalIds: ids });
    expect(answer.body).not.toHaveProperty('error');
    return importReportSchema.parse(answer.body);
  };

  it('gives the same bytes, and changes nothing the second time', async () => {
    expect(servers.length).toBeGreaterThan(20);
    await fc.assert(
      fc.asyncProperty(arbitraryManifest(servers), async manifest => {
        await wipe();
        const records =
          manifest.accounts.length +
          manifest.protectionGroups.length +
          manifest.recoveryPlans.length +
          (manifest.settings?.tagSync ? 1 : 0);
        const ids = externalIds(manifest);
        const first = await imported(manifest, ids);
        expect(first.counts.create).toBe(records);
        const { yaml, manifest: told } = await exported();
        // Nothing is lost: it has the same records, in its own order.
        expect(new Set(told.protectionGroups)).toEqual(
          new Set(manifest.protectionGroups),
        );
        expect(new Set(told.recoveryPlans)).toEqual(
          new Set(manifest.recoveryPlans),
        );
        expect(new Set(told.accounts)).toEqual(new Set(manifest.accounts));
        expect(told.settings).toEqual(manifest.settings);

        await wipe();
        await imported(yaml, ids);
        expect((await exported()).yaml).toBe(yaml);
        for (const again of [yaml, manifest]) {
          expect((await imported(again)).counts).toEqual({
            create: 0,
            update: 0,
            unchanged: records,
          });
        }
        expect((await exported()).yaml).toBe(yaml);
      }),
      { numRuns: 12 },
    );
  });

  describe('that does not come through', () => {
    const writing = () => ({
      actor: 'user:default/somebody',
      now: new Date(),
      tagSync: { enabled: false, intervalHours: 1, keys: ['DR-*'] },
      clock: systemClock,
    });
    const groupOf = (groupName: string, server: Server) => ({
      groupName,
      accountId: server.accountId,
      region: server.region,
      sourceServerIds: [server.sourceServerId],
    });
    const manifestOf = (groupNames: readonly string[]): Manifest => {
      const there = servers.filter(
        ({ accountId, region }) =>
          accountId === servers[0].accountId && region === servers[0].region,
      );
      return manifestSchema.parse({
        apiVersion: 'drs-orchestrator/v1',
        kind: 'Configuration',
        accounts: [
          {
            accountId: servers[0].accountId,
            accountName: 'Commerce',
            roleName: 'DrsOrchestratorRole',
            regions: [servers[0].region],
          },
        ],
        protectionGroups: groupNames.map((groupName, index) =>
          groupOf(groupName, there[index]),
        ),
      });
    };
    const proposed = async (manifest: Manifest) => {
      const present = await atOneMoment(knex, presentRecords);
      const proposal = propose(manifest, present, {
        externalIds: {},
        newId: randomUUID,
      });
      return { present, proposal };
    };
    const refusal = (work: Promise<unknown>) =>
      work.then(
        () => undefined,
        (error: unknown) => (error instanceof DrsError ? error.code : error),
      );

    beforeEach(wipe);

    it('leaves nothing where somebody else wrote since it was judged', async () => {
      const { present, proposal } = await proposed(manifestOf(['One']));
      await imported({
        ...manifestOf([]),
        accounts: [
          {
            accountId: '222233334444',
            accountName: 'Other',
            roleName: 'Role',
            regions: ['us-west-2'],
          },
        ],
      });
      const before = (await exported()).yaml;
      expect(
        await refusal(applyProposal(knex, proposal, present, writing())),
      ).toBe('VERSION_CONFLICT');
      expect((await exported()).yaml).toBe(before);
    });

    it('leaves nothing where the last of its records cannot be written', async () => {
      const { present, proposal } = await proposed(
        manifestOf(['One', 'Two', 'Three']),
      );
      const [one, two, three] = proposal.groups;
      const clash = {
        ...proposal,
        groups: [
          one,
          two,
          { ...three, content: { ...three.content, groupName: 'one' } },
        ],
      };
      const before = (await exported()).yaml;
      expect(
        await refusal(applyProposal(knex, clash, present, writing())),
      ).toBe('VERSION_CONFLICT');
      expect((await exported()).yaml).toBe(before);
      await applyProposal(knex, proposal, present, writing());
      expect((await exported()).manifest.protectionGroups).toHaveLength(3);
    });

    it('lets one of several through that are sent at once', async () => {
      await imported(manifestOf([]), externalIds(manifestOf([])));
      const bodies = ['a', 'b', 'c', 'd'].map(description => {
        const manifest = manifestOf(['One', 'Two']);
        manifest.protectionGroups.forEach(group => {
          group.description = description;
        });
        return { manifest };
      });
      const answers = await Promise.all(bodies.map(body => send(body)));
      const statuses = answers.map(({ status }) => status);
      expect(statuses).toContain(200);
      expect(statuses.filter(status => ![200, 409].includes(status))).toEqual(
        [],
      );
      const { manifest } = await exported();
      const descriptions = manifest.protectionGroups.map(
        ({ description }) => description,
      );
      // Both are of the same import.
      expect(descriptions).toHaveLength(2);
      expect(new Set(descriptions).size).toBe(1);
      expect(manifestToYaml(manifest)).toBe((await exported()).yaml);
    });
  });
});
