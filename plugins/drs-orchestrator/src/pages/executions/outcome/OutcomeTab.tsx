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

import { useMemo } from 'react';
import Print from '@material-ui/icons/Print';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  secondsBetween,
  type Execution,
  type ExecutionApproval,
  type ExecutionHold,
  type ExecutionWave,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { TextButton } from '../../../components/control/TextButton';
import { Objectives } from '../../../components/executions/Objectives';
import { Facts } from '../../../components/page/Facts';
import { EntityName } from '../../../components/people/EntityName';
import { StatusLabel } from '../../../components/status/StatusLabel';
import { DataTable, type Column } from '../../../components/table/DataTable';
import { useNow } from '../../../components/time/useNow';
import { dataLoss, recoveryTime } from '../../../format/objectives';
import { executionState, waveStanding } from '../../../format/states';
import { durationText, formatInstant } from '../../../format/time';
import type { ExecutionsWords } from '../../../translations/executions';
import { useExecutionsWords } from '../../../translations/useExecutionsWords';
import { useWords } from '../../../translations/useWords';
import type { Words } from '../../../translations/words';
import { AgainstTarget } from '../AgainstTarget';
import { countsOf } from '../countsOf';
import { pointInTimeText } from '../pointInTimeText';
import { StopText } from '../StopText';
import { forecastOf } from '../timeline/forecast';
import { elapsedOf } from '../timeline/runningClock';
import { FailuresTable } from './FailuresTable';
import { HooksTable } from './HooksTable';
import { PeopleTable } from './PeopleTable';
import { ReportPart } from './ReportPart';
import { usePrint } from './usePrint';

const useStyles = makeStyles(theme => ({
  top: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    alignItems: 'flex-start',
    gap: theme.spacing(2),
  },
  summary: { marginTop: theme.spacing(2) },
  print: { '@media print': { display: 'none' } },
}));

/**
 * How an execution ended, as a report to read or to print: what was reached, wave
 * by wave, what failed and why, who approved it, and who did what.
 */
export function OutcomeTab(props: {
  execution: Execution;
  pollEvery: number | false;
}) {
  const t = useExecutionsWords();
  const words = useWords();
  const classes = useStyles();
  const print = usePrint();
  const { execution } = props;
  const now = useNow(execution.endTime === undefined ? 1_000 : undefined);
  const columns = useMemo(() => approvalColumns(t), [t]);
  return (
    <>
      <div className={classes.top}>
        <Typography color="textSecondary">
          {execution.endTime === undefined && t('outcome.notYet')}
        </Typography>
        <TextButton
          variant="outlined"
          className={classes.print}
          startIcon={<Print aria-hidden />}
          onClick={print}
        >
          {t('outcome.print')}
        </TextButton>
      </div>
      <ReportPart title={t('outcome.reached')}>
        <Objectives
          items={[
            recoveryTime(words, execution, now),
            dataLoss(words, execution),
          ]}
        />
        <div className={classes.summary}>
          <Summary execution={execution} now={now} />
        </div>
      </ReportPart>
      <ReportPart title={t('outcome.waves')}>
        <DataTable
          caption={t('outcome.waves')}
          columns={waveColumns(t, words, execution, now)}
          rows={execution.waves}
          rowKey={wave => String(wave.waveNumber)}
        />
      </ReportPart>
      <ReportPart title={t('outcome.failures')}>
        <FailuresTable execution={execution} />
      </ReportPart>
      {execution.approvals.length > 0 && (
        <ReportPart title={t('outcome.approvals')}>
          <DataTable
            caption={t('outcome.approvals')}
            columns={columns}
            rows={execution.approvals}
            rowKey={approval => String(approval.waveNumber ?? 0)}
          />
        </ReportPart>
      )}
      {execution.holds.length > 0 && (
        <ReportPart title={t('outcome.holds')}>
          <DataTable
            caption={t('outcome.holds')}
            columns={holdColumns(t, words, execution, now)}
            rows={execution.holds}
            rowKey={hold => `${hold.reason}/${hold.since}`}
          />
        </ReportPart>
      )}
      {execution.waves.some(({ hooks }) => hooks.length > 0) && (
        <ReportPart title={t('outcome.hooks')}>
          <HooksTable execution={execution} />
        </ReportPart>
      )}
      <ReportPart title={t('outcome.people')}>
        <PeopleTable
          executionId={execution.executionId}
          pollEvery={props.pollEvery}
        />
      </ReportPart>
    </>
  );
}

function Summary({ execution, now }: { execution: Execution; now: number }) {
  const t = useExecutionsWords();
  const words = useWords();
  const { counts, endTime, expected } = execution;
  return (
    <Facts
      items={[
        {
          term: t('outcome.status'),
          value: <StatusLabel state={executionState(words, execution)} />,
        },
        {
          term: t('outcome.plan'),
          value: t('outcome.planVersion', {
            plan: execution.planName,
            version: String(execution.planVersion),
          }),
        },
        {
          term: t('outcome.started'),
          value: formatInstant(execution.startTime),
        },
        { term: t('outcome.ended'), value: endTime && formatInstant(endTime) },
        {
          term: t('outcome.stopped'),
          value: execution.stopped && <StopText execution={execution} />,
        },
        {
          term: t('outcome.took'),
          value: durationText(words, Math.round(elapsedOf(execution, now))),
        },
        {
          term: t('outcome.expected'),
          value: expected && durationText(words, expected.predictedSeconds),
        },
        {
          term: t('outcome.by'),
          value: <EntityName entityRef={execution.initiatedBy} />,
        },
        { term: t('outcome.reason'), value: execution.reason },
        {
          term: t('outcome.servers'),
          value: t('outcome.serversValue', {
            succeeded: String(counts.succeeded),
            failed: String(counts.failed),
            skipped: String(counts.skipped),
            total: String(counts.total),
          }),
        },
        {
          term: t('outcome.data'),
          value: pointInTimeText(t, execution.pointInTime),
        },
        {
          term: t('outcome.places'),
          wide: execution.scopes.length > 1,
          value: execution.scopes
            .map(({ accountId, region }) =>
              t('outcome.place', { account: accountId, region }),
            )
            .join(' · '),
        },
      ]}
    />
  );
}

function waveColumns(
  t: ExecutionsWords,
  words: Words,
  execution: Execution,
  now: number,
): Column<ExecutionWave>[] {
  const { criticalPath } = forecastOf(execution, elapsedOf(execution, now));
  const since = (instant: string | undefined) =>
    instant === undefined
      ? t('none')
      : durationText(words, secondsBetween(execution.startTime, instant));
  return [
    {
      id: 'wave',
      title: t('outcome.wave'),
      names: true,
      render: wave =>
        t('wave.title', {
          number: String(wave.waveNumber),
          name: wave.waveName,
        }),
    },
    {
      id: 'status',
      title: t('outcome.waveStatus'),
      render: wave => (
        <>
          <StatusLabel state={waveStanding(words, wave)} />
          {wave.reason && (
            <Typography variant="body2" color="textSecondary">
              {wave.reason}
            </Typography>
          )}
        </>
      ),
    },
    {
      id: 'servers',
      title: t('outcome.waveServers'),
      oneLine: true,
      render: wave => {
        const { up, total } = countsOf(wave.servers);
        return t('unit.ofAll', { part: String(up), all: String(total) });
      },
    },
    {
      id: 'from',
      title: t('outcome.waveFrom'),
      oneLine: true,
      render: wave => since(wave.startTime),
    },
    {
      id: 'ready',
      title: t('outcome.waveReady'),
      oneLine: true,
      render: wave =>
        // What is left out lets the next waves start, but recovers nothing.
        wave.rtoSeconds === undefined || wave.status === 'SKIPPED' ? (
          t('none')
        ) : (
          <AgainstTarget
            seconds={wave.rtoSeconds}
            targetMinutes={execution.targetRtoMinutes}
          />
        ),
    },
    {
      id: 'expected',
      title: t('outcome.waveExpected'),
      oneLine: true,
      render: wave => {
        const expected = execution.expected?.waves.find(
          ({ waveNumber }) => waveNumber === wave.waveNumber,
        );
        return expected ? durationText(words, expected.endSeconds) : t('none');
      },
    },
    {
      id: 'critical',
      title: t('outcome.waveCritical'),
      oneLine: true,
      render: wave =>
        t(
          criticalPath.includes(wave.waveNumber) ? 'outcome.yes' : 'outcome.no',
        ),
    },
  ];
}

const approvalColumns = (t: ExecutionsWords): Column<ExecutionApproval>[] => [
  {
    id: 'of',
    title: t('outcome.approvalOf'),
    names: true,
    render: ({ waveNumber, waveName }) =>
      waveNumber === undefined
        ? t('wave.start')
        : t('wave.title', {
            number: String(waveNumber),
            name: waveName ?? '',
          }),
  },
  {
    id: 'decision',
    title: t('outcome.approvalDecision'),
    render: ({ decision }) => {
      switch (decision) {
        case 'APPROVE':
          return t('outcome.approve');
        case 'REJECT':
          return t('outcome.reject');
        default:
          return t('outcome.open');
      }
    },
  },
  {
    id: 'who',
    title: t('outcome.approvalWho'),
    render: ({ decidedBy }) =>
      decidedBy ? <EntityName entityRef={decidedBy} /> : t('none'),
  },
  {
    id: 'when',
    title: t('outcome.approvalWhen'),
    render: ({ decidedAt }) =>
      decidedAt ? formatInstant(decidedAt) : t('none'),
  },
  {
    id: 'comment',
    title: t('outcome.approvalComment'),
    render: ({ comment }) => comment ?? t('none'),
  },
];

const holdColumns = (
  t: ExecutionsWords,
  words: Words,
  execution: Execution,
  now: number,
): Column<ExecutionHold>[] => [
  {
    id: 'why',
    title: t('outcome.holdWhy'),
    names: true,
    render: hold => hold.message,
  },
  {
    id: 'since',
    title: t('outcome.holdSince'),
    render: hold => formatInstant(hold.since),
  },
  {
    id: 'for',
    title: t('outcome.holdFor'),
    oneLine: true,
    render: hold =>
      durationText(
        words,
        secondsBetween(hold.since, hold.endTime ?? execution.endTime ?? now),
      ),
  },
];
