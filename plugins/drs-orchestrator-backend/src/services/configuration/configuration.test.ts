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
  exportedConfigurationSchema,
  importReportSchema,
  manifestToYaml,
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
  const newGroup = (groupName: string, more: object): Promise<any> =>
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
  const entriesOf = async (operation: string) => {
    const answer = await orchestrator.api(
      'get',
      `/audit?operation=${operation}&limit=200`,
      ADMIN,
    );
    return answer.body.items;
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
  });
});
