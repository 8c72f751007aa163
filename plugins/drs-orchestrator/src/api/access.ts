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
  drsPermissions,
  endpoints,
  type DeniedAction,
  type DrsPermissionKey,
  type OperationName,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Words } from '../translations/words';
import { lackedPermission } from '../format/roles';
import { useOperation } from './operations';
import { useWords } from '../translations/useWords';

/**
 * Whether a control may be used; where not, why not, in a sentence. `pending` while
 * that is still being asked: such a control looks as if it could be used, so that
 * nothing changes its look when the answer comes, which is yes for most.
 */
export type Access =
  | { allowed: true }
  | { allowed: false; reason: string; pending?: true };

/** What the answer of a record says about one of its operations. */
export function accessTo(
  words: Words,
  record: { allowedActions: string[]; deniedActions: DeniedAction[] },
  operation: OperationName,
): Access {
  if (record.allowedActions.includes(operation)) {
    return { allowed: true };
  }
  const denied = record.deniedActions.find(
    action => action.operation === operation,
  );
  const { access } = endpoints[operation];
  return {
    allowed: false,
    reason:
      // The server's own reason calls the roles by their names in the configuration.
      denied?.code === 'INSUFFICIENT_PERMISSIONS' &&
      access.kind === 'permission'
        ? lackedPermission(words, access.permission, 'here')
        : denied?.reason ?? words('access.notNow'),
  };
}

/**
 * Whether the person may do what no record speaks for yet (create something).
 * Only for what is shown: the server decides.
 */
export function usePermissionTo(key: DrsPermissionKey): Access {
  const words = useWords();
  const profile = useOperation('get_user_permissions', {});
  if (!profile.data) {
    return profile.isError
      ? { allowed: false, reason: words('access.unreadable') }
      : {
          allowed: false,
          reason: words('access.reading'),
          pending: true,
        };
  }
  return profile.data.permissions.includes(drsPermissions[key].name)
    ? { allowed: true }
    : { allowed: false, reason: lackedPermission(words, key, 'anywhere') };
}
