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

import type { ReactNode } from 'react';
import Step from '@material-ui/core/Step';
import StepLabel from '@material-ui/core/StepLabel';
import Stepper from '@material-ui/core/Stepper';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  type Execution,
  formatDuration,
  type LaunchPhase,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { accessTo } from '../../api/access';
import { ActionButton } from '../../components/control/ActionButton';
import { Facts } from '../../components/page/Facts';
import { SideDrawer } from '../../components/page/SideDrawer';
import { TagList } from '../../components/servers/TagList';
import { FailureText } from '../../components/status/FailureText';
import { StatusLabel } from '../../components/status/StatusLabel';
import { Instant } from '../../components/time/Instant';
import {
  healthState,
  instanceStateWords,
  isFailure,
  isUp,
  outcomeState,
} from '../../format/states';
import { useUrlState } from '../../routing/useUrlState';
import { useTones } from '../../theme/tones';
import type { Command } from './commands/command';
import { JobLogTab } from './JobLogTab';
import { serverRows, type ServerRow } from './serverRows';
import { useWords } from '../../translations/useWords';

const steps: readonly { phase: LaunchPhase; text: string }[] = [
  { phase: 'SNAPSHOT', text: 'Snapshot' },
  { phase: 'CONVERSION', text: 'Conversion' },
  { phase: 'LAUNCH', text: 'Launch' },
  { phase: 'DONE', text: 'Up' },
];

const settingsWords: Record<
  NonNullable<ServerRow['launchSettings']>,
  string
> = {
  UNCHANGED: 'As wanted already',
  APPLIED: 'Changed for the launch',
  RESTORED: 'Changed for the launch, put back since',
  RESTORE_FAILED: 'Changed for the launch; putting back failed',
};

const useStyles = makeStyles(theme => ({
  stepper: { padding: theme.spacing(3, 0), background: 'transparent' },
  actions: { display: 'flex', gap: theme.spacing(1), marginTop: 12 },
  failure: {
    padding: theme.spacing(1.5, 2),
    borderRadius: theme.shape.borderRadius,
    marginTop: theme.spacing(2),
  },
  part: { marginTop: theme.spacing(3), marginBottom: theme.spacing(1) },
  mono: { fontFamily: 'monospace', fontSize: '0.85rem' },
}));

/** A server's own story in this execution; which server is in the URL. */
export function ServerDrawer(props: {
  execution: Execution;
  onAsk: (command: Command) => void;
}) {
  const classes = useStyles();
  const url = useUrlState();
  const chosen = url.get('server');
  const row = chosen
    ? serverRows(
        props.execution,
        { text: '' },
        { by: 'wave', descending: false },
      ).find(candidate => candidate.sourceServerId === chosen)
    : undefined;
  return (
    <SideDrawer title={row?.hostname} onClose={() => url.set({ server: '' })}>
      {row && (
        <>
          <Story
            row={row}
            actions={
              isFailure(row.outcome) &&
              props.execution.endTime === undefined ? (
                <FailureActions
                  execution={props.execution}
                  row={row}
                  onAsk={props.onAsk}
                />
              ) : undefined
            }
          />
          <Typography
            variant="h3"
            className={classes.part}
            style={{ fontSize: '1.05rem' }}
          >
            What DRS wrote
          </Typography>
          <JobLogTab
            executionId={props.execution.executionId}
            sourceServerId={row.sourceServerId}
            pollEvery={row.outcome === 'LAUNCHING' ? 4_000 : false}
          />
        </>
      )}
    </SideDrawer>
  );
}

/** What may be done about a server that failed. */
function FailureActions(props: {
  execution: Execution;
  row: ServerRow;
  onAsk: (command: Command) => void;
}) {
  const words = useWords();
  const classes = useStyles();
  const { execution, row, onAsk } = props;
  const { sourceServerId } = row;
  return (
    <div className={classes.actions}>
      <ActionButton
        size="small"
        access={accessTo(words, execution, 'retry_execution_items')}
        consequence="Launches this server again."
        onClick={() => onAsk({ kind: 'retry', sourceServerId })}
      >
        Retry…
      </ActionButton>
      <ActionButton
        size="small"
        access={accessTo(words, execution, 'skip_execution_items')}
        consequence="Goes on without this server."
        onClick={() => onAsk({ kind: 'skip', sourceServerId })}
      >
        Skip…
      </ActionButton>
    </div>
  );
}

function Story({ row, actions }: { row: ServerRow; actions: ReactNode }) {
  const words = useWords();
  const classes = useStyles();
  const tones = useTones();
  const reached = steps.findIndex(step => step.phase === row.phase);
  const up = isUp(row.outcome) || row.outcome === 'UNHEALTHY';
  const active = up ? steps.length : Math.max(0, reached);
  const failed = isFailure(row.outcome);
  return (
    <>
      <div>
        <StatusLabel variant="chip" state={outcomeState(words, row.outcome)} />
      </div>
      {failed && (
        <div className={classes.failure} style={{ background: tones.bad.soft }}>
          <Typography>
            {row.errorMessage ??
              row.health.message ??
              'AWS gave no reason for the failure.'}
          </Typography>
          {row.errorCode && (
            <Typography className={classes.mono}>{row.errorCode}</Typography>
          )}
        </div>
      )}
      {actions}
      <Stepper
        activeStep={active}
        alternativeLabel
        className={classes.stepper}
        aria-label="Phases of the launch"
      >
        {steps.map((step, index) => (
          <Step key={step.phase}>
            <StepLabel error={failed && index === active}>
              {failed && index === active ? (
                <FailureText>{step.text}</FailureText>
              ) : (
                step.text
              )}
            </StepLabel>
          </Step>
        ))}
      </Stepper>
      <Facts
        items={[
          { term: 'Wave', value: `${row.waveNumber}. ${row.waveName}` },
          {
            term: 'Instance',
            value: row.recoveryInstanceId && (
              <span className={classes.mono}>{row.recoveryInstanceId}</span>
            ),
          },
          {
            term: 'Instance state',
            value:
              row.instanceState === 'NONE' ? undefined : (
                <StatusLabel
                  state={instanceStateWords(words, row.instanceState)}
                />
              ),
          },
          { term: 'Private address', value: row.privateIp },
          {
            term: 'Launched',
            value: row.launchTime && <Instant at={row.launchTime} />,
          },
          {
            term: 'Recovered in',
            value:
              row.rtoSeconds === undefined
                ? undefined
                : formatDuration(row.rtoSeconds),
          },
          {
            term: 'Data loss',
            value:
              row.rpoSeconds === undefined
                ? undefined
                : formatDuration(row.rpoSeconds),
          },
          {
            term: 'Health',
            value:
              row.health.state === 'UNCHECKED' ? undefined : (
                <StatusLabel state={healthState(words, row.health.state)} />
              ),
          },
          { term: 'Waits', value: row.waitReason },
          {
            term: 'Launched from',
            value: row.recoverySnapshotId ? (
              <span className={classes.mono}>{row.recoverySnapshotId}</span>
            ) : (
              'The newest data'
            ),
          },
          {
            term: 'Launch settings',
            value: row.launchSettings && settingsWords[row.launchSettings],
          },
          {
            term: 'Lag when it started',
            value:
              row.lagSeconds === undefined
                ? undefined
                : formatDuration(row.lagSeconds),
          },
          {
            term: 'Job',
            value: row.jobId && (
              <span className={classes.mono}>{row.jobId}</span>
            ),
          },
          {
            term: 'Source server',
            value: <span className={classes.mono}>{row.sourceServerId}</span>,
          },
          {
            term: 'Account and Region',
            value: `${row.accountId}, ${row.region}`,
          },
        ]}
      />
      <Typography
        variant="h3"
        className={classes.part}
        style={{ fontSize: '1.05rem' }}
      >
        Tags
      </Typography>
      <TagList tags={row.tags} />
    </>
  );
}
