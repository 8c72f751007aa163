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

import { PassThrough } from 'node:stream';
import { LiveScreen } from './LiveScreen';
import { widthOf } from './text';

const ESCAPE = String.fromCharCode(27);
const PARTS = new RegExp(`(${ESCAPE}\\[\\d*[AGJ]|\n)`);
const COMMAND = new RegExp(`^${ESCAPE}\\[(\\d*)([AGJ])$`);

/** What a terminal shows after it was written to, for what a live screen writes. */
function shownBy(written: string): string[] {
  const lines = [''];
  let row = 0;
  for (const part of written.split(PARTS)) {
    const [, count, command] = COMMAND.exec(part) ?? [];
    if (command === 'A') {
      row -= Number(count);
    } else if (command === 'J') {
      lines.splice(row, lines.length, '');
    } else if (part === '\n') {
      row += 1;
      lines[row] ??= '';
    } else if (!command) {
      lines[row] += part;
    }
  }
  return lines.slice(0, -1);
}

function screenOf(columns: number, rows: number) {
  const stream = Object.assign(new PassThrough(), { columns, rows });
  let written = '';
  stream.setEncoding('utf8').on('data', (text: string) => {
    written += text;
  });
  return { screen: new LiveScreen(stream), shown: () => shownBy(written) };
}

describe('LiveScreen', () => {
  it('puts each frame in place of the one before, under what stood there', () => {
    const { screen, shown } = screenOf(40, 10);
    screen.draw(['first', 'frame', 'of three']);
    screen.draw(['second frame']);
    expect(shown()).toEqual(['second frame']);
    screen.keep();
    screen.draw(['below']);
    expect(shown()).toEqual(['second frame', 'below']);
    screen.erase();
    expect(shown()).toEqual(['second frame']);
  });

  it('keeps within the terminal, so that erasing reaches everything', () => {
    const { screen, shown } = screenOf(10, 4);
    screen.draw([
      '\u001b[31ma long line in red\u001b[39m',
      ...Array.from({ length: 8 }, (_, line) => `line ${line}`),
    ]);
    expect(shown()).toHaveLength(3);
    expect(shown().every(line => widthOf(line) <= 10)).toBe(true);
    screen.draw(['small']);
    expect(shown()).toEqual(['small']);
  });
});
