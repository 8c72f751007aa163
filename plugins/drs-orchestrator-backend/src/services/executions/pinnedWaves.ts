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
  ObservedSourceServer,
  PinnedServer,
  PinnedWave,
} from '@drs-orchestrator/drs-engine';
import {
  dependenciesOf,
  successThreshold,
  type Wave,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { StoredGroup } from '../../database/ProtectionGroupStore';
import { recoverabilityOf } from '../inventory/recoverability';
import { wantedSettings } from '../launchConfiguration/wantedSettings';
import type { ResolvedWaves } from '../recoveryPlans/resolveWaves';

/** A server that preflight let pass because its wave can do without it. */
function notReadyOf(
  server: ObservedSourceServer,
): Pick<PinnedServer, 'notReady'> {
  const { recoverability, recoverabilityReason } = recoverabilityOf(server);
  return recoverability === 'NOT_READY'
    ? { notReady: recoverabilityReason ?? 'DRS could not launch it' }
    : {};
}

/**
 * What the engine is to launch, and how, whatever becomes of the plan and its
 * groups.
 *
 * @param options.groups - those of the plan, by ID
 * @param options.snapshots - what servers are launched from, by their ID; absent: the latest data
 * @param options.intoDrillNetwork - a drill, into the drill network of the groups that have one
 */
export function pinnedWaves(
  waves: readonly Wave[],
  resolved: ResolvedWaves<Wave>,
  options: {
    groups: ReadonlyMap<string, StoredGroup>;
    snapshots: ReadonlyMap<string, string>;
    intoDrillNetwork: boolean;
  },
): PinnedWave[] {
  return resolved.waves.map(({ wave, servers }, index) => ({
    waveId: wave.waveId,
    waveNumber: wave.waveNumber,
    waveName: wave.waveName,
    dependsOn: dependenciesOf(waves, index),
    maxWaitMinutes: wave.maxWaitMinutes,
    thresholdPercent: successThreshold(wave),
    pauseBeforeWave: wave.pauseBeforeWave,
    parallelism: wave.parallelism,
    waitTimeSeconds: wave.waitTimeSeconds,
    preWaveHooks: wave.preWaveHooks,
    postWaveHooks: wave.postWaveHooks,
    healthCheck: wave.healthCheck,
    servers: servers.map(({ server, groupId }) => ({
      ...notReadyOf(server),
      sourceServerId: server.sourceServerId,
      hostname: server.hostname,
      accountId: server.accountId,
      region: server.region,
      groupId,
      stagingAccountId: server.stagingAccountId,
      lagSeconds: server.lagSeconds,
      tags: { ...server.tags },
      recoverySnapshotId: options.snapshots.get(server.sourceServerId),
      ...wantedSettings(
        options.groups.get(groupId) ?? {},
        server.sourceServerId,
        { forDrill: options.intoDrillNetwork },
      ),
    })),
  }));
}
