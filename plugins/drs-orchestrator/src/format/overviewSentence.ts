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
  PostureAnswer,
  PostureCounts,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { OverviewWords } from '../translations/overview';

/** What the home page knows when it speaks. */
export interface Overall {
  running: readonly ExecutionSummary[];
  /** Executions that wait for the reader's decision. */
  waiting: readonly ExecutionSummary[];
  /** Executions that wait for somebody else's. */
  waitingForOthers: readonly ExecutionSummary[];
  /** How many executions the freeze switch holds. */
  frozen: number;
  /** Ended drills whose instances still run. */
  leftRunning: readonly ExecutionSummary[];
  /** How all servers are prepared, and whose could not be asked; absent while that is being read. */
  posture: Pick<PostureAnswer, 'all' | 'unavailable'> | undefined;
  /** The last try to read the posture failed: what is known of it may be old. */
  postureFailed: boolean;
}

/** Whether the freeze switch holds it: that is lifted for all at once, not decided run by run. */
export function isFrozen({ status, pause }: ExecutionSummary): boolean {
  return status === 'PAUSED' && pause?.reason === 'FREEZE';
}

/** Whether somebody is to decide about it: it is paused for that, or a wave of it waits beside others that run. */
export function isUndecided(run: ExecutionSummary): boolean {
  return run.status === 'PAUSED'
    ? !isFrozen(run)
    : (run.openApprovals ?? []).length > 0;
}

/** Whether all that it waits for is an approval by another person than this one. */
export function isForOthers(
  { status, pause, openApprovals = [] }: ExecutionSummary,
  person: string | undefined,
): boolean {
  return (
    person !== undefined &&
    (status !== 'PAUSED' || pause?.reason === 'APPROVAL') &&
    openApprovals.length > 0 &&
    openApprovals.every(({ excluded }) => excluded?.includes(person))
  );
}

/** What the home page opens with: what is under way, then what needs somebody. */
export function overviewSentence(t: OverviewWords, overall: Overall): string {
  const { running, waiting, waitingForOthers, frozen, leftRunning, posture } =
    overall;
  const drills = running.filter(run => run.executionType === 'DRILL').length;
  const recoveries = running.length - drills;
  const troubled = posture ? posture.all.FAILING + posture.all.AT_RISK : 0;
  const unasked = new Set(
    posture?.unavailable.map(({ accountId }) => accountId),
  ).size;
  const needs = [
    ...(frozen > 0 ? [t('sentence.frozen', { count: frozen })] : []),
    ...(waiting.length > 0
      ? [t('sentence.waiting', { count: waiting.length })]
      : []),
    ...(waitingForOthers.length > 0
      ? [
          t('sentence.waitingForOthers', {
            count: waitingForOthers.length,
          }),
        ]
      : []),
    ...(leftRunning.length > 0
      ? [t('sentence.leftRunning', { count: leftRunning.length })]
      : []),
    ...(troubled > 0 ? [t('sentence.troubled', { count: troubled })] : []),
    ...(unasked > 0 ? [t('sentence.unasked', { count: unasked })] : []),
    ...(overall.postureFailed ? [t('sentence.postureFailed')] : []),
  ];
  // Nothing is promised of servers that could not be asked for, nor where there
  // are none.
  const isWell =
    needs.length === 0 &&
    posture !== undefined &&
    posture.all.UNPROTECTED === 0 &&
    Object.values(posture.all).some(count => count > 0);
  return [
    ...(recoveries > 0
      ? [t('sentence.recoveries', { count: recoveries })]
      : []),
    ...(drills > 0 ? [t('sentence.drills', { count: drills })] : []),
    ...(running.length === 0 ? [t('sentence.nothing')] : []),
    ...needs,
    ...(isWell ? [t('sentence.allWell')] : []),
  ].join(' ');
}

/** What the page says below that, in smaller letters: what no plan would bring back. */
export function unprotectedSentence(
  t: OverviewWords,
  posture: PostureCounts | undefined,
): string | undefined {
  return posture && posture.UNPROTECTED > 0
    ? t('sentence.unprotected', { count: posture.UNPROTECTED })
    : undefined;
}
