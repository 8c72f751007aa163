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
  ApiBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
  PageBlueprint,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import RestoreIcon from '@material-ui/icons/SettingsBackupRestore';
import { drsOrchestratorApiRef } from './api/apiRef';
import { lazyClient } from './api/lazyClient';
import { concernsRecovery } from './pages/entity/concernsRecovery';
import { pluginPages } from './pages/pluginPages';
import { rootRouteRef } from './routing/routes';
import { scaffolderFields } from './scaffolder';

const api = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: drsOrchestratorApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: ({ discoveryApi, fetchApi }) =>
        lazyClient({ discoveryApi, fetchApi }),
    }),
});

const page = PageBlueprint.make({
  params: {
    path: '/disaster-recovery',
    title: 'Disaster recovery',
    icon: <RestoreIcon fontSize="inherit" />,
    routeRef: rootRouteRef,
  },
});

const subPages = pluginPages.map(({ path, title, load }) =>
  SubPageBlueprint.make({ name: path, params: { path, title, loader: load } }),
);

const entityContent = EntityContentBlueprint.make({
  params: {
    path: '/disaster-recovery',
    title: 'Disaster recovery',
    filter: concernsRecovery,
    loader: () =>
      import('./pages/entity').then(({ EntityRecovery }) => <EntityRecovery />),
  },
});

const entityCard = EntityCardBlueprint.make({
  name: 'readiness',
  params: {
    filter: concernsRecovery,
    loader: () =>
      import('./pages/entity').then(({ ReadinessCard }) => <ReadinessCard />),
  },
});

/** Rehearses and runs disaster recovery of servers on AWS. @public */
export const drsOrchestratorPlugin = createFrontendPlugin({
  pluginId: 'drs-orchestrator',
  title: 'Disaster recovery',
  icon: <RestoreIcon fontSize="inherit" />,
  info: { packageJson: () => import('../package.json') },
  routes: { root: rootRouteRef },
  extensions: [
    api,
    page,
    ...subPages,
    entityContent,
    entityCard,
    ...scaffolderFields,
  ],
});
