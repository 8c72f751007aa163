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
import { hasFailed } from './rules';

/** Once nothing that failed is left undecided, the run goes on. */
export function releaseFailure(decision: Decision): void {
  const { state } = decision;
  if (state.holds.has('FAILURE') && !state.waves.some(hasFailed)) {
    decision.add({ type: 'ExecutionResumed', reason: 'FAILURE' });
  }
}

/**
 * Launches that the log did not know become the run's own once a person says so,
 * or once it is being stopped, which ends every hold: somebody must be able to
 * terminate what was launched.
 */
export function adoptLaunches(decision: Decision): void {
  const { state } = decision;
  if (state.unknownJobs.length > 0 && !state.holds.has('RECOVERED_LOG')) {
    decision.add({ type: 'JobsAdopted', jobs: [...state.unknownJobs] });
  }
}

export function askForStart(
  decision: Decision,
  context: DecisionContext,
): void {
  const { approval } = decision.state.started;
  const asked = decision.state.approvals.some(
    ({ waveNumber }) => waveNumber === undefined,
  );
  if (approval?.start && !asked && !decision.state.stop) {
    decision.add({
      type: 'ApprovalRequested',
      until: after(context, minutes(approval.timeLimitMinutes)),
    });
  }
}

/** A failure that the plan does not tolerate waits for a person. */
export function holdOnFailure(
  decision: Decision,
  context: DecisionContext,
): void {
  const { state } = decision;
  const failed = state.waves.find(hasFailed);
  if (failed && !state.holds.has('FAILURE') && !state.stop) {
    decision.add({
      type: 'ExecutionPaused',
      reason: 'FAILURE',
      until: after(
        context,
        minutes(state.started.settings.decisionTimeLimitMinutes),
      ),
      waveNumber: failed.waveNumber,
      message: `Wave ${failed.waveNumber} (${failed.waveName}): ${failed.reason}`,
    });
  }
}
