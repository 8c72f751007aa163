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

import { PersonaIdentity } from './PersonaIdentity';

const MINUTE = 60_000;

/** A backend whose tokens count up, and live for an hour. */
class TokenIssuer {
  issued = 0;
  up = true;
  requested: string[] = [];

  fetch: typeof fetch = async input => {
    this.requested.push(String(input));
    if (!this.up) {
      throw new TypeError('Failed to fetch');
    }
    this.issued += 1;
    return new Response(
      JSON.stringify({
        providerInfo: {},
        profile: { displayName: 'Omar Okafor' },
        backstageIdentity: {
          token: `token-${this.issued}`,
          expiresInSeconds: 3600,
          identity: {
            type: 'user',
            userEntityRef: 'user:default/omar.okafor',
            ownershipEntityRefs: ['user:default/omar.okafor'],
          },
        },
      }),
    );
  };
}

describe('PersonaIdentity', () => {
  const issuer = { current: new TokenIssuer() };
  const clock = { now: 0 };

  const signIn = () =>
    PersonaIdentity.signIn({
      persona: 'operator',
      discoveryApi: { getBaseUrl: async id => `http://localhost/api/${id}` },
      fetch: issuer.current.fetch,
      now: () => clock.now,
    });

  beforeEach(() => {
    issuer.current = new TokenIssuer();
    clock.now = Date.UTC(2026, 10, 21);
    window.sessionStorage.clear();
  });

  it('signs in with the persona and answers who it is', async () => {
    const identity = await signIn();

    expect(issuer.current.requested).toEqual([
      'http://localhost/api/auth/persona/refresh?persona=operator',
    ]);
    await expect(identity.getCredentials()).resolves.toEqual({
      token: 'token-1',
    });
    await expect(identity.getProfileInfo()).resolves.toEqual({
      displayName: 'Omar Okafor',
    });
    await expect(identity.getBackstageIdentity()).resolves.toEqual({
      type: 'user',
      userEntityRef: 'user:default/omar.okafor',
      ownershipEntityRefs: ['user:default/omar.okafor'],
    });
  });

  it('keeps a token until five minutes before it expires, then asks once for the next', async () => {
    const identity = await signIn();

    clock.now += 54 * MINUTE;
    await expect(identity.getCredentials()).resolves.toEqual({
      token: 'token-1',
    });

    clock.now += 2 * MINUTE;
    const tokens = await Promise.all([
      identity.getCredentials(),
      identity.getCredentials(),
      identity.getCredentials(),
    ]);
    expect(tokens.map(({ token }) => token)).toEqual([
      'token-2',
      'token-2',
      'token-2',
    ]);
    expect(issuer.current.issued).toBe(2);
  });

  it('lives on the old token while the backend is down, as long as it is valid', async () => {
    const identity = await signIn();
    issuer.current.up = false;

    clock.now += 58 * MINUTE;
    await expect(identity.getCredentials()).resolves.toEqual({
      token: 'token-1',
    });
    clock.now += 3 * MINUTE;
    await expect(identity.getCredentials()).rejects.toThrow('Failed to fetch');

    issuer.current.up = true;
    await expect(identity.getCredentials()).resolves.toEqual({
      token: 'token-2',
    });
  });

  it('is remembered until signed out', async () => {
    expect(PersonaIdentity.remembered()).toBeUndefined();
    const identity = await signIn();
    expect(PersonaIdentity.remembered()).toBe('operator');

    await identity.signOut();
    expect(PersonaIdentity.remembered()).toBeUndefined();
  });

  it('is not remembered when the backend refuses', async () => {
    await expect(
      PersonaIdentity.signIn({
        persona: 'root',
        discoveryApi: { getBaseUrl: async () => 'http://localhost/api/auth' },
        fetch: async () =>
          new Response(
            JSON.stringify({
              error: { name: 'InputError', message: 'no such persona' },
              response: { statusCode: 400 },
            }),
            { status: 400, headers: { 'content-type': 'application/json' } },
          ),
      }),
    ).rejects.toMatchObject({ name: 'ResponseError', statusCode: 400 });
    expect(PersonaIdentity.remembered()).toBeUndefined();
  });
});
