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

import { capitalised } from './counting';
import type { StateWords } from './states';

const failing = /_(FAIL|FAILED)$|^JOB_CANCEL$/;
const ending = /_END$/;
const doubtful = new Set(['SERVER_SKIPPED', 'USING_PREVIOUS_SNAPSHOT']);

/** An event of the DRS job log in words; AWS adds events, so unknown ones are spelled out. */
export function jobEventWords(event: string): StateWords {
  const text = capitalised(event.toLowerCase().replace(/_/g, ' '));
  if (failing.test(event)) {
    return { tone: 'bad', text };
  }
  if (doubtful.has(event)) {
    return { tone: 'warning', text };
  }
  return { tone: ending.test(event) ? 'good' : 'waiting', text };
}
