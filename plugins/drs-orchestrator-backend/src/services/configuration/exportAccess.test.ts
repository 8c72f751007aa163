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

import { exportedConfigurationSchema } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import {
  COMMERCE,
  FINANCE,
  startOrchestrator,
  type Orchestrator,
  type Persona,
} from '../../__testUtils__/startOrchestrator';

jest.setTimeout(120_000);

const ADMIN = 'DRSOrchestrationAdmin';
/** Sees commerce only. */
const READER = 'DRSReadOnly';
/** Manages accounts, but only what is in commerce. */
const MANAGER = 'DRSRecoveryManager';

const members = (persona: Persona) => [
  `group:default/${persona.toLocaleLowerCase('en-US')}-team`,
];

describe('what somebody exports who may see some records only', () => {
  let orchestrator: Orchestrator;

  beforeAll(async () => {
    orchestrator = await startOrchestrator({
      config: config => ({
        ...config,
        drsOrchestrator: {
          ...config.drsOrchestrator,
          roles: [
            { role: ADMIN, members: members(ADMIN) },
            {
              role: READER,
              members: members(READER),
              where: { accounts: [COMMERCE] },
            },
            {
              role: ADMIN,
              members: members(MANAGER),
              where: { accounts: [COMMERCE] },
            },
          ],
        },
      }),
    });
    const create = async (path: string, body: object) => {
      const answer = await orchestrator.api('post', path, ADMIN).send(body);
      expect(answer.body).not.toHaveProperty('error');
      return answer.body;
    };
    for (const [name, accountId] of [
      ['commerce', COMMERCE],
      ['finance', FINANCE],
    ]) {
      const { groupId } = await create('/protection-groups', {
        groupName: `Databases of ${name}`,
        accountId,
        region: 'us-west-2',
        serverSelectionTags: { 'DR-Role': 'db' },
      });
      await create('/recovery-plans', {
        planName: `Plan of ${name}`,
        accountId,
        waves: [
          { waveNumber: 1, waveName: 'Data', protectionGroupIds: [groupId] },
        ],
      });
    }
    await orchestrator
      .api('put', '/config/tag-sync', ADMIN)
      .send({ enabled: false, intervalHours: 3, keys: ['Team'], version: 0 });
  });
  afterAll(() => orchestrator.stop());

  const exported = async (persona: Persona, query = '') => {
    const answer = await orchestrator.api(
      'get',
      `/config/export?format=yaml${query}`,
      persona,
    );
    return { status: answer.status, body: answer.body, text: answer.text };
  };

  it.each([READER, MANAGER] as const)(
    'has nothing of the others, for %s',
    async persona => {
      const answer = await exported(persona);
      const { manifest, complete, findings } =
        exportedConfigurationSchema.parse(answer.body);
      expect(manifest).toMatchObject({
        accounts: [{ accountId: COMMERCE }],
        protectionGroups: [{ groupName: 'Databases of commerce' }],
        recoveryPlans: [{ planName: 'Plan of commerce' }],
      });
      // Who manages some accounts only is not told how to get into any.
      expect(manifest.accounts[0]).not.toHaveProperty('roleName');
      expect(manifest.settings).toBeUndefined();
      expect(complete).toBe(false);
      expect(findings.map(({ code }) => code)).toEqual([
        'NARROWED_BY_ACCESS',
        'ACCOUNT_DETAILS_LEFT_OUT',
      ]);
      expect(answer.text).not.toMatch(/finance|333344445555/);
    },
  );

  it('is refused for a hidden record as for one that is not there', async () => {
    const hidden = await exported(READER, '&plan=Plan%20of%20finance');
    const missing = await exported(READER, '&plan=Plan%20of%20nothing');
    expect(hidden.status).toBe(404);
    expect(hidden.text.replaceAll('finance', 'nothing')).toBe(missing.text);
  });

  it('does not let them import, whatever it is', async () => {
    const answer = await orchestrator
      .api('post', '/config/import', MANAGER)
      .send({ manifest: (await exported(MANAGER)).body.manifest });
    expect(answer.status).toBe(403);
    expect(answer.body.error).toMatchObject({
      permission: 'drs.accounts.manage',
    });
  });

  it('is whole for whoever may see everything', async () => {
    const answer = await exported(ADMIN);
    expect(answer.body).toMatchObject({ complete: true, findings: [] });
    expect(answer.body.manifest.settings).toEqual({
      tagSync: { enabled: false, intervalHours: 3, keys: ['Team'] },
    });
    expect(answer.body.manifest.recoveryPlans).toHaveLength(2);
  });
});
