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
import Typography from '@material-ui/core/Typography';
import type { Execution } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { DataTable, type Column } from '../../../components/table/DataTable';
import { capitalised } from '../../../format/counting';
import type { ExecutionsWords } from '../../../translations/executions';
import { useExecutionsWords } from '../../../translations/useExecutionsWords';
import { useWords } from '../../../translations/useWords';
import type { Words } from '../../../translations/words';
import { approvedThing } from '../commands/command';
import {
  failureCauses,
  waveFailures,
  type FailureCause,
  type WaveFailure,
} from './failureCauses';

/** More names than anybody reads in a cell; the table of servers has them all. */
const NAMES_SHOWN = 12;

/** What failed and why: hooks and waves, then servers by cause. */
export function FailuresTable({ execution }: { execution: Execution }) {
  const t = useExecutionsWords();
  const words = useWords();
  const columns = useMemo(() => causeColumns(t, words), [t, words]);
  const causes = useMemo(
    () => [...waveFailures(execution), ...failureCauses(execution)],
    [execution],
  );
  return causes.length === 0 ? (
    <Typography>{t('outcome.noFailures')}</Typography>
  ) : (
    <DataTable
      caption={t('outcome.failures')}
      columns={columns}
      rows={causes}
      rowKey={causeKey}
    />
  );
}

const causeKey = (cause: FailureCause | WaveFailure): string =>
  'servers' in cause
    ? `${cause.code}/${cause.message}`
    : `wave-${cause.wave.waveNumber}/${
        cause.hook ? cause.wave.hooks.indexOf(cause.hook) : ''
      }`;

/** "Hook drain-queues of wave 2 (Web)". */
function whatFailed(t: ExecutionsWords, { wave, hook }: WaveFailure): string {
  const name = approvedThing(t, wave);
  return hook
    ? t('outcome.hookOf', { hook: hook.name, wave: name })
    : capitalised(name);
}

const causeColumns = (
  t: ExecutionsWords,
  words: Words,
): Column<FailureCause | WaveFailure>[] => [
  {
    id: 'cause',
    title: t('outcome.cause'),
    names: true,
    render: cause => (
      <>
        {cause.message ?? unsaidCause(t, cause)}
        {'servers' in cause && cause.code && (
          <Typography
            variant="body2"
            color="textSecondary"
            style={{ fontFamily: 'monospace' }}
          >
            {cause.code}
          </Typography>
        )}
      </>
    ),
  },
  {
    id: 'count',
    title: t('outcome.causeServers'),
    render: cause => {
      if (!('servers' in cause)) {
        return whatFailed(t, cause);
      }
      const { servers } = cause;
      const names = servers
        .slice(0, NAMES_SHOWN)
        .map(({ hostname, outcome }) =>
          outcome === 'SKIPPED'
            ? t('outcome.skippedServer', { server: hostname })
            : hostname,
        )
        .join(', ');
      const more = servers.length - NAMES_SHOWN;
      return (
        <>
          {words('count.servers', { count: servers.length })}
          <Typography variant="body2" color="textSecondary">
            {more > 0 ? t('outcome.andMore', { names, count: more }) : names}
          </Typography>
        </>
      );
    },
  },
];

/** What is said where nobody gave a cause. */
function unsaidCause(
  t: ExecutionsWords,
  cause: FailureCause | WaveFailure,
): string {
  if (!('servers' in cause)) {
    return t('none');
  }
  return cause.code === 'UNHEALTHY'
    ? t('outcome.unhealthy')
    : t('outcome.noCause');
}
