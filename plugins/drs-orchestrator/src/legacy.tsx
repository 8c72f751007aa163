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

/**
 * The same pages, entity tab and entity card for apps of Backstage's classic
 * frontend system.
 *
 * @packageDocumentation
 */

import type { JSX } from 'react';
import { convertLegacyRouteRef } from '@backstage/core-compat-api';
import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { drsOrchestratorApiRef } from './api/apiRef';
import { lazyClient } from './api/lazyClient';
import { rootRouteRef } from './routing/routes';
import {
  drsAccountPicker,
  drsProtectionGroupPicker,
  drsRecoveryPlanPicker,
  drsTagPicker,
} from './scaffolder/legacy';

export { drsOrchestratorApiRef } from './api/apiRef';
export { concernsRecovery as isDrsOrchestratorAvailable } from './pages/entity/concernsRecovery';
export type { Place, PlaceOptions } from './scaffolder/place';

const root = convertLegacyRouteRef(rootRouteRef);

/** Rehearses and runs disaster recovery of servers on AWS. @public */
export const drsOrchestratorPlugin = createPlugin({
  id: 'drs-orchestrator',
  routes: { root },
  apis: [
    createApiFactory({
      api: drsOrchestratorApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: ({ discoveryApi, fetchApi }) =>
        lazyClient({ discoveryApi, fetchApi }),
    }),
  ],
});

/** The plugin's page: the element of a route of the app. @public */
export const DrsOrchestratorPage = drsOrchestratorPlugin.provide(
  createRoutableExtension({
    name: 'DrsOrchestratorPage',
    component: (): Promise<() => JSX.Element> =>
      import('./legacy/ClassicPage').then(({ ClassicPage }) => ClassicPage),
    mountPoint: root,
  }),
);

/**
 * The entity tab: the content of an `EntityLayout.Route` whose `if` is
 * `isDrsOrchestratorAvailable`.
 *
 * @public
 */
export const EntityDrsOrchestratorContent = drsOrchestratorPlugin.provide(
  createComponentExtension({
    name: 'EntityDrsOrchestratorContent',
    component: {
      lazy: () =>
        import('./legacy/ClassicEntity').then(
          ({ ClassicEntityRecovery }) => ClassicEntityRecovery,
        ),
    },
  }),
);

/**
 * Whether the entity could be recovered now, for its overview: below an
 * `EntitySwitch.Case` whose `if` is `isDrsOrchestratorAvailable`.
 *
 * @public
 */
export const EntityDrsReadinessCard = drsOrchestratorPlugin.provide(
  createComponentExtension({
    name: 'EntityDrsReadinessCard',
    component: {
      lazy: () =>
        import('./legacy/ClassicEntity').then(
          ({ ClassicReadinessCard }) => ClassicReadinessCard,
        ),
    },
  }),
);

/** An account and Region, as a field of the scaffolder's templates: below `ScaffolderFieldExtensions`. @public */
export const DrsAccountPickerFieldExtension =
  drsOrchestratorPlugin.provide(drsAccountPicker);

/** Tags, with the servers that they match, as a field of the scaffolder's templates: below `ScaffolderFieldExtensions`. @public */
export const DrsTagPickerFieldExtension =
  drsOrchestratorPlugin.provide(drsTagPicker);

/** A protection group, as a field of the scaffolder's templates: below `ScaffolderFieldExtensions`. @public */
export const DrsProtectionGroupPickerFieldExtension =
  drsOrchestratorPlugin.provide(drsProtectionGroupPicker);

/** A recovery plan, as a field of the scaffolder's templates: below `ScaffolderFieldExtensions`. @public */
export const DrsRecoveryPlanPickerFieldExtension =
  drsOrchestratorPlugin.provide(drsRecoveryPlanPicker);
