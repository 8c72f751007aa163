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
import { executionState } from '../../format/states';
import { usePaths } from '../../routing/usePaths';
import type { PlansWords } from '../../translations/plans';
import { usePlansWords } from '../../translations/usePlansWords';
import { useWords } from '../../translations/useWords';
import type { Words } from '../../translations/words';
import { countsOf } from './readinessOfPlan';

/** The sentence a plan's page opens with. */
export function PlanLead(props: {
  plan: RecoveryPlan;
  validation: PlanValidation | undefined;
}) {
  const t = usePlansWords();
  const words = useWords();
  return (
    <>
      {sizeSentence(t, words, props.plan, props.validation)}{' '}
      <LastRun plan={props.plan} />
    </>
  );
}

function sizeSentence(
  t: PlansWords,
  words: Words,
  plan: RecoveryPlan,
  validation: PlanValidation | undefined,
): string {
  const count = plan.waves.length;
  if (!validation) {
    return t('plan.size.waves', { count });
  }
  const { total, notReady } = countsOf(validation);
  if (total === 0) {
    return t('plan.size.noServers', { count });
  }
  const servers = words('count.servers', { count: total });
  return notReady === 0
    ? t('plan.size.ready', { count, servers })
    : t('plan.size.notReady', { count, servers, notReady: String(notReady) });
}

function LastRun({ plan }: { plan: RecoveryPlan }) {
  const t = usePlansWords();
  const words = useWords();
  const paths = usePaths();
  const last = plan.lastExecution;
  if (!last) {
    return <>{t('plan.last.never')}</>;
  }
  const facts = {
    run: (
      <TextLink to={paths.execution(last.executionId)}>
        {t(`plan.last.run.${last.executionType}`)}
      </TextLink>
    ),
    when: <Instant at={last.startTime} />,
  };
  if (terminalExecutionStatuses.includes(last.status)) {
    return t(`plan.last.ended.${last.executionType}`, {
      ...facts,
      outcome: executionState(words, last).text.toLocaleLowerCase(),
    });
  }
  return last.status === 'PAUSED' && last.pause?.reason === 'FAILURE'
    ? t('plan.last.undecided', facts)
    : t('plan.last.running', facts);
}
