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
import type { EntityServers, ReadinessFacts } from './facts';

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

/** A recovery that was not rehearsed, or not well. */
export function drillFindings(
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
