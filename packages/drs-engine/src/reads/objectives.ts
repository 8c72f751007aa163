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

import { isReady } from '../domain/rules';
import type { ExecutionState, ServerState, WaveState } from '../domain/state';

// Recovery time and recovery point, as they really were.

export const secondsSinceStart = (
  state: ExecutionState,
  time: string | undefined,
): number | undefined =>
  time === undefined
    ? undefined
    : Math.max(
        0,
        Math.round((Date.parse(time) - Date.parse(state.startedAt)) / 1000),
      );

/** When what depends on the wave could start; undefined where it could not. */
export const readyTimeOf = (wave: WaveState): string | undefined =>
  isReady(wave) ? wave.readyAt ?? wave.endedAt : undefined;

/** From the start of the execution until the server was up, and healthy where its wave requires it. */
export const rtoSeconds = (
  state: ExecutionState,
  wave: WaveState | undefined,
  server: ServerState,
): number | undefined =>
  secondsSinceStart(
    state,
    wave?.healthCheck?.required ? server.healthyAt : server.launchTime,
  );

/**
 * How old the server's data was when the execution started: what would have been
 * lost. None where DRS took the data after the start.
 */
export const rpoSeconds = (
  state: ExecutionState,
  { pointInTime }: Pick<ServerState, 'pointInTime'>,
): number | undefined =>
  pointInTime === undefined
    ? undefined
    : Math.max(
        0,
        Math.round(
          (Date.parse(state.startedAt) - Date.parse(pointInTime)) / 1000,
        ),
      );

/** Of instants as JavaScript writes them, which sort as they are; anything else is parsed. */
export function earliest(
  times: readonly (string | undefined)[],
): string | undefined {
  let first: string | undefined;
  for (const time of times) {
    if (time !== undefined && (first === undefined || isBefore(time, first))) {
      first = time;
    }
  }
  return first;
}

const isBefore = (time: string, other: string): boolean =>
  time.length === other.length && time.endsWith('Z') && other.endsWith('Z')
    ? time < other
    : Date.parse(time) < Date.parse(other);
