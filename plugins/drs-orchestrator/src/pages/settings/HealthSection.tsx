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
import type { Tone } from '../../format/states';
import { durationText } from '../../format/time';
import type { SettingsWords } from '../../translations/settings';
import { useSettingsWords } from '../../translations/useSettingsWords';
import { useWords } from '../../translations/useWords';
import type { Words } from '../../translations/words';

type Health = ResponseOf<'get_system_health'>;

const useStyles = makeStyles(theme => ({
  state: { margin: theme.spacing(0, 0, 1.5) },
}));

const tones: Record<HealthStatus, Tone> = {
  OK: 'good',
  DEGRADED: 'warning',
  FAILING: 'bad',
};

/** A part of the system, as a row. */
interface Part {
  id: string;
  name: string;
  status: HealthStatus;
  /** What is wrong, or what was measured. */
  told: string;
}

function partsOf(t: SettingsWords, words: Words, health: Health): Part[] {
  const { database, leader, poller, audit } = health;
  return [
    {
      id: 'database',
      name: t('health.database'),
      status: database.status,
      told:
        database.message ??
        (database.latencyMs === undefined
          ? t('health.databaseAnswers')
          : t('health.databaseAnswered', { n: database.latencyMs })),
    },
    {
      id: 'leader',
      name: t('health.leader'),
      status: leader.status,
      told: leader.message ?? t('health.leaderWell'),
    },
    {
      id: 'poller',
      name: t('health.poller'),
      status: poller.status,
      told:
        poller.message ??
        (poller.lagSeconds
          ? t('health.pollerLate', {
              count: poller.runningExecutions ?? 0,
              late: durationText(words, poller.lagSeconds),
            })
          : t('health.pollerOnTime', {
              count: poller.runningExecutions ?? 0,
            })),
    },
    {
      id: 'audit',
      name: t('health.audit'),
      status: audit.status,
      told:
        audit.message ??
        (audit.lagSeconds
          ? t('health.auditWaits', {
              duration: durationText(words, audit.lagSeconds),
            })
          : t('health.auditSealed')),
    },
    ...health.accounts.map(
      ({ accountId, accountName, region, status, message }) => ({
        id: `${accountId} ${region}`,
        name: t('health.account', { account: accountName, region }),
        status,
        told: message ?? t('health.accountWell'),
      }),
    ),
  ];
}

const columns = (t: SettingsWords): Column<Part>[] => [
  {
    id: 'part',
    title: t('health.part'),
    names: true,
    render: ({ name }) => name,
  },
  {
    id: 'state',
    title: t('health.state'),
    oneLine: true,
    render: ({ status }) => (
      <StatusLabel
        state={{ tone: tones[status], text: t(`health.status.${status}`) }}
      />
    ),
  },
  { id: 'told', title: t('health.found'), render: ({ told }) => told },
];

/** Whether the orchestrator itself is well. */
export function HealthSection() {
  const t = useSettingsWords();
  const words = useWords();
  const classes = useStyles();
  const health = useOperation(
    'get_system_health',
    {},
    { pollEvery: last => (last ? 30_000 : false) },
  );
  return (
    <Section title={t('health.title')}>
      <Answer of={health} what={t('health.what')}>
        {data => (
          <>
            <div className={classes.state}>
              <StatusLabel
                variant="chip"
                state={{
                  tone: tones[data.status],
                  text: t(`health.whole.${data.status}`),
                }}
              />
            </div>
            <DataTable
              caption={t('health.caption')}
              columns={columns(t)}
              rows={partsOf(t, words, data)}
              rowKey={({ id }) => id}
            />
            <Typography color="textSecondary" variant="body2">
              {t('health.lookedAt', {
                when: <Instant at={data.checkedAt} />,
              })}
            </Typography>
          </>
        )}
      </Answer>
    </Section>
  );
}
