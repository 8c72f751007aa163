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

import { styleText } from 'node:util';

/** What a piece of text says by its colour, beside its words. */
export type Tone = 'good' | 'bad' | 'warning' | 'running' | 'quiet' | 'strong';

/** Gives text its colour, or leaves it as it is. */
export type Paint = (tone: Tone, text: string) => string;

const styles = {
  good: 'green',
  bad: 'red',
  warning: 'yellow',
  running: 'cyan',
  quiet: 'dim',
  strong: 'bold',
} as const satisfies Record<Tone, Parameters<typeof styleText>[0]>;

/** No colours: for pipes and files. */
export const plain: Paint = (_, text) => text;

/** Colours of the terminal's own palette. */
export const coloured: Paint = (tone, text) =>
  // Whether to paint is decided by whoever chose this.
  text && styleText(styles[tone], text, { validateStream: false });

/**
 * Whether output to a stream is coloured: to a terminal that can, unless the
 * option or NO_COLOR (https://no-color.org) says no.
 */
export const mayPaint = (
  stream: { isTTY?: boolean },
  env: NodeJS.ProcessEnv,
  color: boolean,
): boolean =>
  color && stream.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb';
