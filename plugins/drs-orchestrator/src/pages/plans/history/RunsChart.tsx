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
import { DateTime } from 'luxon';
import { targetInSight } from '../../../components/waves/TimeScale';
import { axisTicks } from '../../../components/waves/axisTicks';
import { durationText } from '../../../format/time';
import { useTones, type ToneColours } from '../../../theme/tones';
import type { PlansWords } from '../../../translations/plans';
import { usePlansWords } from '../../../translations/usePlansWords';
import { useWords } from '../../../translations/useWords';
import type { Words } from '../../../translations/words';
import {
  keptOf,
  longestOf,
  verdictTones,
  type Objective,
  type Reached,
} from './runHistory';

const HEIGHT = 150;

const useStyles = makeStyles(theme => ({
  root: { minWidth: 0 },
  title: { ...theme.typography.subtitle2, margin: 0 },
  sentence: { minHeight: theme.spacing(5) },
  picture: {
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr)',
    columnGap: theme.spacing(1),
  },
  axis: {
    position: 'relative',
    height: HEIGHT,
    width: 64,
    color: theme.palette.text.secondary,
    fontSize: '0.75rem',
  },
  tick: {
    position: 'absolute',
    right: 0,
    transform: 'translateY(50%)',
    whiteSpace: 'nowrap',
  },
  plane: {
    position: 'relative',
    height: HEIGHT,
    display: 'flex',
    borderBottom: `1px solid ${theme.palette.text.secondary}`,
  },
  grid: {
    position: 'absolute',
    left: 0,
    right: 0,
    borderTop: `1px solid ${theme.palette.divider}`,
  },
  column: { position: 'relative', flex: '1 1 0', maxWidth: 96, minWidth: 0 },
  bar: {
    position: 'absolute',
    left: '22%',
    right: '22%',
    bottom: 0,
    minHeight: 3,
    borderRadius: '3px 3px 0 0',
    boxSizing: 'border-box',
  },
  target: { position: 'absolute', left: 0, right: 0, height: 0 },
  labels: { display: 'flex', gridColumn: 2 },
  label: {
    flex: '1 1 0',
    maxWidth: 96,
    minWidth: 0,
    textAlign: 'center',
    fontSize: '0.75rem',
    lineHeight: 1.4,
    paddingTop: 4,
    overflow: 'hidden',
    color: theme.palette.text.secondary,
  },
}));

/** The look of a bar: a drill is a pale one with an edge, a recovery is solid, and what was not reached is hatched. */
export function barLook(
  { executionType, verdict }: Pick<Reached, 'executionType' | 'verdict'>,
  { main, soft }: ToneColours,
) {
  if (verdict === 'NOT_REACHED') {
    return {
      border: `1px dashed ${main}`,
      background: `repeating-linear-gradient(45deg, ${soft} 0 5px, transparent 5px 10px)`,
    };
  }
  return executionType === 'DRILL'
    ? { border: `2px solid ${main}`, background: soft }
    : { border: `2px solid ${main}`, background: main };
}

/**
 * What runs came to against the target that each had, the oldest on the left. The
 * picture is for those who see it; its sentence and the table below say all of it.
 */
export function RunsChart(props: {
  objective: Objective;
  runs: readonly Reached[];
}) {
  const classes = useStyles();
  const t = usePlansWords();
  const words = useWords();
  const tones = useTones();
  const titleId = useId();
  const sentenceId = useId();
  const { runs, objective } = props;
  const what = t(`history.${objective}`);
  const longest = longestOf(runs);
  // A target far above everything would squeeze the bars to nothing; the sentence tells it all the same.
  const targetOf = ({ targetSeconds }: Reached) =>
    targetInSight(targetSeconds, longest);
  const top = Math.max(longest, ...runs.map(run => targetOf(run) ?? 0)) * 1.08;
  const height = (seconds: number) => `${(seconds / top) * 100}%`;
  return (
    <figure className={classes.root} style={{ margin: 0 }}>
      <h4 id={titleId} className={classes.title}>
        {what}
      </h4>
      <Typography id={sentenceId} variant="body2" className={classes.sentence}>
        {sentenceOf(t, words, runs)}
      </Typography>
      <div
        className={classes.picture}
        role="img"
        aria-label={t('history.chart', { what })}
        aria-describedby={sentenceId}
      >
        <div className={classes.axis}>
          {axisTicks(top).map(seconds => (
            <span
              key={seconds}
              className={classes.tick}
              style={{ bottom: height(seconds) }}
            >
              {durationText(words, seconds)}
            </span>
          ))}
        </div>
        <div className={classes.plane}>
          {axisTicks(top)
            .slice(1)
            .map(seconds => (
              <div
                key={seconds}
                className={classes.grid}
                style={{ bottom: height(seconds) }}
              />
            ))}
          {runs.map(run => (
            <div
              key={run.executionId}
              className={classes.column}
              title={barText(t, words, run)}
            >
              <div
                className={classes.bar}
                style={{
                  height:
                    run.seconds === undefined ? '100%' : height(run.seconds),
                  ...barLook(run, tones[verdictTones[run.verdict]]),
                }}
              />
              <TargetLine at={targetOf(run)} height={height} />
            </div>
          ))}
        </div>
        <div className={classes.labels}>
          {runs.map(run => (
            <div key={run.executionId} className={classes.label}>
              {dayOf(run)}
              <br />
              {t(`history.short.${run.executionType}`)}
            </div>
          ))}
        </div>
      </div>
    </figure>
  );
}

function TargetLine(props: {
  at: number | undefined;
  height: (seconds: number) => string;
}) {
  const classes = useStyles();
  const { main } = useTones().paused;
  return props.at === undefined ? null : (
    <div
      className={classes.target}
      style={{
        bottom: props.height(props.at),
        borderTop: `2px dashed ${main}`,
      }}
    />
  );
}

const dayOf = ({ startTime }: Reached): string =>
  DateTime.fromISO(startTime).toFormat('d LLL');

function barText(t: PlansWords, words: Words, run: Reached): string {
  const facts = {
    type: t(`history.legend.${run.executionType}`),
    day: dayOf(run),
    actual:
      run.seconds === undefined
        ? t('history.notReached')
        : durationText(words, run.seconds),
  };
  return run.targetSeconds === undefined
    ? t('history.bar', facts)
    : t('history.barOfTarget', {
        ...facts,
        target: durationText(words, run.targetSeconds),
      });
}

/** What the chart shows, for those who do not see it, and for those in a hurry. */
function sentenceOf(
  t: PlansWords,
  words: Words,
  runs: readonly Reached[],
): string {
  const { kept, withTarget } = keptOf(runs);
  return [
    withTarget === 0
      ? t('history.noTarget')
      : t('history.kept', { kept: String(kept), count: withTarget }),
    latestSentence(t, words, runs.at(-1)),
  ].join(' ');
}

function latestSentence(
  t: PlansWords,
  words: Words,
  latest: Reached | undefined,
): string {
  if (!latest) {
    return '';
  }
  if (latest.seconds === undefined) {
    return t('history.latestMissed');
  }
  const actual = durationText(words, latest.seconds);
  return latest.targetSeconds === undefined
    ? t('history.latest', { actual })
    : t('history.latestOfTarget', {
        actual,
        target: durationText(words, latest.targetSeconds),
      });
}
