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
  exportedConfigurationSchema,
  exportQuerySchema,
  importBodySchema,
  importQuerySchema,
  importReportSchema,
} from '../../records/configuration';
import { endpoint, permission, viewListed, type Endpoint } from './endpoint';

/** The configuration as a whole. */
export const configurationEndpoints = {
  export_configuration: endpoint({
    method: 'GET',
    path: '/config/export',
    summary:
      'Exports accounts, groups and plans as one manifest, as far as the caller may see them',
    access: viewListed,
    query: exportQuerySchema,
    response: exportedConfigurationSchema,
  }),
  import_configuration: endpoint({
    method: 'POST',
    path: '/config/import',
    summary:
      'Tells what a manifest would change, and with dryRun=false changes all of it or nothing',
    access: permission('manageAccounts'),
    query: importQuerySchema,
    body: importBodySchema,
    response: importReportSchema,
  }),
} as const satisfies Record<string, Endpoint>;
