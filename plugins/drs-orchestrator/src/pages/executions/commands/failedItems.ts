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

import {
  isPerhapsGone,
  isReplacedByRetry,
  type Execution,
  type ExecutionServer,
  type ExecutionWave,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { isFailure } from '../../../format/states';

/** A wave in which something failed, with the servers that did. */
export interface FailedWave {
  wave: ExecutionWave;
  servers: ExecutionServer[];
  /** Nothing of it failed: it has not begun, and can be left out as a whole. */
  toCome?: true;
}

/** What could be tried again or left out, wave by wave. */
export function failedItems(execution: Execution): FailedWave[] {
  return execution.waves
    .map(wave => ({
      wave,
      servers: wave.servers.filter(server => isFailure(server.outcome)),
    }))
    .filter(
      ({ wave, servers }) =>
        servers.length > 0 ||
        wave.status === 'FAILED' ||
        wave.status === 'TIMED_OUT',
    );
}

/** What could be left out: what failed, and waves that have not begun. */
export function skippableItems(execution: Execution): FailedWave[] {
  return [
    ...failedItems(execution),
    ...execution.waves
      .filter(
        wave =>
          wave.status === 'PENDING' || wave.status === 'WAITING_FOR_APPROVAL',
      )
      .map(wave => ({ wave, servers: [], toCome: true as const })),
  ];
}

/**
 * Whether leaving out a wave is a decision about its approval, which takes another
 * person than this one: what depends on it would go on as if it had been approved.
 *
 * @param person - entity ref of who would decide; absent while it is not known
 */
export function needsOtherPerson(
  { approvals }: Pick<Execution, 'approvals'>,
  { waveNumber, pauseBeforeWave, startTime }: ExecutionWave,
  person: string | undefined,
): boolean {
  return (
    person !== undefined &&
    pauseBeforeWave &&
    startTime === undefined &&
    approvals.some(
      ({ fourEyes, excluded }) => fourEyes && excluded.includes(person),
    ) &&
    !approvals.some(
      approval =>
        approval.waveNumber === waveNumber && approval.decision === 'APPROVE',
    )
  );
}

/** What a person chose: whole waves, and servers of others. */
export interface ChosenItems {
  waves: number[];
  servers: string[];
}

/** Everything that failed, server by server; a wave whole where it failed for another reason. */
export function allFailed(items: readonly FailedWave[]): ChosenItems {
  return {
    waves: items
      .filter(({ servers, toCome }) => servers.length === 0 && !toCome)
      .map(({ wave }) => wave.waveNumber),
    servers: items.flatMap(({ servers }) =>
      servers.map(server => server.sourceServerId),
    ),
  };
}

/**
 * Everything that failed and is not there, or perhaps not. A server that is up, if not
 * well, is in use perhaps: replacing it is for a person to choose.
 */
export function allToLaunch(items: readonly FailedWave[]): ChosenItems {
  const { waves, servers } = allFailed(items);
  const up = new Set(
    replacedBy({ waves: [], servers }, items)
      .filter(server => !isPerhapsGone(server))
      .map(server => server.sourceServerId),
  );
  return { waves, servers: servers.filter(id => !up.has(id)) };
}

/** The servers whose instances, up for certain or perhaps, a retry of the choice replaces. */
export function replacedBy(
  chosen: ChosenItems,
  items: readonly FailedWave[],
): ExecutionServer[] {
  const ids = new Set(chosen.servers);
  return items.flatMap(({ wave, servers }) =>
    servers.filter(
      server =>
        isReplacedByRetry(server) &&
        (chosen.waves.includes(wave.waveNumber) ||
          ids.has(server.sourceServerId)),
    ),
  );
}

/**
 * What of the choice can still be chosen. The record goes on under it: what was
 * tried again or left out meanwhile would have the whole command refused.
 */
export function stillThere(
  chosen: ChosenItems,
  items: readonly FailedWave[],
): ChosenItems {
  const waves = new Set(items.map(({ wave }) => wave.waveNumber));
  const servers = new Set(
    items.flatMap(item => item.servers.map(server => server.sourceServerId)),
  );
  return {
    waves: chosen.waves.filter(number => waves.has(number)),
    servers: chosen.servers.filter(id => servers.has(id)),
  };
}

/** The choice with a wave as a whole, or without it. */
export function withWave(
  chosen: ChosenItems,
  { wave, servers }: FailedWave,
  whole: boolean,
): ChosenItems {
  const own = new Set(servers.map(server => server.sourceServerId));
  return {
    waves: whole
      ? [...chosen.waves, wave.waveNumber]
      : chosen.waves.filter(number => number !== wave.waveNumber),
    // A whole wave has its servers in it.
    servers: chosen.servers.filter(id => !own.has(id)),
  };
}

/** The choice with a server, or without it. */
export function withServer(
  chosen: ChosenItems,
  sourceServerId: string,
  taken: boolean,
): ChosenItems {
  return {
    ...chosen,
    servers: taken
      ? [...chosen.servers, sourceServerId]
      : chosen.servers.filter(id => id !== sourceServerId),
  };
}
