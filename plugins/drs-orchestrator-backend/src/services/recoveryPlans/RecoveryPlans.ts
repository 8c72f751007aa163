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

import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
import type { Clock } from '@drs-orchestrator/drs-engine';
import {
  DrsError,
  type DerivedFrom,
  type DrsPermissionKey,
  type Finding,
  type PlanValidation,
  type RecoveryPlan,
  type ResponseOf,
  type ValidRequest,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import type { Authorizer } from '../../access/Authorizer';
import { actorOf, type RequestContext } from '../../access/Caller';
import { ExecutionListings } from '../../database/ExecutionListings';
import { inTransaction } from '../../database/inTransaction';
import { planRecord } from '../../database/planAttributes';
import { RecordAttributes } from '../../database/RecordAttributes';
import {
  groupRecord,
  judgedGroup,
  ProtectionGroupStore,
  type StoredGroup,
} from '../../database/ProtectionGroupStore';
import {
  groupIdsOf,
  RecoveryPlanStore,
  type PlanContent,
  type StoredPlan,
} from '../../database/RecoveryPlanStore';
import type { Settings } from '../../settings/settings';
import type { TargetAccounts } from '../accounts/TargetAccounts';
import { permissionsOf } from '../actions';
import { recoverabilityOf } from '../inventory/recoverability';
import type { FreezeSwitch } from '../settings/FreezeSwitch';
import { refuseIfBlocked } from '../refusal';
import { hookFindings } from './hookFindings';
import { isRunning, PLAN_ACTIONS, planAnswer } from './planAnswer';
import type { PlanWorlds } from './PlanWorlds';
import { readinessFindings } from './readinessFindings';
import { resolveWaves, type PlanWorld } from './resolveWaves';
import { waveIdFindings, withWaveId, type WaveInput } from './waveIds';

/** What recovery plans are made of. */
export interface RecoveryPlansOptions {
  knex: Knex;
  accounts: TargetAccounts;
  hooks: Pick<Settings['hooks'], 'allowedHosts'>;
  worlds: PlanWorlds;
  freeze: FreezeSwitch;
  authorizer: Authorizer;
  clock: Clock;
}

type GroupFilter = (group: StoredGroup) => boolean;

/** A group that the plan names was deleted since it was judged. */
class GroupGone extends Error {}

/** Recovery plans: waves over protection groups of one account. */
export class RecoveryPlans {
  readonly #options: RecoveryPlansOptions;
  readonly #plans: RecoveryPlanStore;
  readonly #groups: ProtectionGroupStore;
  readonly #executions: ExecutionListings;

  static create(options: RecoveryPlansOptions): RecoveryPlans {
    return new RecoveryPlans(options);
  }

  private constructor(options: RecoveryPlansOptions) {
    this.#options = options;
    this.#plans = RecoveryPlanStore.create(options.knex);
    this.#groups = ProtectionGroupStore.create(options.knex);
    this.#executions = ExecutionListings.create(options.knex);
  }

  async list(
    { query }: ValidRequest<'list_recovery_plans'>,
    context: RequestContext,
  ): Promise<ResponseOf<'list_recovery_plans'>> {
    const judge = await this.#options.authorizer.judge(
      ['viewResources'],
      context,
    );
    const page = await this.#plans.page({
      ...query,
      allowed: judge.filter('viewResources'),
    });
    return { ...page, items: await this.answers(page.items, context) };
  }

  async get(
    { params }: ValidRequest<'get_recovery_plan'>,
    context: RequestContext,
  ): Promise<RecoveryPlan> {
    return this.#answer(await this.#stored(params.planId), context);
  }

  /** Tells every problem, and how many servers each wave would launch now. */
  async validate(
    { body }: ValidRequest<'validate_recovery_plan'>,
    context: RequestContext,
  ): Promise<PlanValidation> {
    const { accountId } = await this.#options.accounts.accountFor(
      body.accountId,
      context,
    );
    const isSeen = await this.#groupFilter(context);
    await this.#require(
      'viewResources',
      { accountId, ...body },
      isSeen,
      context,
    );
    const world = await this.#world({ ...body, accountId }, isSeen);
    const { waves, findings } = resolveWaves(body.waves, world, 'BLOCKING');
    const all = [
      ...waveIdFindings(body.waves),
      ...findings,
      ...(await this.#hookFindings(body.waves)),
      // What is not ready now may be ready when the plan is started.
      ...readinessFindings(waves, 'WARNING'),
    ];
    return {
      valid: !all.some(finding => finding.severity === 'BLOCKING'),
      findings: all,
      waves: waves.map(({ wave, servers }) => ({
        waveNumber: wave.waveNumber,
        serverCount: servers.length,
        notReadyCount: servers.filter(
          ({ server }) =>
            recoverabilityOf(server).recoverability === 'NOT_READY',
        ).length,
      })),
    };
  }

  async create(
    { body }: ValidRequest<'create_recovery_plan'>,
    context: RequestContext,
  ): Promise<RecoveryPlan> {
    const { accountId } = await this.#options.accounts.accountFor(
      body.accountId,
      context,
    );
    const isSeen = await this.#groupFilter(context);
    await this.#require(
      'createRecoveryPlan',
      { accountId, ...body },
      isSeen,
      context,
    );
    const planId = randomUUID();
    const content = { ...body, derivedFrom: derivedFromOf(body) };
    const proposed = { planId, accountId, content, isSeen };
    await this.#save(proposed, (plans, saved) =>
      plans.insert(
        { planId, accountId, content: saved },
        actorOf(context),
        this.#options.clock.now(),
      ),
    );
    return this.#answer(await this.#stored(planId), context);
  }

  async update(
    { params, body }: ValidRequest<'update_recovery_plan'>,
    context: RequestContext,
  ): Promise<RecoveryPlan> {
    const { planId } = params;
    const plan = await this.#stored(planId);
    if (plan.version !== body.version) {
      throw await this.#versionConflict(planId, context);
    }
    // What it becomes must be theirs too: nobody writes a record away from others.
    const isSeen = await this.#groupFilter(context, groupIdsOf(plan.waves));
    for (const judged of [plan, body]) {
      await this.#require(
        'updateRecoveryPlan',
        { ...judged, accountId: plan.accountId },
        isSeen,
        context,
      );
    }
    const content = { ...body, derivedFrom: derivedFromOf(body, plan) };
    const updated = await this.#save(
      { planId, accountId: plan.accountId, content, isSeen },
      (plans, saved) =>
        plans.update(
          planId,
          body.version,
          saved,
          actorOf(context),
          this.#options.clock.now(),
        ),
    );
    if (!updated) {
      throw await this.#versionConflict(planId, context);
    }
    return this.#answer(await this.#stored(planId), context);
  }

  async delete({
    params,
  }: ValidRequest<'delete_recovery_plan'>): Promise<undefined> {
    const { planId, planName } = await this.#stored(params.planId);
    const last = (await this.#executions.lastOfPlans([planId])).get(planId);
    if (isRunning(last)) {
      throw new DrsError(
        'EXECUTION_IN_PROGRESS',
        `"${planName}" is being executed: wait for the end of execution ${last.executionId}, or cancel it`,
        [
          {
            code: 'EXECUTION_IN_PROGRESS',
            severity: 'BLOCKING',
            subject: { kind: 'execution', id: last.executionId },
            message: `Execution ${last.executionId} of this plan has not ended`,
          },
        ],
      );
    }
    await inTransaction(this.#options.knex, trx =>
      RecoveryPlanStore.create(trx).delete(planId),
    );
    return undefined;
  }

  /** Judges a plan against AWS and the records, and writes it whole or not at all. */
  async #save<T>(
    plan: {
      planId: string;
      accountId: string;
      content: Omit<PlanContent, 'waves'> & { waves: readonly WaveInput[] };
      isSeen: GroupFilter;
    },
    write: (plans: RecoveryPlanStore, content: PlanContent) => Promise<T>,
  ): Promise<T> {
    const { accountId, content, isSeen } = plan;
    for (;;) {
      const world = await this.#world(
        { accountId, waves: content.waves },
        isSeen,
      );
      refuseIfBlocked([
        ...(await this.#nameFindings(plan.planId, content.planName)),
        ...waveIdFindings(content.waves),
        ...(await this.#hookFindings(content.waves)),
        ...resolveWaves(content.waves, world, 'WARNING').findings,
      ]);
      try {
        return await inTransaction(this.#options.knex, async trx => {
          const groups = ProtectionGroupStore.create(trx);
          if (!(await groups.hold(groupIdsOf(content.waves)))) {
            throw new GroupGone();
          }
          return write(RecoveryPlanStore.create(trx), {
            ...content,
            waves: content.waves.map(withWaveId),
          });
        });
      } catch (error) {
        if (isDatabaseConflictError(error)) {
          refuseIfBlocked([duplicateName(content.planName)]);
        }
        if (!(error instanceof GroupGone)) {
          throw error;
        }
      }
    }
  }

  /**
   * Which groups the caller may name: those that they may see. To whoever may
   * not, a group is told as one that is not there.
   *
   * @param known - those that the plan has already
   */
  async #groupFilter(
    context: RequestContext,
    known: readonly string[] = [],
  ): Promise<GroupFilter> {
    const judge = await this.#options.authorizer.judge(
      ['viewResources'],
      context,
    );
    return group =>
      known.includes(group.groupId) ||
      judge.may('viewResources', groupRecord(judgedGroup(group)));
  }

  /** What a plan is judged against, without the groups that the caller may not name. */
  async #world(
    plan: { accountId: string; waves: readonly WaveInput[] },
    isSeen: GroupFilter,
  ): Promise<PlanWorld> {
    const world = await this.#options.worlds.of(plan);
    return {
      ...world,
      groups: new Map([...world.groups].filter(([, group]) => isSeen(group))),
    };
  }

  /** Judges what is proposed; groups that are not there are told by the findings. */
  async #require(
    key: DrsPermissionKey,
    plan: {
      readonly accountId: string;
      readonly owner?: string;
      readonly waves: readonly WaveInput[];
    },
    isSeen: GroupFilter,
    context: RequestContext,
  ): Promise<void> {
    const groups = await this.#groups.byIds(groupIdsOf(plan.waves));
    await this.#options.authorizer.require(
      key,
      planRecord({
        ...plan,
        groups: [...groups.values()].filter(isSeen).map(judgedGroup),
      }),
      context,
    );
  }

  async #nameFindings(planId: string, planName: string): Promise<Finding[]> {
    const holder = await this.#plans.byName(planName);
    return holder === undefined || holder.planId === planId
      ? []
      : [duplicateName(planName)];
  }

  async #hookFindings(waves: readonly WaveInput[]): Promise<Finding[]> {
    const { accounts, hooks } = this.#options;
    return hookFindings(waves, {
      ...hooks,
      accountIds: await accounts.ids(),
    });
  }

  async #stored(planId: string): Promise<StoredPlan> {
    const plan = await this.#plans.get(planId);
    if (!plan) {
      throw new DrsError(
        'RECOVERY_PLAN_NOT_FOUND',
        `There is no recovery plan ${planId}`,
      );
    }
    return plan;
  }

  async #versionConflict(
    planId: string,
    context: RequestContext,
  ): Promise<DrsError> {
    const current = await this.#answer(await this.#stored(planId), context);
    return new DrsError(
      'VERSION_CONFLICT',
      `The plan was changed meanwhile: it has version ${current.version} now`,
      [],
      { current },
    );
  }

  async #answer(
    plan: StoredPlan,
    context: RequestContext,
  ): Promise<RecoveryPlan> {
    const [answer] = await this.answers([plan], context);
    return answer;
  }

  /** Plans in the contract's words, with what the caller may do to each. */
  async answers(
    plans: readonly StoredPlan[],
    { credentials }: RequestContext,
  ): Promise<RecoveryPlan[]> {
    const [judge, groups, executions, freeze] = await Promise.all([
      this.#options.authorizer.judge(
        [...permissionsOf(PLAN_ACTIONS), 'viewResources'],
        { credentials },
      ),
      this.#groups.byIds(plans.flatMap(plan => groupIdsOf(plan.waves))),
      this.#executions.lastOfPlans(plans.map(plan => plan.planId)),
      this.#options.freeze.current(),
    ]);
    const seen = await RecordAttributes.create(this.#options.knex).seenBy(
      judge,
      'execution',
      [...executions.values()].map(({ executionId }) => executionId),
    );
    return plans.map(plan => {
      const last = executions.get(plan.planId);
      const maySeeLast = last !== undefined && seen.has(last.executionId);
      return planAnswer(plan, groups, last, maySeeLast, judge, freeze);
    });
  }
}

/** What is given; without any entities, nothing; and where it is left out, what was there. */
function derivedFromOf(
  given: { derivedFrom?: DerivedFrom },
  before: { derivedFrom?: DerivedFrom } = {},
): DerivedFrom | undefined {
  const { derivedFrom = before.derivedFrom } = given;
  return derivedFrom && derivedFrom.entityRefs.length > 0
    ? derivedFrom
    : undefined;
}

const duplicateName = (planName: string): Finding => ({
  code: 'DUPLICATE_NAME',
  severity: 'BLOCKING',
  field: 'planName',
  message: `There is a recovery plan named "${planName}" already`,
  remedy: 'Choose another name; upper and lower case count as the same',
});
