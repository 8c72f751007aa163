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
  type ExecutionSummary,
  type Finding,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { recoverabilityOf } from '../inventory/recoverability';
import type { EntityServers, ReadinessFacts, Rehearsal } from './facts';

const ofEntity = (entityRef: string) => ({
  kind: 'entity' as const,
  id: entityRef,
});

const ofServer = (server: ObservedSourceServer) => ({
  kind: 'server' as const,
  id: server.sourceServerId,
  name: server.hostname,
});

/** What the annotations say wrongly, or do not say. */
export function annotationFindings(facts: ReadinessFacts): Finding[] {
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

/** An annotation that selects nothing, where AWS could be asked. */
export function emptyFindings(
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

/** A server that DRS could not launch now, or only with old data. */
export function serverFindings(server: ObservedSourceServer): Finding[] {
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

/** The codes of {@link coverageFindings}. */
export const COVERAGE_CODES: ReadonlySet<string> = new Set([
  'SERVER_WITHOUT_PLAN',
  'SERVER_WITHOUT_GROUP',
]);

/** A server that no plan recovers. */
export function coverageFindings(
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

const ofExecution = (execution: ExecutionSummary) => ({
  kind: 'execution' as const,
  id: execution.executionId,
  name: execution.planName,
});

/** What a drill that ended proves; nothing where it found no fault. */
function drillFinding(drill: ExecutionSummary): Finding | undefined {
  switch (drill.status) {
    case 'COMPLETED':
      return undefined;
    case 'PARTIAL':
    case 'FAILED':
    case 'TIMED_OUT':
      return {
        code: 'LAST_DRILL_FAILED',
        severity: 'WARNING',
        subject: ofExecution(drill),
        message: `The last drill of "${drill.planName}" ended ${drill.status}`,
        remedy: 'See which servers failed and why, then drill again',
      };
    case 'CANCELLED':
      return {
        code: 'LAST_DRILL_CANCELLED',
        severity: 'WARNING',
        subject: ofExecution(drill),
        message: `The last drill of "${drill.planName}" was cancelled, so it proves nothing`,
        remedy: 'Drill again, to the end',
      };
    case 'PENDING':
    case 'RUNNING':
    case 'PAUSED':
    case 'CANCELLING':
      throw new Error(`Drill ${drill.executionId} has not ended`);
    default:
      throw new Error(`Unknown status ${drill.status satisfies never}`);
  }
}

/** Servers that no drill took in, as when they joined a group after its last drill. */
function neverDrilled(
  never: readonly Rehearsal[],
  all: readonly Rehearsal[],
): string {
  if (
    never.length === all.length &&
    never.every(({ isPlanDrilled }) => !isPlanDrilled)
  ) {
    return 'The recovery was never rehearsed';
  }
  const names = never.map(({ server }) => server.hostname).join(', ');
  const of = `${never.length} of ${all.length} ${
    all.length === 1 ? 'server' : 'servers'
  }`;
  return never.length === 1
    ? `${of} was in no drill of its plans: ${names}`
    : `${of} were in no drill of their plans: ${names}`;
}

/** Servers whose recovery was not rehearsed, or not well. */
export function drillFindings(
  rehearsals: readonly Rehearsal[],
  running: readonly ExecutionSummary[],
): Finding[] {
  const never = rehearsals.filter(({ lastDrill }) => !lastDrill);
  const drills = new Map(
    rehearsals.flatMap(({ lastDrill }) =>
      lastDrill ? [[lastDrill.executionId, lastDrill] as const] : [],
    ),
  );
  return [
    ...(never.length > 0
      ? [
          {
            code: 'NEVER_DRILLED',
            severity: 'WARNING' as const,
            message: neverDrilled(never, rehearsals),
            remedy: 'Start a drill of the plan, and let it end',
          },
        ]
      : []),
    ...[...drills.values()].flatMap(drill => drillFinding(drill) ?? []),
    ...running.map(
      (drill): Finding => ({
        code: 'DRILL_IN_PROGRESS',
        severity: 'INFO',
        subject: ofExecution(drill),
        message:
          drill.status === 'PAUSED'
            ? `A drill of "${drill.planName}" is paused, so it proves nothing yet`
            : `A drill of "${drill.planName}" has not ended, so it proves nothing yet`,
      }),
    ),
  ];
}
