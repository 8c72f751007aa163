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
  rolesGranting,
  type DrsPermissionKey,
  type DrsRole,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Words } from '../translations/words';
import { alternatives } from './counting';

/** A role in the words of the portal. */
export function roleTitle(words: Words, role: DrsRole): string {
  return words(`role.${role}`);
}

/** The roles that grant a permission, each of which is enough: "DR administrator or DR operator". */
export function rolesTitle(words: Words, key: DrsPermissionKey): string {
  return alternatives(
    words,
    rolesGranting(key).map(role => roleTitle(words, role)),
  );
}

/**
 * Why a person may not do something: what it takes, and whom to ask. The
 * permission's own name comes last; it is for whoever grants it.
 *
 * @param where - `here`: the person may still do it elsewhere, to other records
 */
export function lackedPermission(
  words: Words,
  key: DrsPermissionKey,
  where: 'here' | 'anywhere',
): string {
  return words(where === 'here' ? 'access.lackingHere' : 'access.lacking', {
    roles: rolesTitle(words, key),
    what: words(`permission.${key}`),
    permission: drsPermissions[key].name,
  });
}
