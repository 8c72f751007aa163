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
  type Clock,
  type ObservedSourceServer,
} from '@drs-orchestrator/drs-engine';
import {
  tagMismatches,
  terminalExecutionStatuses,
  type ExecutionSummary,
  type Posture,
  type PostureAnswer,
  type PostureCounts,
  type ServerPosture,
  type ValidRequest,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { z } from 'zod';
import type { Authorizer, Judge } from '../../access/Authorizer';
import type { RequestContext } from '../../access/Caller';
import { decodeCursor, pageOfRows, textKey } from '../../database/cursor';
import type { ExecutionListings } from '../../database/ExecutionListings';
import {
  groupRecord,
  judgedGroup,
  type ProtectionGroupStore,
  type StoredGroup,
} from '../../database/ProtectionGroupStore';
import type { RecordAttributes } from '../../database/RecordAttributes';
import type {
  RecoveryPlanStore,
  StoredPlan,
} from '../../database/RecoveryPlanStore';
import type { TargetAccounts } from '../accounts/TargetAccounts';
import type { Inventory } from '../inventory/Inventory';
import {
  groupsOfServers,
  serverKey,
  serverRecord,
  sourceServerOf,
} from '../inventory/membership';
import type { EndedDrills } from '../readiness/EndedDrills';
import { lastDrillOf, plansByServer } from '../readiness/rehearsals';
import { resolveWaves } from '../recoveryPlans/resolveWaves';
import { judgePosture } from './judgePosture';
import { leftInstances } from './leftInstances';
import type { Own, Ownership } from './Ownership';

/** What the posture is made of. */
export interface PosturesOptions {
  authorizer: Authorizer;
  ownership: Ownership;
  accounts: TargetAccounts;
  inventory: Inventory;
  groups: ProtectionGroupStore;
  plans: RecoveryPlanStore;
  records: RecordAttributes;
  listings: ExecutionListings;
  drills: EndedDrills;
  clock: Clock;
}

/** A server that the caller may see, and the groups that hold it. */
interface SeenServer {
  readonly server: ObservedSourceServer;
  readonly groups: readonly StoredGroup[];
}

/** Ended drills among which those are looked for that left instances running. */
const MAX_ENDED_DRILLS = 200;

/** What a plan relies on and cannot comes first: it is news, and seldom much. */
const worstFirst: readonly Posture[] = [
  'FAILING',
  'AT_RISK',
  'UNPROTECTED',
  'NEVER_DRILLED',
  'READY',
];

type Keys = [number, string, string];
const keysSchema = z.tuple([
  z.number().int().min(0).max(worstFirst.length),
  textKey,
  textKey,
]);

const keysOf = ({ posture, server }: ServerPosture): Keys => [
  worstFirst.indexOf(posture),
  server.hostname,
  serverKey(server),
];

// By code units, as cursors must compare alike on every machine.
const compareText = (a: string, b: string): number => {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
};

const compareKeys = (a: Keys, b: Keys): number =>
  a[0] - b[0] || compareText(a[1], b[1]) || compareText(a[2], b[2]);

/** Tells how everything that somebody may see is prepared for a disaster, their own apart. */
export class Postures {
  readonly #options: PosturesOptions;

  static create(options: PosturesOptions): Postures {
    return new Postures(options);
  }

  private constructor(options: PosturesOptions) {
    this.#options = options;
  }

  async get(
    { query }: ValidRequest<'get_posture'>,
    context: RequestContext,
  ): Promise<PostureAnswer> {
    const { accounts, inventory, authorizer, clock } = this.#options;
    const [survey, groups, judge, own] = await Promise.all([
      accounts.scopes({}).then(scopes => inventory.survey(scopes)),
      this.#options.groups.all(),
      authorizer.judge(['viewResources'], context),
      this.#options.ownership.of(context),
    ]);
    const holders = groupsOfServers(groups, survey.servers);
    const seen = survey.servers
      .map(
        (server): SeenServer => ({
          server,
          groups: holders.get(serverKey(server)) ?? [],
        }),
      )
      .filter(({ server, groups: holding }) =>
        judge.may('viewResources', serverRecord(server, holding)),
      );
    const inUse = seen.filter(
      ({ server, groups: holding }) =>
        holding.length > 0 || tagMismatches({}, server.tags).length === 0,
    );
    const all = (
      await this.#judged(inUse, { groups, servers: survey.servers, own }, judge)
    ).sort((a, b) => compareKeys(keysOf(a), keysOf(b)));
    const listed = all.filter(
      ({ posture, owned }) =>
        (!query.posture || query.posture.includes(posture)) &&
        (!query.owned || owned),
    );
    const notSetUp = new Set(survey.notSetUp.map(scopeKey));
    const after =
      query.cursor === undefined
        ? undefined
        : decodeCursor(query.cursor, keysSchema);
    const rest = after
      ? listed.filter(item => compareKeys(keysOf(item), after) > 0)
      : listed;
    return {
      ...pageOfRows(rest, query.limit, keysOf, item => item),
      totalItems: listed.length,
      observedAt: clock.now().toISOString(),
      owned: countsOf(all.filter(({ owned }) => owned)),
      ...(!own.isCatalogKnown && { catalogUnavailable: true }),
      all: countsOf(all),
      disabled: seen.length - inUse.length,
      leftRunning: await this.#leftRunning(judge),
      unavailable: survey.unavailable.filter(
        scope =>
          !notSetUp.has(scopeKey(scope)) && judge.mayIn('viewResources', scope),
      ),
    };
  }

  async #judged(
    seen: readonly SeenServer[],
    known: {
      readonly groups: readonly StoredGroup[];
      readonly servers: readonly ObservedSourceServer[];
      readonly own: Own;
    },
    judge: Judge,
  ): Promise<ServerPosture[]> {
    const plans = await this.#plansSeenBy(judge);
    const servers = Map.groupBy(known.servers, scopeKey);
    const groups = new Map(known.groups.map(group => [group.groupId, group]));
    const coverage = plans.map(({ planId, planName, accountId, waves }) => ({
      planId,
      planName,
      waves: resolveWaves(waves, { accountId, groups, servers }, 'WARNING')
        .waves,
    }));
    const launchedBy = plansByServer(coverage);
    const plansById = new Map(plans.map(plan => [plan.planId, plan]));
    const drills = await this.#options.drills.of(coverage, judge);
    const ofOwnEntities = known.own.serversOfEntities(
      seen.map(({ server }) => server),
    );
    return seen.map(({ server, groups: holding }): ServerPosture => {
      const told = holding.filter(group =>
        judge.may('viewResources', groupRecord(judgedGroup(group))),
      );
      const launching = [...(launchedBy.get(serverKey(server)) ?? [])].flatMap(
        planId => plansById.get(planId) ?? [],
      );
      const lastDrill = lastDrillOf(
        server,
        drills,
        launching.map(({ planId }) => planId),
      );
      const owner = told.at(0)?.owner;
      return {
        server: sourceServerOf(server, told),
        posture: judgePosture(server, {
          isLaunched: launching.length > 0,
          lastDrill,
        }),
        owned:
          known.own.has(owner) ||
          launching.some(plan => known.own.has(plan.owner)) ||
          ofOwnEntities.has(serverKey(server)),
        ...(owner !== undefined && { owner }),
        plans: launching.map(({ planId, planName }) => ({ planId, planName })),
        ...(lastDrill && {
          lastDrill: {
            executionId: lastDrill.executionId,
            planName: lastDrill.planName,
            status: lastDrill.status,
            startTime: lastDrill.startTime,
            endTime: lastDrill.endTime,
          },
        }),
      };
    });
  }

  /** Ended drills whose instances still run, as far as the caller may see them. */
  async #leftRunning(judge: Judge): Promise<ExecutionSummary[]> {
    const { items } = await this.#options.listings.page({
      limit: MAX_ENDED_DRILLS,
      executionType: 'DRILL',
      status: terminalExecutionStatuses,
      allowed: judge.filter('viewResources'),
    });
    return items.filter(leftInstances);
  }

  async #plansSeenBy(judge: Judge): Promise<StoredPlan[]> {
    const plans = await this.#options.plans.all();
    const seen = await this.#options.records.seenBy(
      judge,
      'recovery-plan',
      plans.map(({ planId }) => planId),
    );
    return plans.filter(({ planId }) => seen.has(planId));
  }
}

function countsOf(items: readonly ServerPosture[]): PostureCounts {
  const of = (wanted: Posture) =>
    items.filter(({ posture }) => posture === wanted).length;
  return {
    UNPROTECTED: of('UNPROTECTED'),
    FAILING: of('FAILING'),
    AT_RISK: of('AT_RISK'),
    NEVER_DRILLED: of('NEVER_DRILLED'),
    READY: of('READY'),
  };
}
