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

import mcpActions from '@backstage/plugin-mcp-actions-backend';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { z } from 'zod';
import { realAccess } from '../__testUtils__/realAccess';
import {
  COMMERCE,
  startOrchestrator,
  type Orchestrator,
} from '../__testUtils__/startOrchestrator';
import { offeredActions } from './offeredActions';

jest.setTimeout(120_000);

const PROGRAM = 'a-token-of-a-program-of-32-characters';
const UNRESTRICTED = 'a-token-that-may-do-all-of-32-characters';
const OPERATOR = 'user:default/omar.okafor';
const AUDITOR = 'user:default/rita.osei';

const toolAnswer = z.object({
  isError: z.boolean().optional(),
  structuredContent: z.record(z.string(), z.unknown()).optional(),
  content: z.array(z.object({ type: z.literal('text'), text: z.string() })),
});

/** Backstage's MCP server before the plugin, with real tokens, asked by the protocol's own client. */
describe('an MCP client', () => {
  let access: Awaited<ReturnType<typeof realAccess>>;
  let orchestrator: Orchestrator;
  const clients: Client[] = [];

  beforeAll(async () => {
    access = await realAccess();
    orchestrator = await startOrchestrator({
      access: [...access.features, mcpActions],
      config: base => ({
        ...base,
        backend: {
          baseUrl: base.backend.baseUrl,
          actions: { pluginSources: ['drs-orchestrator'] },
          auth: {
            externalAccess: [
              {
                type: 'static',
                options: { token: PROGRAM, subject: 'assistant' },
                accessRestrictions: [{ plugin: 'mcp-actions' }],
              },
              {
                type: 'static',
                options: { token: UNRESTRICTED, subject: 'anything' },
              },
            ],
          },
        },
        drsOrchestrator: {
          ...base.drsOrchestrator,
          roles: [
            { role: 'DRSOperator', members: [OPERATOR] },
            { role: 'DRSPlanManager', members: [OPERATOR] },
            { role: 'DRSReadOnly', members: [AUDITOR] },
          ],
        },
      }),
    });
  });

  afterAll(async () => {
    await Promise.all(clients.map(client => client.close()));
    await orchestrator?.stop();
    await access?.stop();
  });

  const connected = async (token: string): Promise<Client> => {
    const client = new Client({ name: 'test', version: '1.0.0' });
    clients.push(client);
    await client.connect(
      new StreamableHTTPClientTransport(
        new URL('/api/mcp-actions/v1', orchestrator.url),
        { requestInit: { headers: { authorization: `Bearer ${token}` } } },
      ),
    );
    return client;
  };
  const asPerson = async (person: string) =>
    connected(await access.signIn.userToken(person));

  const call = async (
    client: Client,
    name: string,
    input: Record<string, unknown> = {},
  ) =>
    toolAnswer.parse(
      await client.callTool({
        name: `drs-orchestrator.${name}`,
        arguments: input,
      }),
    );

  it('finds the tools, with what they may do', async () => {
    const client = await asPerson(AUDITOR);
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual(
      offeredActions.map(({ name }) => `drs-orchestrator.${name}`),
    );
    const annotations = new Map(
      tools.map(({ name, annotations: hints }) => [name, hints]),
    );
    expect(annotations.get('drs-orchestrator.start-drill')).toMatchObject({
      readOnlyHint: false,
      destructiveHint: true,
      idempotentHint: false,
    });
    expect(annotations.get('drs-orchestrator.get-readiness')).toMatchObject({
      readOnlyHint: true,
      destructiveHint: false,
    });
  });

  it('acts as the person who is signed in, and leaves a trail', async () => {
    const token = await access.signIn.userToken(OPERATOR);
    const post = async (path: string, body: object) =>
      (
        await orchestrator
          .api('post', path)
          .set('authorization', `Bearer ${token}`)
          .send(body)
      ).body;
    const { groupId } = await post('/protection-groups', {
      groupName: 'Search',
      accountId: COMMERCE,
      region: 'us-west-2',
      serverSelectionTags: {
        'DR-Application': 'product-catalog',
        'DR-Role': 'search',
      },
    });
    const { planId } = await post('/recovery-plans', {
      planName: 'Search',
      accountId: COMMERCE,
      waves: [
        { waveNumber: 1, waveName: 'Search', protectionGroupIds: [groupId] },
      ],
    });

    const auditor = await asPerson(AUDITOR);
    expect(
      (await call(auditor, 'list-recovery-plans')).structuredContent,
    ).toMatchObject({ items: [{ planId, planName: 'Search' }] });
    expect(await call(auditor, 'start-drill', { planId })).toMatchObject({
      isError: true,
      content: [
        {
          text: expect.stringMatching(
            /^NotAllowedError: .*drs\.execution\.start/s,
          ),
        },
      ],
    });

    const operator = await asPerson(OPERATOR);
    expect(
      await call(operator, 'start-drill', {
        planId,
        executionType: 'RECOVERY',
      }),
    ).toMatchObject({ isError: true });
    const { structuredContent } = await call(operator, 'start-drill', {
      planId,
      clientToken: 'one',
    });
    expect(structuredContent).toMatchObject({
      executionId: expect.any(String),
    });
    expect(
      await call(operator, 'pause-execution', {
        executionId: structuredContent?.executionId,
      }),
    ).toMatchObject({
      isError: true,
      content: [{ text: expect.stringContaining('drs.execution.manage') }],
    });

    const trail = await orchestrator
      .api('get', '/audit')
      .set('authorization', `Bearer ${await access.signIn.userToken(AUDITOR)}`);
    expect(trail.body.items).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          operation: 'execute_recovery_plan',
          outcome: 'SUCCEEDED',
          // Who did it, and what brought it.
          actor: {
            kind: 'person',
            ref: OPERATOR,
            through: 'plugin:mcp-actions',
          },
        }),
        expect.objectContaining({
          operation: 'execute_recovery_plan',
          outcome: 'REFUSED',
          actor: expect.objectContaining({ ref: AUDITOR }),
        }),
      ]),
    );
  });

  it('is somebody: neither nobody nor a program', async () => {
    await expect(connected('not a token')).rejects.toThrow();
    // Backstage lets a restricted program no further than the MCP server.
    const program = await connected(PROGRAM);
    expect((await program.listTools()).tools).toEqual([]);
    // For others the server speaks with its own, unrestricted token.
    const anything = await connected(UNRESTRICTED);
    for (const name of ['list-recovery-plans', 'list-executions']) {
      expect(await call(anything, name)).toMatchObject({
        isError: true,
        content: [
          { text: expect.stringContaining('Programs are served only') },
        ],
      });
    }
  });
});
