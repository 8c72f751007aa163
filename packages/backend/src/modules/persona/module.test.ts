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

import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { UserEntity } from '@backstage/catalog-model';
import { JsonObject } from '@backstage/types';
import authPlugin from '@backstage/plugin-auth-backend';
import request from 'supertest';
import personaModule from '.';

const omar: UserEntity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name: 'omar.okafor' },
  spec: { memberOf: ['night-shift'] },
  relations: [{ type: 'memberOf', targetRef: 'group:default/night-shift' }],
};

const omarsPersona = {
  name: 'operator',
  displayName: 'Omar Okafor',
  role: 'DR operator',
  summary: 'Starts drills.',
  userEntityRef: 'user:default/omar.okafor',
  memberOf: ['group:default/dr-operators'],
};

async function startPortal(options: {
  auth: JsonObject;
  users?: UserEntity[];
}): Promise<request.Agent> {
  const { server } = await startTestBackend({
    features: [
      authPlugin,
      personaModule,
      catalogServiceMock.factory({ entities: options.users ?? [] }),
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'http://localhost:3000' },
          backend: { baseUrl: 'http://localhost:7007' },
          auth: options.auth,
        },
      }),
    ],
  });
  return request(server);
}

const development = {
  environment: 'development',
  providers: { persona: { personas: [omarsPersona] } },
};

describe('persona sign-in', () => {
  it('signs in the catalog user with the memberships that the catalog knows', async () => {
    const portal = await startPortal({ auth: development, users: [omar] });

    const response = await portal.get(
      '/api/auth/persona/refresh?persona=operator',
    );

    expect(response.status).toBe(200);
    expect(response.headers['cache-control']).toBe('no-store');
    expect(response.body).toEqual({
      providerInfo: {},
      profile: { displayName: 'Omar Okafor' },
      backstageIdentity: {
        token: expect.any(String),
        expiresInSeconds: expect.any(Number),
        identity: {
          type: 'user',
          userEntityRef: 'user:default/omar.okafor',
          ownershipEntityRefs: [
            'user:default/omar.okafor',
            'group:default/night-shift',
          ],
        },
      },
    });
  });

  it('signs in with the configured memberships while the catalog has no such user', async () => {
    const portal = await startPortal({ auth: development });

    const response = await portal.get(
      '/api/auth/persona/refresh?persona=operator',
    );

    expect(response.status).toBe(200);
    expect(response.body.backstageIdentity.identity).toEqual({
      type: 'user',
      userEntityRef: 'user:default/omar.okafor',
      ownershipEntityRefs: [
        'user:default/omar.okafor',
        'group:default/dr-operators',
      ],
    });
  });

  it.each([
    '',
    '?persona=',
    '?persona=root',
    '?persona=operator&persona=admin',
  ])('refuses "%s" with 400 and names the personas', async query => {
    const portal = await startPortal({ auth: development });

    const response = await portal.get(`/api/auth/persona/refresh${query}`);

    expect(response.status).toBe(400);
    expect(response.body.error).toMatchObject({
      name: 'InputError',
      message: 'The query parameter "persona" must be one of: operator',
    });
  });

  it.each(['start', 'handler/frame'])('has no %s route', async route => {
    const portal = await startPortal({ auth: development });

    const response = await portal.get(`/api/auth/persona/${route}`);

    expect(response.status).toBe(404);
  });

  describe('in production', () => {
    it.each([
      ['NODE_ENV', 'production', development, /NODE_ENV is "production"/],
      [
        'auth.environment',
        'test',
        { ...development, environment: 'production' },
        /auth\.environment is "production"/,
      ],
      [
        'an absent auth.environment',
        'test',
        { providers: development.providers },
        /auth\.environment is ""/,
      ],
    ])(
      'stops the start because of %s',
      async (_reason, nodeEnvironment, auth, message) => {
        jest.replaceProperty(process, 'env', {
          ...process.env,
          NODE_ENV: nodeEnvironment,
        });

        await expect(startPortal({ auth })).rejects.toThrow(message);
      },
    );

    it('starts without personas, and offers none', async () => {
      jest.replaceProperty(process, 'env', {
        ...process.env,
        NODE_ENV: 'production',
      });
      const portal = await startPortal({
        auth: { environment: 'production' },
        users: [omar],
      });

      const response = await portal.get(
        '/api/auth/persona/refresh?persona=operator',
      );

      expect(response.status).toBe(404);
    });

    afterEach(() => {
      jest.restoreAllMocks();
    });
  });

  it('lists every problem of the configured personas', async () => {
    await expect(
      startPortal({
        auth: {
          environment: 'development',
          providers: {
            persona: {
              personas: [
                omarsPersona,
                { ...omarsPersona, memberOf: ['user:default/somebody'] },
                { ...omarsPersona, name: 'Not A Name', summary: '' },
              ],
            },
          },
        },
      }),
    ).rejects.toThrow(
      /personas\.1\.memberOf\.0: "user:default\/somebody" is not a group.*personas\.2\.name.*personas\.2\.summary/,
    );
  });

  it('refuses two personas of one name', async () => {
    await expect(
      startPortal({
        auth: {
          environment: 'development',
          providers: { persona: { personas: [omarsPersona, omarsPersona] } },
        },
      }),
    ).rejects.toThrow(/two personas named "operator"/);
  });
});
