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

import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';

// Control characters (of which ESC and the one-byte CSI start a terminal's
// commands), invisible ones (which turn the direction of text around, or hide
// it), and separators of lines.
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/**
 * Text from outside as a terminal may be given it: one line, without escape
 * sequences and other characters that command a terminal. Names and tags come
 * from whoever can write them in AWS.
 */
export function safeText(text: string): string {
  return stripVTControlCharacters(text)
    .replace(/\s/gu, ' ')
    .replace(UNPRINTABLE, '')
    .replace(/ {2,}/g, ' ');
}

/** Lines as a terminal may be given them: as {@link safeText}, with their indentation. */
export function safeLines(text: string): string {
  return text
    .split('\n')
    .map(line => stripVTControlCharacters(line).replace(UNPRINTABLE, ''))
    .join('\n');
}

/** A record in which every text, keys included, is {@link safeText}. */
export function safeRecord<T>(record: T): T {
  // The form stays as it is: only characters are taken out of texts.
  return safeValue(record) as T;
}

function safeValue(value: unknown): unknown {
  if (typeof value === 'string') {
    return safeText(value);
  }
  if (Array.isArray(value)) {
    return value.map(safeValue);
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, part]) => [
        safeText(key),
        safeValue(part),
      ]),
    );
  }
  return value;
}

/**
 * JSON without characters that command a terminal: those that JSON itself lets
 * through (the one-byte CSI, changes of direction) are written as escapes, so that
 * nothing is lost.
 *
 * @param indent - spaces by level; absent: on one line
 */
export function safeJson(value: unknown, indent?: number): string {
  const text = JSON.stringify(value, undefined, indent) ?? 'null';
  // What JSON.stringify itself breaks lines by is ASCII, and stays.
  return text.replace(/[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu, character =>
    Array.from(
      { length: character.length },
      (_, index) =>
        `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`,
    ).join(''),
  );
}

/** Columns that a text takes in a terminal; escape sequences take none. */
export const widthOf = (text: string): number => stringWidth(text);

/** The text with spaces behind it, or before it, up to a width. */
export function padded(
  text: string,
  width: number,
  align: 'left' | 'right' = 'left',
): string {
  const space = ' '.repeat(Math.max(0, width - widthOf(text)));
  return align === 'left' ? text + space : space + text;
}

/**
 * At most so many columns of a text without escape sequences; `…` stands for what
 * is cut.
 */
export function cut(text: string, width: number): string {
  if (widthOf(text) <= width) {
    return text;
  }
  if (width < 1) {
    return '';
  }
  const kept: string[] = [];
  let used = 1;
  for (const { segment } of graphemes.segment(text)) {
    used += widthOf(segment);
    if (used > width) {
      break;
    }
    kept.push(segment);
  }
  return `${kept.join('')}…`;
}

const graphemes = new Intl.Segmenter();
