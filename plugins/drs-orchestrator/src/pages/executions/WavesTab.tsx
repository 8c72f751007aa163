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

import { useEffect, useMemo, useRef } from 'react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  secondsBetween,
  type Execution,
  type ExecutionApproval,
  type ExecutionHook,
  type ExecutionWave,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { Facts } from '../../components/page/Facts';
import { EntityName } from '../../components/people/EntityName';
import { StatusLabel } from '../../components/status/StatusLabel';
import { DataTable, type Column } from '../../components/table/DataTable';
import { Instant } from '../../components/time/Instant';
import { useNow } from '../../components/time/useNow';
import { capitalised, listed } from '../../format/counting';
import { hookState, waveStanding } from '../../format/states';
import { durationText, formatDeadline } from '../../format/time';
import { useUrlState } from '../../routing/useUrlState';
import type { ExecutionsWords } from '../../translations/executions';
import { useExecutionsWords } from '../../translations/useExecutionsWords';
import { useWords } from '../../translations/useWords';
import type { Words } from '../../translations/words';
import { countsOf } from './countsOf';
import { ShareLink } from './ShareLink';

const useStyles = makeStyles(theme => ({
  wave: {
    padding: theme.spacing(2, 1),
    '&:first-child': { paddingTop: theme.spacing(1) },
    '& + &': { borderTop: `1px solid ${theme.palette.divider}` },
  },
  // Faint, so that links on it stay legible; the bar says the rest.
  chosen: {
    background: theme.palette.action.hover,
    boxShadow: `inset 3px 0 0 ${theme.palette.primary.main}`,
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

/**
 * Wave by wave: what it waited for, its hooks, its servers, and when it was ready.
 * A link to one of them leads to it.
 */
export function WavesTab({ execution }: { execution: Execution }) {
  const url = useUrlState();
  const chosen = Number(url.get('at')) || undefined;
  const now = useNow(execution.endTime === undefined ? 1_000 : 15_000);
  return (
    <>
      {execution.waves.map(wave => (
        <WaveStory
          key={wave.waveNumber}
          wave={wave}
          approval={execution.approvals.find(
            ({ waveNumber }) => waveNumber === wave.waveNumber,
          )}
          isChosen={wave.waveNumber === chosen}
          now={now}
        />
      ))}
    </>
  );
}

function WaveStory(props: {
  wave: ExecutionWave;
  approval: ExecutionApproval | undefined;
  isChosen: boolean;
  now: number;
}) {
  const t = useExecutionsWords();
  const words = useWords();
  const classes = useStyles();
  const { wave, approval, isChosen, now } = props;
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    if (isChosen) {
      section.current?.scrollIntoView?.({ block: 'center' });
    }
  }, [isChosen]);
  const columns = useMemo(() => hookColumns(t, words), [t, words]);
  const number = String(wave.waveNumber);
  const counts = countsOf(wave.servers);
  return (
    <section
      ref={section}
      aria-label={t('wave.region', { number, name: wave.waveName })}
      className={`${classes.wave} ${isChosen ? classes.chosen : ''}`}
    >
      <div className={classes.top}>
        <Typography variant="h3" className={classes.title}>
          {t('wave.title', { number, name: wave.waveName })}
        </Typography>
        <StatusLabel variant="chip" state={waveStanding(words, wave)} />
        {wave.reason && <span>{wave.reason}</span>}
        <ShareLink
          label={t('share.wave', { number })}
          with={{ tab: 'waves', at: number, server: '' }}
        />
      </div>
      <Facts
        items={[
          {
            term: t('waves.starts'),
            value:
              wave.dependsOnWaves.length === 0
                ? t('waves.atOnce')
                : t('waves.after', {
                    count: wave.dependsOnWaves.length,
                    waves: listed(words, wave.dependsOnWaves.map(String), 9),
                  }),
          },
          {
            term: t('waves.approval'),
            wide: approval?.decision !== undefined,
            value: approval ? (
              <ApprovalFact approval={approval} now={now} />
            ) : (
              (wave.pauseBeforeWave && t('waves.approvalToCome')) || undefined
            ),
          },
          {
            term: t('waves.serversAtOnce'),
            value:
              wave.parallelism === undefined
                ? t('waves.allAtOnce')
                : String(wave.parallelism),
          },
          {
            term: t('waves.servers'),
            value: t(counts.failed > 0 ? 'waves.upAndFailed' : 'waves.up', {
              up: String(counts.up),
              total: String(counts.total),
              failed: String(counts.failed),
            }),
          },
          { term: t('waves.health'), value: healthText(t, words, wave) },
          {
            term: t('waves.started'),
            value: wave.startTime && <Instant at={wave.startTime} now={now} />,
          },
          {
            term: t('waves.waitsAfterwards'),
            value: waitText(t, words, wave, now),
          },
          {
            term: t('waves.ready'),
            value:
              wave.rtoSeconds === undefined
                ? undefined
                : durationText(words, wave.rtoSeconds),
          },
          {
            term: t('waves.jobs', { count: wave.jobIds.length }),
            wide: wave.jobIds.length > 1,
            value: listed(words, wave.jobIds, 6),
          },
        ]}
      />
      {wave.hooks.length > 0 && (
        <div className={classes.hooks}>
          <DataTable
            caption={t('waves.hooksOf', { number })}
            columns={columns}
            rows={wave.hooks}
            rowKey={hook => `${hook.stage}/${hook.name}`}
          />
        </div>
      )}
    </section>
  );
}

function ApprovalFact(props: { approval: ExecutionApproval; now: number }) {
  const t = useExecutionsWords();
  const { approval, now } = props;
  const { decision, decidedBy, decidedAt, comment } = approval;
  if (!decision) {
    return (
      <StatusLabel
        state={{
          tone: 'paused',
          text: t(
            approval.fourEyes
              ? 'waves.approvalWaitsSecond'
              : 'waves.approvalWaits',
          ),
        }}
      />
    );
  }
  const approved = decision === 'APPROVE';
  if (!decidedBy || !decidedAt) {
    return <>{t(approved ? 'waves.approvedAlone' : 'waves.rejectedAlone')}</>;
  }
  const told = {
    who: <EntityName entityRef={decidedBy} />,
    when: <Instant at={decidedAt} now={now} />,
  };
  if (comment) {
    return approved
      ? t('waves.approvedSaying', { ...told, comment })
      : t('waves.rejectedSaying', { ...told, comment });
  }
  return approved ? t('waves.approved', told) : t('waves.rejected', told);
}

function healthText(
  t: ExecutionsWords,
  words: Words,
  wave: ExecutionWave,
): string | undefined {
  const count = (state: string) =>
    wave.servers.filter(server => server.health.state === state).length;
  const [healthy, unhealthy, checking] = [
    count('HEALTHY'),
    count('UNHEALTHY'),
    count('CHECKING'),
  ];
  const parts = [
    ...(healthy > 0 ? [t('waves.healthy', { n: String(healthy) })] : []),
    ...(unhealthy > 0 ? [t('waves.unhealthy', { n: String(unhealthy) })] : []),
    ...(checking > 0 ? [t('waves.beingChecked', { n: String(checking) })] : []),
  ];
  return parts.length > 0 ? capitalised(listed(words, parts)) : undefined;
}

function waitText(
  t: ExecutionsWords,
  words: Words,
  wave: ExecutionWave,
  now: number,
): string | undefined {
  if (wave.waitUntil === undefined) {
    return undefined;
  }
  return wave.readyAt === undefined && secondsBetween(wave.waitUntil, now) < 0
    ? t('waves.waitEnds', {
        deadline: formatDeadline(words, wave.waitUntil, now),
      })
    : t('waves.waitDone');
}

/** The hooks of a wave: how far each is, and what it answered. */
export function hookColumns(
  t: ExecutionsWords,
  words: Words,
): Column<ExecutionHook>[] {
  return [
    {
      id: 'name',
      title: t('waves.hook.hook'),
      names: true,
      render: hook => (
        <>
          {hook.name}
          <Typography variant="body2" color="textSecondary">
            {t(`waves.hook.type.${hook.type}`)}
          </Typography>
        </>
      ),
    },
    {
      id: 'stage',
      title: t('waves.hook.stage'),
      oneLine: true,
      render: hook => t(`waves.hook.${hook.stage}`),
    },
    {
      id: 'status',
      title: t('waves.hook.status'),
      render: hook => (
        <>
          <StatusLabel state={hookState(words, hook.status)} />
          {hook.attempts > 1 && (
            <Typography variant="body2" color="textSecondary">
              {t('waves.hook.attempts', { count: hook.attempts })}
            </Typography>
          )}
        </>
      ),
    },
    {
      id: 'took',
      title: t('waves.hook.took'),
      oneLine: true,
      render: hook =>
        hook.startTime && hook.endTime
          ? durationText(words, secondsBetween(hook.startTime, hook.endTime))
          : t('none'),
    },
    {
      id: 'message',
      title: t('waves.hook.answer'),
      render: hook => (
        <>
          {hook.message ?? t('none')}
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
