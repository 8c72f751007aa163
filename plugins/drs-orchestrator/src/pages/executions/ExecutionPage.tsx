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

import { useState } from 'react';
import { useParams } from 'react-router-dom';
import { BreadcrumbEntry } from '@backstage/frontend-plugin-api';
import {
  terminalExecutionStatuses,
  type Execution,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { PageRoom } from '../../components/page/PageBody';
import { useExecutionSignals } from '../../api/executionSignals';
import { useOperation } from '../../api/operations';
import { Answer } from '../../components/answer/Answer';
import { Section } from '../../components/page/Section';
import { useNow } from '../../components/time/useNow';
import { WaveGraph } from '../../components/waves/WaveGraph';
import { WaveTimeline } from '../../components/waves/WaveTimeline';
import { executionTypeText } from '../../format/states';
import { usePaths } from '../../routing/usePaths';
import type { Command } from './commands/command';
import { CommandDialog } from './commands/CommandDialog';
import { DecisionPanel } from './DecisionPanel';
import { ExecutionBand } from './ExecutionBand';
import { ExecutionTabs } from './ExecutionTabs';
import { ServerDrawer } from './ServerDrawer';
import { TerminationProgress } from './TerminationProgress';
import { waveInGraph } from './waveInGraph';
import { useWords } from '../../translations/useWords';

/** Whether anything about the execution may still change by itself. */
function isLive(execution: Execution): boolean {
  return (
    !terminalExecutionStatuses.includes(execution.status) ||
    execution.waves.some(wave =>
      wave.servers.some(server => server.instanceState === 'TERMINATING'),
    )
  );
}

/** One execution: live while it runs, and the same page, still, once it ended. */
export function ExecutionPage() {
  const words = useWords();
  const { executionId = '' } = useParams();
  const paths = usePaths();
  const { pollLive } = useExecutionSignals();
  const execution = useOperation(
    'get_execution_details',
    { params: { executionId } },
    { pollEvery: last => (!last || isLive(last) ? pollLive : 30_000) },
  );
  return (
    <PageRoom>
      <Answer of={execution} what="the execution" rows={8}>
        {data => (
          <BreadcrumbEntry
            entry={{
              label: `${executionTypeText(words, data.executionType)} of ${
                data.planName
              }`,
              href: paths.execution(executionId),
            }}
          >
            <ExecutionView execution={data} pollLive={pollLive} />
          </BreadcrumbEntry>
        )}
      </Answer>
    </PageRoom>
  );
}

function ExecutionView(props: { execution: Execution; pollLive: number }) {
  const words = useWords();
  const { execution } = props;
  const live = isLive(execution);
  // One clock for all that is told of it, so that no two of its times disagree.
  const now = useNow(live ? 1000 : 15_000);
  const [command, setCommand] = useState<Command>();
  return (
    <>
      <ExecutionBand execution={execution} now={now} onAsk={setCommand} />
      <DecisionPanel execution={execution} now={now} onAsk={setCommand} />
      <TerminationProgress execution={execution} pollLive={props.pollLive} />
      <Section title="Waves">
        <WaveGraph
          label="Waves and what each waits for"
          waves={execution.waves.map(wave => waveInGraph(words, wave, now))}
        />
        <WaveTimeline
          waves={execution.waves}
          startTime={execution.startTime}
          endTime={execution.endTime}
          targetRtoMinutes={execution.targetRtoMinutes}
          now={now}
        />
      </Section>
      <ExecutionTabs
        execution={execution}
        now={now}
        pollEvery={live ? props.pollLive : false}
      />
      <ServerDrawer execution={execution} onAsk={setCommand} />
      <CommandDialog
        execution={execution}
        command={command}
        onClose={() => setCommand(undefined)}
      />
    </>
  );
}
