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

import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  createPermission,
  type Permission,
} from '@backstage/plugin-permission-common';
import { drsPermissions } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { RolePolicy } from './RolePolicy';

const catalogRead = createPermission({
  name: 'catalog.entity.read',
  attributes: { action: 'read' },
  resourceType: 'catalog-entity',
});

const decide = async (
  permission: Permission,
  options: { members?: string[]; refs?: string[] } = {},
) => {
  const asked: string[] = [];
  const policy = new RolePolicy(
    mockServices.rootConfig({
      data: {
        drsOrchestrator: {
          roles: [{ role: 'DRSOperator', members: options.members ?? [] }],
        },
      },
    }),
    {
      async handle(request) {
        asked.push(request.permission.name);
        return { result: AuthorizeResult.ALLOW };
      },
    },
  );
  const user = options.refs && {
    credentials: mockCredentials.user(options.refs[0]),
    info: { userEntityRef: options.refs[0], ownershipEntityRefs: options.refs },
  };
  const { result } = await policy.handle({ permission }, user);
  return { result, asked };
};

describe('RolePolicy', () => {
  const omar = ['user:default/omar.okafor', 'group:default/dr-operators'];

  it.each([
    ['a group they belong to', 'group:default/dr-operators'],
    ['themselves', 'user:default/omar.okafor'],
    ['a ref in another case', 'Group:Default/DR-Operators'],
  ])('grants what a role grants, through %s', async (_through, member) => {
    expect(
      await decide(drsPermissions.startExecution, {
        members: [member],
        refs: omar,
      }),
    ).toEqual({ result: AuthorizeResult.ALLOW, asked: [] });
  });

  it.each([
    [
      'the role does not grant it',
      drsPermissions.manageExecution,
      ['group:default/dr-operators'],
      omar,
    ],
    ['nobody holds the role', drsPermissions.startExecution, [], omar],
    [
      'somebody else holds the role',
      drsPermissions.startExecution,
      ['group:default/others'],
      omar,
    ],
    [
      'nobody is signed in',
      drsPermissions.startExecution,
      ['group:default/dr-operators'],
      undefined,
    ],
    [
      'it is not a permission of ours, on a record of ours',
      createPermission({
        name: 'drs.made.up',
        attributes: {},
        resourceType: 'drs-record',
      }),
      ['group:default/dr-operators'],
      omar,
    ],
    [
      'it borrows the name of ours for something else',
      createPermission({ name: 'drs.execution.manage', attributes: {} }),
      ['group:default/dr-operators'],
      omar,
    ],
  ])(
    'denies when %s, without asking on',
    async (_why, permission, members, refs) => {
      expect(await decide(permission, { members, refs })).toEqual({
        result: AuthorizeResult.DENY,
        asked: [],
      });
    },
  );

  it('leaves what is not ours to the app', async () => {
    expect(await decide(catalogRead, { refs: omar })).toEqual({
      result: AuthorizeResult.ALLOW,
      asked: ['catalog.entity.read'],
    });
  });
});
