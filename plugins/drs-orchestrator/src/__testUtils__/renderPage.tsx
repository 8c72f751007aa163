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

import type { JSX } from 'react';
import {
  type TranslationApi,
  translationApiRef,
} from '@backstage/frontend-plugin-api';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import type { DrsOrchestratorApi } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { drsOrchestratorApiRef } from '../api/apiRef';
import { rootRouteRef } from '../routing/routes';

/** Renders a page of the plugin at a path below it, over an API. */
export function renderPage(
  page: JSX.Element,
  options: {
    api: DrsOrchestratorApi;
    tab: string;
    path: string;
    /** English where it is absent. */
    language?: TranslationApi;
    /** What is in the catalog. */
    entities?: Entity[];
  },
) {
  return renderInTestApp(page, {
    apis: [
      [drsOrchestratorApiRef, options.api],
      [translationApiRef, options.language ?? mockApis.translation()],
      [catalogApiRef, catalogApiMock({ entities: options.entities })],
    ],
    mountedRoutes: {
      '/disaster-recovery': rootRouteRef,
      '/catalog/:namespace/:kind/:name': entityRouteRef,
    },
    mountPath: `/disaster-recovery/${options.tab}/*`,
    initialRouteEntries: [`/disaster-recovery/${options.tab}${options.path}`],
  });
}
