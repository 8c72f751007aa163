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
  inTime,
  isSameScope,
  scopeKey,
  type AwsAccess,
  type Clock,
  type ObservedSourceServer,
  type Scope,
} from '@drs-orchestrator/drs-engine';
import type {
  Finding,
  PreflightRequest,
  Wave,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type {
  ProtectionGroupStore,
  StoredGroup,
} from '../../database/ProtectionGroupStore';
import { groupIdsOf, type StoredPlan } from '../../database/RecoveryPlanStore';
import { quotaUse } from '../capacity/quotasInForce';
import type { Quotas } from '../capacity/Quotas';
import { RecentAnswers } from '../capacity/RecentAnswers';
import type { Inventory } from '../inventory/Inventory';
import type { ResourceLookup } from '../launchConfiguration/ResourceLookup';
import { addressAtLaunch } from '../launchConfiguration/settingsProblems';
import type { SettingsInAws } from '../launchConfiguration/SettingsInAws';
import { scopesOf } from '../recoveryPlans/PlanWorlds';
import {
  resolveWaves,
  type ResolvedWaves,
} from '../recoveryPlans/resolveWaves';
import type { ExecutionHolders } from './ExecutionHolders';
import { settingsAtLaunch } from './judge/launchSettings';
import type { LaunchHistory } from './LaunchHistory';
import { learnt } from './learnt';
import { plannedServers } from './plannedServers';
import { resolvePointInTime } from './pointInTime';
import { expectLaunches } from './prediction/expectLaunches';
import { timelineOf } from './prediction/timelineOf';
import type {
  Learnt,
  PlannedServer,
  PreflightSituation,
  ReachedScope,
  ScopeSituation,
  StartRules,
} from './situation';

/** Policies change rarely, and IAM takes a while to apply a change. */
const PERMISSIONS_FRESH_FOR_MS = 60_000;
/** Many who start at the same time share one look at the servers of an account and Region. */
const SERVERS_FRESH_FOR_MS = 2_000;
const KEPT_SCOPES = 500;

/** What a plan is surveyed with. */
export interface PlanSurveysOptions {
  access: AwsAccess;
  clock: Clock;
  groups: ProtectionGroupStore;
  inventory: Inventory;
  quotas: Quotas;
  resources: ResourceLookup;
  settings: SettingsInAws;
  holders: ExecutionHolders;
  history: LaunchHistory;
  /** For an execution of that type. */
  rules: (
    executionType: PreflightRequest['executionType'],
  ) => Promise<StartRules>;
}

/**
 * How long is waited for what is good to know and does not decide: on the night
 * when it is needed, services that others depend on may not answer.
 */
const PATIENCE_MS: Readonly<Record<SurveyDepth, number>> = {
  START: 3_000,
  WHOLE: 20_000,
};

/** How much is asked: what takes a call for each server only where somebody has the time to look. */
export type SurveyDepth = 'START' | 'WHOLE';

/** A situation with what was found on the way to it. */
export interface Survey extends PreflightSituation {
  /** The plan's groups, by ID. */
  readonly groupsOfPlan: ReadonlyMap<string, StoredGroup>;
  /** What servers are launched from that are not launched with the latest data. */
  readonly snapshots: ReadonlyMap<string, string>;
}

/** Finds out all that a start would be judged by. Reads only, here and in AWS. */
export class PlanSurveys {
  readonly #options: PlanSurveysOptions;
  readonly #permissions: RecentAnswers<readonly string[] | undefined>;
  readonly #servers: RecentAnswers<readonly ObservedSourceServer[]>;

  static create(options: PlanSurveysOptions): PlanSurveys {
    return new PlanSurveys(options);
  }

  private constructor(options: PlanSurveysOptions) {
    this.#options = options;
    this.#permissions = RecentAnswers.create({
      clock: options.clock,
      freshForMs: PERMISSIONS_FRESH_FOR_MS,
      capacity: KEPT_SCOPES,
    });
    this.#servers = RecentAnswers.create({
      clock: options.clock,
      freshForMs: SERVERS_FRESH_FOR_MS,
      capacity: KEPT_SCOPES,
    });
  }

  /** What could not be learnt is told in the situation; only faults of ours are thrown. */
  async of(
    plan: StoredPlan,
    conditions: PreflightRequest,
    depth: SurveyDepth,
  ): Promise<Survey> {
    const { clock, groups, holders, history, rules } = this.#options;
    const resolution = await this.resolve(plan, depth);
    const { resolved, scopes, groupsOfPlan } = resolution;
    const settled = plannedServers(resolved, groupsOfPlan, conditions);
    const [points, situations, inScopes, held, past, startRules] =
      await Promise.all([
        this.#points(conditions, settled),
        Promise.all(
          scopes.map(scope => this.#situation(scope, settled, depth)),
        ),
        Promise.all(scopes.map(({ scope }) => groups.inScope(scope))),
        holders.of(
          plan.planId,
          settled.map(({ server }) => server.sourceServerId),
        ),
        history.of(plan),
        rules(conditions.executionType),
      ]);
    const servers = settled.map(
      (planned): PlannedServer => ({
        ...planned,
        dataFrom: points.times.get(planned.server.sourceServerId),
      }),
    );
    const launches = expectLaunches(
      servers.map(({ server }) => server),
      plan.planId,
      past,
    );
    const known = {
      plan,
      conditions,
      now: clock.now(),
      resolved,
      servers,
      pointFindings: points.findings,
      groups: inScopes.flat(),
      scopes: situations,
      planHolder: held.plan,
      holders: held.servers,
      rules: startRules,
      expectations: new Map(
        servers.flatMap(planned => {
          const expectation = launches.get(planned.server);
          return expectation ? [[planned, expectation] as const] : [];
        }),
      ),
    };
    return {
      ...known,
      timeline: timelineOf(known),
      groupsOfPlan,
      snapshots: points.snapshots,
    };
  }

  /** The plan's servers as they are now, in every account and Region that answers. */
  async resolve(
    plan: Pick<StoredPlan, 'accountId' | 'waves'>,
    depth: SurveyDepth,
  ): Promise<{
    resolved: ResolvedWaves<Wave>;
    groupsOfPlan: ReadonlyMap<string, StoredGroup>;
    scopes: readonly ScopeServers[];
  }> {
    const { groups, inventory } = this.#options;
    const groupsOfPlan = await groups.byIds(groupIdsOf(plan.waves));
    const scopes = await Promise.all(
      scopesOf(groupsOfPlan.values())
        // Groups of other accounts are refused without asking about their servers.
        .filter(({ accountId }) => accountId === plan.accountId)
        .map(async scope => ({
          scope,
          servers: await learnt(
            depth === 'START'
              ? this.#servers.get(scopeKey(scope), () =>
                  inventory.servers(scope, { live: true }),
                )
              : inventory.servers(scope, { live: true }),
          ),
        })),
    );
    const resolved = resolveWaves(
      plan.waves,
      {
        accountId: plan.accountId,
        groups: groupsOfPlan,
        servers: new Map(
          scopes.map(({ scope, servers }) => [
            scopeKey(scope),
            servers.known ? servers.value : [],
          ]),
        ),
      },
      'BLOCKING',
    );
    return { resolved, groupsOfPlan, scopes };
  }

  async #situation(
    { scope, servers }: ScopeServers,
    planned: readonly PlannedServer[],
    depth: SurveyDepth,
  ): Promise<ScopeSituation> {
    if (!servers.known) {
      return { ...scope, reached: false, failure: servers.failure };
    }
    const inScope = planned.filter(({ server }) => isSameScope(server, scope));
    const ids = inScope.map(({ server }) => server.sourceServerId);
    const { access, quotas, settings } = this.#options;
    const instancesNow = access
      .drs(scope)
      .then(drs => drs.describeRecoveryInstances(ids));
    const [instances, jobs, missingPermissions, current] = await Promise.all([
      // A start does not go ahead without knowing them, and waits for as long as it takes.
      learnt(
        depth === 'START'
          ? instancesNow
          : inTime(instancesNow, PATIENCE_MS[depth]),
      ),
      learnt(inTime(quotas.jobs(scope), PATIENCE_MS[depth])),
      learnt(
        inTime(this.#missingPermissions(scope, depth), PATIENCE_MS[depth]),
      ),
      depth === 'WHOLE'
        ? learnt(inTime(settings.read(scope, ids), PATIENCE_MS[depth]))
        : Promise.resolve(undefined),
    ]);
    const { quotas: inForce, notice } = await quotas.inForce(
      scope,
      jobs.known ? quotaUse(scope.accountId, servers.value, jobs.value) : {},
    );
    const reached: ReachedScope = {
      ...scope,
      reached: true,
      instances,
      jobs,
      quotas: inForce,
      ...(notice !== undefined && { quotasNotice: notice }),
      missingPermissions,
      resources: {},
      resourceFailures: [],
      ...(current && { settings: current }),
    };
    const launches = inScope.map(one => ({
      server: one.server,
      settings: settingsAtLaunch(one, reached),
    }));
    const found = await learnt(
      inTime(
        this.#options.resources.named(
          scope,
          launches.map(launch => launch.settings),
          launches.flatMap(
            launch => addressAtLaunch(launch.settings, launch.server) ?? [],
          ),
        ),
        PATIENCE_MS[depth],
      ),
    );
    return found.known
      ? {
          ...reached,
          resources: found.value.resources,
          resourceFailures: found.value.failures,
        }
      : { ...reached, resourceFailures: [found.failure] };
  }

  /**
   * Only that nothing is missing is remembered: whoever has just mended the role
   * looks, or starts, at once.
   */
  async #missingPermissions(
    scope: Scope,
    depth: SurveyDepth,
  ): Promise<readonly string[] | undefined> {
    const key = scopeKey(scope);
    const known = await this.#permissions.peek(key);
    if (depth === 'START' && known?.length === 0) {
      return known;
    }
    this.#permissions.delete(key);
    return this.#permissions.get(key, async () => {
      const { permissions } = await this.#options.access.services(scope);
      return permissions.missingPermissions();
    });
  }

  /** The points in time that are meant, or that nobody can tell them now. */
  async #points(
    { pointInTime }: PreflightRequest,
    servers: readonly PlannedServer[],
  ): Promise<{
    snapshots: ReadonlyMap<string, string>;
    times: ReadonlyMap<string, string>;
    findings: readonly Finding[];
  }> {
    const resolved = await learnt(
      resolvePointInTime(
        pointInTime,
        servers.map(({ server }) => server),
        this.#options.access,
        this.#options.clock.now(),
      ),
    );
    if (!resolved.known) {
      const { code, message } = resolved.failure;
      return {
        snapshots: new Map(),
        times: new Map(),
        findings: [
          {
            code: 'RECOVERY_SNAPSHOTS_UNKNOWN',
            severity: 'BLOCKING',
            field: 'pointInTime',
            message: `The recovery points of the servers could not be read (${code}): ${message}`,
            remedy: 'Try again, or choose the latest data',
          },
        ],
      };
    }
    const { snapshots, findings } = resolved.value;
    return {
      snapshots: new Map(
        [...snapshots].map(([id, snapshot]) => [id, snapshot.snapshotId]),
      ),
      times: new Map([...snapshots].map(([id, snapshot]) => [id, snapshot.at])),
      findings,
    };
  }
}

/** An account and Region with its source servers. */
export interface ScopeServers {
  readonly scope: Scope;
  readonly servers: Learnt<readonly ObservedSourceServer[]>;
}
