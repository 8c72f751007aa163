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

import process from 'node:process';
import { startPostgres } from '../../../script/postgres.mjs';

// A PostgreSQL that its parent process orders about by messages; see
// PostgresServer.ts. It ends with its parent.

const postgres = await startPostgres();

process.on('message', async ({ order, mode }) => {
  if (order === 'shutDown') {
    await postgres.shutDown(mode);
  } else {
    await postgres.startUp();
  }
  process.send({ done: order });
});

process.once('disconnect', async () => {
  await postgres.stop();
  process.exit(0);
});

process.send({ connectionString: postgres.connectionString });
