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

import {
  type ExecutionSummary,
  secondsBetween,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Words } from '../translations/words';
import type { StateWords } from './states';
import { durationText } from './time';

/** A recovery objective beside what was reached. */
export interface ObjectiveWords {
  term: string;
  /** What was reached, or how long it has been going on. */
  actual: string;
  /** Absent where the plan sets none. */
  target?: string;
  /** How much of the target is left, while that is open. */
  left?: string;
  /** Absent where there is nothing to compare yet. */
  state?: StateWords;
}

type Measured = Pick<
  ExecutionSummary,
  | 'startTime'
  | 'endTime'
  | 'targetRtoMinutes'
  | 'targetRpoMinutes'
  | 'rtoSeconds'
  | 'rpoSeconds'
>;

/**
 * How long until the last wave was ready, against the target: what was reached, or
 * the time that has passed while it is not.
 *
 * @param now - milliseconds since the epoch
 */
export function recoveryTime(
  words: Words,
  run: Measured,
  now: number,
): ObjectiveWords {
  const target = seconds(run.targetRtoMinutes);
  if (run.rtoSeconds !== undefined) {
    return {
      term: words('objective.recoveryTime'),
      actual: durationText(words, run.rtoSeconds),
      ...against(words, run.rtoSeconds, target),
    };
  }
  if (run.endTime !== undefined) {
    return {
      term: words('objective.recoveryTime'),
      actual: words('objective.notReached'),
      ...(target !== undefined && {
        target: durationText(words, target),
        state: { tone: 'bad', text: words('objective.missed') },
      }),
    };
  }
  const passed = secondsBetween(run.startTime, now);
  return {
    term: words('objective.recoveryTime'),
    actual: words('objective.soFar', { duration: durationText(words, passed) }),
    ...(target !== undefined && {
      target: durationText(words, target),
      ...(passed > target
        ? against(words, passed, target)
        : {
            left: words('objective.left', {
              duration: durationText(words, target - passed),
            }),
          }),
    }),
  };
}

/** How old the oldest data is that a server was launched from, against the target. */
export function dataLoss(words: Words, run: Measured): ObjectiveWords {
  const target = seconds(run.targetRpoMinutes);
  return run.rpoSeconds === undefined
    ? {
        term: words('objective.dataLoss'),
        actual: words('objective.notKnown'),
        ...(target !== undefined && { target: durationText(words, target) }),
      }
    : {
        term: words('objective.dataLoss'),
        actual: durationText(words, run.rpoSeconds),
        ...against(words, run.rpoSeconds, target),
      };
}

/** Whether something that took so long kept to its target, both in seconds. */
export function against(
  words: Words,
  actual: number,
  target: number | undefined,
): Pick<ObjectiveWords, 'target' | 'state'> {
  if (target === undefined) {
    return {};
  }
  return {
    target: durationText(words, target),
    state:
      actual <= target
        ? { tone: 'good', text: words('objective.within') }
        : {
            tone: 'bad',
            text: words('objective.over', {
              duration: durationText(words, actual - target),
            }),
          },
  };
}

const seconds = (minutes: number | undefined) =>
  minutes === undefined ? undefined : minutes * 60;
