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

import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { text as readAll } from 'node:stream/consumers';
import { usageError } from '../failures';

/** What somebody is asked by and answers by. */
export interface Conversation {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  /** Where questions stand: apart from what the command answers. */
  readonly output: NodeJS.WritableStream & { readonly isTTY?: boolean };
  readonly signal: AbortSignal;
}

/** Whether there is somebody to ask. */
export const isAttended = ({ input, output }: Conversation): boolean =>
  input.isTTY === true && output.isTTY === true;

/** Asks for a line. */
export async function ask(
  conversation: Conversation,
  question: string,
): Promise<string> {
  const { input, output, signal } = conversation;
  const lines = createInterface({ input, output });
  // Ctrl-D: there will be no answer.
  const ended = new Promise<string>(resolve =>
    lines.once('close', () => resolve('')),
  );
  // Readline takes Ctrl-C for itself while it asks.
  lines.once('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  try {
    return await Promise.race([lines.question(question, { signal }), ended]);
  } finally {
    lines.close();
  }
}

/** Asks for a line that is not shown while it is typed. */
export async function askSecret(
  conversation: Conversation,
  question: string,
): Promise<string> {
  conversation.output.write(question);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({
    input: conversation.input,
    output: nowhere,
    terminal: true,
  });
  const ended = new Promise<string>(resolve =>
    lines.once('close', () => resolve('')),
  );
  lines.once('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  try {
    return await Promise.race([
      lines.question('', { signal: conversation.signal }),
      ended,
    ]);
  } finally {
    lines.close();
    conversation.output.write('\n');
  }
}

/** Everything that is piped in. */
export const piped = (conversation: Conversation): Promise<string> =>
  readAll(conversation.input);

/**
 * Makes sure that somebody means it.
 *
 * @param given - whether the command line says so already
 * @throws CliError USAGE where nobody is there to ask, or the answer is no
 */
export async function confirm(
  conversation: Conversation,
  question: string,
  given: boolean,
): Promise<void> {
  if (given) {
    return;
  }
  if (!isAttended(conversation)) {
    throw usageError(
      'Nobody is there to confirm it: this is no terminal',
      'Say --yes if it is meant',
    );
  }
  const answer = await ask(conversation, `${question} [y/N] `);
  if (!/^y(es)?$/i.test(answer.trim())) {
    throw usageError('Nothing was done: it was not confirmed');
  }
}
