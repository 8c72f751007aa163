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
  terminalExecutionStatuses,
  type Posture,
  type ResponseOf,
  type ServerPosture,
  type SourceServer,
  type ValidRequest,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { FakeRecords } from './FakeRecords';
import { page } from './operations';

const worstFirst: readonly Posture[] = [
  'FAILING',
  'AT_RISK',
  'UNPROTECTED',
  'NEVER_DRILLED',
  'READY',
];

/** How the servers are prepared for a disaster. */
export function postureOf(
  records: FakeRecords,
  query: ValidRequest<'get_posture'>['query'],
): ResponseOf<'get_posture'> {
  const all = records.servers
    .map(server => judged(records, server))
    .sort(
      (a, b) =>
        worstFirst.indexOf(a.posture) - worstFirst.indexOf(b.posture) ||
        a.server.hostname.localeCompare(b.server.hostname),
    );
  const counts = (of: readonly ServerPosture[]) => {
    const count = (posture: Posture) =>
      of.filter(item => item.posture === posture).length;
    return {
      UNPROTECTED: count('UNPROTECTED'),
      FAILING: count('FAILING'),
      AT_RISK: count('AT_RISK'),
      NEVER_DRILLED: count('NEVER_DRILLED'),
      READY: count('READY'),
    };
  };
  return {
    ...page(
      all.filter(
        ({ posture, owned }) =>
          (!query.posture || query.posture.includes(posture)) &&
          (!query.owned || owned),
      ),
      query,
    ),
    observedAt: new Date(records.now()).toISOString(),
    owned: counts(all.filter(({ owned }) => owned)),
    all: counts(all),
    ...(records.isCatalogDown && { catalogUnavailable: true }),
    disabled: 0,
    leftRunning: records.runs
      .filter(run => run.start.executionType === 'DRILL')
      .map(run => records.tellExecution(run))
      .filter(
        drill =>
          terminalExecutionStatuses.includes(drill.status) &&
          !drill.instancesTerminated &&
          (drill.instancesRunning ?? drill.counts.succeeded) > 0,
      ),
    unavailable: [...records.unreachable].map(accountId => ({
      accountId,
      region: 'us-west-2',
      code: 'AccessDenied',
      message: 'The role cannot be assumed.',
    })),
  };
}

function judged(records: FakeRecords, kept: SourceServer): ServerPosture {
  const server = records.tellServer(kept);
  const group = records.groups.find(
    ({ groupId }) => groupId === server.protectionGroup?.groupId,
  );
  const plans = records.plans.filter(plan =>
    plan.waves.some(
      wave => group && wave.protectionGroupIds.includes(group.groupId),
    ),
  );
  const lastDrill = records.runs
    .filter(
      run =>
        run.start.executionType === 'DRILL' &&
        plans.some(({ planId }) => planId === run.start.plan.planId),
    )
    .map(run => records.tellExecution(run))
    .find(drill => terminalExecutionStatuses.includes(drill.status));
  return {
    server,
    posture: postureIn(server, plans.length > 0, lastDrill?.status),
    owned: records.ownedBy.includes(group?.owner ?? ''),
    owner: group?.owner,
    plans: plans.map(({ planId, planName }) => ({ planId, planName })),
    lastDrill,
  };
}

function postureIn(
  { recoverability }: SourceServer,
  isLaunched: boolean,
  lastDrill: string | undefined,
): Posture {
  if (!isLaunched) {
    return 'UNPROTECTED';
  }
  if (recoverability !== 'READY') {
    return recoverability === 'NOT_READY' ? 'FAILING' : 'AT_RISK';
  }
  if (lastDrill === undefined) {
    return 'NEVER_DRILLED';
  }
  return lastDrill === 'COMPLETED' ? 'READY' : 'AT_RISK';
}
