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

import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type {
  HealthStatus,
  ResponseOf,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { useOperation } from '../../api/operations';
import { Answer } from '../../components/answer/Answer';
import { Section } from '../../components/page/Section';
import { StatusLabel } from '../../components/status/StatusLabel';
import { DataTable, type Column } from '../../components/table/DataTable';
import { Instant } from '../../components/time/Instant';
import { capitalised, counted } from '../../format/counting';
import type { StateWords } from '../../format/states';

type Health = ResponseOf<'get_system_health'>;

const useStyles = makeStyles(theme => ({
  state: { margin: theme.spacing(0, 0, 1.5) },
}));

const states: Record<HealthStatus, StateWords> = {
  OK: { tone: 'good', text: 'Well' },
  DEGRADED: { tone: 'warning', text: 'Degraded' },
  FAILING: { tone: 'bad', text: 'Failing' },
};

const whole: Record<HealthStatus, StateWords> = {
  OK: { tone: 'good', text: 'A recovery that starts now goes on as it should' },
  DEGRADED: { tone: 'warning', text: 'It works, and something is missing' },
  FAILING: {
    tone: 'bad',
    text: 'A recovery that starts now would not go on as it should',
  },
};

/** A part of the system, as a row. */
interface Part {
  id: string;
  name: string;
  status: HealthStatus;
  /** What is wrong, or what was measured. */
  told: string;
}

function partsOf(health: Health): Part[] {
  const { database, leader, poller, audit } = health;
  return [
    {
      id: 'database',
      name: 'Database',
      status: database.status,
      told: database.message ?? `Answered within ${database.latencyMs} ms`,
    },
    {
      id: 'leader',
      name: 'Leading replica',
      status: leader.status,
      told: leader.message ?? 'One replica leads and shows signs of life',
    },
    {
      id: 'poller',
      name: 'Looks at what runs',
      status: poller.status,
      told:
        poller.message ??
        `${capitalised(
          counted(poller.runningExecutions ?? 0, 'execution'),
        )} under way, ${
          poller.lagSeconds
            ? `a look ${poller.lagSeconds} s late`
            : 'no look late'
        }`,
    },
    {
      id: 'audit',
      name: 'Audit trail',
      status: audit.status,
      told:
        audit.message ??
        (audit.lagSeconds
          ? `The oldest entry waits ${audit.lagSeconds} s for its seal`
          : 'Every entry is sealed'),
    },
    ...health.accounts.map(
      ({ accountId, accountName, region, status, message }) => ({
        id: `${accountId} ${region}`,
        name: `${accountName}, ${region}`,
        status,
        told: message ?? 'DRS answers',
      }),
    ),
  ];
}

const columns: Column<Part>[] = [
  { id: 'part', title: 'Part', names: true, render: ({ name }) => name },
  {
    id: 'state',
    title: 'State',
    oneLine: true,
    render: ({ status }) => <StatusLabel state={states[status]} />,
  },
  { id: 'told', title: 'What was found', render: ({ told }) => told },
];

/** Whether the orchestrator itself is well. */
export function HealthSection() {
  const classes = useStyles();
  const health = useOperation(
    'get_system_health',
    {},
    { pollEvery: last => (last ? 30_000 : false) },
  );
  return (
    <Section title="Health">
      <Answer of={health} what="the orchestrator’s health">
        {data => (
          <>
            <div className={classes.state}>
              <StatusLabel variant="chip" state={whole[data.status]} />
            </div>
            <DataTable
              caption="Parts of the orchestrator"
              columns={columns}
              rows={partsOf(data)}
              rowKey={({ id }) => id}
            />
            <Typography color="textSecondary" variant="body2">
              Looked at <Instant at={data.checkedAt} />.
            </Typography>
          </>
        )}
      </Answer>
    </Section>
  );
}
