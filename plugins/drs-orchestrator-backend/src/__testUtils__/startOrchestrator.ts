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
  type BackendFeature,
  type PermissionsService,
  type RootLoggerService,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  eventsServiceRef,
  type EventsService,
} from '@backstage/plugin-events-node';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { JsonObject } from '@backstage/types';
import {
  startSimulator,
  type Simulator,
} from '@drs-orchestrator/aws-simulator';
import {
  drsRoleSchema,
  type DrsRole,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Knex } from 'knex';
import { inspect } from 'node:util';
import request from 'supertest';
import drsOrchestratorPlugin, { RolePolicy } from '../index';

export const COMMERCE = '111122223333';
export const FINANCE = '333344445555';

/** Somebody with a role of the orchestrator, or without any. */
export type Persona = DrsRole | 'nobody';

export const personas: readonly Persona[] = [
  ...drsRoleSchema.options,
  'nobody',
];

const userOf = (persona: Persona) =>
  `user:default/${persona.toLocaleLowerCase('en-US')}`;
const groupOf = (persona: Persona) =>
  `group:default/${persona.toLocaleLowerCase('en-US')}-team`;

/** Says that the bearer is signed in as that persona. */
export const as = (persona: Persona) => ({
  authorization: mockCredentials.user.header(userOf(persona)),
});

const ownershipOf: ReadonlyMap<string, string[]> = new Map(
  personas.map(persona => [
    userOf(persona),
    [userOf(persona), groupOf(persona)],
  ]),
);

/** The catalog's answer to who somebody is; the roles are bound to the groups. */
const userInfo = createServiceFactory({
  service: coreServices.userInfo,
  deps: { auth: coreServices.auth },
  factory: ({ auth }) => ({
    async getUserInfo(credentials) {
      if (!auth.isPrincipal(credentials, 'user')) {
        throw new Error('Only people have user info');
      }
      const { userEntityRef } = credentials.principal;
      return {
        userEntityRef,
        ownershipEntityRefs: ownershipOf.get(userEntityRef) ?? [userEntityRef],
      };
    },
  }),
});

/**
 * Asks the real role policy, as the permission backend does. That one cannot be
 * reached with mocked credentials: it wants to see which plugin asks on a
 * person's behalf, and those do not tell.
 */
const permissions = createServiceFactory({
  service: coreServices.permissions,
  deps: {
    auth: coreServices.auth,
    config: coreServices.rootConfig,
    userInfo: coreServices.userInfo,
  },
  factory: ({ auth, config, userInfo: users }) => {
    const policy = new RolePolicy(config, {
      handle: async () => ({ result: AuthorizeResult.ALLOW }),
    });
    const decide: PermissionsService['authorizeConditional'] = async (
      queries,
      { credentials },
    ) => {
      const user = auth.isPrincipal(credentials, 'user')
        ? { credentials, info: await users.getUserInfo(credentials) }
        : undefined;
      return Promise.all(
        queries.map(({ permission }) => policy.handle({ permission }, user)),
      );
    };
    return mockServices.permissions.mock({ authorizeConditional: decide });
  },
});

const mockedAccess: readonly BackendFeature[] = [
  permissions,
  userInfo,
  mockServices.httpAuth.factory({
    defaultCredentials: mockCredentials.none(),
  }),
];

/**
 * A catalog in memory that can be asked by those only for whom Backstage hands out
 * a token for the catalog, as its own client.
 */
const catalogOf = (entities: Entity[], answers: () => boolean) =>
  createServiceFactory({
    service: catalogServiceRef,
    deps: { auth: coreServices.auth },
    factory: ({ auth }) => {
      const inMemory = catalogServiceMock({ entities });
      const passing = async (
        options: Parameters<typeof inMemory.getEntityByRef>[1],
      ) => {
        if (!answers()) {
          throw new Error('connect ECONNREFUSED');
        }
        if (!options || !('credentials' in options)) {
          throw new Error('The catalog is asked on behalf of somebody');
        }
        await auth.getPluginRequestToken({
          onBehalfOf: options.credentials,
          targetPluginId: 'catalog',
        });
      };
      return catalogServiceMock.mock({
        async getEntityByRef(entityRef, options) {
          await passing(options);
          return inMemory.getEntityByRef(entityRef);
        },
        async getEntitiesByRefs(query, options) {
          await passing(options);
          return inMemory.getEntitiesByRefs(query);
        },
        async queryEntities(query, options) {
          await passing(options);
          return inMemory.queryEntities(query);
        },
      });
    },
  });

/** Tells each line with everything that goes with it. */
function recordingLogger(
  onLog: (line: string) => void,
  labels: JsonObject,
): RootLoggerService {
  const record = (message: string, meta?: Error | JsonObject) =>
    onLog(
      [message, inspect(meta, { depth: 12 }), JSON.stringify(labels)].join(' '),
    );
  return {
    error: record,
    warn: record,
    info: record,
    debug: record,
    child: more => recordingLogger(onLog, { ...labels, ...more }),
  };
}

/** A configuration with which the plugin starts. */
export const configuration = (simulatorUrl: string) => ({
  backend: { baseUrl: 'http://localhost:7007' },
  permission: { enabled: true },
  drsOrchestrator: {
    auditKey: 'a key for tests of 32 characters',
    roles: drsRoleSchema.options.map(role => ({
      role,
      members: [groupOf(role)],
    })),
    aws: {
      development: {
        endpoint: simulatorUrl,
        accessKeyId: 'AKIDMERIDIANHUB00001',
        secretAccessKey: 'meridian-development-only',
      },
    },
    // A test asks faster than anybody.
    rateLimits: { readsPerMinute: 1_000_000, changesPerMinute: 1_000_000 },
    engine: {
      pollInterval: { milliseconds: 100 },
      leaseDuration: { seconds: 5 },
      callTimeout: { seconds: 3 },
    },
    // What is done by itself would be counted among what a test does.
    inventory: { enabled: false },
    tagSync: { enabled: false },
    accounts: [
      ['111122223333', 'meridian-commerce'],
      ['222233334444', 'meridian-logistics'],
      ['333344445555', 'meridian-finance'],
    ].map(([accountId, accountName]) => ({
      accountId,
      accountName,
      roleName: 'DrsOrchestratorRole',
      externalId: 'meridian-dr',
      regions: ['us-west-2', 'eu-west-1'],
    })),
  },
});

/** A running plugin with real routes, policy, database and simulated AWS. */
export interface Orchestrator {
  readonly aws: Simulator;
  /** Of the whole backend. */
  readonly url: string;
  /** The requests go to the plugin's base path. */
  readonly api: (
    method: 'get' | 'post' | 'put' | 'delete',
    path: string,
    caller?: Persona,
  ) => request.Test;
  /** IDs of source servers by their hostnames. */
  serverIds(...hostnames: string[]): Promise<string[]>;
  stop(): Promise<void>;
}

/** Starts the plugin with everything that it talks to. */
export async function startOrchestrator(
  options: {
    knex?: Knex;
    entities?: Entity[];
    /** Whether the catalog answers now; it does unless said. */
    catalogAnswers?: () => boolean;
    speed?: number;
    /** In the simulated world; 60 unless said. */
    servers?: number;
    config?: (config: ReturnType<typeof configuration>) => JsonObject;
    /** What other plugins publish events by. */
    events?: EventsService;
    /** Who callers are and what the policy says; by default told by mocked tokens of Backstage. */
    access?: readonly BackendFeature[];
    /** What is printed of the log: nothing, unless a test looks at it. */
    logLevel?: 'error' | 'debug';
    /** Takes every line of the log, of any level, instead. */
    onLog?: (line: string) => void;
  } = {},
): Promise<Orchestrator> {
  const aws = await startSimulator({
    port: 0,
    speed: options.speed ?? 600,
    servers: options.servers,
  });
  const config = configuration(aws.url);
  const { knex, events } = options;
  const backend = await startTestBackend({
    features: [
      drsOrchestratorPlugin,
      ...(options.access ?? mockedAccess),
      catalogOf(options.entities ?? [], options.catalogAnswers ?? (() => true)),
      mockServices.rootConfig.factory({
        data: options.config?.(config) ?? config,
      }),
      options.onLog
        ? createServiceFactory({
            service: coreServices.rootLogger,
            deps: {},
            factory: () => recordingLogger(options.onLog!, {}),
          })
        : mockServices.rootLogger.factory({
            level: options.logLevel ?? 'none',
          }),
      ...(events
        ? [
            createServiceFactory({
              service: eventsServiceRef,
              deps: {},
              factory: () => events,
            }),
          ]
        : []),
      ...(knex
        ? [
            createServiceFactory({
              service: coreServices.database,
              deps: {},
              factory: () => ({ getClient: async () => knex }),
            }),
          ]
        : []),
    ],
  }).catch(async (error: unknown) => {
    await aws.close();
    throw error;
  });
  const api: Orchestrator['api'] = (method, path, caller) => {
    const test = request(backend.server)[method](
      `/api/drs-orchestrator${path}`,
    );
    return caller ? test.set(as(caller)) : test;
  };
  return {
    aws,
    url: `http://localhost:${backend.server.port()}`,
    api,
    async serverIds(...hostnames) {
      const answer = await api(
        'get',
        '/drs/source-servers?limit=200',
        'DRSReadOnly',
      );
      const items: { hostname: string; sourceServerId: string }[] =
        answer.body.items;
      return hostnames.map(hostname => {
        const server = items.find(item => item.hostname === hostname);
        if (!server) {
          throw new Error(`There is no server ${hostname}`);
        }
        return server.sourceServerId;
      });
    },
    async stop() {
      await backend.stop();
      await aws.close();
    },
  };
}
