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

import { after, minutes, type Decision, type DecisionContext } from './context';
import type { Input } from './input';
import { openChunks, serversOfNote } from './ofNote';
import {
  isInFlight,
  isOpen,
  isWaiting,
  isWaveOver,
  mayStart,
  serversInLaunches,
  serversOf,
} from './rules';
import type { ChunkState, ExecutionState, ServerState } from './state';

/** How often putting back is tried before a person is told that it did not work. */
const MAX_RESTORE_FAILURES = 10;
/** An account that cannot be reached must not keep the run open for ever. */
const RESTORE_LIMIT_MS = minutes(30);
/** A server whose settings fail so often holds up the others of its job no longer. */
const FAILURES_BEFORE_LAUNCH_WITHOUT = 3;

const isEmpty = (settings: object | undefined): boolean =>
  settings === undefined || Object.keys(settings).length === 0;

/** Its launch settings are as the plan wants them, or the plan wants nothing of them. */
export const hasItsSettings = (server: ServerState): boolean =>
  (isEmpty(server.launchSettings) && isEmpty(server.drillSettings)) ||
  server.settings?.status === 'APPLIED';

/** Whether its job waits for it: its settings will be there soon. */
export const isWaitedFor = (server: ServerState): boolean =>
  !hasItsSettings(server) &&
  (server.settings?.failures ?? 0) < FAILURES_BEFORE_LAUNCH_WITHOUT;

/** Servers of a waiting chunk whose settings are to be applied now. */
export const settingsDue = (
  state: ExecutionState,
  chunk: ChunkState,
  now: Date,
): ServerState[] =>
  isWaiting(chunk)
    ? serversOf(state, chunk.sourceServerIds).filter(
        server =>
          server.outcome === 'PENDING' &&
          !hasItsSettings(server) &&
          !rests(server, now),
      )
    : [];

/** Servers that may be launched once their settings are there. */
const serversThatWait = (state: ExecutionState): ServerState[] =>
  mayStart(state)
    ? openChunks(state.chunks)
        .filter(isWaiting)
        .flatMap(chunk => serversOf(state, chunk.sourceServerIds))
        .filter(
          server => server.outcome === 'PENDING' && !hasItsSettings(server),
        )
    : [];

const rests = (server: ServerState, now: Date): boolean =>
  server.settings?.retryAt !== undefined &&
  Date.parse(server.settings.retryAt) > now.getTime();

/** When launch settings that AWS refused may be tried again; in milliseconds of the epoch. */
export const settingsRetries = (state: ExecutionState): number[] =>
  serversOfNote(state.servers).settingsRefused.flatMap(({ settings }) =>
    settings?.retryAt ? [Date.parse(settings.retryAt)] : [],
  );

/** Servers whose drill settings are still in place, and that need them no more. */
const toBeRestored = (state: ExecutionState): ServerState[] => {
  const changed = serversOfNote(state.servers).changed.filter(
    server => !isOpen(server),
  );
  if (changed.length === 0) {
    return [];
  }
  const needed = serversInLaunches(state);
  for (const chunk of openChunks(state.chunks)) {
    // A launch that was given up as lost may be under way all the same.
    if (isInFlight(chunk) || chunk.lostAt) {
      chunk.sourceServerIds.forEach(id => needed.add(id));
    }
  }
  for (const job of state.unknownJobs) {
    job.sourceServerIds.forEach(id => needed.add(id));
  }
  return changed.filter(server => !needed.has(server.sourceServerId));
};

export const restoresDue = (state: ExecutionState, now: Date): ServerState[] =>
  toBeRestored(state).filter(server => !rests(server, now));

/**
 * Something that this execution changed is not put back yet. Whoever had the
 * server next would launch it into the network of the drill, so that it is not
 * let go while a job of this execution still needs that.
 */
export const owesRestoring = (state: ExecutionState): boolean => {
  const inLaunches = serversInLaunches(state);
  return (
    toBeRestored(state).length > 0 ||
    serversOfNote(state.servers).changed.some(
      server => !isOpen(server) && inLaunches.has(server.sourceServerId),
    )
  );
};

/** What is owed, and until when it is tried, in milliseconds of the epoch; none while waves run. */
function owedUntil(
  state: ExecutionState,
): { server: ServerState; until: number }[] {
  if (!state.waves.every(isWaveOver)) {
    return [];
  }
  const wavesOver = Math.max(
    ...state.waves.map(wave => Date.parse(wave.endedAt ?? '')),
  );
  return toBeRestored(state).map(server => ({
    server,
    // Its job may have ended, or been looked for, long after the waves.
    until:
      Math.max(
        wavesOver,
        ...[
          ...[...state.jobs.values()].map(job => ({
            ...job,
            at: job.endedAt,
          })),
          ...[...state.chunks.values()].map(chunk => ({
            ...chunk,
            at: chunk.lostForGoodAt,
          })),
        ].flatMap(({ sourceServerIds, at }) =>
          at && sourceServerIds.includes(server.sourceServerId)
            ? [Date.parse(at)]
            : [],
        ),
      ) + RESTORE_LIMIT_MS,
  }));
}

/** When putting back is given up; in milliseconds of the epoch. */
export const restoreLimits = (state: ExecutionState): number[] =>
  owedUntil(state).map(({ until }) => until);

/** What could not be put back is said to be so. */
export function giveUpRestoring(
  decision: Decision,
  { now }: DecisionContext,
): void {
  const late = owedUntil(decision.state).filter(
    ({ until }) => now.getTime() >= until,
  );
  if (late.length > 0) {
    decision.add({
      type: 'LaunchSettingsRestored',
      servers: late.map(({ server: { sourceServerId, settings } }) => ({
        sourceServerId,
        result: 'FAILED',
        message: settings?.message ?? 'AWS could not be asked',
      })),
    });
  }
}

type SettingsInput = Extract<
  Input,
  {
    type:
      | 'launch-settings-intended'
      | 'launch-settings-applied'
      | 'launch-settings-failed'
      | 'launch-settings-restored';
  }
>;

/** Takes in what became of applying launch settings, and of putting them back. */
export function settingsAnswered(
  decision: Decision,
  input: SettingsInput,
  context: DecisionContext,
): void {
  switch (input.type) {
    case 'launch-settings-intended': {
      // AWS was asked in between: what was held or stopped meanwhile is left alone.
      const waiting = new Set(
        serversThatWait(decision.state).map(server => server.sourceServerId),
      );
      const servers = input.servers.filter(({ sourceServerId }) =>
        waiting.has(sourceServerId),
      );
      if (servers.length > 0) {
        decision.add({
          type: 'LaunchSettingsIntended',
          servers: servers.map(server => ({ ...server })),
        });
      }
      return;
    }

    case 'launch-settings-applied':
      if (input.sourceServerIds.length > 0) {
        decision.add({
          type: 'LaunchSettingsApplied',
          sourceServerIds: [...input.sourceServerIds],
        });
      }
      return;

    case 'launch-settings-failed': {
      decision.add({
        type: 'LaunchSettingsFailed',
        servers: input.servers.map(({ retryAfterMs, ...server }) => ({
          ...server,
          ...(retryAfterMs !== undefined && {
            retryAt: after(context, retryAfterMs),
          }),
        })),
      });
      const forEver = input.servers.filter(
        server => server.retryAfterMs === undefined,
      );
      if (forEver.length > 0) {
        decision.add({
          type: 'ServersFailed',
          servers: forEver.map(({ sourceServerId, code, message }) => ({
            sourceServerId,
            code,
            message: `Its launch settings could not be applied: ${message}`,
          })),
        });
      }
      return;
    }

    case 'launch-settings-restored':
      decision.add({
        type: 'LaunchSettingsRestored',
        servers: input.servers.map(({ retryAfterMs, ...server }) => {
          const failures =
            decision.state.servers.get(server.sourceServerId)?.settings
              ?.failures ?? 0;
          const again =
            server.result === 'FAILED' &&
            retryAfterMs !== undefined &&
            failures + 1 < MAX_RESTORE_FAILURES;
          return {
            ...server,
            ...(again && { retryAt: after(context, retryAfterMs) }),
          };
        }),
      });
      return;

    default:
      throw new Error(`Unknown input ${JSON.stringify(input satisfies never)}`);
  }
}
