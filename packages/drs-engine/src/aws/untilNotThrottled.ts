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

import { setTimeout as sleep } from 'node:timers/promises';
import { toAwsFailure } from './errors';

const ATTEMPTS = 6;
const FIRST_WAIT_MS = 500;

/**
 * Makes a call that changes something, again as long as AWS refuses it for
 * being one too many: such a call was not carried out. Waits with full jitter.
 *
 * @param mayCall - asked before each attempt; absent: always
 * @throws AwsFailure, or what `mayCall` throws
 */
export async function untilNotThrottled<T>(
  call: () => Promise<T>,
  mayCall: () => void | Promise<void> = () => undefined,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    await mayCall();
    try {
      return await call();
    } catch (error) {
      const failure = toAwsFailure(error);
      if (failure.kind !== 'throttled' || attempt === ATTEMPTS) {
        throw failure;
      }
      await sleep(
        Math.max(
          Math.random() * FIRST_WAIT_MS * 2 ** attempt,
          (failure.retryAfterSeconds ?? 0) * 1000,
        ),
      );
    }
  }
}
