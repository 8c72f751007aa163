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

import { Link } from '@backstage/core-components';
import type { ExecutionSummary } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { EntityName } from '../../../components/people/EntityName';
import { FailureText } from '../../../components/status/FailureText';
import { StatusLabel } from '../../../components/status/StatusLabel';
import { DataTable, type Column } from '../../../components/table/DataTable';
import { Instant } from '../../../components/time/Instant';
import { against } from '../../../format/objectives';
import { executionState, executionTypeText } from '../../../format/states';
import { durationText } from '../../../format/time';
import { usePaths } from '../../../routing/usePaths';
import { usePlansWords } from '../../../translations/usePlansWords';
import { useWords } from '../../../translations/useWords';
import { reachedByOne, type Objective } from './runHistory';

/** Runs of a plan, each with what it came to against its targets. */
export function RunsTable(props: {
  planName: string;
  runs: readonly ExecutionSummary[];
}) {
  const t = usePlansWords();
  const words = useWords();
  const paths = usePaths();
  const columns: Column<ExecutionSummary>[] = [
    {
      id: 'run',
      title: t('history.table.run'),
      names: true,
      render: run => (
        <Link to={paths.execution(run.executionId)} underline="always">
          {executionTypeText(words, run.executionType)}
        </Link>
      ),
    },
    {
      id: 'status',
      title: t('history.table.status'),
      render: run => <StatusLabel state={executionState(words, run)} />,
    },
    {
      id: 'started',
      title: t('history.table.started'),
      render: run => <Instant at={run.startTime} />,
    },
    {
      id: 'rto',
      title: t('history.table.rto'),
      render: run => <ReachedCell run={run} objective="rto" />,
    },
    {
      id: 'rpo',
      title: t('history.table.rpo'),
      render: run => <ReachedCell run={run} objective="rpo" />,
    },
    {
      id: 'servers',
      title: t('history.table.servers'),
      oneLine: true,
      render: ({ counts }) => {
        const text = t('history.table.serversUp', {
          up: String(counts.succeeded),
          total: String(counts.total),
        });
        return counts.failed > 0 ? <FailureText>{text}</FailureText> : text;
      },
    },
    {
      id: 'by',
      title: t('history.table.by'),
      wideOnly: true,
      render: run => <EntityName entityRef={run.initiatedBy} />,
    },
  ];
  return (
    <DataTable
      caption={t('history.table.caption', { name: props.planName })}
      columns={columns}
      rows={props.runs}
      rowKey={run => run.executionId}
    />
  );
}

/** What was reached beside its target; nothing while the run is open. */
function ReachedCell(props: { run: ExecutionSummary; objective: Objective }) {
  const t = usePlansWords();
  const words = useWords();
  const { run, objective } = props;
  const { seconds, targetSeconds } = reachedByOne(run, objective);
  if (seconds === undefined) {
    if (run.endTime === undefined) {
      return <>{t('history.table.open')}</>;
    }
    return (
      <>{t(objective === 'rto' ? 'history.notReached' : 'history.unknown')}</>
    );
  }
  const { state, target } = against(words, seconds, targetSeconds);
  return (
    <>
      <div style={{ whiteSpace: 'nowrap' }}>
        {target === undefined
          ? durationText(words, seconds)
          : t('history.table.ofTarget', {
              actual: durationText(words, seconds),
              target,
            })}
      </div>
      {state && <StatusLabel state={state} />}
    </>
  );
}
