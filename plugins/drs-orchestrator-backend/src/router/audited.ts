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
  AuditorService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import {
  endpoints,
  type DrsPermissionKey,
  type ValidRequest,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Request } from 'express';
import type { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import type { RequestContext } from '../access/Caller';
import { AuditedRequest, isChange } from '../audit/AuditedRequest';
import type { AuditWriter } from '../audit/AuditWriter';
import { currentChange } from '../audit/currentChange';
import type { ServedOperation } from '../services/Services';
import { contractErrorOf } from './errorAnswer';

/** Where requests are recorded. */
export interface AuditTargets {
  readonly knex: Knex;
  /** Our own trail. */
  readonly writer: AuditWriter;
  /** Backstage's. */
  readonly auditor: AuditorService;
  readonly logger: LoggerService;
}

/** What acts on servers or takes records away. */
const weighty: ReadonlySet<DrsPermissionKey> = new Set<DrsPermissionKey>([
  'startExecution',
  'manageExecution',
  'terminateInstances',
  'manageAccounts',
  'deleteProtectionGroup',
  'deleteRecoveryPlan',
]);

/** Backstage's event of a change; undefined for what changes nothing. */
async function backstageEvent(
  auditor: AuditorService,
  operation: ServedOperation,
  request: Request | undefined,
  requestId: string,
) {
  const { access } = endpoints[operation];
  if (!isChange(operation) || access.kind !== 'permission') {
    return undefined;
  }
  return auditor.createEvent({
    eventId: operation.replaceAll('_', '-'),
    severityLevel: weighty.has(access.permission) ? 'high' : 'medium',
    ...(request && { request }),
    meta: { requestId },
  });
}

/**
 * Runs an operation and records who changed what by it, if it changes anything:
 * in our own trail and by Backstage's auditor. What cannot be recorded is not
 * done.
 *
 * @param work - serves the request; calls `begin` once it is permitted and valid,
 *   and before anything is changed
 */
export async function audited<K extends ServedOperation, T>(
  targets: AuditTargets,
  call: {
    operation: K;
    /** Absent where it did not come by HTTP to this API. */
    request?: Request;
    context: RequestContext;
    /** Of the path, not validated. */
    params: unknown;
  },
  work: (begin: (request: ValidRequest<K>) => Promise<void>) => Promise<T>,
): Promise<T> {
  const { operation, request, context, params } = call;
  const change = new AuditedRequest({
    ...targets,
    operation,
    context,
    params,
    requestId: randomUUID(),
    origin: {
      address: request?.ip,
      userAgent: request?.get('user-agent'),
      correlationId: request?.get('x-correlation-id'),
    },
  });
  const event = await backstageEvent(
    targets.auditor,
    operation,
    request,
    change.requestId,
  );
  try {
    const answer = await currentChange.run(change, () =>
      work(validRequest => change.begin(validRequest)),
    );
    await change.succeeded();
    await event?.success({ meta: { record: change.record } });
    return answer;
  } catch (error) {
    await change.failed(contractErrorOf(error)).catch((failure: unknown) =>
      // The refusal stands, and nothing was changed by it.
      targets.logger.error(
        `The outcome of ${operation} (${change.requestId}) is missing in the audit trail`,
        failure instanceof Error ? failure : undefined,
      ),
    );
    await event?.fail({
      error: error instanceof Error ? error : new Error(String(error)),
    });
    throw error;
  }
}
