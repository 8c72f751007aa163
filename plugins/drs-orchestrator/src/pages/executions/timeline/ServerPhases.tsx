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
import { useNow } from '../../../components/time/useNow';
import { durationText } from '../../../format/time';
import { useExecutionsWords } from '../../../translations/useExecutionsWords';
import { useWords } from '../../../translations/useWords';
import type { ServerRow } from '../serverRows';
import { useFills } from './lanes';
import { elapsedOf } from './runningClock';
import { spentText } from './TimelineRows';
import {
  launchesFrom,
  serverSegments,
  sinceStartOf,
  type Segment,
} from './segments';

/** What the launch of one server went through, by the DRS job log. */
export function ServerPhases(props: { execution: Execution; row: ServerRow }) {
  const t = useExecutionsWords();
  const words = useWords();
  const fill = useFills();
  const { execution, row } = props;
  const segments = useMemo(() => {
    const since = sinceStartOf(execution);
    const wave = execution.waves.find(
      ({ waveNumber }) => waveNumber === row.waveNumber,
    );
    return serverSegments(row, since, wave && launchesFrom(wave, since));
  }, [execution, row]);
  const goesOn =
    execution.endTime === undefined &&
    segments.some(({ to }) => to === undefined);
  const elapsed = elapsedOf(execution, useNow(goesOn ? 1_000 : undefined));
  if (segments.length === 0) {
    return (
      <Typography color="textSecondary">{t('server.nothingYet')}</Typography>
    );
  }
  const duration = (seconds: number) =>
    durationText(words, Math.round(Math.max(0, seconds)));
  const columns: Column<Segment>[] = [
    {
      id: 'phase',
      title: t('server.phase'),
      names: true,
      render: segment => (
        <span style={{ display: 'flex', alignItems: 'center', gap: 8 }}>
          <span
            aria-hidden
            style={{
              width: 16,
              height: 10,
              flexShrink: 0,
              borderRadius: 2,
              background: fill(segment.kind),
            }}
          />
          {spentText(t, segment)}
        </span>
      ),
    },
    {
      id: 'began',
      title: t('server.began'),
      oneLine: true,
      render: segment => duration(segment.from),
    },
    {
      id: 'took',
      title: t('server.took'),
      oneLine: true,
      render: segment =>
        segment.to === undefined && goesOn
          ? t('server.soFar', { duration: duration(elapsed - segment.from) })
          : duration((segment.to ?? elapsed) - segment.from),
    },
  ];
  return (
    <DataTable
      caption={t('server.story')}
      columns={columns}
      rows={segments}
      rowKey={segment => `${segment.kind}/${segment.from}`}
    />
  );
}
