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

import type { ObservedInstance } from '@drs-orchestrator/drs-engine';
import {
  DrsError,
  type ExecutionType,
  type Finding,
  type Wave,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { StoredGroup } from '../../database/ProtectionGroupStore';
import { groupsOfServers, serverKey } from '../inventory/membership';
import { readinessFindings } from '../recoveryPlans/readinessFindings';
import type { ResolvedWaves } from '../recoveryPlans/resolveWaves';

/** EC2's states of an instance of which nothing is left to destroy. */
const GONE = new Set(['terminated', 'shutting-down']);

/** What a start is judged by, all of it asked just now. */
export interface StartSituation {
  readonly executionType: ExecutionType;
  readonly resolved: ResolvedWaves<Wave>;
  /** Every group of the plan's accounts and Regions. */
  readonly groups: readonly StoredGroup[];
  /** The recovery instances there are of the plan's servers. */
  readonly instances: readonly ObservedInstance[];
}

/**
 * Every reason not to start now. A launch first deletes the instance that an
 * earlier launch of the same server made, be it a live recovery
 * (AWS DRS user guide, "Launching recovery instances"); so whoever runs on one
 * must end it on purpose before.
 */
export function preflightFindings(situation: StartSituation): Finding[] {
  const { resolved, groups, instances } = situation;
  const servers = resolved.waves.flatMap(wave => wave.servers);
  const holders = groupsOfServers(
    groups,
    servers.map(({ server }) => server),
  );
  const live = new Map(
    instances
      .filter(
        ({ isDrill, ec2State }) =>
          !isDrill && !GONE.has((ec2State ?? '').toLocaleLowerCase('en-US')),
      )
      .map(instance => [instance.sourceServerId, instance]),
  );

  const ofServers = servers.flatMap(({ server }): Finding[] => {
    const subject = {
      kind: 'server' as const,
      id: server.sourceServerId,
      name: server.hostname,
    };
    const findings: Finding[] = [];
    const held = holders.get(serverKey(server)) ?? [];
    if (held.length > 1) {
      findings.push({
        code: 'SERVER_CONFLICT',
        severity: 'BLOCKING',
        subject,
        message: `${server.hostname} is in ${held.length} groups: ${held
          .map(group => `"${group.groupName}"`)
          .join(', ')}`,
        remedy: 'Change the selection of the groups so that one holds it',
      });
    }
    const instance = live.get(server.sourceServerId);
    if (instance) {
      findings.push({
        code: 'LIVE_RECOVERY_INSTANCE',
        severity: 'BLOCKING',
        subject,
        message: `${server.hostname} runs as the recovery instance ${instance.recoveryInstanceId}, which a launch would delete`,
        remedy:
          'Fail back and terminate the recovery instance first, if it is not needed any more',
      });
    }
    return findings;
  });

  return [
    ...resolved.findings,
    ...readinessFindings(resolved.waves, 'BLOCKING'),
    ...ofServers,
  ];
}

/** @throws DrsError PREFLIGHT_FAILED with every finding that blocks */
export function refuseUnready(findings: readonly Finding[]): void {
  const blocking = findings.filter(finding => finding.severity === 'BLOCKING');
  if (blocking.length > 0) {
    throw new DrsError(
      'PREFLIGHT_FAILED',
      blocking.length === 1
        ? `The plan cannot start: ${blocking[0].message}`
        : `The plan cannot start: there are ${blocking.length} problems`,
      blocking,
    );
  }
}
