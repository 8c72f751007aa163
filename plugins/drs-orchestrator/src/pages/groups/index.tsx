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

import { Route, Routes } from 'react-router-dom';
import { PluginFrame } from '../../components/page/PluginFrame';
import { EditGroupPage, NewGroupPage } from './GroupEditorPage';
import { GroupPage } from './GroupPage';
import { GroupsList } from './GroupsList';

/** The protection groups, each with its editor. */
export function Groups() {
  return (
    <PluginFrame>
      <Routes>
        <Route index element={<GroupsList />} />
        <Route path="new" element={<NewGroupPage />} />
        <Route path=":groupId" element={<GroupPage />} />
        <Route path=":groupId/edit" element={<EditGroupPage />} />
      </Routes>
    </PluginFrame>
  );
}
