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

import { memo, useDeferredValue, useState } from 'react';
import { useParams } from 'react-router-dom';
import { BreadcrumbEntry } from '@backstage/frontend-plugin-api';
import {
  terminalExecutionStatuses,
  type Execution,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { PageRoom } from '../../components/page/PageBody';
import {
  useExecutionSignals,
  useLastFacts,
  useMissedSignals,
} from '../../api/executionSignals';
import { useOperation } from '../../api/operations';
import { Answer } from '../../components/answer/Answer';
import { Section } from '../../components/page/Section';
import { useNow } from '../../components/time/useNow';
import { WaveGraph } from '../../components/waves/WaveGraph';
import { usePaths } from '../../routing/usePaths';
import { useExecutionsWords } from '../../translations/useExecutionsWords';
import { useWords } from '../../translations/useWords';
import type { Command } from './commands/command';
import { CommandDialog } from './commands/CommandDialog';
import { DecisionPanel } from './DecisionPanel';
import { ExecutionBand } from './ExecutionBand';
import { ExecutionTabs } from './ExecutionTabs';
import { ServerDrawer } from './ServerDrawer';
import { TerminationProgress } from './TerminationProgress';
import { ExecutionTimeline } from './timeline/ExecutionTimeline';
import { useCourse } from './timeline/useCourse';
import { waveInGraph } from './waveInGraph';

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
  const t = useExecutionsWords();
  const { executionId = '' } = useParams();
  const paths = usePaths();
  const { pollLive } = useExecutionSignals();
  const execution = useOperation(
    'get_execution_details',
    { params: { executionId } },
    { pollEvery: last => (!last || isLive(last) ? pollLive : 30_000) },
  );
  const live = execution.data !== undefined && isLive(execution.data);
  useMissedSignals(executionId, execution.data, live);
  useLastFacts(executionId, execution.data, live);
  return (
    <PageRoom>
      <Answer of={execution} what={t('page.what')} rows={8}>
        {data => (
          <BreadcrumbEntry
            entry={{
              label: t(`title.${data.executionType}`, { plan: data.planName }),
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
  const t = useExecutionsWords();
  const { execution, pollLive } = props;
  const live = isLive(execution);
  const [command, setCommand] = useState<Command>();
  const course = useCourse(execution);
  // The head is told first; a thousand rows follow in slices, so that the page
  // answers meanwhile.
  const evidence = useDeferredValue(course);
  const pollEvery = live ? pollLive : false;
  return (
    <>
      <Head execution={course} live={live} onAsk={setCommand} />
      <TerminationProgress execution={execution} pollLive={pollLive} />
      <Section title={t('page.waves')}>
        <Timeline execution={evidence} />
        <Picture execution={evidence} live={live} />
      </Section>
      <ExecutionTabs execution={evidence} pollEvery={pollEvery} />
      <ServerDrawer
        execution={course}
        pollEvery={pollEvery}
        onAsk={setCommand}
      />
      <CommandDialog
        execution={execution}
        command={command}
        onClose={() => setCommand(undefined)}
      />
    </>
  );
}

interface LiveProps {
  execution: Execution;
  live: boolean;
}

/** What tells the time each second, by one clock, so that no two of its times disagree. */
const Head = memo(function HeadNow(
  props: LiveProps & { onAsk: (command: Command) => void },
) {
  const { execution, live, onAsk } = props;
  const now = useNow(live ? 1000 : 15_000);
  return (
    <>
      <ExecutionBand execution={execution} now={now} onAsk={onAsk} />
      <DecisionPanel execution={execution} now={now} onAsk={onAsk} />
    </>
  );
});

const Timeline = memo(ExecutionTimeline);

const Picture = memo(function PictureNow({ execution, live }: LiveProps) {
  const t = useExecutionsWords();
  const words = useWords();
  const now = useNow(live ? 1000 : undefined);
  return (
    <div style={{ marginTop: 24 }}>
      <WaveGraph
        label={t('page.graph')}
        waves={execution.waves.map(wave => waveInGraph(t, words, wave, now))}
      />
    </div>
  );
});
