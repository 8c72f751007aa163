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
import Typography from '@material-ui/core/Typography';
import type { StateWords } from '../../format/states';
import { useTones } from '../../theme/tones';
import { StatusLabel } from '../status/StatusLabel';
import { waveLayers } from './waveLayers';

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

const WIDTH = 208;
const LINE = 20;
const GAP_X = 56;
const GAP_Y = 18;

const useStyles = makeStyles(theme => ({
  scroller: { overflowX: 'auto', paddingBottom: theme.spacing(2) },
  plane: { position: 'relative' },
  list: { listStyle: 'none', margin: 0, padding: 0 },
  edges: { position: 'absolute', inset: 0, pointerEvents: 'none' },
  wave: {
    position: 'absolute',
    width: WIDTH,
    boxSizing: 'border-box',
    padding: theme.spacing(1.25, 1.5),
    borderRadius: 6,
    border: `1px solid ${theme.palette.divider}`,
    borderLeftWidth: 4,
    background: theme.palette.background.paper,
    overflow: 'hidden',
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
}) {
  const classes = useStyles();
  const tones = useTones();
  const tallestText = Math.max(
    1,
    ...props.waves.map(wave => wave.lines.length + (wave.state ? 1.2 : 0)),
  );
  const nodeHeight = Math.round(52 + LINE * tallestText);
  const layers = waveLayers(props.waves);
  const tallest = Math.max(1, ...layers.map(layer => layer.length));
  const width = layers.length * (WIDTH + GAP_X) - GAP_X;
  const height = tallest * (nodeHeight + GAP_Y) - GAP_Y;

  const places = new Map<number, { x: number; y: number }>();
  layers.forEach((layer, column) => {
    const top = (height - (layer.length * (nodeHeight + GAP_Y) - GAP_Y)) / 2;
    layer.forEach((wave, row) =>
      places.set(wave.waveNumber, {
        x: column * (WIDTH + GAP_X),
        y: top + row * (nodeHeight + GAP_Y),
      }),
    );
  });

  return (
    <div
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
          {props.waves.flatMap(wave =>
            wave.dependsOnWaves.flatMap(number => {
              const from = places.get(number);
              const to = places.get(wave.waveNumber);
              if (!from || !to || number === wave.waveNumber) {
                return [];
              }
              return [
                <Edge
                  key={`${number}-${wave.waveNumber}`}
                  from={{ x: from.x + WIDTH, y: from.y + nodeHeight / 2 }}
                  to={{ x: to.x, y: to.y + nodeHeight / 2 }}
                  colour={tones.neutral.main}
                />,
              ];
            }),
          )}
        </svg>
        <ol className={classes.list}>
          {props.waves.map(wave => {
            const place = places.get(wave.waveNumber) ?? { x: 0, y: 0 };
            const tone = tones[wave.state?.tone ?? 'neutral'];
            return (
              <li
                key={wave.waveNumber}
                className={classes.wave}
                style={{
                  left: place.x,
                  top: place.y,
                  height: nodeHeight,
                  borderLeftColor: tone.main,
                }}
              >
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
                    ? `waits for wave ${wave.dependsOnWaves.join(', ')}`
                    : 'starts at once'}
                </span>
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

function Edge(props: {
  from: { x: number; y: number };
  to: { x: number; y: number };
  colour: string;
}) {
  const { from, to } = props;
  const bend = Math.max(GAP_X / 2, (to.x - from.x) / 2);
  const tip = 7;
  return (
    <g stroke={props.colour} fill="none" strokeWidth={1.5}>
      <path
        d={`M ${from.x} ${from.y} C ${from.x + bend} ${from.y}, ${
          to.x - bend
        } ${to.y}, ${to.x - tip} ${to.y}`}
      />
      <path
        d={`M ${to.x} ${to.y} l ${-tip - 1} ${-tip / 2 - 1} v ${tip + 2} z`}
        fill={props.colour}
        stroke="none"
      />
    </g>
  );
}
