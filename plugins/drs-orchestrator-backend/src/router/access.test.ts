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
  drsPermissions,
  endpoints,
  operationNames,
  rolePermissions,
  rolesGranting,
  type EndpointAccess,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { z } from 'zod';
import { mockCredentials } from '@backstage/backend-test-utils';
import {
  personas,
  startOrchestrator,
  type Orchestrator,
  type Persona,
} from '../__testUtils__/startOrchestrator';

jest.setTimeout(120_000);

const methods = {
  GET: 'get',
  POST: 'post',
  PUT: 'put',
  DELETE: 'delete',
} as const;

/** A path of an endpoint; that there is nothing at it does not matter to who may ask. */
const pathOf = (path: string): string =>
  path.replace(/:accountId/g, '999999999999').replace(/:\w+/g, 'no-such-id');

const errorSchema = z.object({
  error: z.object({ code: z.string(), permission: z.string().optional() }),
});

/** What the matrix of roles and permissions says. */
function isRefused(access: EndpointAccess, persona: Persona): boolean {
  switch (access.kind) {
    case 'permission':
      return !(
        persona !== 'nobody' && rolePermissions[persona].has(access.permission)
      );
    case 'signed-in':
    case 'public':
    case 'by-operation':
      return false;
    default:
      throw new Error(`Unknown access ${access satisfies never}`);
  }
}

describe('who may call which endpoint', () => {
  let orchestrator: Orchestrator;

  beforeAll(async () => {
    orchestrator = await startOrchestrator();
  });

  afterAll(() => orchestrator.stop());

  const table = operationNames.map(
    operation => [operation, endpoints[operation]] as const,
  );

  /** What of an answer the matrix decides. */
  const verdict = ({ status, body }: { status: number; body: unknown }) => {
    const error = errorSchema.safeParse(body).data?.error;
    return status === 401 || status === 403
      ? { status, code: error?.code, permission: error?.permission }
      : 'let through';
  };

  const refusedFor = (access: EndpointAccess) => ({
    status: 403,
    code: 'INSUFFICIENT_PERMISSIONS',
    permission:
      access.kind === 'permission'
        ? drsPermissions[access.permission].name
        : undefined,
  });

  it.each(table)('%s', async (_operation, { method, path, access }) => {
    const call = (caller?: Persona) =>
      orchestrator.api(methods[method], pathOf(path), caller);

    expect(verdict(await call())).toEqual(
      access.kind === 'public'
        ? 'let through'
        : { status: 401, code: 'NOT_AUTHENTICATED', permission: undefined },
    );
    for (const persona of personas) {
      const answer = await call(persona);
      expect([persona, verdict(answer)]).toEqual([
        persona,
        isRefused(access, persona) ? refusedFor(access) : 'let through',
      ]);
      expect(answer.status).toBeLessThan(500);
    }
  });

  it.each(
    table.filter(
      ([, { access }]) =>
        access.kind === 'permission' || access.kind === 'signed-in',
    ),
  )('%s, run by its name', async (operation, { access }) => {
    const call = (caller?: Persona) =>
      orchestrator.api('post', '/operations', caller).send({
        operation,
        pathParams: Object.fromEntries(
          [...endpoints[operation].path.matchAll(/:(\w+)/g)].map(([, name]) => [
            name,
            name === 'accountId' ? '999999999999' : 'no-such-id',
          ]),
        ),
      });

    expect((await call()).status).toBe(401);
    for (const persona of personas) {
      const answer = await call(persona);
      expect([persona, answer.status === 403]).toEqual([
        persona,
        isRefused(access, persona),
      ]);
      expect(answer.status).toBeLessThan(500);
    }
  });

  it('tells a caller without rights nothing about what is wrong with the request', async () => {
    const answer = await orchestrator
      .api('post', '/protection-groups', 'DRSReadOnly')
      .send({ nonsense: true });
    expect(answer.status).toBe(403);
    expect(answer.body.error.details).toEqual([]);
    for (const role of rolesGranting('createProtectionGroup')) {
      expect(answer.body.error.message).toContain(role);
    }
  });

  it('refuses programs whose token is not restricted to named permissions', async () => {
    const answer = await orchestrator
      .api('get', '/protection-groups')
      .set('authorization', mockCredentials.service.header());
    expect(answer.status).toBe(403);
    expect(answer.body.error).toMatchObject({
      code: 'INSUFFICIENT_PERMISSIONS',
      message: expect.stringContaining('accessRestrictions'),
    });
  });

  it.each(['/health/more', '/openapi.json/more', '/protection-groups/a/b'])(
    'lets nobody into %s, although Backstage compares only how a path begins',
    async path => {
      const anonymous = await orchestrator.api('get', path);
      expect(anonymous.status).toBe(401);
      const signedIn = await orchestrator.api('get', path, 'nobody');
      expect(signedIn.status).toBe(404);
      expect(signedIn.body.error).toMatchObject({ code: 'ROUTE_NOT_FOUND' });
    },
  );

  it.each(personas)('tells %s what they may do, and why', async persona => {
    const answer = await orchestrator.api('get', '/users/profile', persona);
    const team = `group:default/${persona.toLocaleLowerCase('en-US')}-team`;
    const granted = persona === 'nobody' ? [] : [...rolePermissions[persona]];
    expect(answer.body).toEqual({
      userEntityRef: `user:default/${persona.toLocaleLowerCase('en-US')}`,
      roles: persona === 'nobody' ? [] : [{ role: persona, through: [team] }],
      permissions: expect.any(Array),
    });
    expect([...answer.body.permissions].sort()).toEqual(
      granted.map(key => drsPermissions[key].name).sort(),
    );
  });
});
