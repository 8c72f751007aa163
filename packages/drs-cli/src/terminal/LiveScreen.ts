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

import { clearScreenDown, cursorTo, moveCursor } from 'node:readline';
import { stripVTControlCharacters } from 'node:util';
import { cut, widthOf } from './text';

/** What it needs of a terminal. */
export type ScreenStream = NodeJS.WritableStream & {
  readonly columns?: number;
  readonly rows?: number;
};

/**
 * Some lines at the end of a terminal that are drawn anew as things change. What
 * was printed before them stays.
 */
export class LiveScreen {
  readonly #stream: ScreenStream;
  #drawn = 0;

  constructor(stream: ScreenStream) {
    this.#stream = stream;
  }

  get width(): number {
    return this.#stream.columns || 80;
  }

  /** Puts lines in place of those that were drawn last. */
  draw(lines: readonly string[]): void {
    this.erase();
    // The last line stays free, or the terminal would scroll what is erased next
    // out of reach.
    const room = Math.max(1, (this.#stream.rows || 24) - 1);
    const shown = lines.slice(0, room);
    this.#stream.write(shown.map(line => `${this.#fitting(line)}\n`).join(''));
    this.#drawn = shown.length;
  }

  /** Takes away what was drawn. */
  erase(): void {
    if (this.#drawn > 0) {
      moveCursor(this.#stream, 0, -this.#drawn);
      cursorTo(this.#stream, 0);
      clearScreenDown(this.#stream);
      this.#drawn = 0;
    }
  }

  /** Leaves what was drawn where it is. */
  keep(): void {
    this.#drawn = 0;
  }

  /** A line that wraps would take two, and be erased by half: better without colours. */
  #fitting(line: string): string {
    return widthOf(line) <= this.width
      ? line
      : cut(stripVTControlCharacters(line), this.width);
  }
}
