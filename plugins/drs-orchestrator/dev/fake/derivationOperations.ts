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
  dependenciesOf,
  DrsError,
  type ChangedRecoveryPlan,
  type DerivedPlan,
  type DerivedWave,
  type Finding,
  type RecoveryPlan,
  type ResponseOf,
  type SourceServer,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { FakeRecords, Stored } from './FakeRecords';
import type { Operations } from './operations';
import { isRecovered } from './preflight';

/** Waves from a catalog that has a System for each application, whose components depend on each other role by role. */
export function derivationOperations(records: FakeRecords): Operations {
  return {
    derive_recovery_plan: ({ body }) => derived(records, body),
    get_plan_drift: ({ params }) =>
      driftOf(records, records.planOf(params.planId)),
    check_existing_instances: ({ params }) =>
      existingInstances(records, records.planOf(params.planId)),
  };
}

/** A component of the fake's catalog: the servers of one role of an application. */
interface Part {
  entityRef: string;
  name: string;
  tags: Record<string, string>;
  servers: SourceServer[];
}

function partsOf({ servers }: FakeRecords, entityRef: string): Part[] {
  const application = entityRef.replace(/^system:default\//, '');
  const roles = Map.groupBy(
    servers.filter(({ tags }) => tags['DR-Application'] === application),
    ({ tags }) => tags['DR-Role'],
  );
  if (roles.size === 0) {
    throw new DrsError(
      'ENTITY_NOT_FOUND',
      `The catalog has no ${entityRef}, or you may not see it.`,
    );
  }
  return [...roles].map(([role, members]) => ({
    entityRef: `component:default/${application}-${role}`,
    name: `${application}-${role}`,
    tags: { 'DR-Application': application, 'DR-Role': role },
    servers: members,
  }));
}

function derived(
  records: FakeRecords,
  body: {
    entityRefs: string[];
    options: { grouping: DerivedPlan['derivedFrom']['grouping'] };
  },
): DerivedPlan {
  const known = records.derivations.get(body.entityRefs.join());
  if (known) {
    return known;
  }
  const parts = body.entityRefs.flatMap(ref => partsOf(records, ref));
  const groupsOf = ({ servers }: Part) =>
    records.groups.filter(group =>
      records.members(group).some(member => servers.includes(member)),
    );
  const ungrouped = parts.filter(part => groupsOf(part).length === 0);
  const findings = ungrouped.map(
    ({ entityRef, servers }): Finding => ({
      code: 'SERVERS_WITHOUT_GROUP',
      severity: 'BLOCKING',
      subject: { kind: 'entity', id: entityRef },
      message: `${servers.length} of ${servers.length} servers of ${entityRef} are in no protection group`,
      remedy: 'Create the protection group that is proposed, then derive again',
    }),
  );
  return {
    planName: body.entityRefs[0].replace(/^.*\//, ''),
    accountId: parts[0].servers[0].accountId,
    derivedFrom: {
      entityRefs: body.entityRefs,
      grouping: body.options.grouping,
    },
    complete: findings.length === 0,
    waves: parts.map(
      (part, index): DerivedWave => ({
        waveNumber: index + 1,
        waveName: part.name,
        protectionGroupIds: groupsOf(part).map(({ groupId }) => groupId),
        dependsOnWaves: index === 0 ? [] : [index],
        entityRefs: [part.entityRef],
        dependencies:
          index === 0
            ? []
            : [
                {
                  waveNumber: index,
                  reasons: [
                    {
                      entityRef: part.entityRef,
                      dependsOn: parts[index - 1].entityRef,
                      path: [
                        {
                          from: part.entityRef,
                          relation: 'dependsOn',
                          to: parts[index - 1].entityRef,
                        },
                      ],
                    },
                  ],
                },
              ],
      }),
    ),
    entities: parts.map((part, index) => ({
      entityRef: part.entityRef,
      state: ungrouped.includes(part) ? 'NO_GROUP' : 'IN_WAVE',
      waveNumber: index + 1,
      sourceServerIds: part.servers.map(({ sourceServerId }) => sourceServerId),
    })),
    proposedGroups: ungrouped.map(part => ({
      groupName: part.name,
      accountId: part.servers[0].accountId,
      region: part.servers[0].region,
      serverSelectionTags: part.tags,
      entityRefs: [part.entityRef],
      sourceServerIds: part.servers.map(({ sourceServerId }) => sourceServerId),
    })),
    outside: [],
    circles: [],
    findings,
    unavailable: [],
  };
}

function driftOf(
  records: FakeRecords,
  plan: Stored<RecoveryPlan>,
): ResponseOf<'get_plan_drift'> {
  const common = {
    planId: plan.planId,
    planVersion: plan.version,
    unavailable: [],
  };
  if (!plan.derivedFrom) {
    return {
      ...common,
      state: 'UNKNOWN',
      basis: { kind: 'NONE', entityRefs: [] },
      findings: [],
    };
  }
  const { entityRefs, grouping } = plan.derivedFrom;
  const graph = derived(records, { entityRefs, options: { grouping } });
  const formerOf = (wave: DerivedWave) =>
    plan.waves.find(({ protectionGroupIds }) =>
      protectionGroupIds.some(id => wave.protectionGroupIds.includes(id)),
    );
  const findings = [
    ...graph.findings,
    ...graph.waves
      .filter(wave => !formerOf(wave))
      .map(
        ({ entityRefs: [entityRef] }): Finding => ({
          code: 'COMPONENT_NOT_IN_PLAN',
          severity: 'WARNING',
          subject: { kind: 'entity', id: entityRef },
          message: `No wave launches ${entityRef}`,
          remedy: 'Add a wave with its protection group',
        }),
      ),
    ...graph.waves.flatMap(wave => notKept(plan, wave, graph, formerOf)),
  ];
  const isInSync = findings.length === 0;
  return {
    ...common,
    state: isInSync ? 'IN_SYNC' : 'DRIFTED',
    basis: { kind: 'DERIVED_FROM', entityRefs },
    findings,
    derived: graph,
    ...(!isInSync &&
      graph.complete && { proposal: proposalOf(plan, graph, formerOf) }),
  };
}

/** Waits of the graph that the plan does not have. */
function notKept(
  plan: Stored<RecoveryPlan>,
  wave: DerivedWave,
  graph: DerivedPlan,
  formerOf: (wave: DerivedWave) => RecoveryPlan['waves'][number] | undefined,
): Finding[] {
  const own = formerOf(wave);
  return wave.dependsOnWaves.flatMap(number => {
    const other = formerOf(graph.waves[number - 1]);
    const isKept =
      !own ||
      !other ||
      dependenciesOf(plan.waves, plan.waves.indexOf(own)).includes(
        other.waveNumber,
      );
    return isKept
      ? []
      : [
          {
            code: 'DEPENDENCY_NOT_KEPT',
            severity: 'WARNING' as const,
            subject: {
              kind: 'wave' as const,
              id: String(own.waveNumber),
              name: own.waveName,
            },
            message: `${wave.entityRefs[0]} of wave ${
              own.waveNumber
            } depends on ${graph.waves[number - 1].entityRefs[0]} of wave ${
              other.waveNumber
            }, for which it does not wait`,
            remedy: `Let wave ${own.waveNumber} depend on wave ${other.waveNumber}`,
          },
        ];
  });
}

function proposalOf(
  plan: Stored<RecoveryPlan>,
  graph: DerivedPlan,
  formerOf: (wave: DerivedWave) => RecoveryPlan['waves'][number] | undefined,
): ChangedRecoveryPlan {
  return {
    planName: plan.planName,
    owner: plan.owner,
    targetRtoMinutes: plan.targetRtoMinutes,
    maxDurationMinutes: plan.maxDurationMinutes,
    version: plan.version,
    waves: graph.waves.map(wave => ({
      ...(formerOf(wave) ?? {
        waveName: wave.waveName,
        maxWaitMinutes: 120,
        continueOnFailure: false,
        pauseBeforeWave: false,
        waitTimeSeconds: 0,
        preWaveHooks: [],
        postWaveHooks: [],
        healthCheck: plan.waves[0].healthCheck,
      }),
      waveNumber: wave.waveNumber,
      protectionGroupIds: wave.protectionGroupIds,
      dependsOnWaves: wave.dependsOnWaves,
    })),
  };
}

function existingInstances(
  records: FakeRecords,
  plan: Stored<RecoveryPlan>,
): ResponseOf<'check_existing_instances'> {
  const instances = plan.waves.flatMap(wave =>
    records.groups
      .filter(({ groupId }) => wave.protectionGroupIds.includes(groupId))
      .flatMap(group => records.members(group))
      .filter(server => isRecovered(plan, server))
      .map(server => ({
        recoveryInstanceId: `i-${server.sourceServerId.slice(2)}`,
        sourceServerId: server.sourceServerId,
        hostname: server.hostname,
        accountId: server.accountId,
        region: server.region,
        waveNumber: wave.waveNumber,
        isDrill: false,
        instanceState: 'RUNNING',
      })),
  );
  return {
    planId: plan.planId,
    instances,
    liveCount: instances.length,
    unavailable: [],
  };
}
