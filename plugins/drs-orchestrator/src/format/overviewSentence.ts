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

import type { ExecutionSummary } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { capitalised, counted, listed } from './counting';
import type { Words } from '../translations/words';

/** What the home page knows when it speaks. */
export interface Overall {
  running: readonly ExecutionSummary[];
  /** Executions that wait for a person. */
  waiting: readonly ExecutionSummary[];
  /** How many executions the freeze switch holds. */
  frozen: number;
  /** Ended drills whose instances still run. */
  leftRunning: readonly ExecutionSummary[];
  /** Servers that could not be relied on to recover; absent while that is being read. */
  troubledServers: number | undefined;
}

/** The sentence the home page opens with. */
export function overviewSentence(words: Words, overall: Overall): string {
  const drills = overall.running.filter(run => run.executionType === 'DRILL');
  const recoveries = overall.running.length - drills.length;
  const parts = [
    ...(recoveries > 0 ? [counted(recoveries, 'recovery', 'recoveries')] : []),
    ...(drills.length > 0 ? [counted(drills.length, 'drill')] : []),
  ];
  const going =
    parts.length > 0
      ? `${capitalised(listed(words, parts))} ${
          overall.running.length === 1 ? 'is' : 'are'
        } under way.`
      : 'Nothing is being recovered or rehearsed now.';
  const needs = [
    ...(overall.frozen > 0
      ? [
          `${counted(overall.frozen, 'execution')} ${
            overall.frozen === 1 ? 'is' : 'are'
          } frozen`,
        ]
      : []),
    ...(overall.waiting.length > 0
      ? [
          `${counted(overall.waiting.length, 'execution')} ${
            overall.waiting.length === 1 ? 'waits' : 'wait'
          } for your decision`,
        ]
      : []),
    ...(overall.leftRunning.length > 0
      ? [
          `${counted(
            overall.leftRunning.length,
            'drill',
          )} left instances running`,
        ]
      : []),
    ...(overall.troubledServers
      ? [
          `${counted(
            overall.troubledServers,
            'server',
          )} cannot be relied on to recover`,
        ]
      : []),
  ];
  if (needs.length > 0) {
    return `${going} ${capitalised(listed(words, needs))}.`;
  }
  return overall.troubledServers === undefined
    ? going
    : `${going} Nothing needs you.`;
}
