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
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  isPerhapsGone,
  isReplacedByRetry,
  type Execution,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { accessTo } from '../../api/access';
import { ActionButton } from '../../components/control/ActionButton';
import { Facts } from '../../components/page/Facts';
import { SideDrawer } from '../../components/page/SideDrawer';
import { TagList } from '../../components/servers/TagList';
import { StatusLabel } from '../../components/status/StatusLabel';
import { Instant } from '../../components/time/Instant';
import {
  healthState,
  instanceStateWords,
  isFailure,
  isUp,
  outcomeState,
} from '../../format/states';
import { durationText } from '../../format/time';
import { useUrlState } from '../../routing/useUrlState';
import { useTones } from '../../theme/tones';
import type { ExecutionsWords } from '../../translations/executions';
import { useExecutionsWords } from '../../translations/useExecutionsWords';
import { useWords } from '../../translations/useWords';
import { AgainstTarget } from './AgainstTarget';
import type { Command } from './commands/command';
import { JobLogTab } from './JobLogTab';
import { serverRow, type ServerRow } from './serverRows';
import { ShareLink } from './ShareLink';
import { ServerPhases } from './timeline/ServerPhases';

const useStyles = makeStyles(theme => ({
  top: { display: 'flex', alignItems: 'center', gap: theme.spacing(1) },
  actions: { display: 'flex', gap: theme.spacing(1), marginTop: 12 },
  failure: {
    padding: theme.spacing(1.5, 2),
    borderRadius: theme.shape.borderRadius,
    marginTop: theme.spacing(2),
  },
  part: {
    marginTop: theme.spacing(3),
    marginBottom: theme.spacing(1),
    fontSize: '1.05rem',
  },
  facts: { marginTop: theme.spacing(2) },
  mono: { fontFamily: 'monospace', fontSize: '0.85rem' },
}));

/** A server's own story in this execution; which server is in the URL. */
export function ServerDrawer(props: {
  execution: Execution;
  pollEvery: number | false;
  onAsk: (command: Command) => void;
}) {
  const t = useExecutionsWords();
  const url = useUrlState();
  const classes = useStyles();
  const { execution, onAsk } = props;
  const chosen = url.get('server');
  const row = chosen ? serverRow(execution, chosen) : undefined;
  return (
    <SideDrawer title={row?.hostname} onClose={() => url.set({ server: '' })}>
      {row && (
        <>
          <Standing
            row={row}
            actions={
              isFailure(row.outcome) && execution.endTime === undefined ? (
                <FailureActions execution={execution} row={row} onAsk={onAsk} />
              ) : undefined
            }
          />
          <Part title={t('server.story')}>
            <ServerPhases execution={execution} row={row} />
          </Part>
          <div className={classes.facts}>
            <ServerFacts execution={execution} row={row} />
          </div>
          <Part title={t('server.log')}>
            <JobLogTab
              executionId={execution.executionId}
              sourceServerId={row.sourceServerId}
              pollEvery={props.pollEvery}
            />
          </Part>
          <Part title={t('server.tags')}>
            <TagList tags={row.tags} />
          </Part>
        </>
      )}
    </SideDrawer>
  );
}

function Part(props: { title: string; children: ReactNode }) {
  const classes = useStyles();
  return (
    <>
      <Typography variant="h3" className={classes.part}>
        {props.title}
      </Typography>
      {props.children}
    </>
  );
}

/** What may be done about a server that failed. */
function FailureActions(props: {
  execution: Execution;
  row: ServerRow;
  onAsk: (command: Command) => void;
}) {
  const t = useExecutionsWords();
  const words = useWords();
  const classes = useStyles();
  const { execution, row, onAsk } = props;
  const { sourceServerId } = row;
  return (
    <div className={classes.actions}>
      <ActionButton
        size="small"
        access={accessTo(words, execution, 'retry_execution_items')}
        consequence={retryConsequence(t, row)}
        onClick={() => onAsk({ kind: 'retry', sourceServerId })}
      >
        {t('server.retry')}
      </ActionButton>
      <ActionButton
        size="small"
        access={accessTo(words, execution, 'skip_execution_items')}
        consequence={t('server.skipDoes')}
        onClick={() => onAsk({ kind: 'skip', sourceServerId })}
      >
        {t('server.skip')}
      </ActionButton>
    </div>
  );
}

function retryConsequence(t: ExecutionsWords, row: ServerRow): string {
  if (!isReplacedByRetry(row)) {
    return t('server.retryDoes');
  }
  return t(
    isPerhapsGone(row) ? 'server.retryPerhapsReplaces' : 'server.retryReplaces',
  );
}

function Standing({ row, actions }: { row: ServerRow; actions: ReactNode }) {
  const t = useExecutionsWords();
  const words = useWords();
  const classes = useStyles();
  const tones = useTones();
  return (
    <>
      <div className={classes.top}>
        <StatusLabel variant="chip" state={outcomeState(words, row.outcome)} />
        <ShareLink
          label={t('share.server')}
          with={{ server: row.sourceServerId }}
        />
      </div>
      {isFailure(row.outcome) && (
        <div className={classes.failure} style={{ background: tones.bad.soft }}>
          <Typography>
            {row.errorMessage ?? row.health.message ?? t('server.noReason')}
          </Typography>
          {row.errorCode && (
            <Typography className={classes.mono}>{row.errorCode}</Typography>
          )}
        </div>
      )}
      {actions}
    </>
  );
}

function ServerFacts(props: { execution: Execution; row: ServerRow }) {
  const t = useExecutionsWords();
  const words = useWords();
  const classes = useStyles();
  const mono = (value: string | undefined) =>
    value && <span className={classes.mono}>{value}</span>;
  const { row } = props;
  const { targetRtoMinutes, targetRpoMinutes } = props.execution;
  const duration = (seconds: number | undefined) =>
    seconds === undefined ? undefined : durationText(words, seconds);
  const objective = (seconds: number | undefined, targetMinutes?: number) =>
    seconds === undefined ? undefined : (
      <AgainstTarget seconds={seconds} targetMinutes={targetMinutes} />
    );
  return (
    <Facts
      items={[
        {
          term: t('server.fact.wave'),
          value: t('wave.title', {
            number: String(row.waveNumber),
            name: row.waveName,
          }),
        },
        {
          term: t('server.fact.instance'),
          value: mono(row.recoveryInstanceId),
        },
        {
          term: t('server.fact.instanceState'),
          value:
            row.instanceState === 'NONE' ? undefined : (
              <StatusLabel
                state={instanceStateWords(words, row.instanceState)}
              />
            ),
        },
        { term: t('server.fact.address'), value: row.privateIp },
        {
          term: t('server.fact.launched'),
          value: row.launchTime && <Instant at={row.launchTime} />,
        },
        {
          term: t('server.fact.recoveredIn'),
          // One that is not well, or was left out, has met no target by being up.
          value: objective(
            row.rtoSeconds,
            isUp(row.outcome) ? targetRtoMinutes : undefined,
          ),
        },
        {
          term: t('server.fact.dataLoss'),
          value: objective(row.rpoSeconds, targetRpoMinutes),
        },
        {
          term: t('server.fact.health'),
          value:
            row.health.state === 'UNCHECKED' ? undefined : (
              <StatusLabel state={healthState(words, row.health.state)} />
            ),
        },
        { term: t('server.fact.waits'), value: row.waitReason },
        {
          term: t('server.fact.launchedFrom'),
          value: mono(row.recoverySnapshotId) ?? t('server.newest'),
        },
        {
          term: t('server.fact.settings'),
          value:
            row.launchSettings && t(`server.settings.${row.launchSettings}`),
        },
        { term: t('server.fact.lag'), value: duration(row.lagSeconds) },
        { term: t('server.fact.job'), value: mono(row.jobId) },
        {
          term: t('server.fact.sourceServer'),
          value: mono(row.sourceServerId),
        },
        {
          term: t('server.fact.place'),
          value: t('server.place', {
            account: row.accountId,
            region: row.region,
          }),
        },
      ]}
    />
  );
}
