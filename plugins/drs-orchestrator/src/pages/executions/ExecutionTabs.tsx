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

import { useId } from 'react';
import Paper from '@material-ui/core/Paper';
import Tab from '@material-ui/core/Tab';
import Tabs from '@material-ui/core/Tabs';
import { makeStyles } from '@material-ui/core/styles';
import type { Execution } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { useUrlState } from '../../routing/useUrlState';
import { EventsTab } from './EventsTab';
import { JobLogTab } from './JobLogTab';
import { ServersTab } from './ServersTab';
import { WavesTab } from './WavesTab';

const tabs = ['servers', 'waves', 'events', 'job-log'] as const;
type TabName = (typeof tabs)[number];

const useStyles = makeStyles(theme => ({
  bar: { borderBottom: `1px solid ${theme.palette.divider}` },
  tab: {
    textTransform: 'none',
    minWidth: 120,
    fontSize: '0.95rem',
    letterSpacing: 0,
  },
  panel: { padding: theme.spacing(2.5) },
}));

/** The evidence: servers, waves, events, job log. The tab is in the URL. */
export function ExecutionTabs(props: {
  execution: Execution;
  now: number;
  pollEvery: number | false;
}) {
  const classes = useStyles();
  const url = useUrlState();
  const id = useId();
  const tab: TabName = tabs.find(name => name === url.get('tab')) ?? 'servers';
  const label: Record<TabName, string> = {
    servers: `Servers (${props.execution.counts.total})`,
    waves: `Waves (${props.execution.waves.length})`,
    events: 'Events',
    'job-log': 'Job log',
  };
  return (
    <Paper variant="outlined">
      <Tabs
        value={tab}
        className={classes.bar}
        indicatorColor="primary"
        aria-label="Parts of the execution"
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
        {tab === 'servers' && <ServersTab execution={props.execution} />}
        {tab === 'waves' && (
          <WavesTab execution={props.execution} now={props.now} />
        )}
        {tab === 'events' && (
          <EventsTab
            executionId={props.execution.executionId}
            pollEvery={props.pollEvery}
          />
        )}
        {tab === 'job-log' && (
          <JobLogTab
            executionId={props.execution.executionId}
            pollEvery={props.pollEvery}
          />
        )}
      </div>
    </Paper>
  );
}
