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

import { plain, type Paint, type Tone } from './paint';
import { cut, padded, widthOf } from './text';

/** What stands in a cell; a text, or a text with its tone. */
export type Cell = string | { readonly text: string; readonly tone: Tone };

/** A column of a table. */
export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
  /** The column that gives way where the table is wider than the terminal. */
  readonly shrinks?: boolean;
}

/** Columns below which a cell that gives way says nothing any more. */
const LEAST = 8;
const GAP = 2;

const textOf = (cell: Cell) => (typeof cell === 'string' ? cell : cell.text);

/**
 * A table as lines: a line of titles, and one for each row.
 *
 * @param width - columns of the terminal; absent: as wide as it needs to be
 */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  { paint = plain, width }: { paint?: Paint; width?: number } = {},
): string[] {
  const widths = columns.map(({ title }, index) =>
    Math.max(widthOf(title), ...rows.map(row => widthOf(textOf(row[index])))),
  );
  const taken =
    widths.reduce((sum, column) => sum + column, 0) +
    GAP * (columns.length - 1);
  let missing = width === undefined ? 0 : taken - width;
  columns.forEach(({ shrinks }, index) => {
    if (shrinks && missing > 0) {
      const least = Math.min(widths[index], LEAST);
      const given = Math.min(missing, widths[index] - least);
      widths[index] -= given;
      missing -= given;
    }
  });

  const line = (cells: readonly Cell[], tone?: Tone): string =>
    cells
      .map((cell, index) => {
        const text = cut(textOf(cell), widths[index]);
        const painted =
          tone ?? (typeof cell === 'string' ? undefined : cell.tone);
        const { align } = columns[index];
        const isLast = index === cells.length - 1;
        const space = padded('', widths[index] - widthOf(text));
        const shown = painted ? paint(painted, text) : text;
        if (align === 'right') {
          return space + shown;
        }
        // Nobody sees spaces at the end of a line, but copies them.
        return isLast ? shown : shown + space;
      })
      .join(' '.repeat(GAP))
      .trimEnd();

  return [
    line(
      columns.map(column => column.title),
      'quiet',
    ),
    ...rows.map(row => line(row)),
  ];
}

/** Names and values below each other; those without a value are left out. */
export function facts(
  pairs: readonly (readonly [name: string, value: Cell | undefined])[],
  paint: Paint = plain,
): string[] {
  const given = pairs.flatMap(([name, value]) =>
    value === undefined || textOf(value) === '' ? [] : [[name, value] as const],
  );
  const width = Math.max(0, ...given.map(([name]) => widthOf(name)));
  return given.map(([name, value]) => {
    const text =
      typeof value === 'string' ? value : paint(value.tone, value.text);
    return `${paint('quiet', padded(name, width))}  ${text}`;
  });
}
