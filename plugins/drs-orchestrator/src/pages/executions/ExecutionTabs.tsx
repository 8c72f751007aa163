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

import { memo, useId } from 'react';
import Paper from '@material-ui/core/Paper';
import Tab from '@material-ui/core/Tab';
import Tabs from '@material-ui/core/Tabs';
import { makeStyles } from '@material-ui/core/styles';
import type { Execution } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { useUrlState } from '../../routing/useUrlState';
import { useExecutionsWords } from '../../translations/useExecutionsWords';
import { EventsTab } from './events/EventsTab';
import { JobLogTab } from './JobLogTab';
import { OutcomeTab } from './outcome/OutcomeTab';
import { ServersTab } from './ServersTab';
import { WavesTab } from './WavesTab';

const tabs = ['servers', 'waves', 'events', 'job-log', 'outcome'] as const;
type TabName = (typeof tabs)[number];

const useStyles = makeStyles(theme => ({
  bar: {
    borderBottom: `1px solid ${theme.palette.divider}`,
    '@media print': { display: 'none' },
  },
  tab: {
    textTransform: 'none',
    minWidth: 0,
    padding: theme.spacing(0.75, 2),
    fontSize: '0.95rem',
    letterSpacing: 0,
  },
  panel: { padding: theme.spacing(2.5) },
}));

/** The evidence: servers, waves, events, job log, outcome. The tab is in the URL. */
export const ExecutionTabs = memo(function Tabbed(props: {
  execution: Execution;
  pollEvery: number | false;
}) {
  const t = useExecutionsWords();
  const classes = useStyles();
  const url = useUrlState();
  const id = useId();
  const { execution, pollEvery } = props;
  const { executionId } = execution;
  const tab: TabName = tabs.find(name => name === url.get('tab')) ?? 'servers';
  const label: Record<TabName, string> = {
    servers: t('tabs.servers', { n: String(execution.counts.total) }),
    waves: t('tabs.waves', { n: String(execution.waves.length) }),
    events: t('tabs.events'),
    'job-log': t('tabs.jobLog'),
    outcome: t('tabs.outcome'),
  };
  return (
    <Paper variant="outlined">
      <Tabs
        value={tab}
        className={classes.bar}
        indicatorColor="primary"
        aria-label={t('tabs.label')}
        onChange={(_, value: TabName) =>
          url.set({ tab: value === 'servers' ? '' : value })
        }
      >
        {tabs.map(name => (
          <Tab
            key={name}
            value={name}
            id={`${id}-${name}`}
            aria-controls={`${id}-panel`}
            label={label[name]}
            className={classes.tab}
          />
        ))}
      </Tabs>
      <div
        role="tabpanel"
        id={`${id}-panel`}
        aria-labelledby={`${id}-${tab}`}
        className={classes.panel}
      >
        {tab === 'servers' && <ServersTab execution={execution} />}
        {tab === 'waves' && <WavesTab execution={execution} />}
        {tab === 'events' && (
          <EventsTab execution={execution} pollEvery={pollEvery} />
        )}
        {tab === 'job-log' && (
          <JobLogTab executionId={executionId} pollEvery={pollEvery} />
        )}
        {tab === 'outcome' && (
          <OutcomeTab execution={execution} pollEvery={pollEvery} />
        )}
      </div>
    </Paper>
  );
});
