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
  PROTECTION_GROUP_TAGS_ANNOTATION,
  RECOVERY_PLAN_ANNOTATION,
  type EntitySelection,
  type ExecutionSummary,
  type Finding,
  type Readiness,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { StoredGroup } from '../../database/ProtectionGroupStore';
import type { Survey } from '../inventory/Inventory';
import {
  groupsOfServers,
  selected,
  serverKey,
  sourceServerOf,
} from '../inventory/membership';
import { recoverabilityOf } from '../inventory/recoverability';
import type {
  ResolvedWaves,
  WaveSelection,
} from '../recoveryPlans/resolveWaves';

/** A catalog entity with what its annotations say. */
export interface AnnotatedEntity {
  readonly entityRef: string;
  readonly selection: EntitySelection;
}

/** A plan with the servers each of its waves would launch now. */
export interface PlanCoverage {
  readonly planId: string;
  readonly planName: string;
  readonly waves: ResolvedWaves<WaveSelection>['waves'];
}

/** What the answer follows from. */
export interface ReadinessFacts {
  readonly entityRef: string;
  /** The entity, and its parts where it has any. */
  readonly entities: readonly AnnotatedEntity[];
  readonly survey: Survey;
  /** Keys of the accounts and Regions on record. */
  readonly scopesOnRecord: ReadonlySet<string>;
  readonly groups: readonly StoredGroup[];
  readonly plans: readonly PlanCoverage[];
  /** A plan that an annotation names; undefined where there is no such plan. */
  readonly namedPlan?: { readonly name: string; readonly planId?: string };
  readonly lastDrill?: ExecutionSummary;
}

interface EntityServers {
  readonly entityRef: string;
  readonly selection: Extract<EntitySelection, { kind: 'selection' }>;
  readonly servers: readonly ObservedSourceServer[];
}

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

const ofEntity = (entityRef: string) => ({
  kind: 'entity' as const,
  id: entityRef,
});

const ofServer = (server: ObservedSourceServer) => ({
  kind: 'server' as const,
  id: server.sourceServerId,
  name: server.hostname,
});

function annotationFindings(facts: ReadinessFacts): Finding[] {
  const { entities, entityRef, namedPlan } = facts;
  const findings = entities.flatMap((entity): Finding[] => {
    switch (entity.selection.kind) {
      case 'none':
        return [];
      case 'invalid':
        return entity.selection.problems.map(message => ({
          code: 'INVALID_ANNOTATION',
          severity: 'BLOCKING',
          subject: ofEntity(entity.entityRef),
          message,
          remedy: 'Correct the annotation in the catalog file of the entity',
        }));
      case 'selection':
        return facts.scopesOnRecord.has(scopeKey(entity.selection))
          ? []
          : [
              {
                code: 'ACCOUNT_UNKNOWN',
                severity: 'BLOCKING',
                subject: ofEntity(entity.entityRef),
                message: `Account ${entity.selection.accountId} is not on record for ${entity.selection.region}`,
                remedy:
                  'Correct the annotations, or have the account put on record',
              },
            ];
      default:
        throw new Error(
          `Unknown selection ${entity.selection satisfies never}`,
        );
    }
  });
  if (entities.every(({ selection }) => selection.kind === 'none')) {
    findings.push({
      code: 'NOT_ANNOTATED',
      severity: 'BLOCKING',
      subject: ofEntity(entityRef),
      message: 'No annotation tells which servers stand behind this entity',
      remedy: `Add ${PROTECTION_GROUP_TAGS_ANNOTATION} with an account and a Region to its catalog file`,
    });
  }
  if (namedPlan && namedPlan.planId === undefined) {
    findings.push({
      code: 'UNKNOWN_PLAN',
      severity: 'WARNING',
      subject: ofEntity(entityRef),
      message: `There is no recovery plan "${namedPlan.name}"`,
      remedy: `Correct ${RECOVERY_PLAN_ANNOTATION}, or create the plan`,
    });
  }
  return findings;
}

function emptyFindings(
  { entityRef, selection, servers }: EntityServers,
  facts: ReadinessFacts,
): Finding[] {
  const key = scopeKey(selection);
  const asked =
    facts.scopesOnRecord.has(key) &&
    !facts.survey.unavailable.some(scope => scopeKey(scope) === key);
  return servers.length === 0 && asked
    ? [
        {
          code: 'NO_SERVERS_MATCHED',
          severity: 'BLOCKING',
          subject: ofEntity(entityRef),
          message: `No source server in ${selection.accountId}, ${selection.region} carries the tags of the annotation`,
          remedy: 'Tag the source servers in DRS, or correct the annotation',
        },
      ]
    : [];
}

function serverFindings(server: ObservedSourceServer): Finding[] {
  const { recoverability, recoverabilityReason } = recoverabilityOf(server);
  return recoverability === 'READY'
    ? []
    : [
        {
          code:
            recoverability === 'NOT_READY'
              ? 'SERVER_NOT_READY'
              : 'SERVER_AT_RISK',
          severity: recoverability === 'NOT_READY' ? 'BLOCKING' : 'WARNING',
          subject: ofServer(server),
          message: `${server.hostname}: ${recoverabilityReason}`,
          remedy: 'Look at the replication of the server in DRS',
        },
      ];
}

function coverageFindings(
  server: ObservedSourceServer,
  hasGroup: boolean,
  hasPlan: boolean,
): Finding[] {
  if (hasPlan) {
    return [];
  }
  return [
    hasGroup
      ? {
          code: 'SERVER_WITHOUT_PLAN',
          severity: 'BLOCKING',
          subject: ofServer(server),
          message: `${server.hostname} is in no recovery plan`,
          remedy: 'Add its protection group to a wave of a plan',
        }
      : {
          code: 'SERVER_WITHOUT_GROUP',
          severity: 'BLOCKING',
          subject: ofServer(server),
          message: `${server.hostname} is in no protection group`,
          remedy: 'Create a protection group that selects it',
        },
  ];
}

function drillFindings(
  isPlanned: boolean,
  lastDrill: ExecutionSummary | undefined,
): Finding[] {
  if (!isPlanned) {
    return [];
  }
  if (!lastDrill) {
    return [
      {
        code: 'NEVER_DRILLED',
        severity: 'WARNING',
        message: 'The recovery was never rehearsed',
        remedy: 'Start a drill of the plan',
      },
    ];
  }
  const subject = {
    kind: 'execution' as const,
    id: lastDrill.executionId,
    name: lastDrill.planName,
  };
  if (['PARTIAL', 'FAILED', 'TIMED_OUT'].includes(lastDrill.status)) {
    return [
      {
        code: 'LAST_DRILL_FAILED',
        severity: 'WARNING',
        subject,
        message: `The last drill of "${lastDrill.planName}" ended ${lastDrill.status}`,
        remedy: 'See which servers failed and why, then drill again',
      },
    ];
  }
  return [];
}
