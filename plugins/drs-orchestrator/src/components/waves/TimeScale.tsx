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
import { makeStyles } from '@material-ui/core/styles';
import { durationText } from '../../format/time';
import { useWords } from '../../translations/useWords';
import { axisTicks } from './axisTicks';

const useStyles = makeStyles(theme => ({
  axis: {
    position: 'relative',
    height: 22,
    color: theme.palette.text.secondary,
  },
  marks: { height: 18 },
  tick: {
    position: 'absolute',
    transform: 'translateX(-50%)',
    whiteSpace: 'nowrap',
    fontSize: '0.75rem',
    paddingTop: 4,
    '&:first-child': { transform: 'none' },
  },
  mark: {
    position: 'absolute',
    transform: 'translateX(-50%)',
    fontSize: '0.75rem',
    fontWeight: 600,
    whiteSpace: 'nowrap',
  },
}));

/** Where a time stands, or how wide a stretch of it is, on a scale of so many seconds. */
export const placeOn = (span: number) => (seconds: number) =>
  `${(seconds / span) * 100}%`;

/** The target, unless it is so far beyond everything else that it would squeeze the bars. */
export const targetInSight = (
  targetSeconds: number | undefined,
  longestSeconds: number,
): number | undefined =>
  targetSeconds !== undefined && targetSeconds <= longestSeconds * 4
    ? targetSeconds
    : undefined;

/** The row above the bars, where marks stand. */
export function TimeMarks({ children }: { children: ReactNode }) {
  const classes = useStyles();
  return <div className={`${classes.axis} ${classes.marks}`}>{children}</div>;
}

/** A word above a time on the scale. */
export function TimeMark(props: {
  left: string;
  colour: string;
  children: string;
}) {
  const classes = useStyles();
  return (
    <span
      className={classes.mark}
      style={{ left: props.left, color: props.colour }}
    >
      {props.children}
    </span>
  );
}

/** The scale below the bars. */
export function TimeAxis({ span }: { span: number }) {
  const classes = useStyles();
  const words = useWords();
  const at = placeOn(span);
  return (
    <div className={classes.axis} aria-hidden>
      {axisTicks(span).map(seconds => (
        <span
          key={seconds}
          className={classes.tick}
          style={{ left: at(seconds) }}
        >
          {durationText(words, seconds)}
        </span>
      ))}
    </div>
  );
}
