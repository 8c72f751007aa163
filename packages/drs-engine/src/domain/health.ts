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

import type { Decision, DecisionContext } from './context';
import type { HealthSign, Input } from './input';
import { serversOfNote } from './ofNote';
import { isUnchecked } from './rules';
import {
  isEnded,
  type ExecutionState,
  type ServerState,
  type WaveState,
} from './state';

/** An instance that DRS does not name cannot be looked at: that is known soon after the limit. */
const NAMELESS_GRACE_MS = 60_000;
/**
 * Else the first look after the limit says how the server is. Nobody looks while
 * the portal is down, which says nothing about the server.
 */
const UNLOOKED_GRACE_MS = 24 * 3_600_000;

/** Servers that are up and whose health is not known yet, with their wave. */
export const uncheckedServers = (
  state: ExecutionState,
): { wave: WaveState; server: ServerState }[] => {
  const waves = new Map(state.waves.map(wave => [wave.waveNumber, wave]));
  return serversOfNote(state.servers).launched.flatMap(server => {
    const wave = waves.get(server.waveNumber);
    return wave && isUnchecked(wave, server) ? [{ wave, server }] : [];
  });
};

/** By then it is healthy, or unhealthy; in milliseconds of the epoch. */
const deadlineOf = (wave: WaveState, server: ServerState): number =>
  Date.parse(server.checkedFrom ?? server.launchTime ?? '') +
  (wave.healthCheck?.timeoutSeconds ?? 0) * 1000;

const givenUpAt = (wave: WaveState, server: ServerState): number =>
  deadlineOf(wave, server) +
  (server.recoveryInstanceId === undefined
    ? NAMELESS_GRACE_MS
    : UNLOOKED_GRACE_MS);

export const healthLimits = (state: ExecutionState): number[] =>
  state.stop
    ? []
    : uncheckedServers(state).map(({ wave, server }) =>
        givenUpAt(wave, server),
      );

export function observeHealth(
  decision: Decision,
  { servers }: Extract<Input, { type: 'health-observed' }>,
  { now }: DecisionContext,
): void {
  if (isEnded(decision.state)) {
    return;
  }
  const seen = new Map(servers.map(look => [look.sourceServerId, look]));
  const results = uncheckedServers(decision.state).flatMap(
    ({ wave, server }) => {
      const { checks = [], recoveryInstanceId } =
        seen.get(server.sourceServerId) ?? {};
      // It may have been launched once more while that was looked at.
      const isOfAnother =
        recoveryInstanceId !== undefined &&
        recoveryInstanceId !== server.recoveryInstanceId;
      if (checks.length === 0 || isOfAnother) {
        return [];
      }
      const { sourceServerId } = server;
      const missing = checks.filter(check => check.state !== 'OK');
      if (missing.length === 0) {
        return [{ sourceServerId, healthy: true }];
      }
      const isFinal =
        missing.some(check => check.state === 'FAILED' && check.final) ||
        now.getTime() >= deadlineOf(wave, server);
      return isFinal
        ? [{ sourceServerId, healthy: false, message: tell(missing) }]
        : [];
    },
  );
  if (results.length > 0) {
    decision.add({ type: 'ServersHealthChecked', servers: results });
  }
}

const tell = (checks: readonly HealthSign[]): string =>
  checks
    .map(
      check =>
        `${check.name}: ${
          check.message ??
          (check.state === 'FAILED' ? 'failed' : 'not yet well')
        }`,
    )
    .join('; ');

/** A server whose health nobody could learn in time is not called healthy. */
export function giveUpHealth(
  decision: Decision,
  { now }: DecisionContext,
): void {
  const late = uncheckedServers(decision.state).filter(
    ({ wave, server }) => now.getTime() >= givenUpAt(wave, server),
  );
  if (late.length > 0 && !decision.state.stop) {
    decision.add({
      type: 'ServersHealthChecked',
      servers: late.map(({ server }) => ({
        sourceServerId: server.sourceServerId,
        healthy: false,
        message: 'Its health could not be looked at in time',
      })),
    });
  }
}
