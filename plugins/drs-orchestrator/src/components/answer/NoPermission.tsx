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

import Typography from '@material-ui/core/Typography';
import {
  drsPermissions,
  type DrsError,
  type DrsPermissionKey,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { rolesTitle } from '../../format/roles';
import { EmptyState } from './EmptyState';
import { useWords } from '../../translations/useWords';

const keys = Object.keys(drsPermissions) as DrsPermissionKey[];

/** Says which roles would let the person see it, and whom to ask. */
export function NoPermission(props: { what: string; error: DrsError }) {
  const words = useWords();
  const name = props.error.facts.permission;
  const key = keys.find(candidate => drsPermissions[candidate].name === name);
  return (
    <EmptyState title={words('noPermission.title', { what: props.what })}>
      <Typography>
        {key ? (
          words('noPermission.needsOneOf', {
            roles: rolesTitle(words, key),
            permission: <code>{name}</code>,
          })
        ) : (
          <>
            {name === undefined
              ? words('noPermission.said', { message: props.error.message })
              : words('noPermission.needs', {
                  permission: <code>{name}</code>,
                })}{' '}
            {words('noPermission.ask')}
          </>
        )}
      </Typography>
    </EmptyState>
  );
}
