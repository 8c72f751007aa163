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

import { InputError, NotFoundError } from '@backstage/errors';
import {
  AuthProviderFactory,
  AuthResolverContext,
  BackstageSignInResult,
  ClientAuthResponse,
  prepareBackstageIdentityResponse,
} from '@backstage/plugin-auth-node';
import { z } from 'zod';
import { Persona } from './personas';

/**
 * Issues a token for the persona's catalog user.
 *
 * For the first seconds of a fresh portal the catalog has not read its users
 * yet. The persona then signs in with the memberships that its configuration
 * states: a token without groups would carry none of the DR roles, and would
 * stay so for its whole hour.
 */
async function signIn(
  persona: Persona,
  context: AuthResolverContext,
): Promise<BackstageSignInResult> {
  try {
    return await context.signInWithCatalogUser({
      entityRef: persona.userEntityRef,
    });
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'NotFoundError') {
      throw error;
    }
    return context.issueToken({
      claims: {
        sub: persona.userEntityRef,
        ent: [persona.userEntityRef, ...persona.memberOf],
      },
    });
  }
}

/**
 * Creates the auth provider `persona`: `GET /api/auth/persona/refresh` with the
 * query parameter `persona` answers a session of that person, with no proof
 * asked. A missing or unknown persona is answered with 400.
 */
export function createPersonaProviderFactory(
  personas: Persona[],
): AuthProviderFactory {
  const querySchema = z.object({
    persona: z.enum(personas.map(persona => persona.name)),
  });

  return ({ resolverContext }) => {
    const refuse = async () => {
      throw new NotFoundError(
        'The persona provider has no sign-in pop-up; ask GET /api/auth/persona/refresh?persona=NAME',
      );
    };
    return {
      start: refuse,
      frameHandler: refuse,
      async refresh(req, res) {
        const query = querySchema.safeParse(req.query);
        const persona =
          query.success &&
          personas.find(({ name }) => name === query.data.persona);
        if (!persona) {
          throw new InputError(
            `The query parameter "persona" must be one of: ${personas
              .map(({ name }) => name)
              .join(', ')}`,
          );
        }
        const session: ClientAuthResponse<Record<string, never>> = {
          providerInfo: {},
          profile: { displayName: persona.displayName },
          backstageIdentity: prepareBackstageIdentityResponse(
            await signIn(persona, resolverContext),
          ),
        };
        res.setHeader('Cache-Control', 'no-store');
        res.json(session);
      },
    };
  };
}
