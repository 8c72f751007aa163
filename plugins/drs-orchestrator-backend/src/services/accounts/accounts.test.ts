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
  targetAccountSchema,
  type AccountFinding,
  type TargetAccount,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import {
  COMMERCE,
  FINANCE,
  startOrchestrator,
  type Orchestrator,
  type Persona,
} from '../../__testUtils__/startOrchestrator';

jest.setTimeout(120_000);

const STAGING = '444455556666';
const EXTERNAL_ID = 'meridian-dr';
const HUB_ARN = 'arn:aws:iam::999988887777:user/drs-orchestrator';

/** Its record as a caller sends it back. */
const bodyOf = (account: TargetAccount) => ({
  version: account.version,
  accountName: account.accountName,
  roleName: account.roleName,
  regions: account.regions,
  stagingAccounts: account.stagingAccounts,
});

describe('target accounts', () => {
  let orchestrator: Orchestrator;

  beforeEach(async () => {
    orchestrator = await startOrchestrator();
  });
  afterEach(() => orchestrator.stop());

  const path = (accountId: string, rest = '') =>
    `/accounts/targets/${accountId}${rest}`;
  const read = async (
    accountId = COMMERCE,
    persona: Persona = 'DRSOrchestrationAdmin',
  ): Promise<TargetAccount> => {
    const answer = await orchestrator.api('get', path(accountId), persona);
    expect(answer.status).toBe(200);
    expect(answer.text).not.toContain(EXTERNAL_ID);
    return targetAccountSchema.parse(answer.body);
  };
  const put = (accountId: string, body: object) =>
    orchestrator
      .api('put', path(accountId), 'DRSOrchestrationAdmin')
      .send(body);
  const change = async (
    accountId: string,
    changes: object,
  ): Promise<TargetAccount> => {
    const answer = await put(accountId, {
      ...bodyOf(await read(accountId)),
      ...changes,
    });
    expect(answer.body).toMatchObject({ accountId });
    expect(answer.status).toBe(200);
    expect(answer.text).not.toContain(EXTERNAL_ID);
    return targetAccountSchema.parse(answer.body);
  };
  const remove = (accountId: string) =>
    orchestrator.api('delete', path(accountId), 'DRSOrchestrationAdmin');
  const validate = async (accountId = COMMERCE): Promise<TargetAccount> => {
    const answer = await orchestrator.api(
      'post',
      path(accountId, '/validate'),
      'DRSOrchestrationAdmin',
    );
    expect(answer.body).toMatchObject({ accountId });
    expect(answer.status).toBe(200);
    expect(answer.text).not.toContain(EXTERNAL_ID);
    return targetAccountSchema.parse(answer.body);
  };
  const findingsOf = ({ lastValidation }: TargetAccount): AccountFinding[] =>
    lastValidation?.findings ?? [];
  const staging = {
    accountId: STAGING,
    region: 'us-west-2',
    roleName: 'DrsOrchestratorRole',
  };
  const newGroup = async (region = 'us-west-2'): Promise<string> => {
    const answer = await orchestrator
      .api('post', '/protection-groups', 'DRSOrchestrationAdmin')
      .send({
        groupName: `Databases ${region}`,
        accountId: COMMERCE,
        region,
        serverSelectionTags: { 'DR-Role': 'db' },
      });
    expect(answer.status).toBe(201);
    return answer.body.groupId;
  };

  describe('are changed', () => {
    it('whole, save the external ID, which stays', async () => {
      const changed = await change(COMMERCE, {
        accountName: 'Commerce',
        regions: ['us-west-2'],
        stagingAccounts: [staging],
      });
      expect(changed).toMatchObject({
        accountName: 'Commerce',
        regions: ['us-west-2'],
        stagingAccounts: [{ ...staging, maxServers: 300, priority: 1 }],
        hasExternalId: true,
        status: 'UNVALIDATED',
        version: 2,
      });
      expect(await read()).toEqual(changed);
      const servers = await orchestrator.api(
        'get',
        `/drs/source-servers?accountId=${COMMERCE}`,
        'DRSReadOnly',
      );
      expect(servers.body.unavailable).toEqual([]);
      expect(servers.body.items).not.toEqual([]);
    });

    it('to another external ID, or to none', async () => {
      await change(COMMERCE, { externalId: 'another' });
      expect((await validate()).status).toBe('UNREACHABLE');
      await change(COMMERCE, { externalId: EXTERNAL_ID });
      expect((await validate()).status).toBe('READY');
      const without = await change(COMMERCE, { removeExternalId: true });
      expect(without).toMatchObject({
        hasExternalId: false,
        status: 'UNVALIDATED',
      });
      expect(without.lastValidation).toBeUndefined();
      expect((await validate()).status).toBe('UNREACHABLE');
    });

    it('and keep what was found where only the name is another', async () => {
      const found = await validate();
      expect(await change(COMMERCE, { accountName: 'Commerce' })).toMatchObject(
        { status: 'READY', lastValidation: found.lastValidation, version: 2 },
      );
    });

    it('by one of two who change the same version', async () => {
      const seen = bodyOf(await read());
      const first = await put(COMMERCE, { ...seen, accountName: 'First' });
      const second = await put(COMMERCE, { ...seen, accountName: 'Second' });
      expect(first.status).toBe(200);
      expect(second.status).toBe(409);
      expect(second.body.error).toMatchObject({
        code: 'VERSION_CONFLICT',
        current: { accountName: 'First', version: 2 },
      });
      expect(second.text).not.toContain(EXTERNAL_ID);
      expect((await read()).accountName).toBe('First');
    });

    it('not into what is wrong, with every problem told', async () => {
      const before = await read();
      const answer = await put(COMMERCE, {
        ...bodyOf(before),
        regions: [],
        roleName: 'a role',
        externalId: 'x',
        removeExternalId: true,
        stagingAccounts: [
          { ...staging, maxServers: 301 },
          { ...staging, region: 'us-east-1' },
        ],
        acountName: 'Commerce',
      });
      expect(answer.status).toBe(400);
      expect(
        answer.body.error.details.map(
          (finding: AccountFinding) => finding.field,
        ),
      ).toEqual(
        expect.arrayContaining([
          'regions',
          'roleName',
          'externalId',
          'stagingAccounts[0].maxServers',
          'acountName',
        ]),
      );
      const contradictory = await put(COMMERCE, {
        ...bodyOf(before),
        externalId: 'another',
        removeExternalId: true,
        stagingAccounts: [
          staging,
          staging,
          { ...staging, region: 'us-east-1' },
        ],
      });
      expect(
        contradictory.body.error.details.map(
          (finding: AccountFinding) => finding.field,
        ),
      ).toEqual([
        'removeExternalId',
        'stagingAccounts[1].accountId',
        'stagingAccounts[2].region',
      ]);
      expect(await read()).toEqual(before);
    });

    it('not to the name of another account, nor where there is none', async () => {
      const answer = await put(COMMERCE, {
        ...bodyOf(await read()),
        accountName: 'Meridian-FINANCE',
      });
      expect(answer.status).toBe(409);
      expect(answer.body.error).toMatchObject({
        code: 'DUPLICATE_NAME',
        details: [{ field: 'accountName' }],
      });
      const unknown = await put('123456789012', bodyOf(await read()));
      expect(unknown.status).toBe(404);
      expect(unknown.body.error.code).toBe('TARGET_ACCOUNT_NOT_FOUND');
    });

    it('but keep a Region in which there are groups', async () => {
      const groupId = await newGroup('eu-west-1');
      const answer = await put(COMMERCE, {
        ...bodyOf(await read()),
        regions: ['us-west-2'],
      });
      expect(answer.status).toBe(409);
      expect(answer.body.error).toMatchObject({
        code: 'INVALID_STATE',
        details: [
          {
            field: 'regions',
            subject: { kind: 'protection-group', id: groupId },
          },
        ],
      });
      await change(COMMERCE, { regions: ['eu-west-1'] });
    });
  });

  describe('are taken off the record', () => {
    it('where nothing needs them', async () => {
      expect((await read(FINANCE)).allowedActions).toContain(
        'delete_target_account',
      );
      const answer = await remove(FINANCE);
      expect(answer.status).toBe(204);
      expect(answer.text).toBe('');
      expect((await remove(FINANCE)).status).toBe(404);
      const list = await orchestrator.api(
        'get',
        '/accounts/targets',
        'DRSReadOnly',
      );
      expect(
        list.body.items.map((item: TargetAccount) => item.accountId),
      ).not.toContain(FINANCE);
    });

    it('and leave no group behind that was being made meanwhile', async () => {
      orchestrator.aws.faults.add({
        match: { operation: 'DescribeSourceServers', account: FINANCE },
        effect: { type: 'latency', ms: 500 },
      });
      const asked = () =>
        orchestrator.aws.record({
          operation: 'DescribeSourceServers',
          accountId: FINANCE,
        }).length;
      const before = asked();
      const creation = orchestrator
        .api('post', '/protection-groups', 'DRSOrchestrationAdmin')
        .send({
          groupName: 'Late databases',
          accountId: FINANCE,
          region: 'us-west-2',
          serverSelectionTags: { 'DR-Role': 'db' },
        })
        .then(answer => answer);
      while (asked() === before) {
        await new Promise(resolve => setTimeout(resolve, 10));
      }
      expect((await remove(FINANCE)).status).toBe(204);
      const { status, body } = await creation;
      expect([status, body.error.code]).toEqual([400, 'ACCOUNT_UNKNOWN']);
      const { body: groups } = await orchestrator.api(
        'get',
        '/protection-groups',
        'DRSReadOnly',
      );
      expect(groups.items).toEqual([]);
    });

    it('not while a group, a plan and a running execution need them', async () => {
      const groupId = await newGroup();
      const plan = await orchestrator
        .api('post', '/recovery-plans', 'DRSOrchestrationAdmin')
        .send({
          planName: 'Databases',
          accountId: COMMERCE,
          waves: [
            { waveNumber: 1, waveName: 'All', protectionGroupIds: [groupId] },
          ],
        });
      expect(plan.status).toBe(201);
      const { planId } = plan.body;
      const run = await orchestrator
        .api(
          'post',
          `/recovery-plans/${planId}/execute`,
          'DRSOrchestrationAdmin',
        )
        .send({ executionType: 'DRILL', clientToken: 'a-token-for-this' });
      expect(run.body).toMatchObject({ executionId: expect.any(String) });

      const answer = await remove(COMMERCE);
      expect(answer.status).toBe(409);
      expect(answer.body.error).toMatchObject({
        code: 'INVALID_STATE',
        message:
          'meridian-commerce is needed by 1 protection group, 1 recovery plan, 1 running execution',
        details: [
          { subject: { kind: 'protection-group', id: groupId } },
          { subject: { kind: 'recovery-plan', id: planId } },
          { subject: { kind: 'execution', id: run.body.executionId } },
        ],
      });
      expect((await read()).deniedActions).toContainEqual({
        operation: 'delete_target_account',
        code: 'INVALID_STATE',
        reason: expect.stringContaining('1 running execution'),
      });
    });
  });

  it('may be changed, deleted, validated and extended by administrators only', async () => {
    const { allowedActions, deniedActions } = await read(
      COMMERCE,
      'DRSRecoveryManager',
    );
    expect(allowedActions).toEqual([]);
    expect(deniedActions.map(({ code }) => code)).toEqual([
      'INSUFFICIENT_PERMISSIONS',
      'INSUFFICIENT_PERMISSIONS',
      'INSUFFICIENT_PERMISSIONS',
      'INSUFFICIENT_PERMISSIONS',
    ]);
  });

  describe('are validated', () => {
    it('and nothing is missing', async () => {
      const found = await validate();
      expect(found).toMatchObject({
        status: 'READY',
        lastValidation: { status: 'READY', findings: [] },
        version: 1,
      });
      expect(await read()).toEqual(found);
      // Nothing was changed in AWS.
      expect(
        orchestrator.aws
          .record({ service: 'drs' })
          .filter(({ tookEffect }) => tookEffect),
      ).toEqual([]);
    });

    it('to a role that cannot be assumed, with the policies that mend it', async () => {
      await change(COMMERCE, {
        externalId: 'another',
        regions: ['us-west-2'],
      });
      const found = await validate();
      expect(found.status).toBe('UNREACHABLE');
      expect(findingsOf(found)).toEqual([
        {
          code: 'ROLE_NOT_ASSUMABLE',
          severity: 'BLOCKING',
          accountId: COMMERCE,
          region: 'us-west-2',
          subject: {
            kind: 'account',
            id: COMMERCE,
            name: `${COMMERCE} us-west-2`,
          },
          message: expect.stringContaining(
            `is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::${COMMERCE}:role/DrsOrchestratorRole`,
          ),
          remedy: expect.stringContaining('external ID'),
          aws: { code: 'AccessDenied', requestId: expect.any(String) },
          policies: [
            {
              kind: 'TRUST',
              accountId: COMMERCE,
              identity: 'DrsOrchestratorRole',
              statements: [
                {
                  Sid: 'DrsOrchestratorTrust',
                  Effect: 'Allow',
                  Principal: { AWS: HUB_ARN },
                  Action: ['sts:AssumeRole'],
                  Condition: {
                    StringEquals: {
                      'sts:ExternalId': 'THE-EXTERNAL-ID-ON-RECORD',
                    },
                  },
                },
              ],
            },
            {
              kind: 'PERMISSIONS',
              accountId: '999988887777',
              identity: HUB_ARN,
              statements: [
                {
                  Sid: 'DrsOrchestratorAssume',
                  Effect: 'Allow',
                  Action: ['sts:AssumeRole'],
                  Resource: `arn:aws:iam::${COMMERCE}:role/DrsOrchestratorRole`,
                },
              ],
            },
          ],
        },
      ]);
    });

    it('each time anew, though a session is kept', async () => {
      expect((await validate()).status).toBe('READY');
      orchestrator.aws.faults.add({
        match: { service: 'sts' },
        effect: { type: 'accessDenied', actions: ['sts:AssumeRole'] },
      });
      expect((await validate()).status).toBe('UNREACHABLE');
      orchestrator.aws.faults.clear();
      expect((await validate()).status).toBe('READY');
    });

    it('to a Region without DRS, a missing permission and a limit, all at once', async () => {
      await change(COMMERCE, { regions: ['us-west-2', 'ap-southeast-2'] });
      orchestrator.aws.faults.add({
        match: { account: COMMERCE, region: 'us-west-2' },
        effect: {
          type: 'accessDenied',
          actions: ['ec2:RunInstances', 'iam:PassRole'],
        },
      });
      orchestrator.aws.quotas.apply({
        account: COMMERCE,
        region: 'us-west-2',
        quotaCode: 'L-E28BE5E0',
        value: 25,
      });
      const found = await validate();
      expect(found.status).toBe('ATTENTION');
      expect(findingsOf(found)).toEqual([
        expect.objectContaining({
          code: 'PERMISSIONS_MISSING',
          severity: 'BLOCKING',
          region: 'us-west-2',
          message: expect.stringContaining('ec2:RunInstances, iam:PassRole'),
          policies: [
            {
              kind: 'PERMISSIONS',
              accountId: COMMERCE,
              identity: 'DrsOrchestratorRole',
              statements: [
                {
                  Sid: 'DrsOrchestratorMissingActions',
                  Effect: 'Allow',
                  Action: ['ec2:RunInstances'],
                  Resource: '*',
                },
                {
                  Sid: 'DrsOrchestratorPassRole',
                  Effect: 'Allow',
                  Action: ['iam:PassRole'],
                  Resource: '*',
                  Condition: {
                    StringEquals: {
                      'iam:PassedToService': 'ec2.amazonaws.com',
                    },
                  },
                },
              ],
            },
          ],
        }),
        expect.objectContaining({
          code: 'QUOTA_NEAR',
          severity: 'WARNING',
          region: 'us-west-2',
          message: expect.stringContaining('22 of 25'),
          remedy: expect.stringContaining('L-E28BE5E0'),
        }),
        expect.objectContaining({
          code: 'REGION_NOT_INITIALIZED',
          severity: 'BLOCKING',
          region: 'ap-southeast-2',
        }),
      ]);
    });

    it('as far as the role may ask', async () => {
      orchestrator.aws.faults.add({
        match: { account: COMMERCE },
        effect: {
          type: 'accessDenied',
          actions: [
            'iam:SimulatePrincipalPolicy',
            'servicequotas:*',
            'drs:DescribeSourceServers',
          ],
        },
      });
      await change(COMMERCE, { regions: ['us-west-2'] });
      const found = await validate();
      expect(found.status).toBe('ATTENTION');
      expect(
        findingsOf(found).map(({ code, severity, policies }) => [
          code,
          severity,
          policies?.flatMap(policy =>
            policy.statements.flatMap(({ Action }) => Action),
          ),
        ]),
      ).toEqual([
        ['DRS_NOT_READABLE', 'BLOCKING', ['drs:DescribeSourceServers']],
        ['PERMISSIONS_UNKNOWN', 'WARNING', ['iam:SimulatePrincipalPolicy']],
        ['QUOTAS_UNREADABLE', 'INFO', ['servicequotas:ListServiceQuotas']],
      ]);
    });

    it('with their staging accounts', async () => {
      await change(COMMERCE, {
        stagingAccounts: [
          { ...staging, maxServers: 4 },
          { ...staging, region: 'eu-west-1', roleName: 'NoSuchRole' },
          // It does not trust this account.
          { ...staging, accountId: '222233334444' },
        ],
      });
      const found = await validate();
      expect(found.status).toBe('ATTENTION');
      expect(
        findingsOf(found).map(({ code, severity, accountId, region }) => [
          code,
          severity,
          accountId,
          region,
        ]),
      ).toEqual([
        ['STAGING_ACCOUNT_FULL', 'WARNING', STAGING, 'us-west-2'],
        ['STAGING_ACCOUNT_CLOSED', 'WARNING', '222233334444', 'us-west-2'],
        ['ROLE_NOT_ASSUMABLE', 'WARNING', STAGING, 'eu-west-1'],
      ]);
      orchestrator.aws.faults.add({
        match: { account: COMMERCE },
        effect: {
          type: 'accessDenied',
          actions: ['drs:CreateExtendedSourceServer'],
        },
      });
      expect(
        findingsOf(await validate()).find(
          ({ code }) => code === 'PERMISSIONS_MISSING',
        )?.message,
      ).toContain('drs:CreateExtendedSourceServer');
    });

    it('and say so where the hub has no credentials that AWS takes', async () => {
      await orchestrator.stop();
      orchestrator = await startOrchestrator({
        config: config => ({
          ...config,
          drsOrchestrator: {
            ...config.drsOrchestrator,
            aws: {
              development: {
                ...config.drsOrchestrator.aws.development,
                accessKeyId: 'AKIDUNKNOWN000000001',
              },
            },
          },
        }),
      });
      const found = await validate();
      expect(found.status).toBe('UNREACHABLE');
      expect(findingsOf(found).map(({ code }) => code)).toEqual([
        'HUB_IDENTITY_UNKNOWN',
        'ROLE_NOT_ASSUMABLE',
        'ROLE_NOT_ASSUMABLE',
      ]);
      const current = await orchestrator.api(
        'get',
        '/accounts/current',
        'DRSReadOnly',
      );
      expect(current.status).toBe(503);
      expect(current.body.error).toMatchObject({
        code: 'ACCOUNT_UNREACHABLE',
        aws: { code: 'InvalidClientTokenId' },
      });
    });

    it('but not where they are not on record', async () => {
      const answer = await orchestrator.api(
        'post',
        path('123456789012', '/validate'),
        'DRSOrchestrationAdmin',
      );
      expect(answer.status).toBe(404);
    });
  });

  it('are beside the account that the orchestrator calls from', async () => {
    const answer = await orchestrator.api(
      'get',
      '/accounts/current',
      'DRSReadOnly',
    );
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ accountId: '999988887777', arn: HUB_ARN });
  });

  describe('have DRS', () => {
    const states = async (query = '') => {
      const answer = await orchestrator.api(
        'get',
        `/drs/accounts${query}`,
        'DRSReadOnly',
      );
      return answer.body;
    };

    it('set up, or not, or it cannot be told', async () => {
      await change(COMMERCE, { regions: ['us-west-2', 'ap-southeast-2'] });
      await change(FINANCE, { externalId: 'another' });
      const answer = await states();
      expect(answer.items).toEqual([
        {
          accountId: COMMERCE,
          accountName: 'meridian-commerce',
          regions: [
            { region: 'us-west-2', state: 'INITIALIZED', sourceServers: 22 },
            { region: 'ap-southeast-2', state: 'NOT_INITIALIZED' },
          ],
        },
        {
          accountId: FINANCE,
          accountName: 'meridian-finance',
          regions: [
            { region: 'us-west-2', state: 'UNKNOWN' },
            { region: 'eu-west-1', state: 'UNKNOWN' },
          ],
        },
        expect.objectContaining({ accountName: 'meridian-logistics' }),
      ]);
      expect(answer.unavailable).toEqual(
        ['us-west-2', 'eu-west-1'].map(region => ({
          accountId: FINANCE,
          region,
          code: 'AccessDenied',
          message: expect.any(String),
        })),
      );
    });

    it('of one account or Region where only that is asked for', async () => {
      const { items } = await states(`?accountId=${COMMERCE}&region=eu-west-1`);
      expect(items).toEqual([
        {
          accountId: COMMERCE,
          accountName: 'meridian-commerce',
          regions: [
            { region: 'eu-west-1', state: 'INITIALIZED', sourceServers: 6 },
          ],
        },
      ]);
      expect((await states('?accountId=123456789012')).error.code).toBe(
        'ACCOUNT_UNKNOWN',
      );
    });
  });

  describe('have capacity', () => {
    const capacity = async (query = '') => {
      const answer = await orchestrator.api(
        'get',
        `/drs/capacity${query}`,
        'DRSReadOnly',
      );
      expect(answer.status).toBe(200);
      return answer.body;
    };

    it('by account, Region and staging account, and in all', async () => {
      await change(COMMERCE, { stagingAccounts: [staging] });
      await change(FINANCE, { externalId: 'another' });
      const all = await capacity();
      expect(all.items).toHaveLength(4);
      expect(all.unavailable).toHaveLength(2);
      expect(all.items[0]).toEqual({
        accountId: COMMERCE,
        accountName: 'meridian-commerce',
        region: 'us-west-2',
        initialized: true,
        sourceServers: { used: 22, limit: 4000, headRoom: 3978 },
        extendedSourceServers: 0,
        recoveryInstances: { used: 0, limit: 4000, headRoom: 4000 },
        jobs: { used: 0, limit: 20, headRoom: 20 },
        serversInJobs: { used: 0, limit: 500, headRoom: 500 },
        stagingAccounts: [
          {
            accountId: COMMERCE,
            onRecord: true,
            observed: true,
            replicatingServers: { used: 22, limit: 300, headRoom: 278 },
          },
          {
            accountId: STAGING,
            onRecord: true,
            observed: true,
            replicatingServers: { used: 4, limit: 300, headRoom: 296 },
          },
        ],
      });
      const [commerce] = all.items;
      expect(all.total.sourceServers.limit).toBe(16_000);
      // Four Regions of target accounts, and one staging account.
      expect(all.total.replicatingServers.limit).toBe(1_500);
      expect(all.total.replicatingServers.headRoom).toBe(
        1_500 - all.total.replicatingServers.used,
      );
      expect(
        (await capacity(`?accountId=${COMMERCE}&region=us-west-2`)).items,
      ).toEqual([commerce]);
    });

    it('that is told in part where a staging account cannot be entered', async () => {
      await change(COMMERCE, {
        stagingAccounts: [{ ...staging, roleName: 'NoSuchRole' }],
      });
      const { items, unavailable } = await capacity(
        `?accountId=${COMMERCE}&region=us-west-2`,
      );
      expect(items[0].stagingAccounts[1]).toEqual({
        accountId: STAGING,
        onRecord: true,
        observed: false,
        replicatingServers: { used: 0, limit: 300, headRoom: 300 },
      });
      expect(unavailable).toMatchObject([
        { accountId: STAGING, region: 'us-west-2', code: 'AccessDenied' },
      ]);
    });

    it('of which there is none where DRS is not set up', async () => {
      await change(COMMERCE, { regions: ['ap-southeast-2'] });
      const { items, unavailable, total } = await capacity(
        `?accountId=${COMMERCE}`,
      );
      expect(items).toMatchObject([{ initialized: false }]);
      expect(unavailable).toEqual([]);
      expect(total.sourceServers).toEqual({ used: 0, limit: 0, headRoom: 0 });
    });
  });

  it('are not told to whoever may see another account only', async () => {
    await orchestrator.stop();
    orchestrator = await startOrchestrator({
      config: config => ({
        ...config,
        drsOrchestrator: {
          ...config.drsOrchestrator,
          roles: config.drsOrchestrator.roles.map(binding =>
            binding.role === 'DRSReadOnly'
              ? {
                  ...binding,
                  where: { accounts: [COMMERCE], regions: ['us-west-2'] },
                }
              : binding,
          ),
        },
      }),
    });
    const seen = async (place: string) => {
      const answer = await orchestrator.api('get', place, 'DRSReadOnly');
      return answer.body;
    };
    expect((await seen('/drs/capacity')).items).toMatchObject([
      { accountId: COMMERCE, region: 'us-west-2' },
    ]);
    expect((await seen('/drs/accounts')).items).toMatchObject([
      { accountId: COMMERCE, regions: [{ region: 'us-west-2' }] },
    ]);
    for (const place of ['/drs/capacity', '/drs/accounts']) {
      const other = await seen(`${place}?accountId=${FINANCE}`);
      const unknown = await seen(`${place}?accountId=123456789012`);
      expect(other.error).toEqual({
        ...unknown.error,
        message: `Account ${FINANCE} is not on record`,
        details: [
          {
            ...unknown.error.details[0],
            message: `Account ${FINANCE} is not on record`,
          },
        ],
      });
    }
  });

  describe('take over servers of staging accounts', () => {
    const extend = (body: object, accountId = COMMERCE) =>
      orchestrator
        .api(
          'post',
          path(accountId, '/extended-source-servers'),
          'DRSOrchestrationAdmin',
        )
        .send({ region: 'us-west-2', stagingAccountId: STAGING, ...body });

    beforeEach(() =>
      change(COMMERCE, {
        stagingAccounts: [staging, { ...staging, region: 'eu-west-1' }],
      }),
    );

    it('one by one, each answered for itself', async () => {
      const dry = await extend({ dryRun: true });
      expect(dry.status).toBe(200);
      expect(dry.body).toMatchObject({
        accountId: COMMERCE,
        region: 'us-west-2',
        stagingAccountId: STAGING,
      });
      const offered: { sourceServerId: string; hostname: string }[] =
        dry.body.servers;
      expect(offered.map(({ hostname }) => hostname).sort()).toEqual([
        'loyalty-app-01',
        'loyalty-app-02',
        'loyalty-db-01',
        'loyalty-web-01',
      ]);
      expect(
        orchestrator.aws.record({ operation: 'CreateExtendedSourceServer' }),
      ).toEqual([]);

      const [first, second] = offered;
      orchestrator.aws.faults.add({
        match: {
          operation: 'CreateExtendedSourceServer',
          sourceServerId: second.sourceServerId,
        },
        effect: { type: 'error', status: 500, code: 'InternalServerException' },
      });
      const strange = 's-00000000000000000';
      const done = await extend({
        sourceServerIds: [first.sourceServerId, second.sourceServerId, strange],
        tags: { 'DR-Application': 'loyalty' },
      });
      expect(done.status).toBe(200);
      expect(done.body.servers).toEqual([
        {
          sourceServerId: first.sourceServerId,
          hostname: first.hostname,
          result: 'EXTENDED',
          extendedSourceServerId: expect.stringMatching(/^s-/),
        },
        {
          sourceServerId: second.sourceServerId,
          hostname: second.hostname,
          result: 'UNKNOWN',
          code: 'InternalServerException',
          message: expect.any(String),
          remedy: expect.any(String),
          requestId: expect.any(String),
        },
        {
          sourceServerId: strange,
          result: 'REFUSED',
          code: 'NOT_EXTENSIBLE',
          message: expect.any(String),
          remedy: expect.any(String),
        },
      ]);

      // It is a server of the account like others, at once.
      const servers = await orchestrator.api(
        'get',
        `/drs/source-servers?accountId=${COMMERCE}&limit=200`,
        'DRSReadOnly',
      );
      expect(servers.body.items).toContainEqual(
        expect.objectContaining({
          sourceServerId: done.body.servers[0].extendedSourceServerId,
          hostname: first.hostname,
          stagingAccountId: STAGING,
          tags: { 'DR-Application': 'loyalty' },
        }),
      );
      const again = await extend({ sourceServerIds: [first.sourceServerId] });
      expect(again.body.servers).toMatchObject([
        { result: 'REFUSED', code: 'NOT_EXTENSIBLE' },
      ]);
    });

    it('not those whose staging area has the default EBS key', async () => {
      const dry = await extend({ region: 'eu-west-1', dryRun: true });
      const [{ sourceServerId }] = dry.body.servers;
      const answer = await extend({
        region: 'eu-west-1',
        sourceServerIds: [sourceServerId],
      });
      expect(answer.body.servers).toMatchObject([
        {
          sourceServerId,
          result: 'REFUSED',
          code: 'ValidationException',
          remedy: expect.stringContaining('customer managed key'),
        },
      ]);
    });

    it('not of accounts that are not on record for it, nor without naming them', async () => {
      const unknown = await extend({
        stagingAccountId: '222233334444',
        dryRun: true,
      });
      expect(unknown.status).toBe(400);
      expect(unknown.body.error.details).toMatchObject([
        { code: 'STAGING_ACCOUNT_UNKNOWN', field: 'stagingAccountId' },
      ]);
      const unnamed = await extend({});
      expect(unnamed.status).toBe(400);
      expect(unnamed.body.error.details).toMatchObject([
        { field: 'sourceServerIds' },
      ]);
      expect((await extend({ dryRun: true }, '123456789012')).status).toBe(404);
    });

    it('not where AWS denies the list', async () => {
      orchestrator.aws.faults.add({
        match: { account: COMMERCE },
        effect: {
          type: 'accessDenied',
          actions: ['drs:ListExtensibleSourceServers'],
        },
      });
      const answer = await extend({ dryRun: true });
      expect(answer.status).toBe(503);
      expect(answer.body.error).toMatchObject({
        code: 'ACCOUNT_UNREACHABLE',
        aws: { code: 'AccessDeniedException', requestId: expect.any(String) },
      });
    });
  });
});
