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
/** The room between two arrows that run below all waves. */
const LANE = 14;

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
  /** The height at which it runs below all waves, where its straight way is not free. */
  lane?: number;
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
  let lanes = 0;
  const arrows = waves.flatMap(({ waveNumber: to, dependsOnWaves }) =>
    dependsOnWaves.flatMap(from => {
      const [start, end] = [places.get(from), places.get(to)];
      if (!start || !end || from === to) {
        return [];
      }
      const arrow: Arrow = {
        from,
        to,
        start: { x: start.x + NODE_WIDTH, y: start.y + nodeHeight / 2 },
        end: { x: end.x, y: end.y + nodeHeight / 2 },
      };
      if (!runsOver(arrow, places, nodeHeight)) {
        return [arrow];
      }
      lanes += 1;
      return [{ ...arrow, lane: height + lanes * LANE }];
    }),
  );
  return {
    width: Math.max(0, layers.length * (NODE_WIDTH + GAP_X) - GAP_X),
    height: height + lanes * LANE,
    nodeHeight,
    places,
    arrows,
  };
}

/** Whether an arrow's straight way leads over the box of another wave, as if it went there. */
function runsOver(
  arrow: Arrow,
  places: ReadonlyMap<number, Point>,
  nodeHeight: number,
): boolean {
  return [...places].some(
    ([number, { x, y }]) =>
      number !== arrow.from &&
      number !== arrow.to &&
      SAMPLES.some(share => {
        const point = pointOn(pieceOf(arrow), share);
        return (
          point.x > x &&
          point.x < x + NODE_WIDTH &&
          point.y > y - 2 &&
          point.y < y + nodeHeight + 2
        );
      }),
  );
}

const SAMPLES = Array.from({ length: 24 }, (_, index) => (index + 1) / 25);

const TIP = 7;

/** A curve that leaves and arrives level. */
interface Piece {
  start: Point;
  end: Point;
  bend: number;
}

const piece = (start: Point, end: Point): Piece => ({
  start,
  end,
  bend: Math.max(GAP_X / 2, (end.x - start.x) / 2),
});

const pieceOf = ({ start, end }: Arrow): Piece =>
  piece(start, { x: end.x - TIP, y: end.y });

/** The curves of an arrow: one, or one down to its lane and one up from it, each in the gap beside a wave. */
function piecesOf(arrow: Arrow): readonly [Piece] | readonly [Piece, Piece] {
  const { start, end, lane } = arrow;
  return lane === undefined
    ? [pieceOf(arrow)]
    : [
        piece(start, { x: start.x + GAP_X, y: lane }),
        piece({ x: end.x - GAP_X, y: lane }, { x: end.x - TIP, y: end.y }),
      ];
}

function pointOn({ start, end, bend }: Piece, share: number): Point {
  const rest = 1 - share;
  const cubic = (a: number, b: number, c: number, d: number) =>
    rest ** 3 * a +
    3 * rest ** 2 * share * b +
    3 * rest * share ** 2 * c +
    share ** 3 * d;
  return {
    x: cubic(start.x, start.x + bend, end.x - bend, end.x),
    y: cubic(start.y, start.y, end.y, end.y),
  };
}

/** The line of an arrow, as the data of an SVG path. */
export function arrowLine(arrow: Arrow): string {
  return piecesOf(arrow)
    .map(
      ({ start, end, bend }, index) =>
        `${index === 0 ? 'M' : 'L'} ${start.x} ${start.y} C ${start.x + bend} ${
          start.y
        }, ${end.x - bend} ${end.y}, ${end.x} ${end.y}`,
    )
    .join(' ');
}

/** The tip of an arrow, as the data of an SVG path. */
export function arrowTip({ end }: Arrow): string {
  return `M ${end.x} ${end.y} l ${-TIP - 1} ${-TIP / 2 - 1} v ${TIP + 2} z`;
}

/** A place on an arrow's line in the gap beside the wave that it starts or ends at. */
export function besideWave(arrow: Arrow, which: 'start' | 'end'): Point {
  const [first, last = first] = piecesOf(arrow);
  // So far along its course, a curve of any length has run about 17 pixels.
  return which === 'start'
    ? pointOn(first, 6 / first.bend)
    : pointOn(last, 1 - 6 / last.bend);
}
