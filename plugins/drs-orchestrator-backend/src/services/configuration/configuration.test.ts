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
  auditPageSchema,
  exportedConfigurationSchema,
  importReportSchema,
  manifestToYaml,
  type AuditEntry,
  type ExportedConfiguration,
  type ImportReport,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Knex } from 'knex';
import {
  COMMERCE,
  FINANCE,
  startOrchestrator,
  type Orchestrator,
  type Persona,
} from '../../__testUtils__/startOrchestrator';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const EXTERNAL_ID = 'meridian-dr';
const ADMIN = 'DRSOrchestrationAdmin';

type Manifest = ExportedConfiguration['manifest'];

describe.each(databases.eachSupportedId())('configuration on %s', id => {
  let knex: Knex;
  let orchestrator: Orchestrator;

  beforeAll(async () => {
    knex = await databases.init(id);
    orchestrator = await startOrchestrator({ knex });
  });
  afterAll(() => orchestrator.stop());

  const tables = [
    'recovery_plan_groups',
    'record_attributes',
    'recovery_plans',
    'protection_groups',
  ];
  /** Takes everything away, accounts too where it is said. */
  const wipe = async (...more: string[]) => {
    for (const table of [...tables, ...more]) {
      await knex(table).delete();
    }
  };

  const exported = async (
    query = '',
    persona: Persona = ADMIN,
  ): Promise<ExportedConfiguration> => {
    const answer = await orchestrator.api(
      'get',
      `/config/export${query}`,
      persona,
    );
    expect(answer.body).not.toHaveProperty('error');
    expect(answer.text).not.toContain(EXTERNAL_ID);
    return exportedConfigurationSchema.parse(answer.body);
  };
  const send = (body: object, query = '') =>
    orchestrator.api('post', `/config/import${query}`, ADMIN).send(body);
  const dryRun = async (body: object): Promise<ImportReport> => {
    const answer = await send(body);
    expect(answer.body).not.toHaveProperty('error');
    expect(answer.text).not.toContain(EXTERNAL_ID);
    return importReportSchema.parse(answer.body);
  };
  const doImport = async (body: object): Promise<ImportReport> => {
    const answer = await send(body, '?dryRun=false');
    expect(answer.body).not.toHaveProperty('error');
    return importReportSchema.parse(answer.body);
  };
  const create = async (path: string, body: object) => {
    const answer = await orchestrator.api('post', path, ADMIN).send(body);
    expect(answer.body).not.toHaveProperty('error');
    return answer.body;
  };
  const newGroup = (
    groupName: string,
    more: object,
  ): Promise<{ groupId: string }> =>
    create('/protection-groups', {
      groupName,
      accountId: COMMERCE,
      region: 'us-west-2',
      ...more,
    });

  /** Groups, plans and an account with everything that can be said of them. */
  const fill = async (): Promise<void> => {
    const databasesGroup = await newGroup('Payments databases', {
      description: 'What must come first',
      owner: 'group:default/payments',
      serverSelectionTags: { 'DR-Role': 'db', 'DR-Application': 'payments' },
      launchConfig: { copyTags: true, rightSizing: 'BASIC' },
    });
    const [web] = await orchestrator.serverIds('payments-web-01');
    const webGroup = await newGroup('Payments web', {
      sourceServerIds: [web],
      servers: [{ sourceServerId: web, copyPrivateIp: true }],
    });
    await create('/recovery-plans', {
      planName: 'Payments',
      accountId: COMMERCE,
      targetRtoMinutes: 60,
      waves: [
        {
          waveNumber: 1,
          waveName: 'Data',
          protectionGroupIds: [databasesGroup.groupId],
          preWaveHooks: [
            {
              type: 'ssm-automation',
              name: 'Drain',
              target: 'Drain-Payments',
              parameters: { Zone: ['b', 'a'], Also: 'x' },
            },
          ],
        },
        {
          waveNumber: 2,
          waveName: 'Web',
          protectionGroupIds: [webGroup.groupId],
          dependsOnWaves: [1],
          pauseBeforeWave: true,
          continueOnFailure: true,
          successThresholdPercent: 50,
          healthCheck: {
            probes: [{ type: 'http', port: 443, path: '/health' }],
          },
        },
      ],
    });
  };

  const externalIdsFor = ({ accounts }: Manifest) =>
    Object.fromEntries(
      accounts.map(({ accountId }) => [accountId, EXTERNAL_ID]),
    );
  const entriesOf = async (): Promise<AuditEntry[]> => {
    const answer = await orchestrator.api(
      'get',
      '/audit?operation=import_configuration&limit=200',
      ADMIN,
    );
    return auditPageSchema.parse(answer.body).items;
  };
  const actions = ({ changes }: ImportReport) =>
    changes.map(({ kind, name, action }) => `${action} ${kind} ${name}`);
  const told = ({ findings }: { findings: ImportReport['findings'] }) =>
    findings.map(({ code, field }) => (field ? `${code} ${field}` : code));

  describe('that is exported and imported', () => {
    let before: ExportedConfiguration;
    let accountRows: unknown[];

    beforeEach(async () => {
      accountRows ??= await knex('target_accounts').select();
      await wipe('target_accounts');
      await knex('target_accounts').insert(accountRows);
      await fill();
      before = await exported('?format=yaml');
    });

    it('names records and not their IDs, and holds no secret', () => {
      expect(before).toMatchObject({ complete: true, findings: [] });
      expect(before.yaml).toBe(manifestToYaml(before.manifest));
      expect(before.yaml).toContain('protectionGroups:\n          - Payments');
      expect(before.yaml).toContain(
        'serverSelectionTags:\n      DR-Application: payments\n      DR-Role: db\n',
      );
      expect(before.yaml).not.toMatch(
        /Id: [0-9a-f]{8}-|version:|createdAt|externalId:/,
      );
      expect(before.manifest.accounts).toContainEqual({
        accountId: COMMERCE,
        accountName: 'meridian-commerce',
        roleName: 'DrsOrchestratorRole',
        hasExternalId: true,
        regions: ['us-west-2', 'eu-west-1'],
      });
    });

    it('changes nothing where it came from', async () => {
      const report = await doImport({ manifest: before.yaml });
      expect(report).toMatchObject({
        valid: true,
        counts: { create: 0, update: 0, unchanged: 6 },
        leftAlone: { accounts: 0, protectionGroups: 0, recoveryPlans: 0 },
      });
      expect(new Set(report.changes.map(({ action }) => action))).toEqual(
        new Set(['UNCHANGED']),
      );
    });

    it('is the same to the byte in an installation that had nothing', async () => {
      await wipe('target_accounts');
      const body = {
        manifest: before.yaml,
        externalIds: externalIdsFor(before.manifest),
      };
      const plan = await dryRun(body);
      expect(plan).toMatchObject({ valid: true, counts: { create: 6 } });
      expect((await exported()).manifest.accounts).toEqual([]);
      const done = await doImport({ ...body, fingerprint: plan.fingerprint });
      expect(done.changes).toEqual(plan.changes);
      expect((await exported('?format=yaml')).yaml).toBe(before.yaml);
      expect((await doImport({ manifest: before.manifest })).counts).toEqual({
        create: 0,
        update: 0,
        unchanged: 6,
      });
      // The external IDs are those that were given: AWS lets it in.
      const servers = await orchestrator.api(
        'get',
        `/drs/source-servers?accountId=${FINANCE}`,
        ADMIN,
      );
      expect(servers.body.unavailable).toEqual([]);
    });

    it('asks for the external IDs that no manifest holds', async () => {
      await wipe('target_accounts');
      const report = await dryRun({ manifest: before.manifest });
      expect(report.valid).toBe(false);
      expect(told(report)).toEqual(
        before.manifest.accounts.map(
          ({ accountId }) => `EXTERNAL_ID_REQUIRED externalIds.${accountId}`,
        ),
      );
      const wrong = await dryRun({
        manifest: before.manifest,
        externalIds: {
          ...externalIdsFor(before.manifest),
          [COMMERCE]: 'another',
        },
      });
      expect(told(wrong)).toEqual([
        'ACCOUNT_UNREACHABLE protectionGroups[0]',
        'ACCOUNT_UNREACHABLE protectionGroups[1]',
        'ACCOUNT_UNREACHABLE recoveryPlans[0]',
      ]);
    });

    it('tells each field that it would change, and changes it in one version', async () => {
      const manifest = structuredClone(before.manifest);
      manifest.accounts[0].accountName = 'Commerce';
      manifest.protectionGroups[0].description = undefined;
      manifest.protectionGroups[0].groupName = 'PAYMENTS databases';
      manifest.recoveryPlans[0].waves[1].maxWaitMinutes = 30;
      manifest.recoveryPlans[0].waves[0].protectionGroups = [
        'payments DATABASES',
      ];
      const report = await doImport({ manifest });
      expect(actions(report)).toEqual([
        'UPDATE account Commerce',
        'UNCHANGED account meridian-logistics',
        'UNCHANGED account meridian-finance',
        'UPDATE protection-group PAYMENTS databases',
        'UNCHANGED protection-group Payments web',
        'UPDATE recovery-plan Payments',
      ]);
      expect(report.changes.flatMap(({ fields }) => fields)).toEqual([
        {
          field: 'accountName',
          before: 'meridian-commerce',
          after: 'Commerce',
        },
        {
          field: 'groupName',
          before: 'Payments databases',
          after: 'PAYMENTS databases',
        },
        { field: 'description', before: 'What must come first' },
        { field: 'waves[1].maxWaitMinutes', before: 120, after: 30 },
      ]);
      const [group] = await knex('protection_groups').where({
        group_name: 'PAYMENTS databases',
      });
      expect(group).toMatchObject({ version: 2, description: null });
    });

    it('keeps the waves of a plan the ones that they are', async () => {
      const waveIds = async (): Promise<Record<string, string>> => {
        const [plan] = await knex('recovery_plans').select('waves');
        const waves: { waveName: string; waveId: string }[] = JSON.parse(
          plan.waves,
        );
        return Object.fromEntries(
          waves.map(({ waveName, waveId }) => [waveName, waveId]),
        );
      };
      const was = await waveIds();
      const manifest = structuredClone(before.manifest);
      const [data, web] = manifest.recoveryPlans[0].waves;
      manifest.recoveryPlans[0].waves = [
        { ...data, waveName: 'New', protectionGroups: ['Payments databases'] },
        {
          ...data,
          waveNumber: 2,
          waveName: 'Storage',
          protectionGroups: ['Payments web'],
        },
        { ...web, waveNumber: 3, protectionGroups: ['Payments web'] },
      ];
      manifest.recoveryPlans[0].waves.splice(1, 1);
      await doImport({ manifest });
      expect(await waveIds()).toEqual({ New: was.Data, Web: was.Web });
    });

    it('leaves alone what it does not name', async () => {
      const report = await doImport({
        manifest: { ...before.manifest, accounts: [], recoveryPlans: [] },
      });
      expect(report.leftAlone).toEqual({
        accounts: 3,
        protectionGroups: 0,
        recoveryPlans: 1,
      });
      expect(await exported()).toEqual({ ...before, yaml: undefined });
    });

    it('is a part where records are named, with what they need', async () => {
      const part = await exported('?plan=PAYMENTS');
      expect(part).toMatchObject({
        complete: false,
        findings: [{ code: 'NARROWED_BY_FILTER', severity: 'INFO' }],
        manifest: {
          accounts: [{ accountId: COMMERCE }],
          protectionGroups: [
            { groupName: 'Payments databases' },
            { groupName: 'Payments web' },
          ],
          recoveryPlans: [{ planName: 'Payments' }],
        },
      });
      expect((await exported('?group=Payments%20web')).manifest).toMatchObject({
        accounts: [{ accountId: COMMERCE }],
        protectionGroups: [{ groupName: 'Payments web' }],
        recoveryPlans: [],
      });
      const none = await orchestrator.api(
        'get',
        '/config/export?group=Payments%20web&plan=Nothing',
        ADMIN,
      );
      expect(none.status).toBe(404);
      expect(none.body.error).toMatchObject({
        code: 'RECOVERY_PLAN_NOT_FOUND',
      });
    });

    it('has no roles for whoever does not manage accounts, and keeps those on record when it comes back', async () => {
      const { manifest, complete, findings } = await exported(
        '',
        'DRSReadOnly',
      );
      expect(complete).toBe(false);
      expect(findings.map(({ code }) => code)).toEqual([
        'ACCOUNT_DETAILS_LEFT_OUT',
      ]);
      expect(JSON.stringify(manifest.accounts)).not.toMatch(
        /roleName|hasExternalId/,
      );
      expect((await doImport({ manifest })).counts).toEqual({
        create: 0,
        update: 0,
        unchanged: 6,
      });
      await wipe('target_accounts');
      expect(told(await dryRun({ manifest }))).toEqual([
        'ROLE_REQUIRED accounts[0].roleName',
        'ROLE_REQUIRED accounts[1].roleName',
        'ROLE_REQUIRED accounts[2].roleName',
      ]);
    });

    it('holds the rules of tag synchronisation once somebody changed them', async () => {
      expect(before.manifest.settings).toBeUndefined();
      const tagSync = { enabled: false, intervalHours: 7, keys: ['Team'] };
      const created = await doImport({
        manifest: { ...before.manifest, settings: { tagSync } },
      });
      expect(created.counts).toEqual({ create: 1, update: 0, unchanged: 6 });
      expect((await exported()).manifest.settings).toEqual({ tagSync });
      const changed = await doImport({
        manifest: {
          ...before.manifest,
          settings: { tagSync: { ...tagSync, intervalHours: 8 } },
        },
      });
      expect(changed.changes.at(-1)).toEqual({
        kind: 'settings',
        name: 'Tag synchronisation',
        field: 'settings.tagSync',
        action: 'UPDATE',
        fields: [{ field: 'intervalHours', before: 7, after: 8 }],
      });
      const settings = await orchestrator.api('get', '/config/tag-sync', ADMIN);
      expect(settings.body).toMatchObject({ intervalHours: 8, version: 2 });
      await knex('settings').where({ name: 'tag-sync' }).delete();
    });
  });

  describe('that cannot be imported', () => {
    let manifest: Manifest;

    beforeAll(async () => {
      await wipe();
      await fill();
      manifest = (await exported()).manifest;
    });

    const stored = async () =>
      JSON.stringify(
        await Promise.all(
          [...tables, 'target_accounts', 'settings'].map(table =>
            knex(table).select(),
          ),
        ),
      );
    const refused = async (body: object) => {
      const before = await stored();
      const planned = await dryRun(body);
      expect(planned.valid).toBe(false);
      const answer = await send(body, '?dryRun=false');
      expect(await stored()).toBe(before);
      expect(answer.body.error.details).toEqual(
        planned.findings.filter(({ severity }) => severity === 'BLOCKING'),
      );
      return { ...answer.body.error, status: answer.status, planned };
    };

    it('is refused with every problem at its place, and stores nothing', async () => {
      const [web, finance] = await orchestrator.serverIds(
        'payments-web-01',
        'ledger-db-01',
      );
      const [account, logistics] = manifest.accounts;
      const [databasesGroup, webGroup] = manifest.protectionGroups;
      const [plan] = manifest.recoveryPlans;
      const [wave] = plan.waves;
      const { status, code, planned } = await refused({
        manifest: {
          ...manifest,
          accounts: [
            { ...account, regions: ['eu-west-1'] },
            { ...logistics, accountName: 'MERIDIAN-finance' },
            { ...logistics, accountName: 'Again' },
          ],
          protectionGroups: [
            { ...databasesGroup, region: 'eu-west-1' },
            {
              ...webGroup,
              sourceServerIds: undefined,
              serverSelectionTags: { 'DR-Application': 'payments' },
              servers: undefined,
            },
            { ...webGroup, groupName: 'Elsewhere', accountId: '999999999999' },
            {
              ...webGroup,
              groupName: 'There',
              accountId: FINANCE,
              sourceServerIds: [finance],
              servers: undefined,
              launchConfig: { subnetId: 'subnet-00000000000000000' },
            },
            { ...webGroup, groupName: 'there' },
            {
              ...webGroup,
              groupName: 'Not there',
              accountId: FINANCE,
              sourceServerIds: [web],
              servers: undefined,
            },
          ],
          recoveryPlans: [
            {
              ...plan,
              waves: [
                {
                  ...wave,
                  protectionGroups: ['There', 'Nowhere'],
                  preWaveHooks: [
                    {
                      type: 'webhook',
                      name: 'Tell',
                      target: 'https://example.com/x',
                    },
                  ],
                },
                { ...wave, waveNumber: 2, dependsOnWaves: [2] },
              ],
            },
            { ...plan, planName: 'Other', accountId: '999999999999' },
          ],
        },
      });
      expect(told(planned)).toEqual([
        'INVALID_STATE accounts[0].regions',
        'INVALID_STATE accounts[0].regions',
        'DUPLICATE_NAME accounts[1].accountName',
        'DUPLICATE_NAME accounts[2].accountId',
        'IMMUTABLE_FIELD protectionGroups[0].region',
        'ACCOUNT_UNKNOWN protectionGroups[1].region',
        'ACCOUNT_UNKNOWN protectionGroups[2].accountId',
        'UNKNOWN_SUBNET protectionGroups[3].launchConfig.subnetId',
        'DUPLICATE_NAME protectionGroups[4].groupName',
        'UNKNOWN_SERVER protectionGroups[5].sourceServerIds[0]',
        'HOOK_HOST_NOT_ALLOWED recoveryPlans[0].waves[0].preWaveHooks[0].target',
        'WAVE_CYCLE recoveryPlans[0].waves[1].dependsOnWaves[0]',
        'ACCOUNT_MISMATCH recoveryPlans[0].waves[0].protectionGroups[0]',
        'UNKNOWN_GROUP recoveryPlans[0].waves[0].protectionGroups[1]',
        'WAVE_WITHOUT_SERVERS recoveryPlans[0].waves[0].protectionGroups',
        'WAVE_WITHOUT_SERVERS recoveryPlans[0].waves[1].protectionGroups',
        'ACCOUNT_UNKNOWN recoveryPlans[1].accountId',
      ]);
      expect([status, code]).toEqual([400, 'WAVE_CYCLE']);
    });

    it('is refused where two of its groups would hold one server', async () => {
      const [web] = await orchestrator.serverIds('orders-db-01');
      const { status, code, planned } = await refused({
        manifest: {
          ...manifest,
          protectionGroups: ['One', 'Two'].map(groupName => ({
            groupName,
            accountId: COMMERCE,
            region: 'us-west-2',
            sourceServerIds: [web],
          })),
        },
      });
      expect([status, code]).toEqual([409, 'SERVER_CONFLICT']);
      expect(told(planned)).toEqual([
        'SERVER_CONFLICT protectionGroups[0].sourceServerIds[0]',
        'SERVER_CONFLICT protectionGroups[1].sourceServerIds[0]',
      ]);
    });

    it('is refused where the text is not one of a manifest', async () => {
      const { code, planned } = await refused({
        manifest: 'a: &x 1\nb: *x\n__proto__: 1\n',
      });
      expect(code).toBe('VALIDATION_FAILED');
      expect(planned.changes).toEqual([]);
      expect(planned.fingerprint).toBeUndefined();
      expect(planned.leftAlone).toEqual({
        accounts: 3,
        protectionGroups: 2,
        recoveryPlans: 1,
      });
    });

    it.each([
      ['nothing', undefined],
      ['a list', []],
      ['a number as manifest', { manifest: 1 }],
      ['no manifest', { externalIds: {} }],
      [
        'a bad external ID',
        { manifest: '{}', externalIds: { [COMMERCE]: 'x' } },
      ],
      ['an unknown field', { manifest: '{}', overwrite: true }],
    ])('is no request at all where the body is %s', async (_what, body) => {
      const answer = await orchestrator
        .api('post', '/config/import', ADMIN)
        .send(body);
      expect([answer.status, answer.body.error.code]).toEqual([
        400,
        'VALIDATION_FAILED',
      ]);
    });

    it('is refused where it would do otherwise than was told', async () => {
      const changed = structuredClone(manifest);
      changed.protectionGroups[0].description = 'Changed';
      const planned = await dryRun({ manifest: changed });
      const [{ group_id: groupId }] = await knex('protection_groups').where({
        group_name: 'Payments databases',
      });
      const touch = await orchestrator
        .api('put', `/protection-groups/${groupId}`, ADMIN)
        .send({
          version: 1,
          groupName: 'Payments databases',
          serverSelectionTags: {
            'DR-Role': 'db',
            'DR-Application': 'payments',
          },
        });
      expect(touch.status).toBe(200);
      const before = await stored();
      const answer = await send(
        { manifest: changed, fingerprint: planned.fingerprint },
        '?dryRun=false',
      );
      expect(answer.status).toBe(409);
      expect(answer.body.error.code).toBe('VERSION_CONFLICT');
      expect(await stored()).toBe(before);
    });

    it('is refused where other external IDs are given than when it was told', async () => {
      const rows = await knex('target_accounts').select();
      await wipe('target_accounts');
      try {
        const body = {
          manifest: { ...manifest, protectionGroups: [], recoveryPlans: [] },
          externalIds: externalIdsFor(manifest),
        };
        const { fingerprint } = await dryRun(body);
        expect((await dryRun(body)).fingerprint).toBe(fingerprint);
        const otherwise = {
          ...body,
          externalIds: { ...body.externalIds, [COMMERCE]: 'another' },
          fingerprint,
        };
        const before = await stored();
        const answer = await send(otherwise, '?dryRun=false');
        expect([answer.status, answer.body.error.code]).toEqual([
          409,
          'VERSION_CONFLICT',
        ]);
        expect(await stored()).toBe(before);
        expect((await dryRun(otherwise)).fingerprint).not.toBe(fingerprint);
      } finally {
        await wipe('target_accounts');
        await knex('target_accounts').insert(rows);
      }
    });

    it('is refused to everybody who does not manage accounts', async () => {
      for (const persona of [
        'DRSPlanManager',
        'DRSRecoveryManager',
        'nobody',
      ] as const) {
        const answer = await orchestrator
          .api('post', '/config/import', persona)
          .send({ manifest });
        expect([persona, answer.status]).toEqual([persona, 403]);
      }
    });
  });

  describe('of the serverless predecessor', () => {
    beforeEach(() => wipe());

    it('is imported like a manifest, with the accounts that AWS tells', async () => {
      const [db, ledger] = await orchestrator.serverIds(
        'payments-db-01',
        'ledger-db-01',
      );
      const manifest = {
        protectionGroups: [
          {
            groupId: 'pg-1',
            groupName: 'Seed databases',
            region: 'us-west-2',
            sourceServerIds: [db],
            assumeRoleName: 'DrsOrchestratorRole',
          },
          {
            groupId: 'pg-2',
            groupName: 'Seed ledger',
            sourceServerIds: [ledger],
          },
        ],
        recoveryPlans: [
          {
            planId: 'rp-1',
            planName: 'Seed plan',
            waves: [
              {
                waveNumber: 0,
                waveName: 'Data',
                protectionGroupIds: ['pg-1'],
                pauseBeforeWave: true,
              },
            ],
          },
        ],
      };
      const report = await doImport({ manifest: JSON.stringify(manifest) });
      expect(report).toMatchObject({
        source: 'SERVERLESS',
        counts: { create: 3, update: 0 },
        leftAlone: { accounts: 3 },
        manifest: {
          protectionGroups: [
            { groupName: 'Seed databases', accountId: COMMERCE },
            {
              groupName: 'Seed ledger',
              accountId: FINANCE,
              region: 'us-west-2',
            },
          ],
        },
      });
      expect(told(report)).toEqual([
        'ACCOUNT_DERIVED',
        'ACCOUNT_DERIVED',
        'REGION_DERIVED',
        'ACCOUNT_DERIVED',
      ]);
      // What was understood is itself a manifest, and changes nothing now.
      expect((await doImport({ manifest: report.manifest })).counts).toEqual({
        create: 0,
        update: 0,
        unchanged: 3,
      });
      expect(
        (await doImport({ manifest: JSON.stringify(manifest) })).counts,
      ).toEqual({ create: 0, update: 0, unchanged: 3 });
    });

    it('finds servers in accounts that only the document knows', async () => {
      const rows = await knex('target_accounts').select();
      const [db] = await orchestrator.serverIds('payments-db-01');
      await wipe('target_accounts');
      const account = (accountId: string) => ({
        accountId,
        accountName: `Account ${accountId}`,
        roleArn: `arn:aws:iam::${accountId}:role/DrsOrchestratorRole`,
        externalId: EXTERNAL_ID,
        regions: ['us-west-2'],
      });
      const report = await doImport({
        manifest: {
          targetAccounts: [account(COMMERCE), account(FINANCE)],
          protectionGroups: [
            {
              groupId: 'pg-1',
              groupName: 'Seed databases',
              sourceServerIds: [db],
            },
          ],
        },
      });
      expect(report.counts.create).toBe(3);
      expect(JSON.stringify(report)).not.toContain(EXTERNAL_ID);
      expect((await exported()).manifest.protectionGroups).toEqual([
        {
          groupName: 'Seed databases',
          accountId: COMMERCE,
          region: 'us-west-2',
          sourceServerIds: [db],
        },
      ]);
      await wipe('target_accounts');
      await knex('target_accounts').insert(rows);
    });

    it('is refused where a plan is over several accounts, or an account cannot be told', async () => {
      const [db, ledger] = await orchestrator.serverIds(
        'payments-db-01',
        'ledger-db-01',
      );
      const group = (groupId: string, serverId: string) => ({
        groupId,
        groupName: groupId,
        region: 'us-west-2',
        sourceServerIds: [serverId],
      });
      const body = {
        manifest: {
          protectionGroups: [
            group('a', db),
            group('b', ledger),
            group('c', `s-${'9'.repeat(17)}`),
          ],
          recoveryPlans: [
            {
              planId: 'p',
              planName: 'P',
              waves: [
                { waveNumber: 1, protectionGroupIds: ['a'] },
                { waveNumber: 2, protectionGroupIds: ['b'] },
              ],
            },
          ],
        },
      };
      const report = await dryRun(body);
      expect(report.valid).toBe(false);
      expect(
        told({
          findings: report.findings.filter(
            ({ severity }) => severity === 'BLOCKING',
          ),
        }),
      ).toEqual([
        'ACCOUNT_NOT_DERIVABLE',
        'PLAN_OVER_SEVERAL_ACCOUNTS',
        'ACCOUNT_MISMATCH recoveryPlans[0].waves[1].protectionGroups[0]',
      ]);
      expect((await send(body, '?dryRun=false')).status).toBe(400);
      expect((await exported()).manifest.protectionGroups).toEqual([]);
    });
  });

  describe('in the audit trail', () => {
    it('has an entry for the import and one for each record it changes, without secrets', async () => {
      await wipe();
      await fill();
      const { manifest } = await exported();
      await wipe();
      const [before] = await entriesOf();
      const changed = structuredClone(manifest);
      changed.accounts[0].accountName = 'Commerce anew';
      await dryRun({ manifest: changed });
      await doImport({ manifest: changed });
      await send({ manifest: 'nonsense: true' }, '?dryRun=false');

      const entries = (await entriesOf()).filter(
        ({ entryId }) => entryId > before.entryId,
      );
      const shown = entries.map(({ record, outcome, code }) =>
        [outcome, code, record.kind, record.name]
          .filter(part => part)
          .join(' '),
      );
      expect(shown).toEqual([
        'REFUSED VALIDATION_FAILED orchestrator Configuration',
        'SUCCEEDED orchestrator Configuration',
        'SUCCEEDED recovery-plan Payments',
        'SUCCEEDED protection-group Payments web',
        'SUCCEEDED protection-group Payments databases',
        'SUCCEEDED account Commerce anew',
        'SUCCEEDED orchestrator Configuration',
      ]);
      const [refusal, whole, plan, , , account, dry] = entries;
      expect(new Set([whole, plan, account].map(e => e.requestId)).size).toBe(
        1,
      );
      expect(refusal.requested).toEqual({ dryRun: false });
      expect(whole).toMatchObject({
        before: { protectionGroups: 0, recoveryPlans: 0 },
        after: { protectionGroups: 2, recoveryPlans: 1 },
      });
      expect(plan.after).toMatchObject({ planName: 'Payments' });
      expect(plan.before).toBeUndefined();
      expect(account).toMatchObject({
        before: { accountName: 'meridian-commerce', version: 1 },
        after: { accountName: 'Commerce anew', version: 2 },
      });
      expect(dry).toMatchObject({ requested: { dryRun: true } });
      expect([dry.before, dry.after]).toEqual([undefined, undefined]);
      expect(JSON.stringify(entries)).not.toContain(EXTERNAL_ID);
    });
  });
});
