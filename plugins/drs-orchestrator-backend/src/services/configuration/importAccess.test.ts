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

import {
  endpoints,
  importReportSchema,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { realAccess } from '../../__testUtils__/realAccess';
import {
  COMMERCE,
  startOrchestrator,
  type Orchestrator,
} from '../../__testUtils__/startOrchestrator';

jest.setTimeout(120_000);

const token = (name: string) => `${name}-token-of-at-least-32-characters`;
const programs = {
  all: [
    'drs.resources.view',
    'drs.accounts.manage',
    'drs.protection-group.create',
    'drs.protection-group.update',
    'drs.recovery-plan.create',
    'drs.recovery-plan.update',
  ],
  blind: [
    'drs.accounts.manage',
    'drs.protection-group.create',
    'drs.protection-group.update',
    'drs.recovery-plan.create',
    'drs.recovery-plan.update',
  ],
  accounts: ['drs.resources.view', 'drs.accounts.manage'],
  creator: [
    'drs.resources.view',
    'drs.accounts.manage',
    'drs.protection-group.create',
    'drs.recovery-plan.create',
  ],
} as const satisfies Record<string, readonly string[]>;
type Program = keyof typeof programs;

const account = {
  accountId: COMMERCE,
  accountName: 'meridian-commerce',
  roleName: 'DrsOrchestratorRole',
  hasExternalId: true,
  regions: ['us-west-2', 'eu-west-1'],
};
const group = (description: string, groupName = 'Databases') => ({
  groupName,
  description,
  accountId: COMMERCE,
  region: 'us-west-2',
  serverSelectionTags: { 'DR-Role': groupName },
});
const plan = (description: string, planName = 'Orders') => ({
  planName,
  description,
  accountId: COMMERCE,
  waves: [{ waveNumber: 1, waveName: 'Data', protectionGroups: ['Databases'] }],
});
const manifest = (records: object) => ({
  apiVersion: 'drs-orchestrator/v1',
  kind: 'Configuration',
  ...records,
});
const tagSync = { enabled: false, intervalHours: 7, keys: ['Team'] };

describe('an import by a program that may do some things only', () => {
  let orchestrator: Orchestrator;
  let access: Awaited<ReturnType<typeof realAccess>>;

  beforeAll(async () => {
    access = await realAccess();
    orchestrator = await startOrchestrator({
      access: access.features,
      config: base => ({
        ...base,
        backend: {
          baseUrl: base.backend.baseUrl,
          auth: {
            externalAccess: Object.entries(programs).map(
              ([name, permission]) => ({
                type: 'static',
                options: { token: token(name), subject: name },
                accessRestrictions: [
                  { plugin: 'drs-orchestrator', permission: [...permission] },
                ],
              }),
            ),
          },
        },
      }),
    });
    const { body } = await send('all', false, {
      protectionGroups: [group('A secret')],
      recoveryPlans: [plan('A secret')],
    });
    if (importReportSchema.parse(body).counts.create !== 2) {
      throw new Error('The records of the test are not there');
    }
  });
  afterAll(async () => {
    await orchestrator?.stop();
    await access?.stop();
  });

  const send = (program: Program, dryRun: boolean, records: object) =>
    orchestrator
      .api('post', `${endpoints.import_configuration.path}?dryRun=${dryRun}`)
      .set('authorization', `Bearer ${token(program)}`)
      .send(manifest(records));

  const refusal = (permission: string) => ({
    status: 403,
    error: { code: 'INSUFFICIENT_PERMISSIONS', permission },
  });
  const blocking = (report: unknown) =>
    importReportSchema
      .parse(report)
      .findings.filter(({ severity }) => severity === 'BLOCKING');
  const done = async (program: Program, records: object) => {
    const { status, body } = await send(program, false, records);
    return { status, error: body.error };
  };

  it.each([true, false])(
    'tells nothing of records that it may not see, with dryRun=%s',
    async dryRun => {
      for (const records of [
        { protectionGroups: [group('Known')] },
        { accounts: [account] },
        {},
      ]) {
        const { status, body, text } = await send('blind', dryRun, records);
        expect({ status, error: body.error }).toMatchObject(
          refusal('drs.resources.view'),
        );
        expect(text).not.toContain('secret');
      }
    },
  );

  it.each([
    [
      'of a group that there is',
      'accounts',
      { protectionGroups: [group('New')] },
      'drs.protection-group.update',
    ],
    [
      'of a new group',
      'accounts',
      { protectionGroups: [group('New', 'Web')] },
      'drs.protection-group.create',
    ],
    [
      'of a plan that there is',
      'accounts',
      { recoveryPlans: [plan('New')] },
      'drs.recovery-plan.update',
    ],
    [
      'of a new plan',
      'accounts',
      { recoveryPlans: [plan('New', 'Web')] },
      'drs.recovery-plan.create',
    ],
    [
      'of a group that there is',
      'creator',
      { protectionGroups: [group('New')] },
      'drs.protection-group.update',
    ],
    [
      'of a plan that there is',
      'creator',
      { recoveryPlans: [plan('New')] },
      'drs.recovery-plan.update',
    ],
  ] as const)(
    '%s by %s is refused',
    async (_what, program, records, permission) => {
      const planned = await send(program, true, records);
      expect(planned.status).toBe(200);
      expect(planned.body).toMatchObject({ valid: false });
      expect(blocking(planned.body)).toEqual([
        {
          code: 'INSUFFICIENT_PERMISSIONS',
          severity: 'BLOCKING',
          message: expect.stringContaining(permission),
        },
      ]);
      expect(await done(program, records)).toMatchObject(refusal(permission));
      expect((await send('all', true, records)).body).toMatchObject({
        valid: true,
        counts: { unchanged: 0 },
      });
    },
  );

  it('tells each permission that it lacks', async () => {
    const { body } = await send('accounts', true, {
      protectionGroups: [group('New'), group('New', 'Web')],
      recoveryPlans: [plan('New'), plan('New', 'Web')],
    });
    expect(
      blocking(body).map(({ message }) => /drs\.[\w.-]+/.exec(message)?.[0]),
    ).toEqual([
      'drs.protection-group.create',
      'drs.protection-group.update',
      'drs.recovery-plan.create',
      'drs.recovery-plan.update',
    ]);
  });

  it('does what it may do by itself', async () => {
    expect(
      await done('accounts', {
        accounts: [{ ...account, accountName: 'Commerce' }],
        protectionGroups: [group('A secret')],
        recoveryPlans: [plan('A secret')],
        settings: { tagSync },
      }),
    ).toEqual({ status: 200 });
    expect(
      await done('creator', {
        protectionGroups: [group('New', 'Web')],
        recoveryPlans: [plan('New', 'Web')],
      }),
    ).toEqual({ status: 200 });
  });
});
