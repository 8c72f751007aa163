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
import { catalogPermissions } from '@backstage/plugin-catalog-common/alpha';
import permissionPlugin from '@backstage/plugin-permission-backend';
import {
  AuthorizeResult,
  isResourcePermission,
  Permission,
} from '@backstage/plugin-permission-common';
import { drsPermissions } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import {
  createScaffolderActionConditionalDecision,
  createScaffolderTaskConditionalDecision,
  scaffolderActionConditions,
  scaffolderTaskConditions,
} from '@backstage/plugin-scaffolder-backend/alpha';
import {
  actionExecutePermission,
  scaffolderPermissions,
  taskCancelPermission,
  taskReadPermission,
} from '@backstage/plugin-scaffolder-common/alpha';
import request from 'supertest';
import policyModule from '.';
import { PortalPolicy } from './PortalPolicy';

/** What the portal decides for somebody who belongs to `groups`, by permission. */
async function decideAll(
  groups: string[],
  permissions: readonly Permission[],
): Promise<Record<string, string>> {
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
      items: permissions.map(permission => ({
        id: permission.name,
        permission,
        // The policy decides without looking at the record.
        ...(isResourcePermission(permission) && { resourceRef: 'a-record' }),
      })),
    });
  expect(response.status).toBe(200);
  const items: { id: string; result: string }[] = response.body.items;
  return Object.fromEntries(items.map(({ id, result }) => [id, result]));
}

async function decide(
  groups: string[],
  permission: Permission,
): Promise<string> {
  const decisions = await decideAll(groups, [permission]);
  return decisions[permission.name];
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

  it('denies the orchestrator to everybody else', async () => {
    await expect(
      decide(['group:default/commerce-team'], drsPermissions.viewResources),
    ).resolves.toBe(AuthorizeResult.DENY);
  });

  it('lets nobody write the catalog, on which the roles hang', async () => {
    const decisions = await decideAll(
      ['group:default/dr-operators'],
      catalogPermissions,
    );
    expect(decisions).toEqual({
      'catalog.entity.read': AuthorizeResult.ALLOW,
      'catalog.entity.refresh': AuthorizeResult.ALLOW,
      'catalog.location.read': AuthorizeResult.ALLOW,
      'catalog.entity.create': AuthorizeResult.DENY,
      'catalog.entity.delete': AuthorizeResult.DENY,
      'catalog.entity.validate': AuthorizeResult.DENY,
      'catalog.location.create': AuthorizeResult.DENY,
      'catalog.location.delete': AuthorizeResult.DENY,
      'catalog.location.analyze': AuthorizeResult.DENY,
      'catalog.ingestion.read': AuthorizeResult.DENY,
      'catalog.ingestion.manage': AuthorizeResult.DENY,
    });
  });

  describe('about templates', () => {
    const somebody = {
      credentials: mockCredentials.user('user:default/somebody'),
      info: {
        userEntityRef: 'user:default/somebody',
        ownershipEntityRefs: ['user:default/somebody'],
      },
      // Of the policy's older interface.
      token: '',
      expiresInSeconds: 1,
      identity: {
        type: 'user' as const,
        userEntityRef: 'user:default/somebody',
        ownershipEntityRefs: [],
      },
    };
    const policy = new PortalPolicy();
    const decision = (permission: Permission) =>
      policy.handle({ permission }, somebody);

    it('lets everybody run them, and nobody manage them', async () => {
      const allowed = await Promise.all(
        scaffolderPermissions.map(async permission => [
          permission.name,
          (await decision(permission)).result,
        ]),
      );
      expect(Object.fromEntries(allowed)).toEqual({
        'scaffolder.task.create': AuthorizeResult.ALLOW,
        'scaffolder.template.parameter.read': AuthorizeResult.ALLOW,
        'scaffolder.template.step.read': AuthorizeResult.ALLOW,
        'scaffolder.template.dry-run': AuthorizeResult.ALLOW,
        'scaffolder.action.execute': AuthorizeResult.CONDITIONAL,
        'scaffolder.task.read': AuthorizeResult.CONDITIONAL,
        'scaffolder.task.cancel': AuthorizeResult.CONDITIONAL,
        'scaffolder.template.management': AuthorizeResult.DENY,
      });
    });

    it('lets them use the orchestrator and the log, and nothing else', async () => {
      await expect(decision(actionExecutePermission)).resolves.toEqual(
        createScaffolderActionConditionalDecision(actionExecutePermission, {
          anyOf: [
            scaffolderActionConditions.hasActionId({
              actionId: 'drs:protection-group:create',
            }),
            ...[
              'drs:recovery-plan:create',
              'drs:recovery-plan:derive',
              'drs:execution:start',
              'drs:execution:wait',
              'debug:log',
            ].map(actionId =>
              scaffolderActionConditions.hasActionId({ actionId }),
            ),
          ],
        }),
      );
    });

    it.each([taskReadPermission, taskCancelPermission])(
      'gives everybody their own tasks only: $name',
      async permission => {
        await expect(decision(permission)).resolves.toEqual(
          createScaffolderTaskConditionalDecision(
            permission,
            scaffolderTaskConditions.isTaskOwner({
              createdBy: ['user:default/somebody'],
            }),
          ),
        );
      },
    );

    it('has nothing for whoever is not signed in', async () => {
      for (const permission of scaffolderPermissions) {
        await expect(policy.handle({ permission })).resolves.toEqual({
          result: AuthorizeResult.DENY,
        });
      }
    });
  });
});
