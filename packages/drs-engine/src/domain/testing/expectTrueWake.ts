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

import { dueEffects, nextWake } from '../effects';
import type { History } from './History';
import { promise } from './Promises';

const POLL_MS = 30_000;
const HOUR_MS = 3_600_000;

/**
 * Whoever looks at the execution now, and then sleeps until the time that it
 * tells, misses nothing, and is not woken for nothing over and over.
 */
export function expectTrueWake(history: History): void {
  const { state, now } = history;
  const wake = nextWake(state, now, POLL_MS);
  promise(
    wake === undefined || wake > now,
    'an execution that was just looked at is let alone for a while',
  );
  if (dueEffects(state, now).length > 0) {
    promise(wake !== undefined, 'somebody sees to what is due');
    return;
  }
  const asleep = wake
    ? [(now.getTime() + wake.getTime()) / 2, wake.getTime() - 1]
    : [1, 24, 24 * 30, 24 * 400].map(hours => now.getTime() + hours * HOUR_MS);
  for (const time of asleep.map(each => new Date(each))) {
    promise(
      history.whatIf({ type: 'time-passed' }, time).length === 0,
      `nothing happens by itself before the execution is looked at again (${time.toISOString()})`,
    );
    promise(
      dueEffects(state, time).length === 0,
      `nothing falls due before the execution is looked at again (${time.toISOString()})`,
    );
  }
}
