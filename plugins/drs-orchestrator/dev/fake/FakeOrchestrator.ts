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
  drsPermissions,
  drsRoleSchema,
  endpoints,
  rolePermissions,
  rolesGranting,
  tagMismatches,
  terminalExecutionStatuses,
  waveGraphFindings,
  type DrsOrchestratorApi,
  type DrsPermissionKey,
  type DrsRole,
  type Execution,
  type Finding,
  type OperationName,
  type ProtectionGroup,
  type RecoveryPlan,
  type RequestInput,
  type ResponseOf,
  type SourceServer,
  type ValidRequest,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { companyAccounts, companyServers } from './company';
import { tellRun, type Run } from './tellRun';

type Handlers = {
  [K in OperationName]?: (
    request: ValidRequest<K>,
  ) => ResponseOf<K> | Promise<ResponseOf<K>>;
};

/** How the fake behaves. */
export interface FakeOptions {
  role?: DrsRole;
  /** Refuses everything, as for a person without a role. */
  denied?: boolean;
  now?: () => number;
  launchMs?: number;
  /** Milliseconds before each answer. */
  delayMs?: number;
}

type Stored<T> = Omit<T, 'allowedActions' | 'deniedActions'>;

/**
 * An orchestrator in memory that keeps to the contract: requests and answers pass
 * through the schemas of the endpoint table. For development without a backend,
 * and for tests of pages.
 */
export class FakeOrchestrator implements DrsOrchestratorApi {
  readonly #options: Required<Omit<FakeOptions, 'denied'>> & {
    denied: boolean;
  };
  readonly #handlers: Handlers;
  servers: SourceServer[] = companyServers();
  accounts = companyAccounts();
  groups: Stored<ProtectionGroup>[] = [];
  plans: Stored<RecoveryPlan>[] = [];
  runs: Run[] = [];
  #ids = 0;

  constructor(options: FakeOptions = {}) {
    this.#options = {
      role: options.role ?? 'DRSOrchestrationAdmin',
      denied: options.denied ?? false,
      now: options.now ?? Date.now,
      launchMs: options.launchMs ?? 20_000,
      delayMs: options.delayMs ?? 0,
    };
    this.#handlers = this.#makeHandlers();
  }

  async call<K extends OperationName>(
    operation: K,
    request: RequestInput<K>,
  ): Promise<ResponseOf<K>> {
    if (this.#options.delayMs > 0) {
      await new Promise(done => setTimeout(done, this.#options.delayMs));
    }
    const endpoint = endpoints[operation];
    if (endpoint.access.kind === 'permission') {
      this.#demand(endpoint.access.permission);
    }
    const handler = this.#handlers[operation];
    if (!handler) {
      throw new DrsError('ROUTE_NOT_FOUND', `The fake has no ${operation}`);
    }
    // The schemas give the types of K; the compiler cannot follow the index.
    const valid = {
      params: endpoint.params.parse(request.params ?? {}),
      query: endpoint.query.parse(request.query ?? {}),
      body: endpoint.body.parse(request.body),
    } as ValidRequest<K>;
    return endpoint.response.parse(await handler(valid)) as ResponseOf<K>;
  }

  /** Adds a group of servers by tags. */
  addGroup(
    groupName: string,
    tags: Record<string, string>,
    accountId = '111122223333',
  ): Stored<ProtectionGroup> {
    const group = {
      groupId: this.#id('group'),
      groupName,
      accountId,
      region: 'us-west-2',
      serverSelectionTags: tags,
      owner: 'group:default/commerce-team',
      ...this.#stamp(),
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
    }[],
    targetRtoMinutes = 5,
  ): Stored<RecoveryPlan> {
    const plan: Stored<RecoveryPlan> = {
      planId: this.#id('plan'),
      planName,
      accountId: waves[0].groups[0].accountId,
      scopes: [
        { accountId: waves[0].groups[0].accountId, region: 'us-west-2' },
      ],
      owner: 'group:default/commerce-team',
      targetRtoMinutes,
      maxDurationMinutes: 1440,
      waves: waves.map((wave, index) => ({
        waveId: this.#id('wave'),
        waveNumber: index + 1,
        waveName: wave.name,
        protectionGroupIds: wave.groups.map(group => group.groupId),
        dependsOnWaves: wave.after,
        maxWaitMinutes: 120,
        continueOnFailure: wave.tolerant ?? false,
      })),
      ...this.#stamp(),
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
      executionType?: 'DRILL' | 'RECOVERY';
      terminated?: boolean;
      reason?: string;
    },
  ): Run {
    const startedAt = this.#now() - options.agoMs;
    const run: Run = {
      executionId: this.#id('execution'),
      plan: this.#tellPlan(plan),
      executionType: options.executionType ?? 'DRILL',
      startedAt,
      startedBy: 'user:default/omar.okafor',
      reason: options.reason,
      members: new Map(
        this.groups.map(group => [group.groupId, this.#members(group)]),
      ),
      failing: new Set(options.failing),
      launchMs: this.#options.launchMs,
      ...(options.terminated && { terminatedAt: startedAt + 600_000 }),
    };
    this.runs.unshift(run);
    return run;
  }

  #now() {
    return this.#options.now();
  }

  #id(kind: string): string {
    this.#ids += 1;
    return `${kind}-${String(this.#ids).padStart(4, '0')}`;
  }

  #stamp() {
    const at = new Date(this.#now() - 3 * 86_400_000).toISOString();
    return {
      version: 1,
      createdAt: at,
      updatedAt: at,
      createdBy: 'user:default/pat.lindqvist',
    };
  }

  #holds(permission: DrsPermissionKey): boolean {
    return (
      !this.#options.denied &&
      rolePermissions[this.#options.role].has(permission)
    );
  }

  #demand(permission: DrsPermissionKey) {
    if (!this.#holds(permission)) {
      const { name } = drsPermissions[permission];
      throw new DrsError(
        'INSUFFICIENT_PERMISSIONS',
        `You need the permission ${name}.`,
        [],
        { permission: name },
      );
    }
  }

  /** What the caller may do to a record; a reason forbids an operation whoever asks. */
  #actions(
    operations: Partial<Record<OperationName, string | undefined>>,
  ): Pick<Execution, 'allowedActions' | 'deniedActions'> {
    const allowedActions: string[] = [];
    const deniedActions: Execution['deniedActions'] = [];
    for (const [operation, reason] of Object.entries(operations)) {
      const { access } = endpoints[operation as OperationName];
      if (access.kind === 'permission' && !this.#holds(access.permission)) {
        const { name } = drsPermissions[access.permission];
        deniedActions.push({
          operation,
          code: 'INSUFFICIENT_PERMISSIONS',
          reason: `You need the permission ${name}, which comes with ${rolesGranting(
            access.permission,
          ).join(' or ')}.`,
        });
      } else if (reason) {
        deniedActions.push({ operation, code: 'INVALID_STATE', reason });
      } else {
        allowedActions.push(operation);
      }
    }
    return { allowedActions, deniedActions };
  }

  #members(group: {
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

  #tellServer(server: SourceServer): SourceServer {
    const group = this.groups.find(candidate =>
      this.#members(candidate).includes(server),
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

  #tellGroup(group: Stored<ProtectionGroup>): ProtectionGroup {
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
      ...this.#actions({
        update_protection_group: undefined,
        delete_protection_group:
          usedByPlans.length > 0
            ? `The plan ${usedByPlans[0].planName} uses this group.`
            : undefined,
      }),
    };
  }

  #tellPlan(plan: Stored<RecoveryPlan>): RecoveryPlan {
    const last = this.runs.find(run => run.plan.planId === plan.planId);
    const lastExecution = last && this.#tell(last);
    const running =
      lastExecution && !terminalExecutionStatuses.includes(lastExecution.status)
        ? 'An execution of this plan is under way.'
        : undefined;
    return {
      ...plan,
      lastExecution,
      ...this.#actions({
        execute_recovery_plan: running,
        update_recovery_plan: undefined,
        delete_recovery_plan: running,
      }),
    };
  }

  #tell(run: Run): Execution {
    const told = tellRun(run, this.#now());
    const ended = terminalExecutionStatuses.includes(told.status);
    const cancelling =
      told.status === 'CANCELLING'
        ? 'It is being cancelled already.'
        : undefined;
    const terminating =
      run.terminatedAt === undefined
        ? undefined
        : 'The instances are being terminated already.';
    return {
      ...told,
      ...this.#actions({
        cancel_execution: ended ? 'The execution has ended.' : cancelling,
        terminate_recovery_instances: ended
          ? terminating
          : 'The execution has not ended yet. Cancel it first.',
      }),
    };
  }

  #find<T>(
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

  #run(executionId: string): Run {
    return this.#find(
      this.runs.find(run => run.executionId === executionId),
      'EXECUTION_NOT_FOUND',
    );
  }

  #plan(planId: string) {
    return this.#find(
      this.plans.find(plan => plan.planId === planId),
      'RECOVERY_PLAN_NOT_FOUND',
    );
  }

  #group(groupId: string) {
    return this.#find(
      this.groups.find(group => group.groupId === groupId),
      'PROTECTION_GROUP_NOT_FOUND',
    );
  }

  #checkName<T>(
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

  #makeHandlers(): Handlers {
    const page = <T>(items: T[], query: { limit: number; cursor?: string }) => {
      const from = Number(query.cursor ?? 0);
      const to = from + query.limit;
      return {
        items: items.slice(from, to),
        totalItems: items.length,
        ...(to < items.length && { nextCursor: String(to) }),
      };
    };
    return {
      get_user_permissions: () => ({
        userEntityRef: 'user:default/somebody',
        roles: this.#options.denied
          ? []
          : [{ role: this.#options.role, through: ['group:default/dr'] }],
        permissions: (Object.keys(drsPermissions) as DrsPermissionKey[])
          .filter(key => this.#holds(key))
          .map(key => drsPermissions[key].name),
      }),
      list_target_accounts: ({ query }) => page(this.accounts, query),
      get_target_account: ({ params }) =>
        this.#find(
          this.accounts.find(item => item.accountId === params.accountId),
          'TARGET_ACCOUNT_NOT_FOUND',
        ),
      create_target_account: ({ body }) => {
        const { externalId: _secret, ...rest } = body;
        const account = { ...rest, ...this.#stamp() };
        this.accounts = [...this.accounts, account];
        return account;
      },
      get_drs_source_servers: ({ query }) => ({
        ...page(
          this.servers
            .filter(
              server =>
                (!query.accountId || server.accountId === query.accountId) &&
                (!query.region || server.region === query.region) &&
                (!query.replicationState ||
                  query.replicationState.includes(server.replicationState)) &&
                (!query.recoverability ||
                  query.recoverability.includes(server.recoverability)) &&
                (!query.text || server.hostname.includes(query.text)) &&
                (query.tag ?? []).every(pair => {
                  const at = pair.indexOf('=');
                  return server.tags[pair.slice(0, at)] === pair.slice(at + 1);
                }),
            )
            .map(server => this.#tellServer(server)),
          query,
        ),
        unavailable:
          !query.accountId || query.accountId === '333344445555'
            ? [
                {
                  accountId: '333344445555',
                  region: 'eu-west-1',
                  code: 'UninitializedAccountException',
                  message: 'DRS is not set up in this Region',
                },
              ]
            : [],
      }),
      list_protection_groups: ({ query }) =>
        page(
          this.groups
            .filter(
              group =>
                (!query.accountId || group.accountId === query.accountId) &&
                group.groupName
                  .toLowerCase()
                  .includes((query.name ?? '').toLowerCase()),
            )
            .map(group => this.#tellGroup(group)),
          query,
        ),
      get_protection_group: ({ params }) =>
        this.#tellGroup(this.#group(params.groupId)),
      create_protection_group: ({ body }) => {
        this.#checkName(
          this.groups,
          group => group.groupName,
          body.groupName,
          'groupName',
        );
        const group = {
          ...body,
          accountId: body.accountId ?? '111122223333',
          groupId: this.#id('group'),
          ...this.#stamp(),
          usedByPlans: [],
        };
        this.groups.push(group);
        return this.#tellGroup(group);
      },
      update_protection_group: ({ params, body }) => {
        const group = this.#group(params.groupId);
        if (group.version !== body.version) {
          throw new DrsError(
            'VERSION_CONFLICT',
            'The group was changed meanwhile.',
            [],
            { current: this.#tellGroup(group) },
          );
        }
        Object.assign(
          group,
          { serverSelectionTags: undefined, sourceServerIds: undefined },
          body,
          {
            version: body.version + 1,
            updatedAt: new Date(this.#now()).toISOString(),
          },
        );
        return this.#tellGroup(group);
      },
      delete_protection_group: ({ params }) => {
        this.groups = this.groups.filter(
          group => group.groupId !== params.groupId,
        );
        return undefined;
      },
      resolve_protection_group_tags: ({ body }) => {
        const there = this.servers.filter(
          server =>
            server.accountId === body.accountId &&
            server.region === body.region,
        );
        const tags = body.serverSelectionTags;
        const servers = this.#members({
          accountId: body.accountId ?? '',
          region: body.region,
          serverSelectionTags: tags,
          sourceServerIds: body.sourceServerIds,
        }).map(server => this.#tellServer(server));
        const nearMisses = tags
          ? there
              .map(server => ({
                server,
                mismatches: tagMismatches(tags, server.tags),
              }))
              .map(item => ({
                ...item,
                matched:
                  Object.keys(tags).length -
                  item.mismatches.filter(({ kind }) => kind !== 'DISABLED')
                    .length,
              }))
              .filter(item => item.mismatches.length > 0 && item.matched > 0)
              .sort((a, b) => b.matched - a.matched)
          : [];
        const findings = servers.flatMap((server): Finding[] =>
          server.protectionGroup &&
          server.protectionGroup.groupId !== body.groupId
            ? [
                {
                  code: 'SERVER_CONFLICT',
                  severity: 'BLOCKING',
                  field: 'serverSelectionTags',
                  message: `${server.hostname} is already in ${server.protectionGroup.groupName}`,
                  remedy: 'A server belongs to one group only.',
                },
              ]
            : [],
        );
        return {
          servers,
          nearMisses,
          notMatchedTotal: there.length - servers.length,
          findings,
        };
      },
      list_recovery_plans: ({ query }) =>
        page(
          this.plans
            .filter(plan =>
              plan.planName
                .toLowerCase()
                .includes((query.name ?? '').toLowerCase()),
            )
            .map(plan => this.#tellPlan(plan)),
          query,
        ),
      get_recovery_plan: ({ params }) =>
        this.#tellPlan(this.#plan(params.planId)),
      create_recovery_plan: ({ body }) => {
        this.#checkName(
          this.plans,
          plan => plan.planName,
          body.planName,
          'planName',
        );
        const plan = this.#planOf(body, this.#id('plan'));
        this.plans.push(plan);
        return this.#tellPlan(plan);
      },
      update_recovery_plan: ({ params, body }) => {
        const plan = this.#plan(params.planId);
        if (plan.version !== body.version) {
          throw new DrsError(
            'VERSION_CONFLICT',
            'The plan was changed meanwhile.',
            [],
            { current: this.#tellPlan(plan) },
          );
        }
        Object.assign(plan, this.#planOf(body, plan.planId), {
          version: body.version + 1,
          updatedAt: new Date(this.#now()).toISOString(),
        });
        return this.#tellPlan(plan);
      },
      delete_recovery_plan: ({ params }) => {
        this.plans = this.plans.filter(plan => plan.planId !== params.planId);
        return undefined;
      },
      validate_recovery_plan: ({ body }) => {
        const waves = body.waves.map(wave => {
          const servers = wave.protectionGroupIds.flatMap(id =>
            this.groups
              .filter(group => group.groupId === id)
              .flatMap(group => this.#members(group)),
          );
          return {
            waveNumber: wave.waveNumber,
            serverCount: servers.length,
            notReadyCount: servers.filter(
              server => server.recoverability !== 'READY',
            ).length,
          };
        });
        const findings = [
          ...waveGraphFindings(body.waves),
          ...waves
            .filter(wave => wave.notReadyCount > 0)
            .map(
              (wave): Finding => ({
                code: 'SERVERS_NOT_READY',
                severity: 'WARNING',
                field: `waves[${wave.waveNumber - 1}].protectionGroupIds`,
                message: `${wave.notReadyCount} of ${wave.serverCount} servers of wave ${wave.waveNumber} could not be relied on now`,
                remedy: 'Mend their replication.',
              }),
            ),
        ];
        return {
          valid: findings.every(finding => finding.severity !== 'BLOCKING'),
          findings,
          waves,
        };
      },
      execute_recovery_plan: ({ params, body }) => {
        const run = this.addRun(this.#plan(params.planId), {
          agoMs: 0,
          executionType: body.executionType,
          reason: body.reason,
        });
        return {
          executionId: run.executionId,
          status: 'PENDING',
          statusUrl: `/executions/${run.executionId}/status`,
        };
      },
      list_executions: ({ query }) =>
        page(
          this.runs
            .map(run => this.#tell(run))
            .filter(
              run =>
                (!query.status || query.status.includes(run.status)) &&
                (!query.executionType ||
                  run.executionType === query.executionType) &&
                (!query.planId || run.planId === query.planId),
            ),
          query,
        ),
      get_execution_details: ({ params }) =>
        this.#tell(this.#run(params.executionId)),
      get_execution_events: ({ params }) => {
        const run = this.#run(params.executionId);
        const told = this.#tell(run);
        let seq = 0;
        const event = (
          at: string,
          type: string,
          summary: string,
          more = {},
        ) => {
          seq += 1;
          return { seq, at, actor: 'system', type, summary, ...more };
        };
        return {
          items: [
            event(
              told.startTime,
              'ExecutionStarted',
              'The drill was asked for',
              {
                actor: run.startedBy,
              },
            ),
            ...told.waves.flatMap(wave => [
              ...(wave.startTime
                ? [
                    event(
                      wave.startTime,
                      'WaveStarted',
                      `Wave ${wave.waveNumber} (${wave.waveName}) began with ${wave.servers.length} servers`,
                      { waveNumber: wave.waveNumber },
                    ),
                  ]
                : []),
              ...(wave.endTime
                ? [
                    event(
                      wave.endTime,
                      'WaveEnded',
                      `Wave ${wave.waveNumber} (${wave.waveName}) ended: ${wave.status}`,
                      { waveNumber: wave.waveNumber },
                    ),
                  ]
                : []),
            ]),
          ],
        };
      },
      get_execution_job_logs: ({ params, query }) => {
        const told = this.#tell(this.#run(params.executionId));
        const lines = told.waves.flatMap(wave =>
          wave.servers
            .filter(
              server =>
                server.jobId &&
                wave.startTime &&
                (!query.sourceServerId ||
                  server.sourceServerId === query.sourceServerId),
            )
            .flatMap(server =>
              ['SNAPSHOT_START', 'SNAPSHOT_END', 'CONVERSION_START']
                .concat(
                  server.outcome === 'LAUNCHED'
                    ? ['CONVERSION_END', 'LAUNCH_START']
                    : [],
                  server.outcome === 'FAILED' ? ['CONVERSION_FAIL'] : [],
                )
                .map((name, index) => ({
                  jobId: wave.jobIds[0],
                  at: new Date(
                    Date.parse(wave.startTime ?? told.startTime) +
                      index * 4_000,
                  ).toISOString(),
                  event: name,
                  sourceServerId: server.sourceServerId,
                  hostname: server.hostname,
                })),
            ),
        );
        return page(
          lines.sort((a, b) => b.at.localeCompare(a.at)),
          query,
        );
      },
      cancel_execution: ({ params }) => {
        const run = this.#run(params.executionId);
        run.cancelledAt ??= this.#now();
        return this.#tell(run);
      },
      terminate_recovery_instances: ({ params }) => {
        const run = this.#run(params.executionId);
        run.terminatedAt ??= this.#now();
        return this.#termination(run);
      },
      get_termination_status: ({ params }) =>
        this.#termination(this.#run(params.executionId)),
      get_readiness: ({ query }) => this.#readiness(query.entityRef),
    };
  }

  #planOf(
    body: Omit<ValidRequest<'create_recovery_plan'>['body'], 'accountId'>,
    planId: string,
  ): Stored<RecoveryPlan> {
    const groups = body.waves.flatMap(wave =>
      this.groups.filter(group =>
        wave.protectionGroupIds.includes(group.groupId),
      ),
    );
    return {
      ...body,
      planId,
      accountId: groups[0]?.accountId ?? '111122223333',
      scopes: [
        ...new Map(
          groups.map(({ accountId, region }) => [
            `${accountId}/${region}`,
            { accountId, region },
          ]),
        ).values(),
      ],
      waves: body.waves.map(wave => ({
        ...wave,
        waveId: wave.waveId ?? this.#id('wave'),
      })),
      ...this.#stamp(),
    };
  }

  #termination(run: Run): ResponseOf<'get_termination_status'> {
    const servers = this.#tell(run)
      .waves.flatMap(wave => wave.servers)
      .flatMap(server =>
        server.recoveryInstanceId
          ? [{ ...server, recoveryInstanceId: server.recoveryInstanceId }]
          : [],
      );
    const count = (state: string) =>
      servers.filter(server => server.instanceState === state).length;
    return {
      executionId: run.executionId,
      requested: run.terminatedAt !== undefined,
      done:
        run.terminatedAt !== undefined &&
        count('TERMINATED') === servers.length,
      counts: {
        running: count('RUNNING'),
        terminating: count('TERMINATING'),
        terminated: count('TERMINATED'),
      },
      servers,
    };
  }

  #readiness(entityRef: string): ResponseOf<'get_readiness'> {
    const name = entityRef.replace(/^.*\//, '');
    const [application, role] = /^(.*)-(db|app|web|search|queue)$/
      .exec(name)
      ?.slice(1) ?? [name];
    const tags: Record<string, string> = {
      'DR-Application': application,
      ...(role && { 'DR-Role': role }),
    };
    const servers = this.servers
      .filter(server => tagMismatches(tags, server.tags).length === 0)
      .map(server => this.#tellServer(server));
    const groups = this.groups.filter(group =>
      servers.some(server => server.protectionGroup?.groupId === group.groupId),
    );
    const plans = this.plans
      .map(plan => ({
        planId: plan.planId,
        planName: plan.planName,
        waves: plan.waves
          .filter(wave =>
            groups.some(group =>
              wave.protectionGroupIds.includes(group.groupId),
            ),
          )
          .map(wave => wave.waveNumber),
      }))
      .filter(plan => plan.waves.length > 0);
    const subjectOf = (server: SourceServer) => ({
      kind: 'server' as const,
      id: server.sourceServerId,
      name: server.hostname,
    });
    const findings: Finding[] = [
      ...servers
        .filter(server => !server.protectionGroup)
        .map(
          (server): Finding => ({
            code: 'SERVER_WITHOUT_GROUP',
            severity: 'BLOCKING',
            subject: subjectOf(server),
            message: `${server.hostname} is in no protection group`,
            remedy: 'Create a protection group that selects it',
          }),
        ),
      ...servers
        .filter(server => server.recoverability !== 'READY')
        .map(
          (server): Finding => ({
            code: 'SERVER_NOT_READY',
            severity: 'WARNING',
            subject: subjectOf(server),
            message: `${server.hostname}: ${server.recoverabilityReason ?? ''}`,
            remedy: 'Look at the replication of the server in DRS',
          }),
        ),
    ];
    const lastRun = this.runs.find(
      run =>
        run.executionType === 'DRILL' &&
        plans.some(plan => plan.planId === run.plan.planId),
    );
    const blocked = findings.some(finding => finding.severity === 'BLOCKING');
    const gaps = findings.length > 0 ? 'YES_WITH_GAPS' : 'YES';
    return {
      entityRef,
      answer: blocked || servers.length === 0 ? 'NO' : gaps,
      findings,
      selections: [
        {
          entityRef,
          accountId: servers[0]?.accountId ?? '111122223333',
          region: 'us-west-2',
          tags,
          sourceServerIds: servers.map(server => server.sourceServerId),
        },
      ],
      withoutServers: role ? [] : ['component:default/shipping-calculator'],
      servers,
      groups: groups.map(({ groupId, groupName }) => ({ groupId, groupName })),
      plans,
      lastDrill: lastRun && this.#tell(lastRun),
      unavailable: [],
    };
  }
}

/** The roles a developer may play in the harness. */
export const playableRoles = drsRoleSchema.options;
