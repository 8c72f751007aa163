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

import { makeStyles } from '@material-ui/core/styles';
import { Link } from '@backstage/core-components';
import { type ExecutionSummary } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { FailureText } from '../status/FailureText';
import { executionState, executionTypeText } from '../../format/states';
import { against } from '../../format/objectives';
import { durationText, formatInstant } from '../../format/time';
import { usePaths } from '../../routing/usePaths';
import { EntityName } from '../people/EntityName';
import { StatusLabel } from '../status/StatusLabel';
import { DataTable, type Column, type Selection } from '../table/DataTable';
import { Elapsed } from '../time/Elapsed';
import { Instant } from '../time/Instant';
import { useWords } from '../../translations/useWords';

const useStyles = makeStyles({ whole: { whiteSpace: 'nowrap' } });

/** Executions as rows, each leading to its page. */
export function ExecutionsTable(props: {
  executions: readonly ExecutionSummary[];
  caption: string;
  /** Leaves out the plan, on the plan's own page. */
  ofOnePlan?: boolean;
  onPage?: boolean;
  /** Lets ended executions be chosen. */
  selection?: Pick<Selection<ExecutionSummary>, 'chosen' | 'onChange'>;
}) {
  const words = useWords();
  const classes = useStyles();
  const paths = usePaths();
  const columns: Column<ExecutionSummary>[] = [
    {
      id: 'execution',
      title: words(props.ofOnePlan ? 'runs.run' : 'runs.plan'),
      names: true,
      render: run => (
        <Link to={paths.execution(run.executionId)}>
          {props.ofOnePlan
            ? executionTypeText(words, run.executionType)
            : words(`run.subject.${run.executionType}`, { plan: run.planName })}
        </Link>
      ),
    },
    {
      id: 'status',
      title: words('runs.status'),
      render: run => <StatusLabel state={executionState(words, run)} />,
    },
    {
      id: 'servers',
      title: words('runs.serversUp'),
      render: run => (
        <>
          <span className={classes.whole}>
            {words('runs.upOf', {
              up: String(run.counts.succeeded),
              total: String(run.counts.total),
            })}
          </span>
          {run.counts.failed > 0 && (
            <>
              {', '}
              <span className={classes.whole}>
                <FailureText>
                  {words('runs.failed', { n: String(run.counts.failed) })}
                </FailureText>
              </span>
            </>
          )}
        </>
      ),
    },
    {
      id: 'instances',
      title: words('runs.instances'),
      render: run => <InstancesCell run={run} />,
    },
    {
      id: 'start',
      title: words('runs.started'),
      render: run => <Instant at={run.startTime} />,
    },
    {
      id: 'duration',
      title: words('runs.duration'),
      oneLine: true,
      render: run => (
        <>
          {run.endTime ? (
            <Elapsed from={run.startTime} to={run.endTime} />
          ) : (
            words('runs.soFar', { duration: <Elapsed from={run.startTime} /> })
          )}
        </>
      ),
    },
    {
      id: 'rto',
      title: words('objective.recoveryTime'),
      render: run => <RecoveryTimeCell run={run} />,
    },
    {
      id: 'by',
      title: words('runs.by'),
      oneLine: true,
      wideOnly: true,
      render: run => <EntityName entityRef={run.initiatedBy} />,
    },
  ];
  return (
    <DataTable
      onPage={props.onPage}
      caption={props.caption}
      columns={columns}
      rows={props.executions}
      rowKey={run => run.executionId}
      selection={
        props.selection && {
          ...props.selection,
          nameOf: run =>
            words(`runs.named.${run.executionType}`, {
              plan: run.planName,
              start: formatInstant(run.startTime),
            }),
          mayChoose: run => run.endTime !== undefined,
        }
      }
    />
  );
}

/** What was reached, and whether that kept to the target; nothing while it is open. */
function RecoveryTimeCell({ run }: { run: ExecutionSummary }) {
  const words = useWords();
  if (run.rtoSeconds === undefined) {
    return (
      <>{run.endTime === undefined ? '–' : words('objective.notReached')}</>
    );
  }
  const { state } = against(
    words,
    run.rtoSeconds,
    run.targetRtoMinutes === undefined ? undefined : run.targetRtoMinutes * 60,
  );
  return (
    <>
      <span style={{ whiteSpace: 'nowrap' }}>
        {durationText(words, run.rtoSeconds)}
      </span>
      {state && (
        <div>
          <StatusLabel state={state} />
        </div>
      )}
    </>
  );
}

/** Instances that run, and cost money; nothing where there are none. */
function InstancesCell({ run }: { run: ExecutionSummary }) {
  const words = useWords();
  if (run.instancesTerminated) {
    return <>{words('state.instance.TERMINATED')}</>;
  }
  const count = run.instancesRunning;
  if ((count ?? run.counts.succeeded) === 0) {
    return <>–</>;
  }
  const text =
    count === undefined
      ? words(
          run.endTime ? 'runs.uncountedStillRunning' : 'runs.uncountedRunning',
        )
      : words(run.endTime ? 'runs.stillRunning' : 'runs.running', { count });
  return (
    <StatusLabel
      state={{
        tone: run.executionType === 'DRILL' && run.endTime ? 'warning' : 'good',
        text,
      }}
    />
  );
}
