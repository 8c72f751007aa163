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

import { Navigate, Route, Routes } from 'react-router-dom';
import { PluginFrame } from '../../components/page/PluginFrame';
import { FromCatalogPage } from './derivation/FromCatalogPage';
import { EditPlanPage, NewPlanPage } from './PlanEditorPage';
import { PlanPage } from './PlanPage';
import { PlansList } from './PlansList';
import { RecoverPage } from './RecoverPage';

/** The recovery plans, each with its editor and its way to a recovery. */
export function Plans() {
  return (
    <PluginFrame>
      <Routes>
        <Route index element={<PlansList />} />
        <Route path="new" element={<NewPlanPage />} />
        <Route path="new-from-catalog" element={<FromCatalogPage />} />
        <Route path=":planId" element={<PlanPage />} />
        <Route path=":planId/edit" element={<EditPlanPage />} />
        <Route
          path=":planId/preflight"
          element={
            <Navigate
              to={{ pathname: '..', search: '?tab=preflight' }}
              relative="path"
              replace
            />
          }
        />
        <Route path=":planId/recover" element={<RecoverPage />} />
      </Routes>
    </PluginFrame>
  );
}
