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
import { rootHttpRouterServiceFactory } from '@backstage/backend-defaults/rootHttpRouter';

// The smallest Backstage backend in which the orchestrator runs for real: its
// own services, no sign-in and no catalog. Programs with restricted tokens are
// its callers.
const backend = createBackend();

backend.add(
  rootHttpRouterServiceFactory({
    configure({ server, applyDefaults }) {
      applyDefaults();
      // It listens on any free port, and tells which that is.
      server.once('listening', () => {
        const address = server.address();
        if (address !== null && typeof address === 'object') {
          console.log(`Listens at http://127.0.0.1:${address.port}`);
        }
      });
    },
  }),
);
backend.add(import('@drs-orchestrator/plugin-drs-orchestrator-backend'));

// Whoever started it holds the other end: it is not left behind by tests that
// end too early.
process.stdin.once('end', () => process.exit(1)).resume();

// Backstage only logs a start that failed, and would leave the process hanging.
backend.start().catch(error => {
  console.error(error);
  process.exit(1);
});
