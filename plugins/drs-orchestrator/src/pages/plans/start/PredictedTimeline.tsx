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
  formatDuration,
  type Preflight,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { StatusLabel } from '../../../components/status/StatusLabel';
import { DataTable, type Column } from '../../../components/table/DataTable';
import {
  placeOn,
  targetInSight,
  TimeAxis,
  TimeMark,
  TimeMarks,
} from '../../../components/waves/TimeScale';
import { counted } from '../../../format/counting';
import { against } from '../../../format/objectives';
import { useTones } from '../../../theme/tones';
import { useWords } from '../../../translations/useWords';

type WaveInTimeline = Preflight['timeline']['waves'][number];

const useStyles = makeStyles(theme => ({
  lead: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0, 1.5),
    marginBottom: theme.spacing(1.5),
  },
  picture: {
    display: 'grid',
    gridTemplateColumns: 'minmax(90px, 180px) 1fr',
    columnGap: theme.spacing(2),
    fontSize: '0.85rem',
    marginBottom: theme.spacing(1.5),
  },
  name: {
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    lineHeight: '26px',
  },
  lane: {
    position: 'relative',
    height: 26,
    borderBottom: `1px solid ${theme.palette.divider}`,
  },
  bar: { position: 'absolute', top: 5, height: 16, borderRadius: 3 },
  target: { position: 'absolute', top: 0, bottom: 0, width: 0 },
}));

/**
 * How long a start would take, wave by wave. The picture is for those who see it;
 * the table below says all of it.
 */
export function PredictedTimeline({ preflight }: { preflight: Preflight }) {
  const words = useWords();
  const classes = useStyles();
  const tones = useTones();
  const { timeline, predictedRtoSeconds, targetRtoMinutes } = preflight;
  const target =
    targetRtoMinutes === undefined ? undefined : targetRtoMinutes * 60;
  const compared = against(words, predictedRtoSeconds, target);
  const critical = new Set(timeline.criticalPath);
  const longest = Math.max(timeline.predictedSeconds, 1);
  const targetShown = targetInSight(target, longest);
  const span = Math.max(longest * 1.05, (targetShown ?? 0) * 1.08);
  const at = placeOn(span);
  return (
    <div>
      <div className={classes.lead}>
        <Typography>
          Recovered in about{' '}
          <strong>{formatDuration(predictedRtoSeconds)}</strong>
          {compared.target && ` of ${compared.target} allowed`}.
        </Typography>
        {compared.state && <StatusLabel state={compared.state} />}
      </div>
      <div className={classes.picture} aria-hidden>
        <div />
        <TimeMarks>
          {targetShown !== undefined && (
            <TimeMark left={at(targetShown)} colour={tones.paused.main}>
              target
            </TimeMark>
          )}
        </TimeMarks>
        {timeline.waves.map(wave => (
          <div key={wave.waveNumber} style={{ display: 'contents' }}>
            <div className={classes.name}>
              {wave.waveNumber}. {wave.waveName}
            </div>
            <div className={classes.lane}>
              {targetShown !== undefined && (
                <div
                  className={classes.target}
                  style={{
                    left: at(targetShown),
                    borderLeft: `2px dashed ${tones.paused.main}`,
                  }}
                />
              )}
              <div
                className={classes.bar}
                style={{
                  left: at(wave.startSeconds),
                  width: at(wave.endSeconds - wave.startSeconds),
                  background: critical.has(wave.waveNumber)
                    ? tones.running.main
                    : tones.running.soft,
                  border: `1px solid ${tones.running.main}`,
                }}
              />
            </div>
          </div>
        ))}
        <div />
        <TimeAxis span={span} />
      </div>
      <DataTable
        caption="Predicted course, wave by wave"
        columns={columnsOf(critical)}
        rows={timeline.waves}
        rowKey={wave => String(wave.waveNumber)}
      />
      <Typography variant="body2" color="textSecondary">
        Waves on the critical path, the solid bars, decide how long it takes.{' '}
        {timeline.basis === 'HISTORY'
          ? 'Times come from earlier launches of these servers.'
          : 'Where there is no earlier launch to learn from, times are what launches usually take.'}{' '}
        The time that people take to approve is not in it.
      </Typography>
    </div>
  );
}

const columnsOf = (critical: ReadonlySet<number>): Column<WaveInTimeline>[] => [
  {
    id: 'wave',
    title: 'Wave',
    names: true,
    render: wave => `${wave.waveNumber}. ${wave.waveName}`,
  },
  {
    id: 'servers',
    title: 'Servers',
    oneLine: true,
    render: wave =>
      `${wave.serverCount}${
        wave.jobs > 1 ? ` in ${counted(wave.jobs, 'job')}` : ''
      }`,
  },
  {
    id: 'starts',
    title: 'Starts after',
    oneLine: true,
    render: wave => formatDuration(wave.startSeconds),
  },
  {
    id: 'takes',
    title: 'Takes',
    oneLine: true,
    render: wave => formatDuration(wave.endSeconds - wave.startSeconds),
  },
  {
    id: 'critical',
    title: 'Critical path',
    oneLine: true,
    render: wave => (critical.has(wave.waveNumber) ? 'Yes' : 'No'),
  },
  {
    id: 'basis',
    title: 'Learnt from',
    render: wave =>
      wave.basis === 'HISTORY' ? 'Earlier launches' : 'Usual times',
  },
];
