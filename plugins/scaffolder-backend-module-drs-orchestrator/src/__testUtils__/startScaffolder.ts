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
  coreServices,
  createServiceFactory,
  type PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import type { JsonObject, JsonValue } from '@backstage/types';
import { startSimulator } from '@drs-orchestrator/aws-simulator';
import {
  drsRoleSchema,
  DrsOrchestratorClient,
  type DrsRole,
  type OperationName,
  type RequestInput,
  type ResponseOf,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
// The actions are tested against the orchestrator itself.
// eslint-disable-next-line @backstage/no-mixed-plugin-imports
import drsOrchestratorPlugin, {
  RolePolicy,
} from '@drs-orchestrator/plugin-drs-orchestrator-backend';
import request from 'supertest';
import { stripVTControlCharacters } from 'node:util';
import { z } from 'zod';
import drsOrchestratorActions from '../index';

export const COMMERCE = '111122223333';
export const LOGISTICS = '222233334444';

const userOf = (role: DrsRole) =>
  `user:default/${role.toLocaleLowerCase('en-US')}`;

/** A step of a template, without its name. */
export interface TemplateStep {
  id: string;
  action: string;
  input: JsonObject;
  each?: JsonValue;
}

const taskSchema = z.object({
  status: z.enum(['open', 'processing', 'completed', 'failed', 'cancelled']),
});

const eventsSchema = z.array(
  z.object({
    type: z.string(),
    body: z.looseObject({
      // That a task was begun again is told without one.
      message: z.string().default(''),
      output: z.record(z.string(), z.unknown()).optional(),
    }),
  }),
);

const dryRunSchema = z.object({
  log: z.array(
    z.object({
      body: z.looseObject({
        message: z.string(),
        status: z.string().optional(),
      }),
    }),
  ),
  output: z.record(z.string(), z.unknown()).optional(),
});

/** How a task, or a dry run, has come out. */
export interface Outcome {
  status: 'completed' | 'failed' | 'cancelled';
  /** Everything that was logged. */
  log: string;
  /** What the template tells of its steps, by their IDs. */
  output: Record<string, unknown>;
}

/** The scaffolder with our actions, beside the orchestrator with its simulated AWS. */
export interface Scaffolder {
  readonly aws: Awaited<ReturnType<typeof startSimulator>>;
  /** Starts a task, and gives its ID. */
  begin(role: DrsRole, steps: TemplateStep[]): Promise<string>;
  /** Waits for the end of a task. */
  end(role: DrsRole, taskId: string): Promise<Outcome>;
  /** Both. */
  run(role: DrsRole, steps: TemplateStep[]): Promise<Outcome>;
  /** Runs an ended task again, and waits for its end. */
  retry(role: DrsRole, taskId: string): Promise<Outcome>;
  cancel(role: DrsRole, taskId: string): Promise<void>;
  /** What is logged so far. */
  logOf(role: DrsRole, taskId: string): Promise<string>;
  dryRun(role: DrsRole, steps: TemplateStep[]): Promise<Outcome>;
  /** The orchestrator without a template between. */
  call<K extends OperationName>(
    role: DrsRole,
    operation: K,
    request: RequestInput<K>,
  ): Promise<ResponseOf<K>>;
  actions(): Promise<unknown>;
  stop(): Promise<void>;
}

/**
 * Starts everything for real but sign-in, the catalog and the permission backend,
 * which are answered for by mocked tokens, from memory, and by the role policy.
 */
export async function startScaffolder(
  options: {
    entities?: Entity[];
    allowRecoveries?: boolean;
    /** Whether steps that were done are left out when a task is run again. */
    taskRecovery?: boolean;
  } = {},
): Promise<Scaffolder> {
  const aws = await startSimulator({ port: 0, speed: 1200 });
  const config = {
    backend: { baseUrl: 'http://localhost:7007' },
    permission: { enabled: true },
    scaffolder: { taskRecovery: { enabled: options.taskRecovery ?? true } },
    drsOrchestrator: {
      auditKey: 'a key for tests of 32 characters',
      ...(options.allowRecoveries && { scaffolder: { allowRecoveries: true } }),
      roles: drsRoleSchema.options.map(role => ({
        role,
        members: [userOf(role)],
      })),
      aws: {
        development: {
          endpoint: aws.url,
          accessKeyId: 'AKIDMERIDIANHUB00001',
          secretAccessKey: 'meridian-development-only',
        },
      },
      approvals: { requireFor: 'NONE' },
      engine: {
        pollInterval: { milliseconds: 100 },
        leaseDuration: { seconds: 5 },
        callTimeout: { seconds: 3 },
      },
      inventory: { enabled: false },
      tagSync: { enabled: false },
      accounts: [COMMERCE, LOGISTICS].map((accountId, index) => ({
        accountId,
        accountName: ['meridian-commerce', 'meridian-logistics'][index],
        roleName: 'DrsOrchestratorRole',
        externalId: 'meridian-dr',
        regions: ['us-west-2', 'eu-west-1'],
      })),
    },
  };

  const permissions = createServiceFactory({
    service: coreServices.permissions,
    deps: { auth: coreServices.auth, rootConfig: coreServices.rootConfig },
    factory: ({ auth, rootConfig }) => {
      const policy = new RolePolicy(rootConfig, {
        handle: async () => ({ result: AuthorizeResult.ALLOW }),
      });
      const decide: PermissionsService['authorizeConditional'] = async (
        queries,
        { credentials },
      ) => {
        const user = auth.isPrincipal(credentials, 'user')
          ? {
              credentials,
              info: {
                userEntityRef: credentials.principal.userEntityRef,
                ownershipEntityRefs: [credentials.principal.userEntityRef],
              },
            }
          : undefined;
        return Promise.all(
          queries.map(({ permission }) => policy.handle({ permission }, user)),
        );
      };
      return mockServices.permissions.mock({
        authorizeConditional: decide,
        // Of the scaffolder's own permissions, none of which is conditional here.
        authorize: async queries =>
          queries.map(() => ({ result: AuthorizeResult.ALLOW })),
      });
    },
  });

  const templates = new Map<string, Entity>();
  const inMemory = catalogServiceMock({ entities: options.entities ?? [] });
  const catalog = catalogServiceMock.mock({
    getEntityByRef: async ref =>
      templates.get(typeof ref === 'string' ? ref : ref.name) ??
      inMemory.getEntityByRef(ref),
    getEntitiesByRefs: query => inMemory.getEntitiesByRefs(query),
    queryEntities: query => inMemory.queryEntities(query),
  });

  const backend = await startTestBackend({
    features: [
      drsOrchestratorPlugin,
      scaffolderPlugin,
      drsOrchestratorActions,
      permissions,
      catalog.factory,
      mockServices.userInfo.mock({
        getUserInfo: async credentials => {
          const { userEntityRef } = z
            .object({ userEntityRef: z.string() })
            .parse(credentials.principal);
          return { userEntityRef, ownershipEntityRefs: [userEntityRef] };
        },
      }).factory,
      mockServices.httpAuth.factory({
        defaultCredentials: mockCredentials.none(),
      }),
      mockServices.rootConfig.factory({ data: config }),
      mockServices.rootLogger.factory({ level: 'none' }),
    ],
  }).catch(async (error: unknown) => {
    await aws.close();
    throw error;
  });
  const url = `http://localhost:${backend.server.port()}`;

  const ask = (
    method: 'get' | 'post',
    path: string,
    role: DrsRole,
    body?: object,
  ) => {
    const asked = request(backend.server)
      [method](`/api/scaffolder${path}`)
      .set('authorization', mockCredentials.user.header(userOf(role)));
    return body ? asked.send(body) : asked;
  };

  const templateOf = (steps: TemplateStep[]): Entity => ({
    apiVersion: 'scaffolder.backstage.io/v1beta3',
    kind: 'Template',
    metadata: { name: `template-${templates.size}` },
    spec: {
      type: 'test',
      steps: steps.map((step): JsonObject => ({ ...step, name: step.id })),
      output: Object.fromEntries(
        steps.map(({ id }) => [id, `\${{ steps.${id}.output }}`]),
      ),
    },
  });

  const eventsOf = async (role: DrsRole, taskId: string) => {
    const answer = await ask('get', `/v2/tasks/${taskId}/events`, role);
    return eventsSchema.parse(answer.body);
  };

  const scaffolder: Scaffolder = {
    aws,
    async begin(role, steps) {
      const template = templateOf(steps);
      templates.set(template.metadata.name, template);
      const answer = await ask('post', '/v2/tasks', role, {
        templateRef: `template:default/${template.metadata.name}`,
        values: {},
      });
      expect([answer.status, answer.body]).toEqual([
        201,
        { id: expect.any(String) },
      ]);
      return answer.body.id;
    },
    async end(role, taskId) {
      for (;;) {
        const answer = await ask('get', `/v2/tasks/${taskId}`, role);
        const { status } = taskSchema.parse(answer.body);
        if (status !== 'open' && status !== 'processing') {
          const events = await eventsOf(role, taskId);
          return {
            status,
            log: textOf(events.map(({ body }) => body.message)),
            output:
              events.findLast(({ body }) => body.output)?.body.output ?? {},
          };
        }
        await new Promise(resolve => setTimeout(resolve, 50));
      }
    },
    run: async (role, steps) =>
      scaffolder.end(role, await scaffolder.begin(role, steps)),
    async retry(role, taskId) {
      const answer = await ask('post', `/v2/tasks/${taskId}/retry`, role, {});
      expect(answer.status).toBe(201);
      return scaffolder.end(role, taskId);
    },
    async cancel(role, taskId) {
      const answer = await ask('post', `/v2/tasks/${taskId}/cancel`, role, {});
      expect(answer.status).toBe(200);
    },
    logOf: async (role, taskId) =>
      textOf((await eventsOf(role, taskId)).map(({ body }) => body.message)),
    async dryRun(role, steps) {
      const answer = await ask('post', '/v2/dry-run', role, {
        template: templateOf(steps),
        values: {},
        directoryContents: [],
      });
      // The scaffolder answers a dry run that failed as an error, with its words only.
      if (answer.status !== 200) {
        return {
          status: 'failed',
          log: z
            .object({ error: z.object({ message: z.string() }) })
            .parse(answer.body).error.message,
          output: {},
        };
      }
      const { log, output } = dryRunSchema.parse(answer.body);
      return {
        status: 'completed',
        log: textOf(log.map(({ body }) => body.message)),
        output: output ?? {},
      };
    },
    call: (role, operation, what) =>
      new DrsOrchestratorClient({
        discoveryApi: { getBaseUrl: async id => `${url}/api/${id}` },
        fetchApi: { fetch },
      }).call(operation, what, {
        token: mockCredentials.user.token(userOf(role)),
      }),
    actions: async () => (await ask('get', '/v2/actions', 'DRSReadOnly')).body,
    async stop() {
      await backend.stop();
      await aws.close();
    },
  };
  return scaffolder;
}

const textOf = (messages: string[]) =>
  stripVTControlCharacters(messages.join('\n'));
