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

import { AwsFailure } from '@drs-orchestrator/drs-engine';
import type { Learnt } from './situation';

/** Takes a failure of AWS for an answer. */
export async function learnt<T>(question: Promise<T>): Promise<Learnt<T>> {
  try {
    return { known: true, value: await question };
  } catch (error) {
    if (error instanceof AwsFailure) {
      return { known: false, failure: error };
    }
    throw error;
  }
}
