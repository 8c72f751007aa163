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

import { authServiceFactory } from '@backstage/backend-defaults/auth';
import { httpAuthServiceFactory } from '@backstage/backend-defaults/httpAuth';
import { permissionsServiceFactory } from '@backstage/backend-defaults/permissions';
import { userInfoServiceFactory } from '@backstage/backend-defaults/userInfo';
import {
  coreServices,
  createBackendPlugin,
  type BackendFeature,
} from '@backstage/backend-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import permissionBackend from '@backstage/plugin-permission-backend';
import PromiseRouter from 'express-promise-router';
import {
  CompactSign,
  decodeJwt,
  exportJWK,
  generateKeyPair,
  type KeyLike,
} from 'jose';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { rolePolicyModule } from '../index';

/** Signs tokens as one issuer. */
export class Issuer {
  readonly kid: string;
  readonly #key: KeyLike;
  readonly jwks: { keys: object[] };

  static async create(kid: string): Promise<Issuer> {
    const { publicKey, privateKey } = await generateKeyPair('ES256');
    const jwk = { ...(await exportJWK(publicKey)), kid, alg: 'ES256' };
    return new Issuer(kid, privateKey, { keys: [jwk] });
  }

  private constructor(kid: string, key: KeyLike, jwks: { keys: object[] }) {
    this.kid = kid;
    this.#key = key;
    this.jwks = jwks;
  }

  sign(claims: object, typ = 'JWT'): Promise<string> {
    return new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
      .setProtectedHeader({ typ, alg: 'ES256', kid: this.kid })
      .sign(this.#key);
  }

  /** A sign-in as Backstage's auth backend would issue it. */
  async userToken(
    sub: string,
    times: { issuedAt?: number; lifeSeconds?: number } = {},
  ): Promise<string> {
    const iat = times.issuedAt ?? Math.floor(Date.now() / 1000);
    const exp = iat + (times.lifeSeconds ?? 3600);
    return this.sign(
      {
        sub,
        ent: [sub],
        aud: 'backstage',
        iat,
        exp,
        uip: (await this.limitedUserToken(sub, { iat, exp })).split('.')[2],
      },
      'vnd.backstage.user',
    );
  }

  /** What Backstage keeps in cookies, for pictures and the like. */
  limitedUserToken(
    sub: string,
    { iat, exp }: { iat: number; exp: number },
  ): Promise<string> {
    return this.sign({ sub, iat, exp }, 'vnd.backstage.limited-user');
  }
}

/**
 * Backstage's own authentication and permission backend instead of mocked ones,
 * with a sign-in that signs whatever a test asks for, and an issuer of tokens
 * for programs outside.
 */
export async function realAccess() {
  const [signIn, programs] = await Promise.all([
    Issuer.create('sign-in'),
    Issuer.create('programs'),
  ]);
  // As the night would have it that break-glass is for.
  let isSignInDown = false;

  const authPlugin = createBackendPlugin({
    pluginId: 'auth',
    register(env) {
      env.registerInit({
        deps: { httpRouter: coreServices.httpRouter },
        async init({ httpRouter }) {
          const router = PromiseRouter();
          router.use((_request, response, next) => {
            if (isSignInDown) {
              response.status(503).end();
            } else {
              next();
            }
          });
          router.get('/.well-known/jwks.json', (_request, response) => {
            response.json(signIn.jwks);
          });
          router.get('/v1/userinfo', (request, response) => {
            const [, token = ''] =
              request.get('authorization')?.split(' ') ?? [];
            const { sub } = decodeJwt(token);
            response.json({ claims: { sub, ent: [sub] } });
          });
          for (const path of ['/.well-known', '/v1']) {
            httpRouter.addAuthPolicy({ path, allow: 'unauthenticated' });
          }
          httpRouter.use(router);
        },
      });
    },
  });
  const features: BackendFeature[] = [
    authServiceFactory,
    httpAuthServiceFactory,
    permissionsServiceFactory,
    userInfoServiceFactory,
    permissionBackend,
    rolePolicyModule({
      handle: async () => ({ result: AuthorizeResult.DENY }),
    }),
    authPlugin,
  ];

  const jwksServer: Server = createServer((_request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(programs.jwks));
  });
  await new Promise<void>(resolve => {
    jwksServer.listen(0, '127.0.0.1', resolve);
  });
  const { port } = jwksServer.address() as AddressInfo;
  return {
    signIn,
    programs,
    features,
    /** Where programs' tokens are verified by. */
    jwksUrl: `http://127.0.0.1:${port}/jwks.json`,
    stopSignIn() {
      isSignInDown = true;
    },
    stop: () =>
      new Promise<void>(resolve => {
        jwksServer.close(() => resolve());
      }),
  };
}
