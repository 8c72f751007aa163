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

import { useMemo } from 'react';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { rootRouteRef } from './routes';

/** Where every page of the plugin is, wherever the app has put it. */
export interface Paths {
  overview: string;
  executions: string;
  execution(id: string): string;
  plans: string;
  newPlan: string;
  /** Waves from the catalog; `?entity=` names what shall be recovered, as often as needed. */
  newPlanFromCatalog: string;
  plan(id: string): string;
  editPlan(id: string): string;
  recoverPlan(id: string): string;
  preflight(id: string): string;
  groups: string;
  newGroup: string;
  group(id: string): string;
  editGroup(id: string): string;
  servers: string;
  accounts: string;
  account(id: string): string;
  settings: string;
}

/** The plugin's paths, for links. */
export function usePaths(): Paths {
  // An app that leaves the page out leaves the links on entity pages dead, not broken.
  const root = useRouteRef(rootRouteRef)?.() ?? '';
  return useMemo(() => {
    const below = (path: string) => `${root}/${path}`;
    const at = (id: string) => encodeURIComponent(id);
    return {
      overview: below('overview'),
      executions: below('executions'),
      execution: id => below(`executions/${at(id)}`),
      plans: below('plans'),
      newPlan: below('plans/new'),
      newPlanFromCatalog: below('plans/new-from-catalog'),
      plan: id => below(`plans/${at(id)}`),
      editPlan: id => below(`plans/${at(id)}/edit`),
      recoverPlan: id => below(`plans/${at(id)}/recover`),
      preflight: id => below(`plans/${at(id)}?tab=preflight`),
      groups: below('groups'),
      newGroup: below('groups/new'),
      group: id => below(`groups/${at(id)}`),
      editGroup: id => below(`groups/${at(id)}/edit`),
      servers: below('servers'),
      accounts: below('accounts'),
      account: id => below(`accounts/${at(id)}`),
      settings: below('settings'),
    };
  }, [root]);
}
