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
import type {
  Finding,
  Readiness,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import {
  groupsOfServers,
  selected,
  serverKey,
  sourceServerOf,
} from '../inventory/membership';
import type { AnnotatedEntity, EntityServers, ReadinessFacts } from './facts';
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

/** Whether an entity could be recovered now, and everything that speaks against it. */
export function judgeReadiness(facts: ReadinessFacts): Readiness {
  const { entities, survey, groups, plans, lastDrill } = facts;
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
  const planned = new Set(
    plans.flatMap(plan =>
      plan.waves.flatMap(wave =>
        wave.servers.map(({ server }) => serverKey(server)),
      ),
    ),
  );

  const findings = [
    ...annotationFindings(facts),
    ...chosen.flatMap(selection => emptyFindings(selection, facts)),
    ...servers.flatMap(serverFindings),
    ...servers.flatMap(server =>
      coverageFindings(
        server,
        holders.has(serverKey(server)),
        planned.has(serverKey(server)),
      ),
    ),
    ...drillFindings(servers.length > 0 && covering.length > 0, lastDrill),
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
