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
  operationNames,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { createHmac } from 'node:crypto';
import request from 'supertest';
import { Issuer, realAccess } from '../__testUtils__/realAccess';
import {
  COMMERCE,
  startOrchestrator,
  type Orchestrator,
} from '../__testUtils__/startOrchestrator';

jest.setTimeout(120_000);

const READER = 'a-token-of-a-reader-of-32-characters';
const UNRESTRICTED = 'a-token-that-may-do-all-of-32-characters';
const FOR_CATALOG = 'a-token-for-the-catalog-of-32-characters';
const FOR_SOME_OF_CATALOG = 'a-token-for-some-of-it-of-32-characters';
const ADMIN = 'user:default/alex.adler';

const methods = {
  GET: 'get',
  POST: 'post',
  PUT: 'put',
  DELETE: 'delete',
} as const;

const table = operationNames.map(
  operation => [operation, endpoints[operation]] as const,
);
const guarded = table.filter(([, { access }]) => access.kind !== 'public');

/** Backstage's own authentication and permission backend, with real tokens. */
describe('with real credentials', () => {
  let orchestrator: Orchestrator;
  let access: Awaited<ReturnType<typeof realAccess>>;
  let stranger: Issuer;

  beforeAll(async () => {
    stranger = await Issuer.create('sign-in');
    access = await realAccess();
    orchestrator = await startOrchestrator({
      access: access.features,
      entities: [
        {
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'Component',
          metadata: { name: 'docs', namespace: 'default' },
        },
      ],
      config: base => ({
        ...base,
        backend: {
          baseUrl: base.backend.baseUrl,
          auth: {
            externalAccess: [
              {
                type: 'static',
                options: { token: READER, subject: 'reader' },
                accessRestrictions: [
                  {
                    plugin: 'drs-orchestrator',
                    permission: ['drs.resources.view'],
                  },
                ],
              },
              ...[
                { token: FOR_CATALOG, catalog: {} },
                {
                  token: FOR_SOME_OF_CATALOG,
                  catalog: { permission: ['catalog.entity.read'] },
                },
              ].map(({ token, catalog }) => ({
                type: 'static',
                options: { token, subject: 'catalog-reader' },
                accessRestrictions: [
                  {
                    plugin: 'drs-orchestrator',
                    permission: ['drs.resources.view'],
                  },
                  { plugin: 'catalog', ...catalog },
                ],
              })),
              {
                type: 'static',
                options: { token: UNRESTRICTED, subject: 'anything' },
              },
              {
                type: 'jwks',
                options: {
                  url: access.jwksUrl,
                  issuer: 'https://ci.example.com',
                  audience: 'portal',
                  algorithm: 'ES256',
                  subjectPrefix: 'ci',
                },
                accessRestrictions: [
                  {
                    plugin: 'drs-orchestrator',
                    permission: [
                      'drs.resources.view',
                      'drs.protection-group.create',
                    ],
                  },
                ],
              },
            ],
          },
        },
        drsOrchestrator: {
          ...base.drsOrchestrator,
          roles: [{ role: 'DRSOrchestrationAdmin', members: [ADMIN] }],
          machines: [
            {
              subject: 'external:ci:deployments',
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

  const call = (
    method: 'get' | 'post' | 'put' | 'delete',
    path: string,
    token?: string,
  ): request.Test => {
    const test = orchestrator.api(method, path);
    return token ? test.set('authorization', `Bearer ${token}`) : test;
  };

  /** What an administrator creates. */
  const created = async (path: string, body: object) => {
    const token = await access.signIn.userToken(ADMIN);
    const answer = await call('post', path, token).send(body);
    expect([path, answer.status]).toEqual([path, 201]);
    return answer.body;
  };

  const now = () => Math.floor(Date.now() / 1000);

  const programToken = (claims: object = {}) =>
    access.programs.sign({
      sub: 'deployments',
      iss: 'https://ci.example.com',
      aud: 'portal',
      iat: now(),
      exp: now() + 300,
      ...claims,
    });

  /** A token that claims to need no signature. */
  const unsigned = (claims: object, header: object) =>
    `${[header, claims]
      .map(part => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.')}.`;

  /** A token whose signature uses what everybody can read as its secret key. */
  const confused = (claims: object) => {
    const header = { typ: 'vnd.backstage.user', alg: 'HS256', kid: 'sign-in' };
    const text = unsigned(claims, header).slice(0, -1);
    const signature = createHmac('sha256', JSON.stringify(access.signIn.jwks))
      .update(text)
      .digest('base64url');
    return `${text}.${signature}`;
  };

  const claims = () => ({
    sub: ADMIN,
    ent: [ADMIN],
    aud: 'backstage',
    iat: now(),
    exp: now() + 3600,
  });

  const worthless: ReadonlyArray<
    readonly [string, () => Promise<string> | string]
  > = [
    ['no JWT at all', () => 'nonsense'],
    [
      'a sign-in that expired',
      () =>
        access.signIn.userToken(ADMIN, {
          issuedAt: now() - 7200,
          lifeSeconds: 3600,
        }),
    ],
    ['a sign-in that a stranger signed', () => stranger.userToken(ADMIN)],
    [
      'a sign-in without a signature',
      () => unsigned(claims(), { typ: 'vnd.backstage.user', alg: 'none' }),
    ],
    ['a sign-in signed with the public key', () => confused(claims())],
    [
      'the token of a cookie',
      () =>
        access.signIn.limitedUserToken(ADMIN, {
          iat: now(),
          exp: now() + 3600,
        }),
    ],
    ['a program’s token that expired', () => programToken({ exp: now() - 60 })],
    [
      'a program’s token of another issuer',
      () => programToken({ iss: 'https://other.example.com' }),
    ],
    [
      'a program’s token for another audience',
      () => programToken({ aud: 'somebody else' }),
    ],
    [
      'a program’s token that the sign-in signed',
      () =>
        access.signIn.sign({
          ...claims(),
          aud: 'portal',
          iss: 'https://ci.example.com',
        }),
    ],
    ['almost a static token', () => READER.slice(0, -1)],
  ];

  it.each(worthless)('opens no endpoint with %s', async (_what, create) => {
    const token = await create();
    for (const [operation, { method, path }] of guarded) {
      const { status, body } = await call(
        methods[method],
        path.replace(/:\w+/g, 'x'),
        token,
      );
      expect([operation, status, body.error?.code]).toEqual([
        operation,
        401,
        'NOT_AUTHENTICATED',
      ]);
    }
  });

  it('opens no endpoint with a cookie', async () => {
    const token = await access.signIn.userToken(ADMIN);
    for (const [operation, { method, path }] of guarded) {
      const { status } = await call(
        methods[method],
        path.replace(/:\w+/g, 'x'),
      ).set('cookie', `backstage-auth=${token}`);
      expect([operation, status]).toEqual([operation, 401]);
    }
  });

  it('refuses a program that may do anything, at every endpoint', async () => {
    for (const [operation, { method, path }] of guarded) {
      const { status, body } = await call(
        methods[method],
        path.replace(/:\w+/g, 'x'),
        UNRESTRICTED,
      );
      expect([operation, status, body.error?.code]).toEqual([
        operation,
        403,
        'INSUFFICIENT_PERMISSIONS',
      ]);
    }
  });

  it('serves a person who signed in, and tells their role', async () => {
    const token = await access.signIn.userToken(ADMIN);
    const { status, body } = await call('get', '/users/profile', token);
    expect([status, body]).toMatchObject([
      200,
      {
        userEntityRef: ADMIN,
        roles: [{ role: 'DRSOrchestrationAdmin', through: [ADMIN] }],
      },
    ]);
    expect(body.permissions).toHaveLength(11);
  });

  it('lets a program do what its static token is restricted to, and nothing else', async () => {
    expect((await call('get', '/protection-groups', READER)).status).toBe(200);
    const refused = await call('post', '/protection-groups', READER).send({});
    expect([refused.status, refused.body.error.permission]).toEqual([
      403,
      'drs.protection-group.create',
    ]);
    const { body } = await call('get', '/users/profile', READER);
    expect(body).toEqual({
      userEntityRef: 'reader',
      roles: [],
      permissions: ['drs.resources.view'],
    });
  });

  it('tells a program whose token is not one for the catalog what to add to it', async () => {
    const { groupId } = await created(
      '/protection-groups',
      group(COMMERCE, 'payments'),
    );
    const { planId } = await created('/recovery-plans', {
      planName: 'Payments',
      accountId: COMMERCE,
      waves: [
        { waveNumber: 1, waveName: 'All', protectionGroupIds: [groupId] },
      ],
    });
    const statusesOf = async (token: string) => {
      const answers = [
        await call('get', '/readiness?entityRef=component:default/docs', token),
        await call('post', '/recovery-plans/derive', token).send({
          entityRefs: ['component:default/docs'],
        }),
        await call('get', `/recovery-plans/${planId}/drift`, token),
      ];
      return answers.map(({ status, body }) => [status, body.error?.message]);
    };
    for (const token of [READER, FOR_SOME_OF_CATALOG]) {
      expect(await statusesOf(token)).toEqual(
        Array(3).fill([
          403,
          'This token may not read the catalog: add "- plugin: catalog" to its accessRestrictions, without permissions',
        ]),
      );
    }
    expect(await statusesOf(FOR_CATALOG)).toEqual(
      Array(3).fill([200, undefined]),
    );
  });

  const group = (accountId: string | undefined, groupName: string) => ({
    groupName,
    region: 'us-west-2',
    serverSelectionTags: { 'DR-Application': groupName },
    ...(accountId && { accountId }),
  });

  it('lets a program of another issuer create records of its accounts only, each with its account named', async () => {
    const token = await programToken();
    const nameless = await call('post', '/protection-groups', token).send(
      group(undefined, 'orders'),
    );
    expect([nameless.status, nameless.body.error.code]).toEqual([
      400,
      'ACCOUNT_REQUIRED',
    ]);
    const foreign = await call('post', '/protection-groups', token).send(
      group('333344445555', 'orders'),
    );
    expect([foreign.status, foreign.body.error.permission]).toEqual([
      403,
      'drs.protection-group.create',
    ]);
    const own = await call('post', '/protection-groups', token).send(
      group(COMMERCE, 'orders'),
    );
    expect([own.status, own.body.createdBy]).toEqual([
      201,
      'external:ci:deployments',
    ]);
  });

  it('tells nobody why credentials were refused', async () => {
    const expired = await programToken({ exp: now() - 60 });
    const { body } = await call('get', '/protection-groups', expired);
    expect(body.error).toEqual({
      name: 'AuthenticationError',
      code: 'NOT_AUTHENTICATED',
      message: 'Sign in first: there are no valid credentials in the request',
      details: [],
    });
  });
});
