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

import type { JsonObject } from '@backstage/types';
import { drsPermissions } from '@drs-orchestrator/plugin-drs-orchestrator-common';

/** Seals the logs that these tests write. */
export const AUDIT_KEY = 'a key of the resilience tests, 32+';

/** The token of the program that these tests are. */
export const TOKEN = 'resilience-tests-token';

/** The configuration of a minimal backend; what `engine` leaves out is as by default. */
export const configuration = (options: {
  readonly database: JsonObject;
  readonly awsEndpoint: string;
  readonly engine: JsonObject;
}): JsonObject => ({
  backend: {
    // Nobody calls it by this name: its port is any free one.
    baseUrl: 'http://127.0.0.1:7007',
    listen: { host: '127.0.0.1', port: 0 },
    database: options.database,
    logger: {
      // A line for every request would bury all others.
      overrides: [{ matchers: { type: 'incomingRequest' }, level: 'warn' }],
    },
    auth: {
      externalAccess: [
        {
          type: 'static',
          options: { token: TOKEN, subject: 'resilience-tests' },
          accessRestrictions: [
            {
              plugin: 'drs-orchestrator',
              permission: Object.values(drsPermissions).map(({ name }) => name),
            },
          ],
        },
      ],
    },
  },
  permission: { enabled: true },
  // There is no events backend to share signals by.
  events: { useEventBus: 'never' },
  drsOrchestrator: {
    auditKey: AUDIT_KEY,
    aws: {
      development: {
        endpoint: options.awsEndpoint,
        accessKeyId: 'AKIDMERIDIANHUB00001',
        secretAccessKey: 'meridian-development-only',
      },
    },
    engine: options.engine,
    // A test asks faster than anybody.
    rateLimits: { readsPerMinute: 1_000_000, changesPerMinute: 1_000_000 },
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
