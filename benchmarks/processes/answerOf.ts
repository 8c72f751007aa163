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

import type { ChildProcess } from 'node:child_process';
import type { z } from 'zod';

/**
 * Asks a child process over its IPC channel. The development tooling that runs
 * TypeScript sends messages there too: the first that fits is the answer.
 *
 * @throws Error where the child ends instead
 */
export function answerOf<T>(
  child: ChildProcess,
  question: object | string,
  schema: z.ZodType<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const take = (message: unknown) => {
      const answer = schema.safeParse(message);
      if (answer.success) {
        child.off('message', take);
        child.off('close', giveUp);
        resolve(answer.data);
      }
    };
    const giveUp = () => reject(new Error('It ended before it answered'));
    child.on('message', take);
    child.once('close', giveUp);
    child.send(question);
  });
}
