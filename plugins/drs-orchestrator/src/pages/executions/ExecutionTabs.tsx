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

import { memo } from 'react';
import type { Execution } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { UrlTabs } from '../../components/page/UrlTabs';
import { useExecutionsWords } from '../../translations/useExecutionsWords';
import { EventsTab } from './events/EventsTab';
import { JobLogTab } from './JobLogTab';
import { OutcomeTab } from './outcome/OutcomeTab';
import { ServersTab } from './ServersTab';
import { WavesTab } from './WavesTab';

/** The evidence: servers, waves, events, job log, outcome. */
export const ExecutionTabs = memo(function Tabs(props: {
  execution: Execution;
  pollEvery: number | false;
}) {
  const t = useExecutionsWords();
  const { execution, pollEvery } = props;
  const { executionId } = execution;
  return (
    <UrlTabs
      label={t('tabs.label')}
      tabs={[
        {
          name: 'servers',
          label: t('tabs.servers', { n: String(execution.counts.total) }),
          render: () => <ServersTab execution={execution} />,
        },
        {
          name: 'waves',
          label: t('tabs.waves', { n: String(execution.waves.length) }),
          render: () => <WavesTab execution={execution} />,
        },
        {
          name: 'events',
          label: t('tabs.events'),
          render: () => (
            <EventsTab execution={execution} pollEvery={pollEvery} />
          ),
        },
        {
          name: 'job-log',
          label: t('tabs.jobLog'),
          render: () => (
            <JobLogTab executionId={executionId} pollEvery={pollEvery} />
          ),
        },
        {
          name: 'outcome',
          label: t('tabs.outcome'),
          render: () => (
            <OutcomeTab execution={execution} pollEvery={pollEvery} />
          ),
        },
      ]}
    />
  );
});
