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
  scopeKey,
  type ObservedSourceServer,
} from '@drs-orchestrator/drs-engine';
import {
  terminalExecutionStatuses,
  type ExecutionSummary,
  type Finding,
  type Readiness,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import {
  groupsOfServers,
  selected,
  serverKey,
  sourceServerOf,
} from '../inventory/membership';
import type {
  AnnotatedEntity,
  EntityServers,
  PlanCoverage,
  ReadinessFacts,
  Rehearsal,
} from './facts';
import {
  annotationFindings,
  coverageFindings,
  drillFindings,
  emptyFindings,
  serverFindings,
} from './findings';

/** The servers that each annotated entity stands for. */
export function serversOfEntities(
  entities: readonly AnnotatedEntity[],
  servers: readonly ObservedSourceServer[],
): EntityServers[] {
  return entities.flatMap(({ entityRef, selection }) =>
    selection.kind === 'selection'
      ? [
          {
            entityRef,
            selection,
            servers: selected(
              { kind: 'tags', tags: selection.tags },
              servers.filter(
                server => scopeKey(server) === scopeKey(selection),
              ),
            ),
          },
        ]
      : [],
  );
}

/** The IDs of the plans that launch each server, by its key. */
function plansByServer(
  plans: readonly PlanCoverage[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const byServer = new Map<string, Set<string>>();
  for (const { planId, waves } of plans) {
    for (const { server } of waves.flatMap(wave => wave.servers)) {
      const key = serverKey(server);
      byServer.set(key, (byServer.get(key) ?? new Set()).add(planId));
    }
  }
  return byServer;
}

/** The newest of the plans' drills. */
const newestOf = (
  drills: ReadonlyMap<string, ExecutionSummary>,
  planIds: Iterable<string>,
): ExecutionSummary | undefined =>
  [...planIds]
    .flatMap(planId => drills.get(planId) ?? [])
    .sort((a, b) => b.startTime.localeCompare(a.startTime))
    .at(0);

/** Whether an entity could be recovered now, and everything that speaks against it. */
export function judgeReadiness(facts: ReadinessFacts): Readiness {
  const { entities, survey, groups, plans } = facts;
  const chosen = serversOfEntities(entities, survey.servers);
  const servers = [
    ...new Map(
      chosen.flatMap(({ servers: own }) =>
        own.map(server => [serverKey(server), server] as const),
      ),
    ).values(),
  ];
  const holders = groupsOfServers(groups, servers);
  const own = new Set(servers.map(serverKey));
  const covering = plans.flatMap(({ planId, planName, waves }) => {
    const withOwn = waves.filter(wave =>
      wave.servers.some(({ server }) => own.has(serverKey(server))),
    );
    return withOwn.length > 0 || planId === facts.namedPlan?.planId
      ? [
          {
            planId,
            planName,
            waves: withOwn.map(({ wave }) => wave.waveNumber),
          },
        ]
      : [];
  });
  const launchedBy = plansByServer(plans);
  const rehearsals = servers.flatMap((server): Rehearsal[] => {
    const planIds = launchedBy.get(serverKey(server));
    return planIds
      ? [{ server, lastDrill: newestOf(facts.endedDrills, planIds) }]
      : [];
  });
  // A plan that is only named in an annotation rehearses nothing of the entity.
  const launching = covering
    .filter(({ waves }) => waves.length > 0)
    .map(({ planId }) => planId);
  const lastDrill = newestOf(facts.endedDrills, launching);
  const running = launching.flatMap(planId => {
    const last = facts.lastDrills.get(planId);
    return last && !terminalExecutionStatuses.includes(last.status)
      ? [last]
      : [];
  });

  const findings = [
    ...annotationFindings(facts),
    ...chosen.flatMap(selection => emptyFindings(selection, facts)),
    ...servers.flatMap(serverFindings),
    ...servers.flatMap(server =>
      coverageFindings(
        server,
        holders.has(serverKey(server)),
        launchedBy.has(serverKey(server)),
      ),
    ),
    ...drillFindings(rehearsals, running),
  ];
  const heldBy = new Map(
    [...holders.values()].flat().map(group => [group.groupId, group]),
  );
  return {
    entityRef: facts.entityRef,
    answer: answerOf(findings, survey.unavailable.length > 0),
    findings,
    selections: chosen.map(
      ({ entityRef, selection, servers: selectedServers }) => ({
        entityRef,
        accountId: selection.accountId,
        region: selection.region,
        tags: selection.tags,
        sourceServerIds: selectedServers.map(server => server.sourceServerId),
      }),
    ),
    withoutServers: entities
      .filter(({ selection }) => selection.kind === 'none')
      .map(({ entityRef }) => entityRef),
    servers: servers.map(server =>
      sourceServerOf(server, holders.get(serverKey(server))),
    ),
    groups: [...heldBy.values()].map(({ groupId, groupName }) => ({
      groupId,
      groupName,
    })),
    plans: covering,
    ...(lastDrill && { lastDrill }),
    unavailable: [...survey.unavailable],
  };
}

function answerOf(
  findings: readonly Finding[],
  someUnavailable: boolean,
): Readiness['answer'] {
  if (someUnavailable) {
    return 'UNKNOWN';
  }
  if (findings.some(finding => finding.severity === 'BLOCKING')) {
    return 'NO';
  }
  return findings.some(finding => finding.severity === 'WARNING')
    ? 'YES_WITH_GAPS'
    : 'YES';
}
