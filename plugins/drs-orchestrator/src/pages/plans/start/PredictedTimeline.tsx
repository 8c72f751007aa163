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
import { type Preflight } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { StatusLabel } from '../../../components/status/StatusLabel';
import { DataTable, type Column } from '../../../components/table/DataTable';
import {
  placeOn,
  targetInSight,
  TimeAxis,
  TimeMark,
  TimeMarks,
} from '../../../components/waves/TimeScale';
import { durationText } from '../../../format/time';
import { against } from '../../../format/objectives';
import { useTones } from '../../../theme/tones';
import type { PlansWords } from '../../../translations/plans';
import { usePlansWords } from '../../../translations/usePlansWords';
import type { Words } from '../../../translations/words';
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
  const t = usePlansWords();
  const words = useWords();
  const classes = useStyles();
  const tones = useTones();
  const { timeline, predictedRtoSeconds, targetRtoMinutes } = preflight;
  const target =
    targetRtoMinutes === undefined ? undefined : targetRtoMinutes * 60;
  const compared = against(words, predictedRtoSeconds, target);
  const duration = <strong>{durationText(words, predictedRtoSeconds)}</strong>;
  const critical = new Set(timeline.criticalPath);
  const longest = Math.max(timeline.predictedSeconds, 1);
  const targetShown = targetInSight(target, longest);
  const span = Math.max(longest * 1.05, (targetShown ?? 0) * 1.08);
  const at = placeOn(span);
  return (
    <div>
      <div className={classes.lead}>
        <Typography>
          {compared.target === undefined
            ? t('start.timeline.recovered', { duration })
            : t('start.timeline.recoveredOfTarget', {
                duration,
                target: compared.target,
              })}
        </Typography>
        {compared.state && <StatusLabel state={compared.state} />}
      </div>
      <div className={classes.picture} aria-hidden>
        <div />
        <TimeMarks>
          {targetShown !== undefined && (
            <TimeMark left={at(targetShown)} colour={tones.paused.main}>
              {t('start.timeline.target')}
            </TimeMark>
          )}
        </TimeMarks>
        {timeline.waves.map(wave => (
          <div key={wave.waveNumber} style={{ display: 'contents' }}>
            <div className={classes.name}>{nameOf(t, wave)}</div>
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
        caption={t('start.timeline.caption')}
        columns={columnsOf(t, words, critical)}
        rows={timeline.waves}
        rowKey={wave => String(wave.waveNumber)}
      />
      <Typography variant="body2" color="textSecondary">
        {t('start.timeline.explanation', {
          basis: t(`start.timeline.basis.${timeline.basis}`),
        })}
      </Typography>
    </div>
  );
}

const nameOf = (t: PlansWords, wave: WaveInTimeline): string =>
  t('start.timeline.name', {
    number: String(wave.waveNumber),
    name: wave.waveName,
  });

const columnsOf = (
  t: PlansWords,
  words: Words,
  critical: ReadonlySet<number>,
): Column<WaveInTimeline>[] => [
  {
    id: 'wave',
    title: t('start.timeline.wave'),
    names: true,
    render: wave => nameOf(t, wave),
  },
  {
    id: 'servers',
    title: t('start.timeline.servers'),
    oneLine: true,
    render: wave =>
      wave.jobs > 1
        ? t('start.timeline.inJobs', {
            servers: String(wave.serverCount),
            count: wave.jobs,
          })
        : String(wave.serverCount),
  },
  {
    id: 'starts',
    title: t('start.timeline.startsAfter'),
    oneLine: true,
    render: wave => durationText(words, wave.startSeconds),
  },
  {
    id: 'takes',
    title: t('start.timeline.takes'),
    oneLine: true,
    render: wave => durationText(words, wave.endSeconds - wave.startSeconds),
  },
  {
    id: 'critical',
    title: t('start.timeline.critical'),
    oneLine: true,
    render: wave =>
      t(
        critical.has(wave.waveNumber)
          ? 'start.timeline.yes'
          : 'start.timeline.no',
      ),
  },
  {
    id: 'basis',
    title: t('start.timeline.learnt'),
    render: wave =>
      t(
        wave.basis === 'HISTORY'
          ? 'start.timeline.history'
          : 'start.timeline.usual',
      ),
  },
];
