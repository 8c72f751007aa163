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

import { useId } from 'react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { ReplicationHistory } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { gapSpans, heldSpans, lagSentence } from '../../format/lagHistory';
import { replicationStateWords, type Tone } from '../../format/states';
import { durationText } from '../../format/time';
import { useTones } from '../../theme/tones';
import { DateTime } from 'luxon';
import { useServersWords } from '../../translations/useServersWords';
import { useWords } from '../../translations/useWords';

const WIDTH = 560;
const HEIGHT = 120;
const BAND = 6;
const FLOOR = HEIGHT - BAND - 4;
/** Below this, every lag is a line at the bottom: what continuous replication looks like. */
const LEAST_TOP_SECONDS = 60;

const useStyles = makeStyles(theme => ({
  chart: { display: 'block', width: '100%', height: 'auto' },
  axis: {
    display: 'flex',
    justifyContent: 'space-between',
    color: theme.palette.text.secondary,
    fontSize: theme.typography.caption.fontSize,
  },
}));

/** A point of the chart’s time, as its axis tells it: "21 Nov, 14:37". */
export const timeText = (instant: string): string =>
  DateTime.fromISO(instant).toFormat('d LLL, HH:mm');

/**
 * The lag over time as steps, with the state of replication as a band below.
 * Where nobody knows, there is no line but a hatched ground.
 */
export function LagChart(props: {
  history: ReplicationHistory;
  /** Milliseconds since the epoch. */
  now: number;
}) {
  const t = useServersWords();
  const words = useWords();
  const classes = useStyles();
  const hatch = useId();
  const sentenceId = useId();
  const tones = useTones();
  const { history, now } = props;
  const begin = Date.parse(history.from);
  const end = Date.parse(history.to);
  const spans = heldSpans(history, now);
  const top = Math.max(
    LEAST_TOP_SECONDS,
    ...spans.map(({ lagSeconds }) => lagSeconds ?? 0),
  );
  const x = (time: number) => ((time - begin) / (end - begin)) * WIDTH;
  const y = (seconds: number) => FLOOR - (seconds / top) * (FLOOR - 4);
  const line = spans
    .map(({ from, to, lagSeconds }, index) => {
      if (lagSeconds === undefined) {
        return '';
      }
      const before = spans.at(index - 1);
      const isJoined =
        index > 0 && before?.to === from && before.lagSeconds !== undefined;
      return `${isJoined ? 'L' : 'M'}${x(from).toFixed(1)} ${y(
        lagSeconds,
      ).toFixed(1)}H${x(to).toFixed(1)}`;
    })
    .join('');
  const toneOf = (state: (typeof spans)[number]['state']): Tone =>
    state === undefined ? 'neutral' : replicationStateWords(words, state).tone;
  return (
    <div>
      <div className={classes.axis} aria-hidden>
        <span>{durationText(words, top)}</span>
      </div>
      <svg
        className={classes.chart}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={t('lag.chart')}
        aria-describedby={sentenceId}
      >
        <defs>
          <pattern
            id={hatch}
            width="8"
            height="8"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <line y2="8" stroke={tones.neutral.main} strokeOpacity="0.45" />
          </pattern>
        </defs>
        {gapSpans(history).map(({ from, to }) => (
          <rect
            key={from}
            x={x(from)}
            width={Math.max(0, x(to) - x(from))}
            height={HEIGHT}
            fill={`url(#${hatch})`}
          />
        ))}
        <line
          y1={FLOOR}
          y2={FLOOR}
          x2={WIDTH}
          stroke={tones.neutral.main}
          strokeOpacity="0.4"
        />
        {spans.map(({ from, to, state }) => (
          <rect
            key={from}
            x={x(from)}
            y={HEIGHT - BAND}
            width={Math.max(0, x(to) - x(from))}
            height={BAND}
            fill={tones[toneOf(state)].main}
          />
        ))}
        <path
          d={line}
          fill="none"
          stroke={tones.running.main}
          strokeWidth="2"
          strokeLinecap="round"
        />
      </svg>
      <div className={classes.axis} aria-hidden>
        <span>{timeText(history.from)}</span>
        <span>{timeText(history.to)}</span>
      </div>
      <Typography id={sentenceId} variant="body2">
        {lagSentence(words, history, now)}
      </Typography>
    </div>
  );
}
