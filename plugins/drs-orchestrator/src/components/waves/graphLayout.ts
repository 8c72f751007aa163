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

import { waveLayers, type WaveNodeInput } from './waveLayers';

/** The width of a wave's box, in pixels. */
export const NODE_WIDTH = 208;
/** The room between two layers, in which the arrows run. */
export const GAP_X = 56;
const GAP_Y = 18;

/** A place in the picture, in pixels from its upper left corner. */
export interface Point {
  x: number;
  y: number;
}

/** An arrow, from the wave that is waited for to the one that waits. */
export interface Arrow {
  from: number;
  to: number;
  start: Point;
  end: Point;
}

/** Where everything in the picture of the waves is. */
export interface GraphLayout {
  width: number;
  height: number;
  nodeHeight: number;
  /** The upper left corner of each wave's box, by its number. */
  places: ReadonlyMap<number, Point>;
  arrows: readonly Arrow[];
}

/** Lays out waves from left to right, each layer in the middle of the height. */
export function graphLayout(
  waves: readonly WaveNodeInput[],
  nodeHeight: number,
): GraphLayout {
  const layers = waveLayers(waves);
  const heightOf = (count: number) =>
    Math.max(0, count * (nodeHeight + GAP_Y) - GAP_Y);
  const height = heightOf(Math.max(1, ...layers.map(({ length }) => length)));
  const places = new Map<number, Point>();
  layers.forEach((layer, column) => {
    const top = (height - heightOf(layer.length)) / 2;
    layer.forEach((wave, row) =>
      places.set(wave.waveNumber, {
        x: column * (NODE_WIDTH + GAP_X),
        y: top + row * (nodeHeight + GAP_Y),
      }),
    );
  });
  return {
    width: Math.max(0, layers.length * (NODE_WIDTH + GAP_X) - GAP_X),
    height,
    nodeHeight,
    places,
    arrows: waves.flatMap(({ waveNumber: to, dependsOnWaves }) =>
      dependsOnWaves.flatMap(from => {
        const start = places.get(from);
        const end = places.get(to);
        return !start || !end || from === to
          ? []
          : [
              {
                from,
                to,
                start: { x: start.x + NODE_WIDTH, y: start.y + nodeHeight / 2 },
                end: { x: end.x, y: end.y + nodeHeight / 2 },
              },
            ];
      }),
    ),
  };
}

const TIP = 7;

const bendOf = ({ start, end }: Arrow) =>
  Math.max(GAP_X / 2, (end.x - start.x) / 2);

/** The line of an arrow, as the data of an SVG path. */
export function arrowLine(arrow: Arrow): string {
  const { start, end } = arrow;
  const bend = bendOf(arrow);
  return `M ${start.x} ${start.y} C ${start.x + bend} ${start.y}, ${
    end.x - bend
  } ${end.y}, ${end.x - TIP} ${end.y}`;
}

/** The tip of an arrow, as the data of an SVG path. */
export function arrowTip({ end }: Arrow): string {
  return `M ${end.x} ${end.y} l ${-TIP - 1} ${-TIP / 2 - 1} v ${TIP + 2} z`;
}

/** A place on an arrow's line in the gap beside the wave that it starts or ends at. */
export function besideWave(arrow: Arrow, which: 'start' | 'end'): Point {
  const { start, end } = arrow;
  const bend = bendOf(arrow);
  // So far along its course, an arrow of any length has run about 17 pixels.
  const share = which === 'start' ? 6 / bend : 1 - 6 / bend;
  const rest = 1 - share;
  const cubic = (a: number, b: number, c: number, d: number) =>
    rest ** 3 * a +
    3 * rest ** 2 * share * b +
    3 * rest * share ** 2 * c +
    share ** 3 * d;
  return {
    x: cubic(start.x, start.x + bend, end.x - bend, end.x - TIP),
    y: cubic(start.y, start.y, end.y, end.y),
  };
}
