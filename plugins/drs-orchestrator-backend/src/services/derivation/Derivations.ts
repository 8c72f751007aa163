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

import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { scopeKey, type Scope } from '@drs-orchestrator/drs-engine';
import {
  DrsError,
  type DerivedPlan,
  type Finding,
  type PlanDrift,
  type ValidRequest,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Authorizer, Judge } from '../../access/Authorizer';
import type { RequestContext } from '../../access/Caller';
import { nameKey } from '../../database/columns';
import {
  groupRecord,
  judgedGroup,
  type ProtectionGroupStore,
  type StoredGroup,
} from '../../database/ProtectionGroupStore';
import {
  groupIdsOf,
  type RecoveryPlanStore,
  type StoredPlan,
} from '../../database/RecoveryPlanStore';
import type { TargetAccounts } from '../accounts/TargetAccounts';
import type { Inventory, Survey } from '../inventory/Inventory';
import {
  groupsOfServers,
  serverKey,
  serverRecord,
} from '../inventory/membership';
import { scopesOf } from '../recoveryPlans/PlanWorlds';
import { boundDrift, boundPlan } from './boundAnswers';
import type { CatalogGraph, CatalogGraphs } from './CatalogGraphs';
import { comparePlan, notDerived, notSeen } from './comparePlan';
import type { DerivationFacts } from './components';
import { deriveWaves } from './deriveWaves';

/** What derivations are made of. */
export interface DerivationsOptions {
  catalog: CatalogGraphs;
  accounts: TargetAccounts;
  inventory: Inventory;
  groups: ProtectionGroupStore;
  plans: RecoveryPlanStore;
  authorizer: Authorizer;
}

/** Derives waves from the catalog's graph, and tells where a plan disagrees with it. */
export class Derivations {
  readonly #options: DerivationsOptions;

  static create(options: DerivationsOptions): Derivations {
    return new Derivations(options);
  }

  private constructor(options: DerivationsOptions) {
    this.#options = options;
  }

  /**
   * @throws DrsError ENTITY_NOT_FOUND, ACCOUNT_REQUIRED, ACCOUNT_UNKNOWN, or as {@link askedOfCatalog}
   */
  async derive(
    { body }: ValidRequest<'derive_recovery_plan'>,
    context: RequestContext,
  ): Promise<DerivedPlan> {
    const chosen = inCatalogForm(body.entityRefs);
    const catalog = await this.#options.catalog.read(chosen, context);
    refuseUnknown(chosen, catalog);
    const accountId = body.accountId ?? accountNamedBy(catalog);
    const onRecord = await this.#options.accounts.seenScopes({}, context);
    if (
      body.accountId !== undefined &&
      !onRecord.some(scope => scope.accountId === body.accountId)
    ) {
      const message = `Account ${body.accountId} is not on record`;
      throw new DrsError('ACCOUNT_UNKNOWN', message, [
        {
          code: 'ACCOUNT_UNKNOWN',
          severity: 'BLOCKING',
          field: 'accountId',
          message,
        },
      ]);
    }
    const facts = await this.#facts(
      {
        catalog,
        chosen,
        grouping: body.options.grouping,
        accountId,
        onRecord,
        scopes: scopesNamedBy(catalog, accountId),
      },
      context,
    );
    return boundPlan(deriveWaves(facts).plan);
  }

  /**
   * Compares a plan with the graph of what it was derived from, or else of the
   * entities whose annotation names it.
   *
   * @throws DrsError RECOVERY_PLAN_NOT_FOUND, or as {@link askedOfCatalog}
   */
  async drift(
    { params }: ValidRequest<'get_plan_drift'>,
    context: RequestContext,
  ): Promise<PlanDrift> {
    const plan = await this.#options.plans.get(params.planId);
    if (!plan) {
      throw new DrsError(
        'RECOVERY_PLAN_NOT_FOUND',
        `There is no recovery plan ${params.planId}`,
      );
    }
    const basis = await this.#basisOf(plan, context);
    const answer = {
      planId: plan.planId,
      planVersion: plan.version,
      basis,
      unavailable: [],
    };
    if (basis.kind === 'NONE') {
      return { ...answer, state: 'UNKNOWN', findings: [notDerived(plan)] };
    }
    const judge = await this.#options.authorizer.judge(
      ['viewResources'],
      context,
    );
    const groups = await this.#options.groups.byIds(groupIdsOf(plan.waves));
    if ([...groups.values()].some(group => !isSeen(group, judge))) {
      return { ...answer, state: 'UNKNOWN', findings: [notSeen(plan)] };
    }
    const catalog = await this.#options.catalog.read(basis.entityRefs, context);
    const facts = await this.#facts(
      {
        catalog,
        chosen: basis.entityRefs,
        grouping: plan.derivedFrom?.grouping ?? 'FEWEST_WAVES',
        accountId: plan.accountId,
        onRecord: await this.#options.accounts.seenScopes({}, context),
        scopes: [
          ...scopesNamedBy(catalog, plan.accountId),
          ...scopesOf(groups.values()),
        ],
      },
      context,
    );
    return { ...answer, ...boundDrift(comparePlan(plan, groups, facts)) };
  }

  async #basisOf(
    plan: StoredPlan,
    context: RequestContext,
  ): Promise<PlanDrift['basis']> {
    if (plan.derivedFrom) {
      const { entityRefs } = plan.derivedFrom;
      return { kind: 'DERIVED_FROM', entityRefs: inCatalogForm(entityRefs) };
    }
    const entityRefs = await this.#options.catalog.naming(plan, context);
    return { kind: entityRefs.length > 0 ? 'ANNOTATIONS' : 'NONE', entityRefs };
  }

  /** Gathers what AWS and the records say, as far as the caller may see it. */
  async #facts(
    known: Omit<
      DerivationFacts,
      'survey' | 'groups' | 'groupNames' | 'scopesOnRecord'
    > & {
      readonly onRecord: readonly Scope[];
      /** Whose servers are asked for, where they are on record. */
      readonly scopes: readonly Scope[];
    },
    context: RequestContext,
  ): Promise<DerivationFacts> {
    const { onRecord, scopes: wanted, ...facts } = known;
    const keys = new Set(wanted.map(scopeKey));
    const scopes = onRecord.filter(scope => keys.has(scopeKey(scope)));
    const [judge, survey, onRecordGroups] = await Promise.all([
      this.#options.authorizer.judge(['viewResources'], context),
      this.#options.inventory.survey(scopes),
      this.#options.groups.all(),
    ]);
    const byScope = Map.groupBy(onRecordGroups, scopeKey);
    const groups = scopes.flatMap(scope => byScope.get(scopeKey(scope)) ?? []);
    return {
      ...facts,
      scopesOnRecord: new Set(onRecord.map(scopeKey)),
      survey: seenSurvey(survey, groups, judge),
      groups: groups.filter(group => isSeen(group, judge)),
      groupNames: new Set(
        onRecordGroups
          .filter(group => isSeen(group, judge))
          .map(({ groupName }) => nameKey(groupName)),
      ),
    };
  }
}

const inCatalogForm = (entityRefs: readonly string[]): string[] => [
  ...new Set(entityRefs.map(ref => stringifyEntityRef(parseEntityRef(ref)))),
];

const isSeen = (group: StoredGroup, judge: Judge): boolean =>
  judge.may('viewResources', groupRecord(judgedGroup(group)));

/** The servers that the caller may see: whoever annotates an entity does not own what it names. */
function seenSurvey(
  survey: Survey,
  groups: readonly StoredGroup[],
  judge: Judge,
): Survey {
  const holders = groupsOfServers(groups, survey.servers);
  return {
    ...survey,
    servers: survey.servers.filter(server =>
      judge.may(
        'viewResources',
        serverRecord(server, holders.get(serverKey(server))),
      ),
    ),
  };
}

/** @throws DrsError ENTITY_NOT_FOUND, with every entity that is not there */
function refuseUnknown(
  chosen: readonly string[],
  { unknown }: CatalogGraph,
): void {
  const findings = chosen.flatMap((ref, index): Finding[] =>
    unknown.has(ref)
      ? [
          {
            code: 'ENTITY_NOT_FOUND',
            severity: 'BLOCKING',
            subject: { kind: 'entity', id: ref },
            field: `entityRefs[${index}]`,
            message: `The catalog has no entity ${ref}`,
          },
        ]
      : [],
  );
  if (findings.length > 0) {
    throw new DrsError('ENTITY_NOT_FOUND', findings[0].message, findings);
  }
}

const selectionsOf = ({ entities, scope }: CatalogGraph) =>
  [...scope].flatMap(ref => {
    const selection = entities.get(ref)?.selection;
    return selection?.kind === 'selection' ? [selection] : [];
  });

const scopesNamedBy = (
  catalog: CatalogGraph,
  accountId: string | undefined,
): Scope[] =>
  selectionsOf(catalog)
    .filter(selection => selection.accountId === accountId)
    .map(({ region }) => ({ accountId: accountId ?? '', region }));

/**
 * The account that the annotations name.
 *
 * @throws DrsError ACCOUNT_REQUIRED where they name several: which of them a plan is for is nobody's guess
 */
function accountNamedBy(catalog: CatalogGraph): string | undefined {
  const byAccount = Map.groupBy(
    selectionsOf(catalog),
    ({ accountId }) => accountId,
  );
  if (byAccount.size <= 1) {
    return [...byAccount.keys()].at(0);
  }
  const counted = [...byAccount]
    .sort(([a], [b]) => a.localeCompare(b, 'en-US'))
    .map(([accountId, { length }]) => `${accountId} (${length})`)
    .join(', ');
  const message = `A plan recovers one account, and these components are in ${byAccount.size}: ${counted}`;
  throw new DrsError('ACCOUNT_REQUIRED', message, [
    {
      code: 'ACCOUNT_REQUIRED',
      severity: 'BLOCKING',
      field: 'accountId',
      message,
      remedy: 'Name the account, and derive a plan for each',
    },
  ]);
}
