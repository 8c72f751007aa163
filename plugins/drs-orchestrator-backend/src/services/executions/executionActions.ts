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
  describeApprovals,
  refusals,
  type ExecutionState,
  type ServerState,
} from '@drs-orchestrator/drs-engine';
import type { Caller } from '../../access/Caller';
import type { StateRefusal, StateRefusals } from '../actions';

/** What can be done to an execution. */
export const EXECUTION_ACTIONS = [
  'pause_execution',
  'resume_execution',
  'decide_approval',
  'cancel_execution',
  'retry_execution_items',
  'skip_execution_items',
  'terminate_recovery_instances',
] as const;

const invalid = (reason: string | undefined): StateRefusal =>
  reason === undefined ? undefined : { code: 'INVALID_STATE', reason };

/**
 * The rules of the engine, told before somebody runs into them. Whoever may not
 * approve may still reject: only the approval is denied then.
 */
export function refusalsOf(
  state: ExecutionState,
  caller: Caller,
): StateRefusals {
  const why = refusals(state);
  return {
    pause_execution: invalid(why.pause),
    resume_execution: invalid(why.resume),
    decide_approval: invalid(why.approve) ?? fourEyes(state, caller),
    cancel_execution: invalid(why.cancel),
    retry_execution_items: invalid(why.retry),
    skip_execution_items: invalid(why.skip),
    terminate_recovery_instances: invalid(
      why.terminate ?? whyNothingToTerminate(state),
    ),
  };
}

/** Why there is no instance left that could still be asked to go; absent: there is one. */
function whyNothingToTerminate(state: ExecutionState): string | undefined {
  const servers = [...state.servers.values()];
  // AWS is asked again where it was busy: the instance runs on meanwhile.
  const going = ({ instanceState, terminationRequested }: ServerState) =>
    instanceState === 'TERMINATING' ||
    (instanceState === 'RUNNING' && terminationRequested);
  if (
    servers.some(server => server.instanceState === 'RUNNING' && !going(server))
  ) {
    return undefined;
  }
  return servers.some(going)
    ? 'The recovery instances are already being terminated'
    : 'There are no recovery instances left to terminate';
}

function fourEyes(state: ExecutionState, caller: Caller): StateRefusal {
  const asked = describeApprovals(state).filter(
    approval => approval.fourEyes && !approval.decision,
  );
  const denied = (reason: string): StateRefusal => ({
    code: 'FOUR_EYES',
    reason,
  });
  if (asked.length === 0) {
    return undefined;
  }
  switch (caller.kind) {
    case 'person':
      return asked.some(({ excluded }) => excluded.includes(caller.ref))
        ? denied(
            'Another person must approve it: you started the execution or last changed its plan',
          )
        : undefined;
    case 'program':
      return denied('A person must approve it; programs may not');
    case 'nobody':
      return undefined;
    default:
      throw new Error(
        `Unknown caller ${JSON.stringify(caller satisfies never)}`,
      );
  }
}
