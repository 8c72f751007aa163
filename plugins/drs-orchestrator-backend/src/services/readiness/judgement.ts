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
  type EntityReadiness,
  type Finding,
  type Readiness,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { StoredGroup } from '../../database/ProtectionGroupStore';
import {
  byHostname,
  groupsOfServers,
  serverKey,
  sourceServerOf,
} from '../inventory/membership';
import { ServersByTag } from '../inventory/ServersByTag';
import type {
  AnnotatedEntity,
  EntityServers,
  ReadinessFacts,
  Rehearsal,
} from './facts';
import { lastDrillOf, newestOf, plansByServer } from './rehearsals';
import {
  annotationFindings,
  COVERAGE_CODES,
  coverageFindings,
  drillFindings,
  emptyFindings,
  serverFindings,
} from './findings';

/** The servers that each annotated entity stands for, in no order. */
export function matchEntities(
  entities: readonly AnnotatedEntity[],
  servers: readonly ObservedSourceServer[],
): EntityServers[] {
  const byScope = new Map(
    [...Map.groupBy(servers, scopeKey)].map(
      ([key, ofScope]) => [key, new ServersByTag(ofScope)] as const,
    ),
  );
  return entities.flatMap(({ entityRef, selection }) =>
    selection.kind === 'selection'
      ? [
          {
            entityRef,
            selection,
            servers:
              byScope.get(scopeKey(selection))?.having(selection.tags) ?? [],
          },
        ]
      : [],
  );
}

/** The servers that each annotated entity stands for, as people read them. */
export const serversOfEntities = (
  entities: readonly AnnotatedEntity[],
  servers: readonly ObservedSourceServer[],
): EntityServers[] =>
  matchEntities(entities, servers).map(entity => ({
    ...entity,
    servers: [...entity.servers].sort(byHostname),
  }));

/** The readiness of an entity, without what is looked up once it is known. */
export interface ReadinessJudgement
  extends Omit<Readiness, 'parts' | 'plans' | 'drills'> {
  readonly plans: Pick<
    Readiness['plans'][number],
    'planId' | 'planName' | 'waves'
  >[];
}

/** What is found once, however many of the entities are judged. */
interface Ground {
  readonly chosen: readonly EntityServers[];
  readonly holders: ReadonlyMap<string, readonly StoredGroup[]>;
  readonly launchedBy: ReadonlyMap<string, ReadonlySet<string>>;
}

function groundOf({ entities, survey, groups, plans }: ReadinessFacts): Ground {
  const chosen = serversOfEntities(entities, survey.servers);
  return {
    chosen,
    holders: groupsOfServers(groups, distinct(chosen)),
    launchedBy: plansByServer(plans),
  };
}

const distinct = (chosen: readonly EntityServers[]): ObservedSourceServer[] => [
  ...new Map(
    chosen.flatMap(({ servers }) =>
      servers.map(server => [serverKey(server), server] as const),
    ),
  ).values(),
];

/** Whether an entity could be recovered now, and everything that speaks against it. */
export function judgeReadiness(facts: ReadinessFacts): ReadinessJudgement {
  return conclude(facts, groundOf(facts));
}

/** The same for each of the entities that names servers, by itself. */
export function judgeEach(facts: ReadinessFacts): ReadinessJudgement[] {
  const ground = groundOf(facts);
  const chosen = Map.groupBy(ground.chosen, ({ entityRef }) => entityRef);
  return facts.entities
    .filter(({ selection }) => selection.kind !== 'none')
    .map(entity =>
      conclude(
        {
          ...facts,
          entityRef: entity.entityRef,
          entities: [entity],
          namedPlan: undefined,
        },
        { ...ground, chosen: chosen.get(entity.entityRef) ?? [] },
      ),
    );
}

/** A judgement in short. */
export const shortOf = (judgement: ReadinessJudgement): EntityReadiness => {
  const { entityRef, answer, servers, findings } = judgement;
  const worst = (['BLOCKING', 'WARNING', 'INFO'] as const)
    .map(severity => findings.find(finding => finding.severity === severity))
    .find(finding => finding !== undefined);
  return {
    entityRef,
    answer,
    serverCount: servers.length,
    readyCount: servers.filter(
      ({ recoverability }) => recoverability === 'READY',
    ).length,
    unprotectedCount: new Set(
      findings
        .filter(({ code }) => COVERAGE_CODES.has(code))
        .map(({ subject }) => subject?.id),
    ).size,
    ...(worst && { worst }),
  };
};

function conclude(facts: ReadinessFacts, ground: Ground): ReadinessJudgement {
  const { entities, survey, plans } = facts;
  const { chosen, holders: everyHolder, launchedBy } = ground;
  const servers = distinct(chosen);
  const holders = new Map(
    servers.flatMap(server => {
      const key = serverKey(server);
      const holding = everyHolder.get(key);
      return holding ? [[key, holding] as const] : [];
    }),
  );
  // Others' accounts may be among what was asked, and say nothing of this one.
  const asked = new Set(chosen.map(({ selection }) => scopeKey(selection)));
  const unavailable = survey.unavailable.filter(scope =>
    asked.has(scopeKey(scope)),
  );
  const own = new Set(servers.map(serverKey));
  const launchingOwn = new Set(
    [...own].flatMap(key => [...(launchedBy.get(key) ?? [])]),
  );
  const covering = plans.flatMap(({ planId, planName, waves }) => {
    if (!launchingOwn.has(planId) && planId !== facts.namedPlan?.planId) {
      return [];
    }
    const withOwn = waves.filter(wave =>
      wave.servers.some(({ server }) => own.has(serverKey(server))),
    );
    return [
      {
        planId,
        planName,
        waves: withOwn.map(({ wave }) => wave.waveNumber),
      },
    ];
  });
  const rehearsals = servers.flatMap((server): Rehearsal[] => {
    const planIds = launchedBy.get(serverKey(server));
    return planIds
      ? [
          {
            server,
            isPlanDrilled: [...planIds].some(id => facts.endedDrills.has(id)),
            lastDrill: lastDrillOf(server, facts.endedDrills, planIds),
          },
        ]
      : [];
  });
  // A plan that is only named in an annotation rehearses nothing of the entity.
  const launching = covering
    .filter(({ waves }) => waves.length > 0)
    .map(({ planId }) => planId);
  const lastDrill = newestOf(
    rehearsals.flatMap(rehearsal => rehearsal.lastDrill ?? []),
  );
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
    answer: answerOf(findings, unavailable.length > 0),
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
    unavailable,
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
