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
import { realAccess } from '../__testUtils__/realAccess';
import {
  COMMERCE,
  startOrchestrator,
} from '../__testUtils__/startOrchestrator';

jest.setTimeout(120_000);

const ADMIN = 'user:default/alex.adler';

/** Each is found wherever it turns up, as it is or encoded. */
const secrets = {
  auditKey: 'hush-audit-key-of-32-characters-at-least',
  signingKey: 'hush-signing-key-of-32-characters-or-more',
  token: 'hush-static-token-of-32-characters-or-more',
  configuredExternalId: 'meridian-dr',
  externalId: 'hush-external-id',
  otherExternalId: 'hush-another-external-id',
  secretAccessKey: 'meridian-development-only',
};

const methods = {
  GET: 'get',
  POST: 'post',
  PUT: 'put',
  DELETE: 'delete',
} as const;

describe('what is secret', () => {
  it('stands in no answer, no line of the log, no audit entry and no export', async () => {
    const told: string[] = [];
    const access = await realAccess();
    const orchestrator = await startOrchestrator({
      access: access.features,
      onLog: line => told.push(line),
      config: base => ({
        ...base,
        backend: {
          baseUrl: base.backend.baseUrl,
          auth: {
            externalAccess: [
              {
                type: 'static',
                options: { token: secrets.token, subject: 'pipeline' },
              },
            ],
          },
        },
        drsOrchestrator: {
          ...base.drsOrchestrator,
          auditKey: secrets.auditKey,
          hooks: {
            allowedHosts: ['hooks.example.com'],
            signingKey: secrets.signingKey,
          },
          roles: [{ role: 'DRSOrchestrationAdmin', members: [ADMIN] }],
        },
      }),
    });
    try {
      const signedIn = await access.signIn.userToken(ADMIN);
      const call = async (
        method: 'get' | 'post' | 'put' | 'delete',
        path: string,
        body?: object,
        token = signedIn,
      ) => {
        const answer = await orchestrator
          .api(method, path)
          .set('authorization', `Bearer ${token}`)
          .send(body);
        told.push(JSON.stringify([answer.headers, answer.text]));
        return answer;
      };

      // Refused with its credentials, however they are wrong.
      await call('get', '/protection-groups', undefined, secrets.token);
      await call('get', '/protection-groups', undefined, `${signedIn}x`);

      const account = {
        accountId: '444455556666',
        accountName: 'meridian-labs',
        roleName: 'DrsOrchestratorRole',
        externalId: secrets.externalId,
        regions: ['us-west-2'],
      };
      // Refused, stored, repeated, and changed.
      await call('post', '/accounts/targets', { ...account, regions: ['?'] });
      const { body: stored } = await call('post', '/accounts/targets', account);
      await call('post', '/accounts/targets', account);
      await call('put', '/accounts/targets/444455556666', {
        ...account,
        externalId: secrets.otherExternalId,
        version: stored.version,
      });
      await call('put', '/accounts/targets/444455556666', {
        ...account,
        version: stored.version,
      });
      // A role that cannot be assumed: AWS quotes what it refuses.
      await call('post', '/accounts/targets/444455556666/validate');
      orchestrator.aws.faults.add({
        effect: { type: 'error', status: 500, code: 'InternalFailure' },
      });
      await call('post', `/accounts/targets/${COMMERCE}/validate`);
      orchestrator.aws.faults.clear();

      for (const operation of operationNames) {
        const { method, path } = endpoints[operation];
        await call(
          methods[method],
          path
            .replace(':accountId', COMMERCE)
            .replace(/:\w+/g, 'no-such-id')
            .concat(method === 'GET' ? `?limit=50` : ''),
          method === 'GET' ? undefined : { externalId: secrets.externalId },
        );
        await call('post', '/operations', {
          operation,
          pathParams: { accountId: COMMERCE },
        });
      }
      await call('get', '/audit?limit=200');
      await call('get', '/audit?limit=200&order=SEALED');
      await call('get', '/config/export?format=yaml');
    } finally {
      await orchestrator.stop();
      await access.stop();
    }

    // The log was listened to, and the trail is told of.
    expect(told.join('\n')).toContain('create_target_account');
    expect(told.join('\n')).toContain('Plugin initialization');
    for (const [name, secret] of Object.entries(secrets)) {
      for (const form of [
        secret,
        encodeURIComponent(secret),
        Buffer.from(secret).toString('base64').replace(/=+$/, ''),
      ]) {
        const found = told.find(text => text.includes(form));
        expect([name, found]).toEqual([name, undefined]);
      }
    }
    const found = told.find(text => /eyJ[\w-]+\.[\w-]+\.[\w-]{20,}/.test(text));
    expect(found).toBeUndefined();
  });
});
