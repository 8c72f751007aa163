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
  tagMismatches,
  terminalExecutionStatuses,
  type Finding,
  type ResponseOf,
  type SourceServer,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { FakeRecords } from './FakeRecords';

/** Whether the entity could be recovered now, judged by the tags that its name tells. */
export function readinessOf(
  records: FakeRecords,
  entityRef: string,
): ResponseOf<'get_readiness'> {
  const name = entityRef.replace(/^.*\//, '');
  const [application, role] = /^(.*)-(db|app|web|search|queue)$/
    .exec(name)
    ?.slice(1) ?? [name];
  const tags: Record<string, string> = {
    'DR-Application': application,
    ...(role && { 'DR-Role': role }),
  };
  const servers = records.servers
    .filter(server => tagMismatches(tags, server.tags).length === 0)
    .map(server => records.tellServer(server));
  const groups = records.groups.filter(group =>
    servers.some(server => server.protectionGroup?.groupId === group.groupId),
  );
  const plans = records.plans
    .map(plan => records.tellPlan(plan))
    .map(({ planId, planName, waves, allowedActions, deniedActions }) => ({
      planId,
      planName,
      waves: waves
        .filter(wave =>
          groups.some(group => wave.protectionGroupIds.includes(group.groupId)),
        )
        .map(wave => wave.waveNumber),
      waveCount: waves.length,
      allowedActions,
      deniedActions,
    }))
    .filter(plan => plan.waves.length > 0);
  const subjectOf = (server: SourceServer) => ({
    kind: 'server' as const,
    id: server.sourceServerId,
    name: server.hostname,
  });
  const findings: Finding[] = [
    ...servers
      .filter(server => !server.protectionGroup)
      .map(
        (server): Finding => ({
          code: 'SERVER_WITHOUT_GROUP',
          severity: 'BLOCKING',
          subject: subjectOf(server),
          message: `${server.hostname} is in no protection group`,
          remedy: 'Create a protection group that selects it',
        }),
      ),
    ...servers
      .filter(server => server.recoverability !== 'READY')
      .map(
        (server): Finding => ({
          code: 'SERVER_NOT_READY',
          severity: 'WARNING',
          subject: subjectOf(server),
          message: `${server.hostname}: ${server.recoverabilityReason ?? ''}`,
          remedy: 'Look at the replication of the server in DRS',
        }),
      ),
  ];
  const drills = records.runs
    .filter(
      run =>
        run.start.executionType === 'DRILL' &&
        plans.some(plan => plan.planId === run.start.plan.planId),
    )
    .map(run => records.tellExecution(run))
    .filter(drill => terminalExecutionStatuses.includes(drill.status));
  const blocked = findings.some(finding => finding.severity === 'BLOCKING');
  const gaps = findings.length > 0 ? 'YES_WITH_GAPS' : 'YES';
  return {
    entityRef,
    answer: blocked || servers.length === 0 ? 'NO' : gaps,
    findings,
    selections: [
      {
        entityRef,
        accountId: servers[0]?.accountId ?? '111122223333',
        region: 'us-west-2',
        tags,
        sourceServerIds: servers.map(server => server.sourceServerId),
      },
    ],
    withoutServers: role ? [] : ['component:default/shipping-calculator'],
    servers,
    groups: groups.map(({ groupId, groupName }) => ({ groupId, groupName })),
    plans,
    parts: role ? [] : partsOf(records, application, servers),
    lastDrill: drills.at(0),
    drills,
    unavailable: [],
  };
}

/** Of a System: each role of its servers as a part of its own. */
function partsOf(
  records: FakeRecords,
  application: string,
  servers: readonly SourceServer[],
): ResponseOf<'get_readiness'>['parts'] {
  const roles = new Set(servers.flatMap(({ tags }) => tags['DR-Role'] ?? []));
  return [...roles].sort().map(role => {
    const part = readinessOf(
      records,
      `component:default/${application}-${role}`,
    );
    return {
      entityRef: part.entityRef,
      answer: part.answer,
      serverCount: part.servers.length,
      readyCount: part.servers.filter(
        ({ recoverability }) => recoverability === 'READY',
      ).length,
      unprotectedCount: part.servers.filter(
        ({ protectionGroup }) => !protectionGroup,
      ).length,
      worst: part.findings.at(0),
    };
  });
}
