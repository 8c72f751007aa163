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

import type { ChunkState, JobState, ServerState } from './state';

/*
 * Of a thousand servers few need anything at a time. Who that is, is found once
 * for each state that they are in, however often it is asked.
 */

/** Servers about which something is still to be done. */
interface ServersOfNote {
  readonly launching: readonly ServerState[];
  /** Up, and not known to be healthy. */
  readonly launched: readonly ServerState[];
  readonly undescribed: readonly ServerState[];
  readonly terminationRequested: readonly ServerState[];
  /** What this execution changed of them is to be put back some time. */
  readonly changed: readonly ServerState[];
  readonly settingsRefused: readonly ServerState[];
}

const ofServers = new WeakMap<object, ServersOfNote>();
const ofChunks = new WeakMap<object, readonly ChunkState[]>();
const ofJobs = new WeakMap<object, readonly JobState[]>();

function remembered<K extends object, V>(
  known: WeakMap<K, V>,
  key: K,
  find: () => V,
): V {
  const found = known.get(key) ?? find();
  known.set(key, found);
  return found;
}

export const serversOfNote = (
  servers: ReadonlyMap<string, ServerState>,
): ServersOfNote => remembered(ofServers, servers, () => noted(servers));

function noted(servers: ReadonlyMap<string, ServerState>): ServersOfNote {
  const launching: ServerState[] = [];
  const launched: ServerState[] = [];
  const undescribed: ServerState[] = [];
  const terminationRequested: ServerState[] = [];
  const changed: ServerState[] = [];
  const settingsRefused: ServerState[] = [];
  for (const server of servers.values()) {
    const { outcome, settings } = server;
    if (outcome === 'LAUNCHING') {
      launching.push(server);
    } else if (outcome === 'LAUNCHED') {
      launched.push(server);
    }
    if (server.instanceState === 'RUNNING' && !server.described) {
      undescribed.push(server);
    }
    if (server.terminationRequested) {
      terminationRequested.push(server);
    }
    if (
      settings?.restore !== undefined &&
      (settings.status === 'APPLIED' || settings.status === 'CHANGING')
    ) {
      changed.push(server);
    }
    if (settings?.retryAt !== undefined) {
      settingsRefused.push(server);
    }
  }
  return {
    launching,
    launched,
    undescribed,
    terminationRequested,
    changed,
    settingsRefused,
  };
}

/** Chunks that are not done, or of which a launch may still show. */
export const openChunks = (
  chunks: ReadonlyMap<string, ChunkState>,
): readonly ChunkState[] =>
  remembered(ofChunks, chunks, () =>
    [...chunks.values()].filter(
      chunk =>
        chunk.status !== 'DONE' ||
        chunk.intent !== undefined ||
        chunk.lostAt !== undefined,
    ),
  );

export const openJobs = (
  jobs: ReadonlyMap<string, JobState>,
): readonly JobState[] =>
  remembered(ofJobs, jobs, () =>
    [...jobs.values()].filter(job => job.endedAt === undefined),
  );
