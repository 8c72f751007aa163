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

import { ResponseError } from '@backstage/errors';
import {
  BackstageUserIdentity,
  DiscoveryApi,
  IdentityApi,
  ProfileInfo,
} from '@backstage/frontend-plugin-api';
import { z } from 'zod';

/** A token is replaced this long before it expires. */
const REFRESH_MARGIN_MS = 5 * 60 * 1000;

const STORAGE_KEY = 'drs-orchestrator:persona';

const sessionSchema = z.object({
  profile: z.object({ displayName: z.string().optional() }),
  backstageIdentity: z.object({
    token: z.string(),
    expiresInSeconds: z.number(),
    identity: z.object({
      type: z.literal('user'),
      userEntityRef: z.string(),
      ownershipEntityRefs: z.array(z.string()),
    }),
  }),
});

interface Session {
  readonly profile: ProfileInfo;
  readonly identity: BackstageUserIdentity;
  readonly token: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

export interface PersonaIdentityOptions {
  readonly persona: string;
  readonly discoveryApi: DiscoveryApi;
  /**
   * Where the persona is remembered over a reload. The browser tab's own
   * storage by default, so that two tabs can be two people.
   */
  readonly storage?: Storage;
  readonly fetch?: typeof fetch;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

/**
 * The identity of a persona of the development sign-in. It asks the backend for
 * a new token shortly before the old one expires.
 */
export class PersonaIdentity implements IdentityApi {
  readonly #persona: string;
  readonly #discoveryApi: DiscoveryApi;
  readonly #storage: Storage;
  readonly #fetch: typeof fetch;
  readonly #now: () => number;
  #session: Session | undefined;
  #pending: Promise<Session> | undefined;

  /** The persona that this tab was signed in as, if it has not signed out. */
  static remembered(storage: Storage = window.sessionStorage) {
    return storage.getItem(STORAGE_KEY) ?? undefined;
  }

  /** Forgets the persona, so that the next load asks who to be. */
  static forget(storage: Storage = window.sessionStorage) {
    storage.removeItem(STORAGE_KEY);
  }

  /**
   * Signs in as the persona and remembers it for reloads.
   *
   * @throws ResponseError if the backend refuses, TypeError if it cannot be
   * reached.
   */
  static async signIn(options: PersonaIdentityOptions) {
    const identity = new PersonaIdentity(options);
    await identity.#current();
    identity.#storage.setItem(STORAGE_KEY, options.persona);
    return identity;
  }

  private constructor(options: PersonaIdentityOptions) {
    this.#persona = options.persona;
    this.#discoveryApi = options.discoveryApi;
    this.#storage = options.storage ?? window.sessionStorage;
    this.#fetch = options.fetch ?? ((...args) => window.fetch(...args));
    this.#now = options.now ?? Date.now;
  }

  async getProfileInfo(): Promise<ProfileInfo> {
    return (await this.#current()).profile;
  }

  async getBackstageIdentity(): Promise<BackstageUserIdentity> {
    return (await this.#current()).identity;
  }

  async getCredentials(): Promise<{ token?: string }> {
    return { token: (await this.#current()).token };
  }

  async signOut(): Promise<void> {
    PersonaIdentity.forget(this.#storage);
    this.#session = undefined;
  }

  async #current(): Promise<Session> {
    const session = this.#session;
    if (session && this.#now() < session.expiresAt - REFRESH_MARGIN_MS) {
      return session;
    }
    // Many requests find the token old at the same moment; they share one
    // refresh.
    this.#pending ??= this.#refresh().finally(() => {
      this.#pending = undefined;
    });
    try {
      return await this.#pending;
    } catch (error) {
      // While the backend restarts, the old token serves until it expires.
      if (session && this.#now() < session.expiresAt) {
        return session;
      }
      throw error;
    }
  }

  async #refresh(): Promise<Session> {
    const baseUrl = await this.#discoveryApi.getBaseUrl('auth');
    const requestedAt = this.#now();
    const response = await this.#fetch(
      `${baseUrl}/persona/refresh?persona=${encodeURIComponent(this.#persona)}`,
      { headers: { 'X-Requested-With': 'XMLHttpRequest' } },
    );
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    const { profile, backstageIdentity } = sessionSchema.parse(
      await response.json(),
    );
    this.#session = {
      profile,
      identity: backstageIdentity.identity,
      token: backstageIdentity.token,
      expiresAt: requestedAt + backstageIdentity.expiresInSeconds * 1000,
    };
    return this.#session;
  }
}
