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
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import permissionPlugin from '@backstage/plugin-permission-backend';
import {
  AuthorizeResult,
  createPermission,
  isResourcePermission,
  Permission,
} from '@backstage/plugin-permission-common';
import { drsPermissions } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import request from 'supertest';
import policyModule from '.';

const catalogRefresh = createPermission({
  name: 'catalog.entity.refresh',
  attributes: { action: 'update' },
});

/** What the portal decides for somebody who belongs to `groups`. */
async function decide(
  groups: string[],
  permission: Permission,
): Promise<unknown> {
  const { server } = await startTestBackend({
    features: [
      permissionPlugin,
      policyModule,
      mockServices.userInfo.mock({
        getUserInfo: async () => ({
          userEntityRef: 'user:default/somebody',
          ownershipEntityRefs: ['user:default/somebody', ...groups],
        }),
      }).factory,
      mockServices.rootConfig.factory({
        data: {
          permission: { enabled: true },
          drsOrchestrator: {
            roles: [
              { role: 'DRSOperator', members: ['group:default/dr-operators'] },
            ],
          },
        },
      }),
    ],
  });
  const response = await request(server)
    .post('/api/permission/authorize')
    .set('authorization', mockCredentials.user.header('user:default/somebody'))
    .send({
      items: [
        {
          id: '1',
          permission,
          // The policy decides without looking at the record.
          ...(isResourcePermission(permission) && { resourceRef: 'a-record' }),
        },
      ],
    });
  expect(response.status).toBe(200);
  return response.body.items[0].result;
}

describe('the permission policy of the portal', () => {
  it('gives the members of a bound group what their role allows, and no more', async () => {
    const operators = ['group:default/dr-operators'];

    await expect(
      decide(operators, drsPermissions.startExecution),
    ).resolves.toBe(AuthorizeResult.ALLOW);
    await expect(
      decide(operators, drsPermissions.manageExecution),
    ).resolves.toBe(AuthorizeResult.DENY);
  });

  it('denies the orchestrator to everybody else, but not the catalog', async () => {
    const team = ['group:default/commerce-team'];

    await expect(decide(team, drsPermissions.viewResources)).resolves.toBe(
      AuthorizeResult.DENY,
    );
    await expect(decide(team, catalogRefresh)).resolves.toBe(
      AuthorizeResult.ALLOW,
    );
  });
});
