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

import { createBackend } from '@backstage/backend-defaults';

const backend = createBackend();

// Serves the built portal where there is one; the development server serves
// its own.
backend.add(import('@backstage/plugin-app-backend'));

backend.add(import('@backstage/plugin-auth-backend'));
// Offers the six personas in development. Does nothing where no persona is
// configured, and refuses to start in production.
backend.add(import('./modules/persona'));

backend.add(import('@backstage/plugin-permission-backend'));
backend.add(import('./modules/permission-policy'));

backend.add(import('@backstage/plugin-catalog-backend'));
// Templates are entities of the catalog.
backend.add(
  import('@backstage/plugin-catalog-backend-module-scaffolder-entity-model'),
);
// Entities that could not be read are reported in the backend's log.
backend.add(import('@backstage/plugin-catalog-backend-module-logs'));

// Signals tell open pages that an execution moved; with several replicas they
// travel by the events backend.
backend.add(import('@backstage/plugin-events-backend'));
backend.add(import('@backstage/plugin-signals-backend'));

backend.add(import('@drs-orchestrator/plugin-drs-orchestrator-backend'));

// Runs templates, with the orchestrator's actions among those that they may use.
backend.add(import('@backstage/plugin-scaffolder-backend'));
backend.add(
  import('@drs-orchestrator/plugin-scaffolder-backend-module-drs-orchestrator'),
);

// Speaks MCP: its tools are the actions of the plugins that are named under
// backend.actions.pluginSources.
backend.add(import('@backstage/plugin-mcp-actions-backend'));

// Backstage only logs a start that failed, and would leave the process hanging.
backend.start().catch(error => {
  console.error(error);
  process.exit(1);
});
