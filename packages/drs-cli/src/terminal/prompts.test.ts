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
import { askSecret, confirm, type Conversation } from './prompts';

/** Somebody who answers as soon as they are asked. */
function conversation(answer: string, isTTY = true) {
  const input = Object.assign(new PassThrough(), { isTTY });
  const output = Object.assign(new PassThrough(), { isTTY });
  let shown = '';
  output.setEncoding('utf8').on('data', (text: string) => {
    shown += text;
    if (/[:\]] $/.test(text)) {
      input.write(answer);
    }
  });
  const made: Conversation = {
    input,
    output,
    signal: new AbortController().signal,
  };
  return { made, shown: () => shown };
}

describe('askSecret', () => {
  it('shows nothing of what is typed', async () => {
    const { made, shown } = conversation('s3cret\r');
    await expect(askSecret(made, 'Token: ')).resolves.toBe('s3cret');
    expect(shown()).toBe('Token: \n');
  });

  it('takes the end of the input for no answer', async () => {
    const { made } = conversation('\u0004');
    await expect(askSecret(made, 'Token: ')).resolves.toBe('');
  });
});

describe('confirm', () => {
  it.each(['y\r', 'Yes\r', ' y \r'])('takes %j for yes', async answer => {
    const { made, shown } = conversation(answer);
    await expect(confirm(made, 'Cancel it?', false)).resolves.toBeUndefined();
    expect(shown()).toContain('Cancel it? [y/N] ');
  });

  it.each(['\r', 'n\r', 'yeah, no\r', '\u0004'])(
    'takes %j for no',
    async answer => {
      const { made } = conversation(answer);
      await expect(confirm(made, 'Cancel it?', false)).rejects.toMatchObject({
        exit: 'USAGE',
      });
    },
  );

  it('asks nobody where nobody is there, or the command line says yes', async () => {
    const { made, shown } = conversation('y\r', false);
    await expect(confirm(made, 'Cancel it?', false)).rejects.toThrow(
      'Nobody is there to confirm it',
    );
    await expect(confirm(made, 'Cancel it?', true)).resolves.toBeUndefined();
    expect(shown()).toBe('');
  });
});
