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

import { hasItsSettings, isWaitedFor } from './launchSettings';
import { isWaiting, mayStart, serversOf } from './rules';
import type { ChunkState, ExecutionState, ServerState } from './state';

/** Servers of a waiting chunk that are still to be launched. */
export const pendingServers = (
  state: ExecutionState,
  chunk: ChunkState,
): ServerState[] =>
  serversOf(state, chunk.sourceServerIds).filter(
    server => server.outcome === 'PENDING',
  );

/**
 * What can be asked of AWS for a chunk now: none while the run is held, while
 * settings are still to be applied, or while the servers are in another launch.
 *
 * @param inLaunches - servers in launches that have not ended
 */
export function launchableServers(
  state: ExecutionState,
  chunk: ChunkState,
  inLaunches: ReadonlySet<string>,
): ServerState[] {
  if (!isWaiting(chunk) || !mayStart(state)) {
    return [];
  }
  const servers = pendingServers(state, chunk).filter(
    server => !inLaunches.has(server.sourceServerId),
  );
  return servers.some(isWaitedFor) ? [] : servers.filter(hasItsSettings);
}
