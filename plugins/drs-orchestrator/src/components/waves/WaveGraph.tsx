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

import type { ReactNode, Ref } from 'react';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type { StateWords } from '../../format/states';
import { listed } from '../../format/counting';
import { useWords } from '../../translations/useWords';
import { useTones } from '../../theme/tones';
import { StatusLabel } from '../status/StatusLabel';
import {
  arrowLine,
  arrowTip,
  graphLayout,
  NODE_WIDTH,
  type GraphLayout,
} from './graphLayout';

/** A wave in the picture. */
export interface WaveInGraph {
  waveNumber: number;
  name: string;
  dependsOnWaves: readonly number[];
  /** Short lines below the name. */
  lines: readonly string[];
  state?: StateWords;
  /** Shares of the wave's servers, 0 to 1. */
  progress?: { good: number; bad: number };
}

const LINE = 20;

const useStyles = makeStyles(theme => ({
  scroller: { overflow: 'auto', padding: theme.spacing(0.5, 0.5, 2) },
  plane: { position: 'relative' },
  list: { listStyle: 'none', margin: 0, padding: 0 },
  // Lines at the very edge of the picture keep their full width.
  edges: {
    position: 'absolute',
    inset: 0,
    pointerEvents: 'none',
    overflow: 'visible',
  },
  wave: {
    position: 'absolute',
    width: NODE_WIDTH,
    boxSizing: 'border-box',
    borderRadius: 6,
    border: `1px solid ${theme.palette.divider}`,
    borderLeftWidth: 4,
    background: theme.palette.background.paper,
    overflow: 'hidden',
  },
  marked: {
    outline: `2px solid ${theme.palette.primary.main}`,
    outlineOffset: 1,
  },
  box: {
    height: '100%',
    boxSizing: 'border-box',
    padding: theme.spacing(1.25, 1.5),
  },
  name: {
    fontWeight: 600,
    fontSize: '0.95rem',
    whiteSpace: 'nowrap',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
  },
  line: {
    whiteSpace: 'nowrap',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    fontSize: '0.82rem',
    lineHeight: 1.5,
  },
  bar: {
    position: 'absolute',
    left: 0,
    right: 0,
    bottom: 0,
    height: 5,
    display: 'flex',
    background: theme.palette.action.disabledBackground,
  },
  part: { transition: 'width 400ms' },
}));

/** The waves and what each waits for, from left to right; those above each other run beside each other. */
export function WaveGraph(props: {
  waves: readonly WaveInGraph[];
  label: string;
  /** A wave that stands out, with its arrows. */
  marked?: number;
  /** Makes something that can be acted on of what is in a wave's box; it fills the box. */
  wrap?: (wave: WaveInGraph, box: ReactNode) => ReactNode;
  /** What lies over the picture. */
  over?: (layout: GraphLayout) => ReactNode;
  scrollerRef?: Ref<HTMLDivElement>;
}) {
  const words = useWords();
  const classes = useStyles();
  const tones = useTones();
  const { marked, wrap = (_, box) => box } = props;
  const tallestText = Math.max(
    1,
    ...props.waves.map(wave => wave.lines.length + (wave.state ? 1.2 : 0)),
  );
  const layout = graphLayout(props.waves, Math.round(52 + LINE * tallestText));
  const { width, height, nodeHeight, places } = layout;

  return (
    <div
      ref={props.scrollerRef}
      className={classes.scroller}
      // What scrolls must be reachable by keyboard.
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      role="group"
      aria-label={props.label}
    >
      <div className={classes.plane} style={{ width, height }}>
        <svg
          className={classes.edges}
          width={width}
          height={height}
          aria-hidden
        >
          {layout.arrows.map(arrow => {
            const stands = arrow.from === marked || arrow.to === marked;
            const colour = tones[stands ? 'running' : 'neutral'].main;
            return (
              <g
                key={`${arrow.from}-${arrow.to}`}
                stroke={colour}
                fill="none"
                strokeWidth={stands ? 2.5 : 1.5}
              >
                <path d={arrowLine(arrow)} />
                <path d={arrowTip(arrow)} fill={colour} stroke="none" />
              </g>
            );
          })}
        </svg>
        <ol className={classes.list}>
          {props.waves.map(wave => {
            const place = places.get(wave.waveNumber) ?? { x: 0, y: 0 };
            const tone = tones[wave.state?.tone ?? 'neutral'];
            return (
              <li
                key={wave.waveNumber}
                className={`${classes.wave} ${
                  wave.waveNumber === marked ? classes.marked : ''
                }`}
                style={{
                  left: place.x,
                  top: place.y,
                  height: nodeHeight,
                  borderLeftColor: tone.main,
                }}
              >
                {wrap(
                  wave,
                  <div className={classes.box}>
                    {' '}
                    <div className={classes.name} title={wave.name}>
                      {wave.waveNumber}. {wave.name}
                    </div>
                    {wave.state && <StatusLabel state={wave.state} />}
                    {wave.lines.map(line => (
                      <Typography
                        key={line}
                        color="textSecondary"
                        className={classes.line}
                        title={line}
                      >
                        {line}
                      </Typography>
                    ))}
                    <span style={visuallyHidden}>
                      {wave.dependsOnWaves.length > 0
                        ? words('graph.waitsFor', {
                            count: wave.dependsOnWaves.length,
                            waves: listed(
                              words,
                              wave.dependsOnWaves.map(String),
                              99,
                            ),
                          })
                        : words('graph.atOnce')}
                    </span>
                  </div>,
                )}
                {wave.progress && (
                  <div className={classes.bar} aria-hidden>
                    <div
                      className={classes.part}
                      style={{
                        width: `${wave.progress.good * 100}%`,
                        background: tones.good.main,
                      }}
                    />
                    <div
                      className={classes.part}
                      style={{
                        width: `${wave.progress.bad * 100}%`,
                        background: tones.bad.main,
                      }}
                    />
                  </div>
                )}
              </li>
            );
          })}
        </ol>
        {props.over?.(layout)}
      </div>
    </div>
  );
}

const visuallyHidden = {
  position: 'absolute',
  width: 1,
  height: 1,
  overflow: 'hidden',
  clip: 'rect(0 0 0 0)',
} as const;
