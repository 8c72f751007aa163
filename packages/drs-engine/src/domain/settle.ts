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
import { giveUpHealth } from './health';
import { giveUpHooks } from './hooks';
import { giveUpRestoring, owesRestoring } from './launchSettings';
import { serversOfNote } from './ofNote';
import { hasEndedWell, hasFailed, isHookOut, isWaveOver } from './rules';
import { isEnded } from './state';
import {
  adoptLaunches,
  askForStart,
  holdOnFailure,
  releaseFailure,
} from './holds';
import { endLife, giveUpAsking, timeOut } from './timeLimits';
import { endWaves, fillSlots, startWaves } from './waveProgress';

/**
 * Adds what follows by itself from the state and the time: time-outs, ends of
 * waves, pauses, starts of waves, the end. Each pass brings the execution
 * forward, so the passes end.
 */
export function settle(decision: Decision, context: DecisionContext): void {
  for (let settled = false; !settled; ) {
    const before = decision.events.length;
    giveUpAsking(decision, context);
    giveUpRestoring(decision, context);
    if (isEnded(decision.state)) {
      endLife(decision, context);
    } else {
      releaseFailure(decision);
      askForStart(decision, context);
      timeOut(decision, context);
      adoptLaunches(decision);
      giveUpHooks(decision, context);
      giveUpHealth(decision, context);
      cancelNeverAsked(decision);
      fillSlots(decision, context);
      endWaves(decision, context);
      holdOnFailure(decision, context);
      startWaves(decision, context);
      end(decision);
    }
    settled = decision.events.length === before;
  }
}

function cancelNeverAsked(decision: Decision): void {
  const { state } = decision;
  if (!state.stop) {
    return;
  }
  const neverAsked = [...state.servers.values()]
    .filter(server => server.outcome === 'PENDING')
    .map(server => server.sourceServerId);
  if (neverAsked.length > 0) {
    decision.add({ type: 'ServersCancelled', sourceServerIds: neverAsked });
  }
}

function end(decision: Decision): void {
  const { state } = decision;
  const goesOn =
    !state.waves.every(isWaveOver) ||
    serversOfNote(state.servers).launching.length > 0 ||
    state.waves.some(wave => wave.hooks.some(isHookOut)) ||
    state.unknownJobs.length > 0 ||
    owesRestoring(state);
  // Where a wave failed, the pause waits for a person, or for its limit.
  if (goesOn || (!state.stop && state.waves.some(hasFailed))) {
    return;
  }
  if (state.stop) {
    decision.add({ type: 'ExecutionEnded', status: state.stop.endAs });
  } else if (state.waves.every(hasEndedWell)) {
    decision.add({
      type: 'ExecutionEnded',
      status: state.waves.every(wave => wave.status === 'COMPLETED')
        ? 'COMPLETED'
        : 'PARTIAL',
    });
  }
}
