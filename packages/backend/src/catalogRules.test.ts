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

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import request from 'supertest';
import { parse } from 'yaml';
import { z } from 'zod';

jest.setTimeout(30_000);

const root = join(__dirname, '../../..');

const rules = z.array(z.object({ allow: z.array(z.string()) }));

const configSchema = z.object({
  catalog: z.object({
    rules,
    locations: z.tuple([
      z.object({
        type: z.literal('file'),
        target: z.string(),
        rules,
      }),
    ]),
  }),
});

const mallory = `apiVersion: backstage.io/v1alpha1
kind: User
metadata: { name: mallory }
spec: { memberOf: [dr-admins] }
`;

describe('the catalog', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'drs-orchestrator-catalog-'));
  });

  afterEach(() => rm(folder, { recursive: true }));

  it('takes people from the location that may have them, and from no other', async () => {
    const { catalog } = configSchema.parse(
      parse(await readFile(join(root, 'app-config.yaml'), 'utf8')),
    );
    const [company] = catalog.locations;
    const elsewhere = join(folder, 'elsewhere.yaml');
    await writeFile(elsewhere, mallory);
    const events = mockServices.events.mock();
    const { server } = await startTestBackend({
      features: [
        catalogPlugin,
        events.factory,
        mockServices.rootConfig.factory({
          data: {
            catalog: {
              ...catalog,
              processingInterval: { minutes: 1 },
              locations: [
                {
                  ...company,
                  target: join(root, 'packages/backend', company.target),
                },
                { type: 'file', target: elsewhere },
              ],
            },
          },
        }),
      ],
    });
    const entitiesOf = async (kind: string): Promise<unknown[]> => {
      const answer = await request(server).get(
        `/api/catalog/entities?filter=kind=${kind}`,
      );
      expect(answer.status).toBe(200);
      return answer.body;
    };
    /** Asks until it is there; the test's own time-out ends it otherwise. */
    const until = async (told: () => unknown, sign: string) => {
      while (
        !inspect(await told(), { depth: null, maxArrayLength: null }).includes(
          sign,
        )
      ) {
        await new Promise(resolve => setTimeout(resolve, 100));
      }
    };

    await until(() => entitiesOf('user'), 'alex.adler');
    await until(() => entitiesOf('group'), 'dr-admins');
    await until(
      () => events.publish.mock.calls,
      `user:default/mallory at file:${elsewhere}, originated at file:${elsewhere}, is not of an allowed kind`,
    );
    expect(JSON.stringify(await entitiesOf('user'))).not.toContain('mallory');
  });
});
