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

import type {
  ExecutionEngine,
  ExecutionState,
} from '@drs-orchestrator/drs-engine';
import {
  DrsError,
  type StartedExecution,
  type StartExecution,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { isDeepStrictEqual } from 'node:util';
import { insufficient, type Authorizer } from '../../access/Authorizer';
import { actorOf, type RequestContext } from '../../access/Caller';
import { planRecord } from '../../database/planAttributes';
import { judgedGroup } from '../../database/ProtectionGroupStore';
import type { RecordAttributes } from '../../database/RecordAttributes';
import type { RecoveryPlanStore } from '../../database/RecoveryPlanStore';
import type { Settings } from '../../settings/settings';
import type { Preflights } from '../preflight/Preflights';
import type { FreezeSwitch } from '../settings/FreezeSwitch';
import { frozenReason } from '../recoveryPlans/planAnswer';
import { isApprovalRequired } from './isApprovalRequired';
import { pinnedWaves } from './pinnedWaves';

/** What a start needs. */
export interface ExecutionStartsOptions {
  engine: ExecutionEngine;
  authorizer: Authorizer;
  records: RecordAttributes;
  plans: RecoveryPlanStore;
  preflights: Preflights;
  freeze: FreezeSwitch;
  approvals: Settings['approvals'];
  drills: Settings['drills'];
}

/** Starts drills and recoveries, if nothing speaks against it. */
export class ExecutionStarts {
  readonly #options: ExecutionStartsOptions;

  static create(options: ExecutionStartsOptions): ExecutionStarts {
    return new ExecutionStarts(options);
  }

  private constructor(options: ExecutionStartsOptions) {
    this.#options = options;
  }

  /**
   * Judges the plan against what AWS says now, pins what it would launch, and
   * hands it to the engine.
   *
   * @throws DrsError FROZEN, PREFLIGHT_FAILED, DRS_LIMIT_EXCEEDED, EXECUTION_IN_PROGRESS,
   *   SERVER_CONFLICT; INVALID_STATE where the client token was used for another request
   */
  async start(
    planId: string,
    request: StartExecution,
    context: RequestContext,
  ): Promise<StartedExecution> {
    const { authorizer, drills, engine, plans, preflights } = this.#options;
    const actor = actorOf(context);
    // Before anything is judged: what was started has changed the situation,
    // and whoever lost the answer and asks again must not be refused for it.
    const earlier = await engine.startedBy({
      actor,
      clientToken: request.clientToken,
      planId,
    });
    if (earlier) {
      refuseOtherRequest(earlier, request);
      return startedOf(earlier);
    }
    await this.#require(planId, request, context);
    await this.#refuseFrozen();
    const plan = await plans.get(planId);
    if (!plan) {
      throw noPlan(planId);
    }
    const judged = await preflights.judgeStart(plan, request);
    // Groups may have changed since the plan was judged: what is launched counts.
    const record = {
      ...planRecord({
        ...plan,
        groups: [...judged.groupsOfPlan.values()].map(judgedGroup),
      }),
      'execution-type': [request.executionType],
    };
    await authorizer.require('startExecution', record, context);
    const isDrill = request.executionType === 'DRILL';
    const state = await engine.start({
      actor,
      plan: {
        planId: plan.planId,
        planName: plan.planName,
        version: plan.version,
        accountId: plan.accountId,
        targetRtoMinutes: plan.targetRtoMinutes,
        targetRpoMinutes: plan.targetRpoMinutes,
        maxDurationMinutes: plan.maxDurationMinutes,
        changedBy: plan.updatedBy ?? plan.createdBy,
      },
      executionType: request.executionType,
      clientToken: request.clientToken,
      reason: request.reason,
      metadata: request.metadata,
      pointInTime: askedPointInTime(request),
      labels: record,
      approval: this.#approval(request),
      ...(judged.replacesLive && { replaceLive: true }),
      expected: judged.expected,
      ...(isDrill && {
        timeToLiveMinutes:
          request.drill?.timeToLiveMinutes ?? drills.timeToLiveMinutes,
      }),
      waves: pinnedWaves(plan.waves, judged.resolved, {
        groups: judged.groupsOfPlan,
        snapshots: judged.snapshots,
        intoDrillNetwork: isDrill && (request.drill?.useDrillNetwork ?? true),
      }),
    });
    // Of two at the same time with one token, the second gets the first's.
    refuseOtherRequest(state, request);
    return startedOf(state);
  }

  /**
   * Whoever may drill may not recover for that; a plan that the caller may not
   * see is not there for them.
   */
  async #require(
    planId: string,
    { executionType }: StartExecution,
    context: RequestContext,
  ): Promise<void> {
    const { authorizer, records } = this.#options;
    const [judge, known] = await Promise.all([
      authorizer.judge(['startExecution', 'viewResources'], context),
      records.of('recovery-plan', [planId]),
    ]);
    const plan = known.get(planId);
    if (!plan || !judge.may('viewResources', plan)) {
      throw noPlan(planId);
    }
    const execution = { ...plan, 'execution-type': [executionType] };
    if (!judge.may('startExecution', execution)) {
      throw insufficient('startExecution', judge);
    }
  }

  async #refuseFrozen(): Promise<void> {
    const { active, reason } = await this.#options.freeze.current();
    if (active) {
      throw new DrsError('FROZEN', frozenReason(reason));
    }
  }

  /** Who must approve what; waves that pause before they start have the same time limit. */
  #approval({ executionType }: StartExecution) {
    const { approvals } = this.#options;
    const isRequired = isApprovalRequired(approvals, executionType);
    return {
      start: isRequired,
      fourEyes: isRequired,
      timeLimitMinutes: approvals.timeLimitMinutes,
    };
  }
}

const noPlan = (planId: string): DrsError =>
  new DrsError(
    'RECOVERY_PLAN_NOT_FOUND',
    `There is no recovery plan ${planId}`,
  );

/** The point in time as it is remembered: the servers have their snapshots. */
function askedPointInTime({ pointInTime }: StartExecution) {
  switch (pointInTime?.type) {
    case undefined:
    case 'LATEST':
      return undefined;
    case 'AS_OF':
      return { type: pointInTime.type, asOf: pointInTime.asOf };
    case 'SNAPSHOTS':
      return { type: pointInTime.type };
    default:
      throw new Error(
        `Unknown point in time ${JSON.stringify(pointInTime satisfies never)}`,
      );
  }
}

/** Whoever asks for a recovery must not be told that their drill is one. */
function refuseOtherRequest(
  { executionId, started }: ExecutionState,
  request: StartExecution,
): void {
  const asked = { ...request, pointInTime: askedPointInTime(request) };
  const differences = (
    ['executionType', 'reason', 'metadata', 'pointInTime'] as const
  ).filter(field => !isDeepStrictEqual(started[field], asked[field]));
  if (differences.length === 0) {
    return;
  }
  const message = `This client token has started execution ${executionId} with another ${differences.join(
    ', ',
  )}`;
  throw new DrsError('INVALID_STATE', message, [
    {
      code: 'CLIENT_TOKEN_REUSED',
      severity: 'BLOCKING',
      subject: {
        kind: 'execution',
        id: executionId,
        name: started.plan.planName,
      },
      field: 'clientToken',
      message,
      remedy: 'Use a new token for a new request',
    },
  ]);
}

const startedOf = ({
  executionId,
  status,
}: ExecutionState): StartedExecution => ({
  executionId,
  status,
  statusUrl: `/api/drs-orchestrator/executions/${encodeURIComponent(
    executionId,
  )}/status`,
});
