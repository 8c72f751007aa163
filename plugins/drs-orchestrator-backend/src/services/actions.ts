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
  type DeniedAction,
  type DrsPermissionKey,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { missingPermission, type Judge } from '../access/Authorizer';
import type { DrsRecord } from '../access/attributes';
import type { ServedOperation } from './Services';

/** Why a record's state forbids an operation; undefined where it does not. */
export type StateRefusal =
  | {
      code: Exclude<DeniedAction['code'], 'INSUFFICIENT_PERMISSIONS'>;
      reason: string;
    }
  | undefined;

/** A record, and who judges what the caller may do to it. */
export interface Judged {
  readonly judge: Judge;
  readonly record: DrsRecord;
}

/** What a record's own state says to each of the operations on it. */
export type StateRefusals = Partial<Record<ServedOperation, StateRefusal>>;

function permissionOf(operation: ServedOperation): DrsPermissionKey {
  const { access } = endpoints[operation];
  if (access.kind !== 'permission') {
    throw new RangeError(`${operation} needs no permission`);
  }
  return access.permission;
}

/** The permissions that these operations need, each once. */
export const permissionsOf = (
  operations: readonly ServedOperation[],
): DrsPermissionKey[] => [...new Set(operations.map(permissionOf))];

/**
 * Which operations a caller may run on a record now, and why not the others.
 * Permission comes first: whoever lacks it need not know the state.
 */
export function actionsOf(
  operations: readonly ServedOperation[],
  { judge, record }: Judged,
  refusals: StateRefusals,
): { allowedActions: string[]; deniedActions: DeniedAction[] } {
  const deniedActions = operations.flatMap((operation): DeniedAction[] => {
    const permission = permissionOf(operation);
    if (!judge.may(permission, record)) {
      return [
        {
          operation,
          code: 'INSUFFICIENT_PERMISSIONS',
          reason: missingPermission(permission, judge.mayAtTimes(permission)),
        },
      ];
    }
    const refusal = refusals[operation];
    return refusal ? [{ operation, ...refusal }] : [];
  });
  const denied = new Set(deniedActions.map(action => action.operation));
  return {
    allowedActions: operations.filter(operation => !denied.has(operation)),
    deniedActions,
  };
}
