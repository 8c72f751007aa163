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

import type { AuditorService } from '@backstage/backend-plugin-api';
import {
  endpoints,
  type DrsPermissionKey,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Request } from 'express';
import type { ServedOperation } from '../services/Services';

/** What acts on servers or takes records away. */
const weighty: ReadonlySet<DrsPermissionKey> = new Set<DrsPermissionKey>([
  'startExecution',
  'manageExecution',
  'terminateInstances',
  'manageAccounts',
  'deleteProtectionGroup',
  'deleteRecoveryPlan',
]);

/**
 * Serves a request under Backstage's audit: who asked for which change, and
 * whether it was made or refused. Bodies are left out, as they may hold secrets;
 * questions are not audited.
 */
export async function audited(
  auditor: AuditorService,
  operation: ServedOperation,
  request: Request,
  work: () => Promise<void>,
): Promise<void> {
  const { method, access } = endpoints[operation];
  const changes =
    method !== 'GET' &&
    access.kind === 'permission' &&
    access.permission !== 'viewResources';
  if (!changes) {
    await work();
    return;
  }
  const event = await auditor.createEvent({
    eventId: operation.replaceAll('_', '-'),
    severityLevel: weighty.has(access.permission) ? 'high' : 'medium',
    request,
  });
  try {
    await work();
  } catch (error) {
    await event.fail({
      error: error instanceof Error ? error : new Error(String(error)),
    });
    throw error;
  }
  await event.success();
}
