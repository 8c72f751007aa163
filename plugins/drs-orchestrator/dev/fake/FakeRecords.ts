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
  DrsError,
  healthCheckSchema,
  tagMismatches,
  terminalExecutionStatuses,
  type Execution,
  type ProtectionGroup,
  type RecoveryPlan,
  type ResponseOf,
  type SourceServer,
  type Wave,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { companyAccounts, companyServers } from './company';
import type { FakeCaller } from './FakeCaller';
import { FakeRun, type RunStart } from './FakeRun';
import { tellRun } from './tellRun';
import { whyNot } from './whyNot';

/** A record as it is kept; what the caller may do to it is told with each answer. */
export type Stored<T> = Omit<T, 'allowedActions' | 'deniedActions'>;

/** What the fake has on record, and how it tells it. */
export class FakeRecords {
  readonly #options: { now: () => number; launchMs: number };
  servers: SourceServer[] = companyServers();

  /** How many points in time there are of each server, one an hour. */
  pointsInTime = 24;
  accounts = companyAccounts();
  groups: Stored<ProtectionGroup>[] = [];
  plans: Stored<RecoveryPlan>[] = [];
  runs: FakeRun[] = [];
  /** Accounts whose roles cannot be assumed. */
  readonly unreachable = new Set<string>();
  /** Why the history of replication cannot be read, if it cannot. */
  historyFailure?: string;
  settings: ResponseOf<'get_settings'> = {
    freeze: { active: false, byConfiguration: false },
    breakGlass: [],
    version: 0,
  };
  /** What AWS has of servers' launch settings, where it was changed. */
  readonly launchSettings = new Map<
    string,
    ResponseOf<'get_launch_configuration'>['servers'][number]['current']
  >();
  /** Servers whose launch settings AWS does not take, and what it says. */
  readonly unwritable = new Map<string, { code: string; message: string }>();
  /** Why the launch settings of servers were not written when that was tried last. */
  readonly applyFailures = new Map<
    string,
    NonNullable<
      ResponseOf<'get_launch_configuration'>['servers'][number]['lastFailure']
    >
  >();
  /** What stands next to an entity in the catalog's graph, by its ref. */
  readonly surroundings = new Map<
    string,
    ResponseOf<'get_dependency_readiness'>
  >();
  /** Whose records are the caller's own. */
  readonly ownedBy = ['group:default/commerce-team'];
  /** The catalog does not tell what else is. */
  isCatalogDown = false;
  /** What the catalog gives for entities, by their refs, where it is not the usual. */
  readonly derivations = new Map<string, ResponseOf<'derive_recovery_plan'>>();
  /** Who asks. */
  readonly me = 'user:default/somebody';
  #ids = 0;

  constructor(
    readonly caller: FakeCaller,
    options: { now: () => number; launchMs: number },
  ) {
    this.#options = options;
  }

  /** Adds a group of servers by tags. */
  addGroup(
    groupName: string,
    tags: Record<string, string>,
    accountId = '111122223333',
  ): Stored<ProtectionGroup> {
    const group = {
      groupId: this.id('group'),
      groupName,
      accountId,
      region: 'us-west-2',
      serverSelectionTags: tags,
      owner: 'group:default/commerce-team',
      ...this.stamp(),
      usedByPlans: [],
    };
    this.groups.push(group);
    return group;
  }

  /** Adds a plan; each wave is its name, its groups and what it waits for. */
  addPlan(
    planName: string,
    waves: readonly {
      name: string;
      groups: readonly Stored<ProtectionGroup>[];
      after?: number[];
      tolerant?: boolean;
      /** Rules of the wave, where they are not the usual ones. */
      rules?: Partial<Wave>;
    }[],
    targets: { rto?: number; rpo?: number } = {},
  ): Stored<RecoveryPlan> {
    const plan: Stored<RecoveryPlan> = {
      planId: this.id('plan'),
      planName,
      accountId: waves[0].groups[0].accountId,
      scopes: [
        { accountId: waves[0].groups[0].accountId, region: 'us-west-2' },
      ],
      owner: 'group:default/commerce-team',
      targetRtoMinutes: targets.rto ?? 5,
      targetRpoMinutes: targets.rpo,
      maxDurationMinutes: 1440,
      waves: waves.map((wave, index) => ({
        waveId: this.id('wave'),
        waveNumber: index + 1,
        waveName: wave.name,
        protectionGroupIds: wave.groups.map(group => group.groupId),
        dependsOnWaves: wave.after,
        maxWaitMinutes: 120,
        continueOnFailure: wave.tolerant ?? false,
        pauseBeforeWave: false,
        waitTimeSeconds: 0,
        preWaveHooks: [],
        postWaveHooks: [],
        healthCheck: healthCheckSchema.parse({}),
        ...wave.rules,
      })),
      ...this.stamp(),
    };
    this.plans.push(plan);
    return plan;
  }

  /** Adds a run that started some time ago. */
  addRun(
    plan: Stored<RecoveryPlan>,
    options: {
      agoMs: number;
      failing?: string[];
      unhealthy?: string[];
      flaky?: string[];
      fullForMs?: number;
      fourEyes?: boolean;
      startedBy?: string;
      terminated?: boolean;
      /** Waves that somebody approved as soon as they were asked about. */
      approved?: number[];
    } & Partial<
      Pick<
        RunStart,
        'executionType' | 'reason' | 'pointInTime' | 'timeToLiveMinutes'
      >
    >,
  ): FakeRun {
    const startedAt = this.now() - options.agoMs;
    const run = new FakeRun({
      executionId: this.id('execution'),
      plan: this.tellPlan(plan),
      executionType: options.executionType ?? 'DRILL',
      startedAt,
      startedBy: options.startedBy ?? 'user:default/omar.okafor',
      reason: options.reason,
      pointInTime: options.pointInTime,
      timeToLiveMinutes: options.timeToLiveMinutes,
      members: new Map(
        this.groups.map(group => [group.groupId, this.members(group)]),
      ),
      failing: new Set(options.failing),
      unhealthy: new Set(options.unhealthy),
      flaky: new Set(options.flaky),
      fourEyes: options.fourEyes ?? false,
      fullUntil:
        options.fullForMs === undefined
          ? undefined
          : this.now() + options.fullForMs,
      launchMs: this.#options.launchMs,
    });
    for (const waveNumber of options.approved ?? []) {
      let at = startedAt;
      while (!run.waitsForApproval()) {
        at += 1_000;
        run.advance(at);
      }
      run.decide(waveNumber, {
        decision: 'APPROVE',
        by: 'user:default/rita.moreau',
        at,
      });
    }
    if (options.terminated) {
      run.terminatedAt = startedAt + 600_000;
    }
    run.advance(this.now());
    this.runs.unshift(run);
    return run;
  }

  /** Milliseconds since the epoch. */
  now(): number {
    return this.#options.now();
  }

  /** A new identifier. */
  id(kind: string): string {
    this.#ids += 1;
    return `${kind}-${String(this.#ids).padStart(4, '0')}`;
  }

  /** Who wrote a record, and when. */
  stamp() {
    const at = new Date(this.now() - 3 * 86_400_000).toISOString();
    return {
      version: 1,
      createdAt: at,
      updatedAt: at,
      createdBy: 'user:default/pat.lindqvist',
    };
  }

  /** The servers that a group selects now. */
  members(group: {
    accountId: string;
    region: string;
    serverSelectionTags?: Record<string, string>;
    sourceServerIds?: string[];
  }): SourceServer[] {
    const tags = group.serverSelectionTags;
    return this.servers.filter(
      server =>
        server.accountId === group.accountId &&
        server.region === group.region &&
        (tags
          ? tagMismatches(tags, server.tags).length === 0
          : group.sourceServerIds?.includes(server.sourceServerId)),
    );
  }

  /** A server as the API answers it, with its group. */
  tellServer(server: SourceServer): SourceServer {
    const group = this.groups.find(candidate =>
      this.members(candidate).includes(server),
    );
    return group
      ? {
          ...server,
          protectionGroup: {
            groupId: group.groupId,
            groupName: group.groupName,
          },
        }
      : server;
  }

  /** A group as the API answers it. */
  tellGroup(group: Stored<ProtectionGroup>): ProtectionGroup {
    const usedByPlans = this.plans
      .filter(plan =>
        plan.waves.some(wave =>
          wave.protectionGroupIds.includes(group.groupId),
        ),
      )
      .map(({ planId, planName }) => ({ planId, planName }));
    return {
      ...group,
      usedByPlans,
      ...this.caller.actions({
        update_protection_group: undefined,
        apply_launch_configuration: undefined,
        delete_protection_group:
          usedByPlans.length > 0
            ? `The plan ${usedByPlans[0].planName} uses this group.`
            : undefined,
      }),
    };
  }

  /** A plan as the API answers it. */
  tellPlan(plan: Stored<RecoveryPlan>): RecoveryPlan {
    const last = this.runs.find(run => run.start.plan.planId === plan.planId);
    const lastExecution = last && this.tellExecution(last);
    const running =
      lastExecution && !terminalExecutionStatuses.includes(lastExecution.status)
        ? 'An execution of this plan is under way.'
        : undefined;
    return {
      ...plan,
      lastExecution,
      ...this.caller.actions({
        execute_recovery_plan: this.settings.freeze.active
          ? 'Everything is frozen: nothing starts.'
          : running,
        update_recovery_plan: undefined,
        delete_recovery_plan: running,
      }),
    };
  }

  /** A run as the API answers it. */
  tellExecution(run: FakeRun): Execution {
    const now = this.now();
    run.advance(now);
    const { timeToLiveMinutes } = run.start;
    if (run.endedAt !== undefined && timeToLiveMinutes !== undefined) {
      const due = run.endedAt + timeToLiveMinutes * 60_000;
      run.terminatedAt ??= due <= now ? due : undefined;
    }
    const told = tellRun(run, now);
    return { ...told, ...this.caller.actions(whyNot(run, told, this.me)) };
  }

  /** @throws DrsError the code, where there is no item */
  find<T>(
    item: T | undefined,
    code:
      | 'EXECUTION_NOT_FOUND'
      | 'RECOVERY_PLAN_NOT_FOUND'
      | 'PROTECTION_GROUP_NOT_FOUND'
      | 'TARGET_ACCOUNT_NOT_FOUND',
  ): T {
    if (item === undefined) {
      throw new DrsError(code, 'There is no such record.');
    }
    return item;
  }

  /** @throws DrsError EXECUTION_NOT_FOUND */
  runOf(executionId: string): FakeRun {
    return this.find(
      this.runs.find(run => run.start.executionId === executionId),
      'EXECUTION_NOT_FOUND',
    );
  }

  /** @throws DrsError RECOVERY_PLAN_NOT_FOUND */
  planOf(planId: string) {
    return this.find(
      this.plans.find(plan => plan.planId === planId),
      'RECOVERY_PLAN_NOT_FOUND',
    );
  }

  /** @throws DrsError PROTECTION_GROUP_NOT_FOUND */
  groupOf(groupId: string) {
    return this.find(
      this.groups.find(group => group.groupId === groupId),
      'PROTECTION_GROUP_NOT_FOUND',
    );
  }

  /** @throws DrsError DUPLICATE_NAME */
  checkName<T>(
    records: readonly T[],
    nameOf: (record: T) => string,
    name: string,
    field: string,
  ) {
    if (
      records.some(
        record => nameOf(record).toLowerCase() === name.toLowerCase(),
      )
    ) {
      throw new DrsError('DUPLICATE_NAME', `The name ${name} is taken.`, [
        {
          code: 'DUPLICATE_NAME',
          severity: 'BLOCKING',
          field,
          message: `The name ${name} is taken`,
        },
      ]);
    }
  }
}
