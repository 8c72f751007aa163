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

import { makeStyles } from '@material-ui/core/styles';
import {
  type ExecutionWave,
  formatDuration,
  secondsBetween,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { waveStanding } from '../../format/states';
import { useTones } from '../../theme/tones';
import {
  placeOn,
  targetInSight,
  TimeAxis,
  TimeMark,
  TimeMarks,
} from './TimeScale';
import { useWords } from '../../translations/useWords';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'grid',
    gridTemplateColumns: 'minmax(110px, 200px) 1fr',
    columnGap: theme.spacing(2),
    fontSize: '0.85rem',
  },
  name: {
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    lineHeight: '28px',
  },
  lane: {
    position: 'relative',
    height: 28,
    borderBottom: `1px solid ${theme.palette.divider}`,
  },
  bar: {
    position: 'absolute',
    top: 5,
    height: 18,
    borderRadius: 3,
    minWidth: 4,
    overflow: 'visible',
    transition: 'width 400ms',
  },
  // On the ground of the page, so that no line strikes through the words.
  barText: {
    position: 'absolute',
    left: 'calc(100% + 4px)',
    padding: theme.spacing(0, 0.5),
    background: theme.palette.background.paper,
    lineHeight: '18px',
    whiteSpace: 'nowrap',
    color: theme.palette.text.secondary,
    fontVariantNumeric: 'tabular-nums',
  },
  inside: {
    left: 'auto',
    right: 6,
    padding: 0,
    background: 'none',
  },
  // Where the bar ends near the right edge, its words stand before it.
  before: { left: 'auto', right: 'calc(100% + 8px)' },
  line: { position: 'absolute', top: 0, bottom: 0, width: 0 },
}));

/**
 * A row a wave, with a bar from its start to its end or to now, on the time since
 * the execution started; a line stands at now, another at the target.
 */
export function WaveTimeline(props: {
  waves: readonly ExecutionWave[];
  startTime: string;
  endTime?: string;
  targetRtoMinutes?: number;
  now: number;
}) {
  const words = useWords();
  const classes = useStyles();
  const tones = useTones();
  const end = props.endTime ? Date.parse(props.endTime) : props.now;
  const elapsed = Math.max(1, secondsBetween(props.startTime, end));
  const target = props.targetRtoMinutes && props.targetRtoMinutes * 60;
  const targetShown = targetInSight(target, elapsed);
  const span = Math.max(elapsed * 1.15, (targetShown ?? 0) * 1.08, 30);
  const at = placeOn(span);

  return (
    <div
      className={classes.root}
      role="group"
      aria-label="Timeline of the waves"
    >
      <div />
      <TimeMarks>
        {!props.endTime && (
          <TimeMark left={at(elapsed)} colour={tones.running.main}>
            now
          </TimeMark>
        )}
        {targetShown !== undefined &&
          (props.endTime || Math.abs(targetShown - elapsed) / span > 0.12) && (
            <TimeMark left={at(targetShown)} colour={tones.paused.main}>
              target
            </TimeMark>
          )}
      </TimeMarks>
      {props.waves.map(wave => {
        const state = waveStanding(words, wave);
        const from = wave.startTime
          ? secondsBetween(props.startTime, wave.startTime)
          : undefined;
        const to =
          from === undefined
            ? 0
            : secondsBetween(props.startTime, wave.endTime ?? end);
        const text =
          from === undefined
            ? state.text
            : `${state.text} · ${formatDuration(to - from)}`;
        const roomy = from !== undefined && (to - from) / span > 0.3;
        const besideRight = to / span < 0.6;
        return (
          <div key={wave.waveNumber} style={{ display: 'contents' }}>
            <div className={classes.name} title={wave.waveName}>
              {wave.waveNumber}. {wave.waveName}
            </div>
            <div className={classes.lane}>
              {!props.endTime && (
                <div
                  className={classes.line}
                  style={{
                    left: at(elapsed),
                    borderLeft: `2px solid ${tones.running.main}`,
                  }}
                />
              )}
              {targetShown !== undefined && (
                <div
                  className={classes.line}
                  style={{
                    left: at(targetShown),
                    borderLeft: `2px dashed ${tones.paused.main}`,
                  }}
                />
              )}
              <div
                className={classes.bar}
                style={{
                  left: at(from ?? 0),
                  width: from === undefined ? 0 : at(to - from),
                  minWidth: from === undefined ? 0 : 4,
                  background: tones[state.tone].soft,
                  borderLeft:
                    from === undefined
                      ? undefined
                      : `4px solid ${tones[state.tone].main}`,
                }}
              >
                <span
                  className={`${classes.barText} ${
                    roomy ? classes.inside : ''
                  } ${!roomy && !besideRight ? classes.before : ''}`}
                  style={roomy ? { color: tones[state.tone].main } : undefined}
                >
                  {text}
                </span>
              </div>
            </div>
          </div>
        );
      })}
      <div />
      <TimeAxis span={span} />
    </div>
  );
}
