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

import type {
  ChunkState,
  ExecutionState,
  ServerState,
  WaveState,
} from './state';

// Copies of a part of the state with something changed; the rest is shared.

export const changedWave = (
  state: ExecutionState,
  waveNumber: number,
  change: (wave: WaveState) => WaveState,
): readonly WaveState[] =>
  state.waves.map(wave =>
    wave.waveNumber === waveNumber ? change(wave) : wave,
  );

export const changedChunk = (
  state: ExecutionState,
  chunkId: string,
  change: (chunk: ChunkState) => ChunkState,
) => changedEntry(state.chunks, chunkId, change);

export function changedServers(
  state: ExecutionState,
  sourceServerIds: Iterable<string>,
  change: (server: ServerState) => ServerState,
): ReadonlyMap<string, ServerState> {
  const servers = new Map(state.servers);
  for (const id of sourceServerIds) {
    const server = servers.get(id);
    if (server) {
      servers.set(id, change(server));
    }
  }
  return servers;
}

export function changedEntry<V>(
  map: ReadonlyMap<string, V>,
  key: string,
  change: (value: V) => V,
): ReadonlyMap<string, V> {
  const value = map.get(key);
  return value === undefined ? map : withEntries(map, [[key, change(value)]]);
}

export function withEntries<K, V>(
  map: ReadonlyMap<K, V>,
  entries: readonly (readonly [K, V])[],
): ReadonlyMap<K, V> {
  const copy = new Map(map);
  for (const [key, value] of entries) {
    copy.set(key, value);
  }
  return copy;
}

export function without<K, V>(
  map: ReadonlyMap<K, V>,
  key: K,
): ReadonlyMap<K, V> {
  const copy = new Map(map);
  copy.delete(key);
  return copy;
}

/** The map itself where nothing changes in it. */
export function mapValues<V>(
  map: ReadonlyMap<string, V>,
  change: (value: V) => V,
): ReadonlyMap<string, V> {
  let copy: Map<string, V> | undefined;
  for (const [key, value] of map) {
    const changed = change(value);
    if (changed !== value) {
      copy ??= new Map(map);
      copy.set(key, changed);
    }
  }
  return copy ?? map;
}
