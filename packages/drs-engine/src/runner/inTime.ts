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

import { AwsFailure } from '../ports/drs';

/**
 * Waits for an answer of AWS, and no longer than that. A call that was given up
 * may go on; nobody waits for it.
 *
 * @throws AwsFailure of kind no-answer; else what the call throws
 */
export async function inTime<T>(
  call: Promise<T>,
  milliseconds: number,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(
        new AwsFailure({
          kind: 'no-answer',
          code: 'NoAnswer',
          message: `No answer within ${milliseconds / 1000} s`,
        }),
      );
    }, milliseconds);
  });
  // Whoever comes second is of no interest any more.
  call.catch(() => undefined);
  try {
    return await Promise.race([call, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
