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
  terminalExecutionStatuses,
  type PlanValidation,
  type RecoveryPlan,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { TextLink } from '../../components/control/TextLink';
import { Instant } from '../../components/time/Instant';
import { capitalised, counted } from '../../format/counting';
import { executionState, executionTypeText } from '../../format/states';
import { usePaths } from '../../routing/usePaths';
import { useWords } from '../../translations/useWords';

/** The sentence a plan's page opens with. */
export function planLead(
  plan: RecoveryPlan,
  validation: PlanValidation | undefined,
) {
  return (
    <>
      {sizeSentence(plan, validation)} <LastRun plan={plan} />
    </>
  );
}

function sizeSentence(
  plan: RecoveryPlan,
  validation: PlanValidation | undefined,
): string {
  const waves = capitalised(counted(plan.waves.length, 'wave'));
  if (!validation) {
    return `${waves}.`;
  }
  const sum = (of: 'serverCount' | 'notReadyCount') =>
    validation.waves.reduce((total, wave) => total + wave[of], 0);
  const total = sum('serverCount');
  const notReady = sum('notReadyCount');
  const readiness =
    notReady === 0 ? 'all ready to be recovered' : `${notReady} not ready`;
  return total === 0
    ? `${waves}, but it would launch no server now.`
    : `${waves} with ${counted(total, 'server')}, ${readiness}.`;
}

function LastRun({ plan }: { plan: RecoveryPlan }) {
  const words = useWords();
  const paths = usePaths();
  const last = plan.lastExecution;
  if (!last) {
    return <>It was never rehearsed.</>;
  }
  const link = (
    <TextLink to={paths.execution(last.executionId)}>
      {executionTypeText(words, last.executionType).toLowerCase()}
    </TextLink>
  );
  return terminalExecutionStatuses.includes(last.status) ? (
    <>
      Its last {link} began <Instant at={last.startTime} /> and ended{' '}
      {executionState(words, last).text.toLowerCase()}.
    </>
  ) : (
    <>
      A {link} of it began <Instant at={last.startTime} /> and{' '}
      {last.status === 'PAUSED' && last.pause?.reason === 'FAILURE'
        ? 'waits for a decision'
        : 'is under way'}
      .
    </>
  );
}
