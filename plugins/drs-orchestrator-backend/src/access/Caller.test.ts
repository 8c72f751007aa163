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
import type { Request } from 'express';
import { Authenticator } from './Caller';

describe('Authenticator', () => {
  it('knows one person by one name, however a sign-in spells it', async () => {
    const authenticator = Authenticator.create({
      httpAuth: mockServices.httpAuth({
        defaultCredentials: mockCredentials.user('user:default/Rosa.Marquez'),
      }),
      auth: mockServices.auth(),
      breakGlass: [],
    });
    const { caller } = await authenticator.authenticate({
      headers: {},
    } as Request);
    expect(caller).toEqual({
      kind: 'person',
      ref: 'user:default/rosa.marquez',
    });
  });
});
