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
  DrsError,
  drsPermissions,
  endpoints,
  rolePermissions,
  rolesGranting,
  type DrsPermissionKey,
  type DrsRole,
  type Execution,
  type OperationName,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';

/** Why something may not be done: a state that forbids it, or with a code of its own. */
export type Denial =
  | string
  | Pick<Execution['deniedActions'][number], 'code' | 'reason'>;

/** Who asks: a person with one role, or with none. */
export class FakeCaller {
  constructor(readonly role: DrsRole | undefined) {}

  /** Whether the role grants the permission. */
  holds(permission: DrsPermissionKey): boolean {
    return (
      this.role !== undefined && rolePermissions[this.role].has(permission)
    );
  }

  /** @throws DrsError INSUFFICIENT_PERMISSIONS */
  demand(permission: DrsPermissionKey) {
    if (!this.holds(permission)) {
      const { name } = drsPermissions[permission];
      throw new DrsError(
        'INSUFFICIENT_PERMISSIONS',
        `You need the permission ${name}.`,
        [],
        { permission: name },
      );
    }
  }

  /** What the caller may do to a record; a reason forbids an operation whoever asks. */
  actions(
    operations: Partial<Record<OperationName, Denial | undefined>>,
  ): Pick<Execution, 'allowedActions' | 'deniedActions'> {
    const allowedActions: string[] = [];
    const deniedActions: Execution['deniedActions'] = [];
    for (const [operation, reason] of Object.entries(operations)) {
      const { access } = endpoints[operation as OperationName];
      if (access.kind === 'permission' && !this.holds(access.permission)) {
        const { name } = drsPermissions[access.permission];
        deniedActions.push({
          operation,
          code: 'INSUFFICIENT_PERMISSIONS',
          reason: `You need the permission ${name}, which comes with ${rolesGranting(
            access.permission,
          ).join(' or ')}.`,
        });
      } else if (reason) {
        deniedActions.push({
          operation,
          ...(typeof reason === 'string'
            ? { code: 'INVALID_STATE' as const, reason }
            : reason),
        });
      } else {
        allowedActions.push(operation);
      }
    }
    return { allowedActions, deniedActions };
  }
}
