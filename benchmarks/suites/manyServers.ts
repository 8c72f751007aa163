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

import { Fleet } from '../fleet/Fleet';
import { measureMemory } from '../scenarios/memory';
import type { Run, Started } from './Started';

/** For 50 executions of 200, and a few that do not replicate well. */
const SERVERS = 11_400;

/** What many large executions keep in memory, in a process that does nothing else. */
export async function manyServers(
  started: Started,
  { progress, measured }: Run,
): Promise<void> {
  const aws = await started.aws({ speed: 1, servers: SERVERS });
  const portal = await started.portal(aws, { database: { kind: 'SQLite' } });
  const fleet = await Fleet.read(aws.url);
  measured(await measureMemory({ portal, aws, fleet }));
  progress('memory is measured');
}
