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

import { createApp } from '@backstage/app-defaults';
import { AppRouter, FlatRoutes } from '@backstage/core-app-api';
import { AlertDisplay, OAuthRequestDialog } from '@backstage/core-components';
import {
  CatalogEntityPage,
  CatalogIndexPage,
  catalogPlugin,
} from '@backstage/plugin-catalog';
import { ScaffolderPage, scaffolderPlugin } from '@backstage/plugin-scaffolder';
import { ScaffolderFieldExtensions } from '@backstage/plugin-scaffolder-react';
import { SignalsDisplay } from '@backstage/plugin-signals';
import { UserSettingsPage } from '@backstage/plugin-user-settings';
import {
  DrsAccountPickerFieldExtension,
  DrsOrchestratorPage,
  DrsProtectionGroupPickerFieldExtension,
  DrsRecoveryPlanPickerFieldExtension,
  DrsTagPickerFieldExtension,
} from '@drs-orchestrator/plugin-drs-orchestrator/legacy';
import { SignInPage } from 'app/sign-in';
import { Navigate, Route } from 'react-router-dom';
import { apis } from './apis';
import { entityPage } from './entityPage';
import { Root } from './Root';

const app = createApp({
  apis,
  components: { SignInPage },
  bindRoutes({ bind }) {
    bind(catalogPlugin.externalRoutes, {
      createComponent: scaffolderPlugin.routes.root,
    });
  },
});

export default app.createRoot(
  <>
    <AlertDisplay />
    <OAuthRequestDialog />
    <SignalsDisplay />
    <AppRouter>
      <Root>
        <FlatRoutes>
          <Route path="/" element={<Navigate to="catalog" />} />
          <Route path="/catalog" element={<CatalogIndexPage />} />
          <Route
            path="/catalog/:namespace/:kind/:name"
            element={<CatalogEntityPage />}
          >
            {entityPage}
          </Route>
          <Route path="/create" element={<ScaffolderPage />}>
            <ScaffolderFieldExtensions>
              <DrsAccountPickerFieldExtension />
              <DrsTagPickerFieldExtension />
              <DrsProtectionGroupPickerFieldExtension />
              <DrsRecoveryPlanPickerFieldExtension />
            </ScaffolderFieldExtensions>
          </Route>
          <Route path="/settings" element={<UserSettingsPage />} />
          <Route path="/disaster-recovery" element={<DrsOrchestratorPage />} />
        </FlatRoutes>
      </Root>
    </AppRouter>
  </>,
);
