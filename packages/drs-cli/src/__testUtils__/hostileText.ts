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

import fc from 'fast-check';

/** What no text in a terminal may hold: characters that command it, or hide. */
export const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** Text as somebody may write it into a tag who wants to harm whoever reads it. */
export const hostileText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '\u001b[2J',
        '\u001b[1;1H',
        '\u001b]0;title\u0007',
        '\u001b]52;c;ZXZpbA==\u0007',
        '\u001b',
        '\u009b31m',
        '\u0090',
        '\r',
        '\n',
        '\t',
        '\u0008',
        '\u007f',
        '\u202e',
        '\u2066',
        '\u200b',
        '\u2028',
        '\ufeff',
        '\u{e0041}',
        '東京',
        '👩‍👩‍👧',
        'é',
      ),
      fc.string({ unit: 'binary', maxLength: 8 }),
    ),
    { maxLength: 8 },
  )
  .map(parts => parts.join(''));
