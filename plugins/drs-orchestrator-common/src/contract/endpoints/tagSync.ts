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
  changedTagSyncSettingsSchema,
  requestedTagSyncSchema,
  startedTagSyncSchema,
  tagSyncSettingsSchema,
} from '../../records/tagSync';
import { endpoint, permission, view, type Endpoint } from './endpoint';

/** Tags of EC2 instances, brought to the source servers of DRS. */
export const tagSyncEndpoints = {
  sync_tags: endpoint({
    method: 'POST',
    path: '/drs/tag-sync',
    summary:
      'Begins to synchronise the tags of EC2 instances to their source servers, now',
    access: permission('manageAccounts'),
    status: 202,
    body: startedTagSyncSchema.prefault({}),
    response: requestedTagSyncSchema,
  }),
  get_tag_sync_settings: endpoint({
    method: 'GET',
    path: '/config/tag-sync',
    summary:
      'Gets the settings of tag synchronisation, and how its last runs went',
    access: view,
    response: tagSyncSettingsSchema,
  }),
  update_tag_sync_settings: endpoint({
    method: 'PUT',
    path: '/config/tag-sync',
    summary:
      'Changes the settings of tag synchronisation; where it is on, a run begins',
    access: permission('manageAccounts'),
    body: changedTagSyncSettingsSchema,
    response: tagSyncSettingsSchema,
  }),
} as const satisfies Record<string, Endpoint>;
