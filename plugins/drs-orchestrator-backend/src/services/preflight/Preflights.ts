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
  AwsFailure,
  EXECUTION_TAG,
  type AwsAccess,
  type ObservedInstance,
  type Scope,
} from '@drs-orchestrator/drs-engine';
import {
  DrsError,
  type Preflight,
  type PreflightRequest,
  type ResponseOf,
  type Timeline as TimelineAnswer,
  type Unavailable,
  type ValidRequest,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type {
  RecoveryPlanStore,
  StoredPlan,
} from '../../database/RecoveryPlanStore';
import type { PlanSurveys, Survey } from './PlanSurveys';
import {
  preflightFindings,
  refuseUnready,
  unacknowledged,
} from './preflightFindings';
import { isThere } from './replacedInstances';
import type { PlannedServer, PreflightSituation } from './situation';

/** What preflights are made with. */
export interface PreflightsOptions {
  access: AwsAccess;
  plans: RecoveryPlanStore;
  surveys: PlanSurveys;
}

/** Tells, before anybody needs it, whether and how fast a plan could be run. Changes nothing. */
export class Preflights {
  readonly #options: PreflightsOptions;

  static create(options: PreflightsOptions): Preflights {
    return new Preflights(options);
  }

  private constructor(options: PreflightsOptions) {
    this.#options = options;
  }

  /** Every finding at once, with the course of the execution that is to be expected. */
  async run({
    params,
    body,
  }: ValidRequest<'preflight_recovery_plan'>): Promise<Preflight> {
    const plan = await this.#stored(params.planId);
    const survey = await this.#options.surveys.of(plan, body, 'WHOLE');
    const findings = preflightFindings(survey);
    const timeline = timelineAnswer(survey);
    return {
      ready: unacknowledged(findings, body.acknowledge).length === 0,
      findings,
      timeline,
      predictedRtoSeconds: timeline.predictedSeconds,
      ...(plan.targetRtoMinutes !== undefined && {
        targetRtoMinutes: plan.targetRtoMinutes,
      }),
      unavailable: unavailableOf(survey),
    };
  }

  /**
   * The part of it that stands in the way of a start, which is quick. What other
   * executions hold is not judged: the engine does, where nobody can come between.
   *
   * @throws DrsError PREFLIGHT_FAILED, FROZEN, DRS_LIMIT_EXCEEDED
   * @throws AwsFailure where what must be known could not be asked
   */
  async judgeStart(
    plan: StoredPlan,
    conditions: PreflightRequest,
  ): Promise<Survey & { replacesLive: boolean; expected: TimelineAnswer }> {
    const survey = await this.#options.surveys.of(plan, conditions, 'START');
    for (const scope of survey.scopes) {
      if (!scope.reached) {
        throw scope.failure;
      }
      if (!scope.instances.known) {
        throw scope.instances.failure;
      }
    }
    const findings = preflightFindings({
      ...survey,
      planHolder: undefined,
      holders: new Map(),
    });
    refuseUnready(findings, conditions.acknowledge);
    return {
      ...survey,
      expected: timelineAnswer(survey),
      replacesLive: findings.some(
        ({ code }) => code === 'LIVE_RECOVERY_INSTANCE',
      ),
    };
  }

  /** The instances that launches of the plan's servers would delete first. */
  async existingInstances({
    params,
  }: ValidRequest<'check_existing_instances'>): Promise<
    ResponseOf<'check_existing_instances'>
  > {
    const plan = await this.#stored(params.planId);
    const { resolved, scopes } = await this.#options.surveys.resolve(
      plan,
      'WHOLE',
    );
    const waveOfServer = new Map(
      resolved.waves.flatMap(({ wave, servers }) =>
        servers.map(({ server }) => [server, wave] as const),
      ),
    );
    const answers = await Promise.all(
      scopes.map(async ({ scope, servers }) => {
        if (!servers.known) {
          return { instances: [], unavailable: [told(scope, servers.failure)] };
        }
        const planned = servers.value.filter(server =>
          waveOfServer.has(server),
        );
        try {
          const drs = await this.#options.access.drs(scope);
          const found = await drs.describeRecoveryInstances(
            planned.map(server => server.sourceServerId),
          );
          const there = found.filter(isThere);
          const executions = await executionsOf(there, jobIds =>
            drs.describeJobsById(jobIds),
          );
          const byId = new Map(
            planned.map(server => [server.sourceServerId, server]),
          );
          return {
            unavailable: [],
            instances: there.flatMap(instance => {
              const server = byId.get(instance.sourceServerId);
              const wave = server && waveOfServer.get(server);
              return server && wave
                ? [
                    {
                      recoveryInstanceId: instance.recoveryInstanceId,
                      sourceServerId: server.sourceServerId,
                      hostname: server.hostname,
                      ...scope,
                      waveNumber: wave.waveNumber,
                      isDrill: instance.isDrill,
                      instanceState: instance.ec2State,
                      privateIp: instance.privateIp,
                      executionId:
                        instance.jobId === undefined
                          ? undefined
                          : executions.get(instance.jobId),
                    },
                  ]
                : [];
            }),
          };
        } catch (error) {
          if (!(error instanceof AwsFailure)) {
            throw error;
          }
          return { instances: [], unavailable: [told(scope, error)] };
        }
      }),
    );
    const instances = answers
      .flatMap(answer => answer.instances)
      .sort(
        (a, b) =>
          a.waveNumber - b.waveNumber ||
          a.hostname.localeCompare(b.hostname, 'en-US'),
      );
    return {
      planId: plan.planId,
      instances,
      liveCount: instances.filter(({ isDrill }) => !isDrill).length,
      unavailable: answers.flatMap(answer => answer.unavailable),
    };
  }

  async #stored(planId: string): Promise<StoredPlan> {
    const plan = await this.#options.plans.get(planId);
    if (!plan) {
      throw new DrsError(
        'RECOVERY_PLAN_NOT_FOUND',
        `There is no recovery plan ${planId}`,
      );
    }
    return plan;
  }
}

const told = (
  { accountId, region }: Scope,
  { code, message }: AwsFailure,
): Unavailable => ({ accountId, region, code, message });

/** Which of our executions launched instances, by their jobs; jobs that AWS has forgotten tell nothing. */
async function executionsOf(
  instances: readonly ObservedInstance[],
  describeJobs: (
    jobIds: readonly string[],
  ) => Promise<
    readonly { jobId: string; tags: Readonly<Record<string, string>> }[]
  >,
): Promise<ReadonlyMap<string, string>> {
  const jobs = await describeJobs([
    ...new Set(instances.flatMap(({ jobId }) => jobId ?? [])),
  ]);
  return new Map(
    jobs.flatMap(({ jobId, tags }) =>
      Object.hasOwn(tags, EXECUTION_TAG)
        ? [[jobId, tags[EXECUTION_TAG]] as const]
        : [],
    ),
  );
}

/** Accounts and Regions of which something could not be asked, each once. */
function unavailableOf({ scopes }: PreflightSituation): Unavailable[] {
  return scopes.flatMap(scope => {
    if (!scope.reached) {
      return [told(scope, scope.failure)];
    }
    const failures = [
      ...[
        scope.instances,
        scope.jobs,
        scope.missingPermissions,
        ...(scope.settings ? [scope.settings] : []),
      ].flatMap(answer => (answer.known ? [] : answer.failure)),
      ...scope.resourceFailures,
    ];
    return [...new Map(failures.map(one => [one.code, one])).values()].map(
      failure => told(scope, failure),
    );
  });
}

/** The timeline in the contract's words; an empty one where the waves have no order. */
function timelineAnswer({
  timeline,
  resolved,
  servers,
  expectations,
}: PreflightSituation): TimelineAnswer {
  const basisOf = (planned: readonly PlannedServer[]) =>
    planned.some(
      server => (expectations.get(server)?.basis ?? 'DEFAULT') === 'DEFAULT',
    )
      ? ('DEFAULT' as const)
      : ('HISTORY' as const);
  return {
    predictedSeconds: timeline?.totalSeconds ?? 0,
    basis: basisOf(servers),
    criticalPath: [...(timeline?.criticalPath ?? [])],
    waves: (timeline?.waves ?? []).flatMap((predicted, index) => {
      const { wave, servers: inWave } = resolved.waves[index];
      return [
        {
          waveNumber: wave.waveNumber,
          waveName: wave.waveName,
          startSeconds: predicted.startSeconds,
          endSeconds: predicted.readySeconds,
          serverCount: inWave.length,
          jobs: predicted.jobs,
          basis: basisOf(
            servers.filter(
              planned => planned.wave.waveNumber === wave.waveNumber,
            ),
          ),
        },
      ];
    }),
  };
}
