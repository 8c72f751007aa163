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
  DerivedEntity,
  EntitySelection,
  Finding,
  WaveGrouping,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { StoredGroup } from '../../database/ProtectionGroupStore';
import type { Survey } from '../inventory/Inventory';
import { selected, serverKey } from '../inventory/membership';
import { isWhole, type CatalogGraph, type GraphEntity } from './CatalogGraphs';

/** What waves are derived from: all of it as far as the caller may see it. */
export interface DerivationFacts {
  readonly catalog: CatalogGraph;
  readonly grouping: WaveGrouping;
  /** What was chosen, as it was asked for. */
  readonly chosen: readonly string[];
  /** The account of the plan; undefined where no entity names one. */
  readonly accountId: string | undefined;
  /** Keys of the accounts and Regions on record. */
  readonly scopesOnRecord: ReadonlySet<string>;
  readonly survey: Survey;
  readonly groups: readonly StoredGroup[];
  /** Keys of the names of all groups, wherever they are: no two have the same. */
  readonly groupNames: ReadonlySet<string>;
}

/** A chosen component with its servers, or why it has none. */
export interface Component {
  readonly entity: GraphEntity;
  readonly state: DerivedEntity['state'];
  readonly selection: EntitySelection;
  readonly servers: readonly ObservedSourceServer[];
}

/** Components on the same servers: they can only be launched together. */
export interface Unit {
  /** The first of its components. */
  readonly name: string;
  readonly components: readonly Component[];
  readonly servers: readonly ObservedSourceServer[];
}

export const ofEntity = ({ entityRef, title }: GraphEntity) => ({
  kind: 'entity' as const,
  id: entityRef,
  ...(title !== undefined && { name: title }),
});

/**
 * The components and resources that were chosen, by ref, with their servers.
 * Systems and Domains are the sum of their parts: what is annotated on one counts
 * only where none of its parts is annotated.
 */
export function componentsOf(facts: DerivationFacts): Component[] {
  const { catalog } = facts;
  const chosen = [...catalog.scope]
    .flatMap(ref => catalog.entities.get(ref) ?? [])
    .sort((a, b) => a.entityRef.localeCompare(b.entityRef, 'en-US'));
  const parts = chosen.filter(
    entity => !isWhole(entity) && entity.kind !== 'api',
  );
  const annotated = (entity: GraphEntity) => entity.selection.kind !== 'none';
  const wholes = parts.some(annotated)
    ? []
    : chosen.filter(isWhole).filter(annotated);
  return [...wholes, ...parts].map(entity => componentOf(entity, facts));
}

function componentOf(entity: GraphEntity, facts: DerivationFacts): Component {
  const { selection } = entity;
  const without = (state: DerivedEntity['state']): Component => ({
    entity,
    state,
    selection,
    servers: [],
  });
  switch (selection.kind) {
    case 'none':
      return without('NOT_ANNOTATED');
    case 'invalid':
      return without('INVALID_ANNOTATION');
    case 'selection': {
      if (selection.accountId !== facts.accountId) {
        return without('OTHER_ACCOUNT');
      }
      const key = scopeKey(selection);
      if (
        !facts.scopesOnRecord.has(key) ||
        facts.survey.unavailable.some(scope => scopeKey(scope) === key)
      ) {
        return without('NOT_ASKED');
      }
      const servers = selected(
        { kind: 'tags', tags: selection.tags },
        facts.survey.servers.filter(server => scopeKey(server) === key),
      );
      return servers.length > 0
        ? { entity, state: 'IN_WAVE', selection, servers }
        : without('NO_SERVERS');
    }
    default:
      throw new Error(`Unknown selection ${selection satisfies never}`);
  }
}

/** Puts components that share servers together. */
export function unitsOf(components: readonly Component[]): Unit[] {
  const unitOfServer = new Map<string, Component[]>();
  const units = new Set<Component[]>();
  for (const component of components) {
    if (component.servers.length === 0) {
      continue;
    }
    const sharing = new Set(
      component.servers.flatMap(server => {
        const unit = unitOfServer.get(serverKey(server));
        return unit ? [unit] : [];
      }),
    );
    const joined = [...[...sharing].flat(), component];
    sharing.forEach(unit => units.delete(unit));
    units.add(joined);
    for (const server of joined.flatMap(({ servers }) => servers)) {
      unitOfServer.set(serverKey(server), joined);
    }
  }
  return [...units].map(members => {
    const sorted = members.sort((a, b) =>
      a.entity.entityRef.localeCompare(b.entity.entityRef, 'en-US'),
    );
    return {
      name: sorted[0].entity.entityRef,
      components: sorted,
      servers: [
        ...new Map(
          sorted
            .flatMap(({ servers }) => servers)
            .map(server => [serverKey(server), server]),
        ).values(),
      ],
    };
  });
}

/** What keeps components out of the waves, or is not told by anybody. */
export function componentFindings(
  components: readonly Component[],
  facts: DerivationFacts,
): Finding[] {
  return components.flatMap(({ entity, state, selection }): Finding[] => {
    const subject = ofEntity(entity);
    const { entityRef } = entity;
    switch (state) {
      case 'IN_WAVE':
      case 'NO_GROUP':
        return [];
      case 'NOT_ANNOTATED':
        return [
          {
            code: 'COMPONENT_WITHOUT_SERVERS',
            severity: 'WARNING',
            subject,
            message: `No annotation tells which servers stand behind ${entityRef}, so it is in no wave`,
            remedy:
              'Annotate it with the tags of its servers. Without servers of its own it needs no wave',
          },
        ];
      case 'INVALID_ANNOTATION':
        return selection.kind === 'invalid'
          ? selection.problems.map(message => ({
              code: 'INVALID_ANNOTATION',
              severity: 'BLOCKING' as const,
              subject,
              message: `${entityRef}: ${message}`,
              remedy:
                'Correct the annotation in the catalog file of the entity',
            }))
          : [];
      case 'NO_SERVERS':
        return [
          {
            code: 'NO_SERVERS_MATCHED',
            severity: 'WARNING',
            subject,
            message: `No source server carries the tags that ${entityRef} is annotated with, so it is in no wave`,
            remedy: 'Tag the source servers in DRS, or correct the annotation',
          },
        ];
      case 'OTHER_ACCOUNT':
        return [
          {
            code: 'OTHER_ACCOUNT',
            severity: 'WARNING',
            subject,
            message: `The servers of ${entityRef} are in another account than the plan's${
              selection.kind === 'selection' ? `: ${selection.accountId}` : ''
            }`,
            remedy: 'Derive a plan for that account, too',
          },
        ];
      case 'NOT_ASKED':
        return [notAskedFinding(entity, facts)];
      default:
        throw new Error(`Unknown state ${state satisfies never}`);
    }
  });
}

function notAskedFinding(entity: GraphEntity, facts: DerivationFacts): Finding {
  const { selection, entityRef } = entity;
  if (selection.kind !== 'selection') {
    throw new RangeError(`${entityRef} names no account`);
  }
  const where = `account ${selection.accountId} in ${selection.region}`;
  return facts.scopesOnRecord.has(scopeKey(selection))
    ? {
        code: 'ACCOUNT_UNREACHABLE',
        severity: 'BLOCKING',
        subject: ofEntity(entity),
        message: `The servers of ${entityRef} are not known: ${where} did not answer`,
        remedy: 'Try again, or validate the account',
      }
    : {
        code: 'ACCOUNT_UNKNOWN',
        severity: 'BLOCKING',
        subject: ofEntity(entity),
        message: `The servers of ${entityRef} are not known: ${where} is not on record`,
        remedy: 'Correct the annotations, or have the account put on record',
      };
}

/** Components that cannot be told apart by their servers. */
export function sharedServerFindings(units: readonly Unit[]): Finding[] {
  return units
    .filter(({ components }) => components.length > 1)
    .map(({ components }) => ({
      code: 'SHARED_SERVERS',
      severity: 'WARNING' as const,
      subject: ofEntity(components[0].entity),
      message: `${components
        .map(({ entity }) => entity.entityRef)
        .join(', ')} share servers, so they start together`,
      remedy: 'Give their annotations tags by which their servers differ',
    }));
}
