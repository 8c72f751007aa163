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
import {
  type Execution,
  type ExecutionApproval,
  type ExecutionHook,
  type ExecutionWave,
  formatDuration,
  secondsBetween,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { Facts } from '../../components/page/Facts';
import { EntityName } from '../../components/people/EntityName';
import { StatusLabel } from '../../components/status/StatusLabel';
import { DataTable, type Column } from '../../components/table/DataTable';
import { Instant } from '../../components/time/Instant';
import { capitalised, counted, listed } from '../../format/counting';
import { hookState, isFailure, isUp, waveStanding } from '../../format/states';
import { formatDeadline } from '../../format/time';
import { useWords } from '../../translations/useWords';
import type { Words } from '../../translations/words';

const useStyles = makeStyles(theme => ({
  wave: {
    padding: theme.spacing(2, 0),
    '&:first-child': { paddingTop: 0 },
    '& + &': { borderTop: `1px solid ${theme.palette.divider}` },
  },
  top: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 1.5),
    marginBottom: theme.spacing(1),
  },
  title: { fontSize: '1.05rem', fontWeight: 600, margin: 0 },
  hooks: { marginTop: theme.spacing(1.5) },
}));

/** Wave by wave: what it waited for, its hooks, its servers, and when it was ready. */
export function WavesTab(props: { execution: Execution; now: number }) {
  return (
    <>
      {props.execution.waves.map(wave => (
        <WaveStory
          key={wave.waveNumber}
          wave={wave}
          approval={props.execution.approvals.find(
            ({ waveNumber }) => waveNumber === wave.waveNumber,
          )}
          now={props.now}
        />
      ))}
    </>
  );
}

function WaveStory(props: {
  wave: ExecutionWave;
  approval: ExecutionApproval | undefined;
  now: number;
}) {
  const words = useWords();
  const classes = useStyles();
  const { wave, approval, now } = props;
  return (
    <section
      aria-label={`Wave ${wave.waveNumber}: ${wave.waveName}`}
      className={classes.wave}
    >
      <div className={classes.top}>
        <Typography variant="h3" className={classes.title}>
          {wave.waveNumber}. {wave.waveName}
        </Typography>
        <StatusLabel variant="chip" state={waveStanding(words, wave)} />
        {wave.reason && <span>{wave.reason}</span>}
      </div>
      <Facts
        items={[
          {
            term: 'Starts',
            value:
              wave.dependsOnWaves.length === 0
                ? 'At once'
                : `After ${
                    wave.dependsOnWaves.length === 1 ? 'wave' : 'waves'
                  } ${listed(words, wave.dependsOnWaves.map(String), 9)}`,
          },
          {
            term: 'Approval',
            wide: approval?.decision !== undefined,
            value: approval ? (
              <ApprovalFact approval={approval} now={now} />
            ) : (
              (wave.pauseBeforeWave && 'Will be asked for') || undefined
            ),
          },
          {
            term: 'Servers at once',
            value:
              wave.parallelism === undefined ? 'All' : String(wave.parallelism),
          },
          { term: 'Servers', value: serversText(wave) },
          { term: 'Health', value: healthText(words, wave) },
          {
            term: 'Started',
            value: wave.startTime && <Instant at={wave.startTime} now={now} />,
          },
          { term: 'Waits afterwards', value: waitText(words, wave, now) },
          {
            term: 'Ready after',
            value:
              wave.rtoSeconds === undefined
                ? undefined
                : formatDuration(wave.rtoSeconds),
          },
          {
            term: wave.jobIds.length === 1 ? 'Job' : 'Jobs',
            wide: wave.jobIds.length > 1,
            value: listed(words, wave.jobIds, 6),
          },
        ]}
      />
      {wave.hooks.length > 0 && (
        <div className={classes.hooks}>
          <DataTable
            caption={`Hooks of wave ${wave.waveNumber}`}
            columns={hookColumns(words)}
            rows={wave.hooks}
            rowKey={hook => `${hook.stage}/${hook.name}`}
          />
        </div>
      )}
    </section>
  );
}

function ApprovalFact(props: { approval: ExecutionApproval; now: number }) {
  const { approval, now } = props;
  if (!approval.decision) {
    return (
      <StatusLabel
        state={{
          tone: 'paused',
          text: approval.fourEyes
            ? 'Waits for a second person'
            : 'Waits for a person',
        }}
      />
    );
  }
  return (
    <>
      {approval.decision === 'APPROVE' ? 'Approved' : 'Rejected'}
      {approval.decidedBy && (
        <>
          {' by '}
          <EntityName entityRef={approval.decidedBy} />
        </>
      )}
      {approval.decidedAt && (
        <>
          {', '}
          <Instant at={approval.decidedAt} now={now} />
        </>
      )}
      {approval.comment && ` · “${approval.comment}”`}
    </>
  );
}

function serversText(wave: ExecutionWave): string {
  const up = wave.servers.filter(server => isUp(server.outcome)).length;
  const failed = wave.servers.filter(server =>
    isFailure(server.outcome),
  ).length;
  return `${up} of ${wave.servers.length} up${
    failed > 0 ? `, ${failed} failed` : ''
  }`;
}

function healthText(words: Words, wave: ExecutionWave): string | undefined {
  const count = (state: string) =>
    wave.servers.filter(server => server.health.state === state).length;
  const parts = [
    ...(count('HEALTHY') > 0 ? [`${count('HEALTHY')} healthy`] : []),
    ...(count('UNHEALTHY') > 0 ? [`${count('UNHEALTHY')} unhealthy`] : []),
    ...(count('CHECKING') > 0 ? [`${count('CHECKING')} being checked`] : []),
  ];
  return parts.length > 0 ? capitalised(listed(words, parts)) : undefined;
}

function waitText(
  words: Words,
  wave: ExecutionWave,
  now: number,
): string | undefined {
  if (wave.waitUntil === undefined) {
    return undefined;
  }
  return wave.readyAt === undefined && secondsBetween(wave.waitUntil, now) < 0
    ? `Ends ${formatDeadline(words, wave.waitUntil, now)}`
    : 'Done';
}

const hookTypes: Record<ExecutionHook['type'], string> = {
  lambda: 'Lambda function',
  'ssm-automation': 'SSM Automation',
  webhook: 'Webhook',
};

function hookColumns(words: Words): Column<ExecutionHook>[] {
  return [
    {
      id: 'name',
      title: 'Hook',
      names: true,
      render: hook => (
        <>
          {hook.name}
          <Typography variant="body2" color="textSecondary">
            {hookTypes[hook.type]}
          </Typography>
        </>
      ),
    },
    {
      id: 'stage',
      title: 'When',
      oneLine: true,
      render: hook =>
        hook.stage === 'PRE' ? 'Before the launches' : 'After the launches',
    },
    {
      id: 'status',
      title: 'Status',
      render: hook => (
        <>
          <StatusLabel state={hookState(words, hook.status)} />
          {hook.attempts > 1 && (
            <Typography variant="body2" color="textSecondary">
              {capitalised(counted(hook.attempts, 'attempt'))}
            </Typography>
          )}
        </>
      ),
    },
    {
      id: 'took',
      title: 'Took',
      oneLine: true,
      render: hook =>
        hook.startTime && hook.endTime
          ? formatDuration(secondsBetween(hook.startTime, hook.endTime))
          : '–',
    },
    {
      id: 'message',
      title: 'What it answered',
      render: hook => (
        <>
          {hook.message ?? '–'}
          {hook.externalId && (
            <Typography
              variant="body2"
              color="textSecondary"
              style={{ fontFamily: 'monospace' }}
            >
              {hook.externalId}
            </Typography>
          )}
        </>
      ),
    },
  ];
}
