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

import pLimit from 'p-limit';
import type { Api } from '../processes/Api';
import type { Scope } from './drsClient';

/** Requests under way at a time while things are set up; nothing is measured then. */
const SETUP_CONCURRENCY = 6;

/** The body of a request that creates a group of these servers. */
export const groupOf = (
  groupName: string,
  scope: Scope,
  sourceServerIds: string[],
) => ({ groupName, ...scope, sourceServerIds });

/** A wave: servers of a group, after other waves. */
export interface WaveOutline {
  readonly groupIds: string[];
  /** Only these; absent: the whole groups. */
  readonly serverIds?: string[];
  /** By number; absent: the wave before. */
  readonly after?: number[];
  /** Whether somebody must approve it. */
  readonly held?: boolean;
}

/** The body of a request that creates a plan of these waves. */
export const planOf = (
  planName: string,
  accountId: string,
  waves: readonly WaveOutline[],
) => ({
  planName,
  accountId,
  waves: waves.map(({ groupIds, serverIds, after, held }, index) => ({
    waveNumber: index + 1,
    waveName: `Wave ${index + 1}`,
    protectionGroupIds: groupIds,
    serverIds,
    dependsOnWaves: after,
    pauseBeforeWave: held,
  })),
});

/** Does it for each, some at a time, in no order. */
export function setUp<T, R>(
  items: readonly T[],
  work: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  const limit = pLimit(SETUP_CONCURRENCY);
  return Promise.all(
    items.map((item, index) => limit(() => work(item, index))),
  );
}

export async function createGroup(
  api: Api,
  groupName: string,
  scope: Scope,
  sourceServerIds: string[],
): Promise<string> {
  const { groupId } = await api.call('create_protection_group', {
    body: groupOf(groupName, scope, sourceServerIds),
  });
  return groupId;
}

export async function createPlan(
  api: Api,
  planName: string,
  accountId: string,
  waves: readonly WaveOutline[],
): Promise<string> {
  const { planId } = await api.call('create_recovery_plan', {
    body: planOf(planName, accountId, waves),
  });
  return planId;
}

export async function startDrill(api: Api, planId: string): Promise<string> {
  const { executionId } = await api.call('execute_recovery_plan', {
    params: { planId },
    body: { executionType: 'DRILL' },
  });
  return executionId;
}
