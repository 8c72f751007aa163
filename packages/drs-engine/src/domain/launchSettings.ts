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
import { isInFlight, isWaiting, isWaveOver, serversOf } from './rules';
import type { ChunkState, ExecutionState, ServerState } from './state';

/** How often putting back is tried before a person is told that it did not work. */
const MAX_RESTORE_FAILURES = 10;
/** After the last wave; an account that cannot be reached must not keep the run open for ever. */
const RESTORE_LIMIT_MS = minutes(30);

const isEmpty = (settings: object | undefined): boolean =>
  settings === undefined || Object.keys(settings).length === 0;

/** Its launch settings are as the plan wants them, or the plan wants nothing of them. */
export const hasItsSettings = (server: ServerState): boolean =>
  (isEmpty(server.launchSettings) && isEmpty(server.drillSettings)) ||
  server.settings?.status === 'APPLIED';

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

const rests = (server: ServerState, now: Date): boolean =>
  server.settings?.retryAt !== undefined &&
  Date.parse(server.settings.retryAt) > now.getTime();

/** Servers whose drill settings are still in place, and that need them no more. */
const toBeRestored = (state: ExecutionState): ServerState[] => {
  const needed = new Set([
    ...[...state.jobs.values()]
      .filter(job => job.kind === 'LAUNCH' && !job.endedAt)
      .flatMap(job => job.sourceServerIds),
    ...[...state.chunks.values()]
      .filter(chunk => isWaiting(chunk) || isInFlight(chunk))
      .flatMap(chunk => chunk.sourceServerIds),
  ]);
  return [...state.servers.values()].filter(
    ({ sourceServerId, settings, outcome }) =>
      settings?.restore !== undefined &&
      (settings.status === 'APPLIED' || settings.status === 'CHANGING') &&
      outcome !== 'PENDING' &&
      outcome !== 'LAUNCHING' &&
      !needed.has(sourceServerId),
  );
};

export const restoresDue = (state: ExecutionState, now: Date): ServerState[] =>
  toBeRestored(state).filter(server => !rests(server, now));

/** Something that this execution changed is not put back yet. */
export const owesRestoring = (state: ExecutionState): boolean =>
  toBeRestored(state).length > 0;

const restoreDeadline = (state: ExecutionState): number | undefined =>
  state.waves.every(isWaveOver)
    ? Math.max(...state.waves.map(wave => Date.parse(wave.endedAt ?? ''))) +
      RESTORE_LIMIT_MS
    : undefined;

/** When launch settings fall due to be looked at again; in milliseconds of the epoch. */
export function settingsLimits(state: ExecutionState): number[] {
  const owed = toBeRestored(state);
  return [
    ...(owed.length > 0 ? [restoreDeadline(state)] : []),
    ...[...state.servers.values()].map(
      ({ settings }) => settings?.retryAt && Date.parse(settings.retryAt),
    ),
  ].flatMap(time => (typeof time === 'number' ? [time] : []));
}

export function giveUpRestoring(
  decision: Decision,
  { now }: DecisionContext,
): void {
  const owed = toBeRestored(decision.state);
  const deadline = restoreDeadline(decision.state);
  if (owed.length > 0 && deadline !== undefined && now.getTime() >= deadline) {
    decision.add({
      type: 'LaunchSettingsRestored',
      servers: owed.map(({ sourceServerId, settings }) => ({
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
    case 'launch-settings-intended':
      decision.add({
        type: 'LaunchSettingsIntended',
        servers: input.servers.map(server => ({ ...server })),
      });
      return;

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
