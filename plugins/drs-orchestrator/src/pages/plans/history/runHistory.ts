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

import type {
  ExecutionSummary,
  ExecutionType,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { targetInSight } from '../../../components/waves/TimeScale';
import type { Tone } from '../../../format/states';

/** What is measured of a run: how long it took, or how old the data was. */
export type Objective = 'rto' | 'rpo';

/** What a run came to, against its own target. */
export interface Reached {
  executionId: string;
  executionType: ExecutionType;
  startTime: string;
  /** Absent where the run ended before it was reached, or nothing was measured. */
  seconds: number | undefined;
  /** Absent where the plan had none then. */
  targetSeconds: number | undefined;
  verdict: 'WITHIN' | 'OVER' | 'NOT_REACHED' | 'NO_TARGET';
}

/** The colour of a verdict; words tell it, too. */
export const verdictTones: Record<Reached['verdict'], Tone> = {
  WITHIN: 'good',
  OVER: 'bad',
  NOT_REACHED: 'bad',
  NO_TARGET: 'neutral',
};

/** Ended runs as they are charted: the oldest first, no more than `limit` of the latest. */
export function reachedBy(
  runs: readonly ExecutionSummary[],
  objective: Objective,
  limit: number,
): Reached[] {
  return runs
    .filter(({ endTime }) => endTime !== undefined)
    .sort((a, b) => Date.parse(b.startTime) - Date.parse(a.startTime))
    .slice(0, limit)
    .reverse()
    .map(run => reachedByOne(run, objective));
}

/** What one run came to. */
export function reachedByOne(
  run: ExecutionSummary,
  objective: Objective,
): Reached {
  const { executionId, executionType, startTime } = run;
  const [seconds, targetMinutes] =
    objective === 'rto'
      ? [run.rtoSeconds, run.targetRtoMinutes]
      : [run.rpoSeconds, run.targetRpoMinutes];
  const targetSeconds =
    targetMinutes === undefined ? undefined : targetMinutes * 60;
  return {
    executionId,
    executionType,
    startTime,
    seconds,
    targetSeconds,
    verdict: verdictOf(seconds, targetSeconds),
  };
}

function verdictOf(
  seconds: number | undefined,
  targetSeconds: number | undefined,
): Reached['verdict'] {
  if (seconds === undefined) {
    return 'NOT_REACHED';
  }
  if (targetSeconds === undefined) {
    return 'NO_TARGET';
  }
  return seconds <= targetSeconds ? 'WITHIN' : 'OVER';
}

/** How many of the runs that had a target kept to it. */
export function keptOf(runs: readonly Reached[]): {
  kept: number;
  withTarget: number;
} {
  const measured = runs.filter(
    ({ targetSeconds }) => targetSeconds !== undefined,
  );
  return {
    kept: measured.filter(({ verdict }) => verdict === 'WITHIN').length,
    withTarget: measured.length,
  };
}

/** Below this, a chart's scale would make much of nothing. */
const LEAST_SECONDS = 60;

/** The longest that any of the runs took, in seconds: the height of their chart without a target. */
export const longestOf = (runs: readonly Reached[]): number =>
  Math.max(LEAST_SECONDS, ...runs.map(({ seconds }) => seconds ?? 0));

/** Whether a chart of the runs has room for the target of any. */
export const hasTargetInSight = (runs: readonly Reached[]): boolean =>
  runs.some(
    ({ targetSeconds }) =>
      targetInSight(targetSeconds, longestOf(runs)) !== undefined,
  );
