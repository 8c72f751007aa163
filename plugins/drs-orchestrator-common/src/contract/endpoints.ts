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

import type { z } from 'zod';
import { accountEndpoints } from './endpoints/accounts';
import { auditEndpoints } from './endpoints/audit';
import { configurationEndpoints } from './endpoints/configuration';
import { drsEndpoints } from './endpoints/drs';
import { ec2Endpoints } from './endpoints/ec2';
import { executionEndpoints } from './endpoints/executions';
import { portalEndpoints } from './endpoints/portal';
import { protectionGroupEndpoints } from './endpoints/protectionGroups';
import { recoveryPlanEndpoints } from './endpoints/recoveryPlans';
import { tagSyncEndpoints } from './endpoints/tagSync';
import type { Endpoint } from './endpoints/endpoint';

export type {
  Endpoint,
  EndpointAccess,
  JudgedRecords,
} from './endpoints/endpoint';

/** The table of endpoints, by operation name. @public */
export const endpoints = {
  ...protectionGroupEndpoints,
  ...recoveryPlanEndpoints,
  ...executionEndpoints,
  ...drsEndpoints,
  ...ec2Endpoints,
  ...accountEndpoints,
  ...auditEndpoints,
  ...configurationEndpoints,
  ...tagSyncEndpoints,
  ...portalEndpoints,
} as const satisfies Record<string, Endpoint>;

/** @public */
export type OperationName = keyof typeof endpoints;

/** The operation names, in the order of the table. @public */
export const operationNames = Object.keys(endpoints) as OperationName[];

/** The table, as a type. @public */
export type EndpointTable = typeof endpoints;

/** A request as a caller writes it. @public */
export type RequestInput<K extends OperationName> = {
  params?: z.input<EndpointTable[K]['params']>;
  query?: z.input<EndpointTable[K]['query']>;
  body?: z.input<EndpointTable[K]['body']>;
};

/** A request as a service gets it: validated, with defaults. @public */
export type ValidRequest<K extends OperationName> = {
  params: z.output<EndpointTable[K]['params']>;
  query: z.output<EndpointTable[K]['query']>;
  body: z.output<EndpointTable[K]['body']>;
};

/** @public */
export type ResponseOf<K extends OperationName> = z.output<
  EndpointTable[K]['response']
>;
