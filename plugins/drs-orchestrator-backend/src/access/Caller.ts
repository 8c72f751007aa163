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

import type {
  AuthService,
  BackstageCredentials,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { DrsError } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Request } from 'express';
import {
  breakGlassReason,
  type BreakGlassKey,
  type BrokenGlass,
} from './breakGlass';

/** Who calls, once it is proved. */
export type Caller =
  | {
      readonly kind: 'person';
      readonly ref: string;
      /** They could not sign in. */
      readonly breakGlass?: BrokenGlass;
    }
  | { readonly kind: 'program'; readonly ref: string }
  | { readonly kind: 'nobody' };

/** A caller with what proves it, for calls on their behalf. */
export interface RequestContext {
  readonly credentials: BackstageCredentials;
  readonly caller: Caller;
}

/**
 * Who is to be written down as having done something.
 *
 * @throws DrsError NOT_AUTHENTICATED for nobody, who may change nothing
 */
export function actorOf({ caller }: RequestContext): string {
  if (caller.kind === 'nobody') {
    throw new DrsError('NOT_AUTHENTICATED', 'Sign in first');
  }
  return caller.ref;
}

/**
 * Capitals mean nothing in entity refs, and providers spell them differently:
 * whoever started an execution is not another person after another sign-in.
 */
const inCatalogForm = (entityRef: string): string =>
  stringifyEntityRef(parseEntityRef(entityRef));

/** Tells who calls, from a request's credentials. */
export class Authenticator {
  readonly #httpAuth: HttpAuthService;
  readonly #auth: AuthService;
  /** By the subject of a token: the person whose envelope it was in. */
  readonly #envelopes: ReadonlyMap<string, string>;

  static create(options: {
    httpAuth: HttpAuthService;
    auth: AuthService;
    breakGlass: readonly BreakGlassKey[];
  }) {
    return new Authenticator(options);
  }

  private constructor(options: {
    httpAuth: HttpAuthService;
    auth: AuthService;
    breakGlass: readonly BreakGlassKey[];
  }) {
    this.#httpAuth = options.httpAuth;
    this.#auth = options.auth;
    this.#envelopes = new Map(
      options.breakGlass.map(({ subject, person }) => [subject, person]),
    );
  }

  /**
   * @throws AuthenticationError without valid credentials
   * @throws DrsError INSUFFICIENT_PERMISSIONS for a program that may do anything:
   *   Backstage asks no policy for programs, so only those count that are
   *   restricted to named permissions; VALIDATION_FAILED for break-glass without a reason
   */
  async authenticate(request: Request): Promise<RequestContext> {
    const credentials = await this.#httpAuth.credentials(request, {
      allow: ['user', 'service'],
    });
    return this.identify(credentials, () => breakGlassReason(request));
  }

  /**
   * Tells whose credentials these are.
   *
   * @param reasonOf - why they break the glass; throws where they cannot say
   * @throws DrsError as {@link authenticate}
   */
  identify(
    credentials: BackstageCredentials,
    reasonOf: () => string,
  ): RequestContext {
    if (this.#auth.isPrincipal(credentials, 'user')) {
      return {
        credentials,
        caller: {
          kind: 'person',
          ref: inCatalogForm(credentials.principal.userEntityRef),
        },
      };
    }
    if (this.#auth.isPrincipal(credentials, 'service')) {
      const { subject, accessRestrictions } = credentials.principal;
      if (
        !accessRestrictions?.permissionNames &&
        !accessRestrictions?.permissionAttributes
      ) {
        throw new DrsError(
          'INSUFFICIENT_PERMISSIONS',
          'Programs are served only with a token that is restricted to named permissions: give it accessRestrictions under backend.auth.externalAccess',
        );
      }
      const person = this.#envelopes.get(subject);
      return {
        credentials,
        caller: person
          ? {
              kind: 'person',
              ref: person,
              breakGlass: { subject, reason: reasonOf() },
            }
          : { kind: 'program', ref: subject },
      };
    }
    throw new DrsError('NOT_AUTHENTICATED', 'Sign in first');
  }

  /** For endpoints that anybody may call. */
  async anybody(): Promise<RequestContext> {
    return {
      credentials: await this.#auth.getNoneCredentials(),
      caller: { kind: 'nobody' },
    };
  }
}
