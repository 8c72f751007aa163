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
  createBackendModule,
  type BackendFeature,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import permissionBackend from '@backstage/plugin-permission-backend';
import {
  AuthorizeResult,
  createPermission,
} from '@backstage/plugin-permission-common';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { drsPermissions } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import request from 'supertest';
import { realAccess } from '../__testUtils__/realAccess';
import {
  COMMERCE,
  FINANCE,
  startOrchestrator,
  type Orchestrator,
} from '../__testUtils__/startOrchestrator';
import { rolePolicyModule } from '../index';

jest.setTimeout(60_000);

const ADMIN = 'user:default/alex.adler';
const PLANNER = 'user:default/pat.lindqvist';

const startPermissions = (
  roles: { role: string; members: string[] }[],
  ...policies: BackendFeature[]
) =>
  startTestBackend({
    features: [
      permissionBackend,
      ...policies,
      mockServices.rootLogger.factory({ level: 'none' }),
      mockServices.rootConfig.factory({
        data: { permission: { enabled: true }, drsOrchestrator: { roles } },
      }),
    ],
  });

const denyAll = rolePolicyModule({
  handle: async () => ({ result: AuthorizeResult.DENY }),
});

/** As the RBAC plugin of the community sets its own. */
const anotherPolicy = createBackendModule({
  pluginId: 'permission',
  moduleId: 'another-policy',
  register(env) {
    env.registerInit({
      deps: { policy: policyExtensionPoint },
      async init({ policy }) {
        policy.setPolicy({
          handle: async () => ({ result: AuthorizeResult.ALLOW }),
        });
      },
    });
  },
});

describe('rolePolicyModule', () => {
  it('asks the fallback about what is not the orchestrator’s, and about nothing else', async () => {
    const asked: string[] = [];
    const backend = await startPermissions(
      [{ role: 'DRSOperator', members: ['user:default/mock'] }],
      rolePolicyModule({
        async handle({ permission }) {
          asked.push(permission.name);
          return { result: AuthorizeResult.ALLOW };
        },
      }),
    );
    const permissions = [
      drsPermissions.startExecution,
      drsPermissions.manageExecution,
      createPermission({
        name: 'catalog.entity.read',
        attributes: { action: 'read' },
        resourceType: 'catalog-entity',
      }),
    ];
    const { status, body } = await request(backend.server)
      .post('/api/permission/authorize')
      .set('authorization', mockCredentials.user.header('user:default/mock'))
      .send({
        items: permissions.map(permission => ({
          id: permission.name,
          permission,
          resourceRef: 'a-record',
        })),
      });
    expect({ status, body }).toEqual({
      status: 200,
      body: {
        items: [
          { id: 'drs.execution.start', result: AuthorizeResult.ALLOW },
          { id: 'drs.execution.manage', result: AuthorizeResult.DENY },
          { id: 'catalog.entity.read', result: AuthorizeResult.ALLOW },
        ],
      },
    });
    expect(asked).toEqual(['catalog.entity.read']);
    await backend.stop();
  });

  it.each([
    [
      'an unknown role',
      [{ role: 'DRSGod', members: [] }],
      [denyAll],
      'drsOrchestrator.roles[0].role',
    ],
    ['a second policy', [], [denyAll, anotherPolicy], 'Policy already set'],
  ])('stops the start for %s', async (_what, roles, policies, message) => {
    await expect(startPermissions(roles, ...policies)).rejects.toThrow(message);
  });

  describe('in a permission backend that the orchestrator asks', () => {
    let orchestrator: Orchestrator;
    let access: Awaited<ReturnType<typeof realAccess>>;

    beforeAll(async () => {
      access = await realAccess();
      orchestrator = await startOrchestrator({
        access: access.features,
        config: config => ({
          ...config,
          drsOrchestrator: {
            ...config.drsOrchestrator,
            roles: [
              { role: 'DRSOrchestrationAdmin', members: [ADMIN] },
              {
                role: 'DRSPlanManager',
                members: [PLANNER],
                where: { accounts: [COMMERCE] },
              },
            ],
          },
        }),
      });
    });

    afterAll(async () => {
      await orchestrator?.stop();
      await access?.stop();
    });

    const send = async (
      who: string,
      method: 'get' | 'post',
      path: string,
      body?: object,
    ) =>
      orchestrator
        .api(method, path)
        .set('authorization', `Bearer ${await access.signIn.userToken(who)}`)
        .send(body);

    it('carries conditions over HTTP: lists, records and creations are judged by them', async () => {
      const group = (accountId: string) => ({
        groupName: `Of ${accountId}`,
        accountId,
        region: 'us-west-2',
        serverSelectionTags: { 'DR-Application': 'ledger' },
      });
      const made = await send(
        ADMIN,
        'post',
        '/protection-groups',
        group(FINANCE),
      );
      expect(made.status).toBe(201);
      const refused = await send(PLANNER, 'post', '/protection-groups', {
        ...group(FINANCE),
        groupName: 'Elsewhere',
      });
      expect(refused.status).toBe(403);
      const own = await send(
        PLANNER,
        'post',
        '/protection-groups',
        group(COMMERCE),
      );
      expect(own.status).toBe(201);

      const { body } = await send(PLANNER, 'get', '/protection-groups');
      expect(
        body.items.map(({ groupName }: { groupName: string }) => groupName),
      ).toEqual([`Of ${COMMERCE}`]);
      const hidden = await send(
        PLANNER,
        'get',
        `/protection-groups/${made.body.groupId}`,
      );
      expect(hidden.status).toBe(404);
    });
  });
});
