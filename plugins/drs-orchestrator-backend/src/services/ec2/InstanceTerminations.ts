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
  type AwsAccess,
  type Clock,
  type DescribedRecoveryInstance,
  type Drs,
  type ExecutionEngine,
  type ExecutionState,
  type ObservedJob,
} from '@drs-orchestrator/drs-engine';
import {
  DrsError,
  type TerminatedInstances,
  type ValidRequest,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { insufficient, type Authorizer } from '../../access/Authorizer';
import { actorOf, type RequestContext } from '../../access/Caller';
import type { TargetAccounts } from '../accounts/TargetAccounts';
import type { ExecutionHolders } from '../preflight/ExecutionHolders';
import { isThere } from '../preflight/replacedInstances';
import { instanceRecord } from './instanceRecord';
import type { LaunchingExecutions } from './LaunchingExecutions';
import type { RecoveryInstances } from './RecoveryInstances';
import { heldFindings, liveFindings } from './terminationFindings';

/** Instances in one TerminateRecoveryInstances (AWS model). */
const INSTANCES_PER_JOB = 200;
/** Jobs end within hours: one that is older and not complete is none that runs. */
const JOBS_SINCE_MS = 24 * 3_600_000;
/** How far AWS's clock may be from ours. */
const CLOCK_DIFFERENCE_MS = 60_000;

type Outcome = TerminatedInstances['instances'][number];

/** What instances are terminated by. */
export interface InstanceTerminationsOptions {
  access: AwsAccess;
  accounts: TargetAccounts;
  authorizer: Authorizer;
  engine: ExecutionEngine;
  holders: ExecutionHolders;
  executions: LaunchingExecutions;
  instances: RecoveryInstances;
  clock: Clock;
}

/**
 * Terminates recovery instances that DRS knows, and no other EC2 instances. What
 * an ended execution of ours launched is terminated by that execution, so that
 * its record stays true; anything else by DRS at once.
 */
export class InstanceTerminations {
  readonly #options: InstanceTerminationsOptions;

  static create(options: InstanceTerminationsOptions): InstanceTerminations {
    return new InstanceTerminations(options);
  }

  private constructor(options: InstanceTerminationsOptions) {
    this.#options = options;
  }

  /**
   * Nothing is terminated where anything stands against it. The same request
   * again terminates nothing twice, and tells how far it has come.
   *
   * @throws DrsError ACCOUNT_UNKNOWN; INSUFFICIENT_PERMISSIONS where one of them is none
   *   that the caller may terminate; SERVER_CONFLICT where an execution that has
   *   not ended holds any of the servers; PREFLIGHT_FAILED where there is a live
   *   recovery that the request does not acknowledge
   * @throws AwsFailure where DRS cannot be asked
   */
  async terminate(
    { body }: ValidRequest<'terminate_instances'>,
    context: RequestContext,
  ): Promise<TerminatedInstances> {
    const { access, accounts, executions, instances } = this.#options;
    const actor = actorOf(context);
    const judge = await this.#options.authorizer.judge(
      ['terminateInstances', 'viewResources'],
      context,
    );
    if (!judge.mayIn('terminateInstances', body)) {
      throw insufficient('terminateInstances', judge);
    }
    const scope = await accounts.scopeFor(body, context);
    const { drs } = await access.services(scope);
    const [found, jobs] = await Promise.all([
      drs.listRecoveryInstances(body.instanceIds),
      this.#runningJobs(drs),
    ]);
    // What the caller may not see is as gone as what is not there.
    const described = found.filter(instance =>
      judge.may('viewResources', instanceRecord({ ...scope, ...instance })),
    );
    if (
      described.some(
        instance =>
          !judge.may(
            'terminateInstances',
            instanceRecord({ ...scope, ...instance }),
          ),
      )
    ) {
      throw insufficient('terminateInstances', judge);
    }
    const jobOf = terminationJobs(jobs);
    const wanted = described.filter(
      instance => isThere(instance) && !jobOf.has(instance.sourceServerId),
    );
    await this.#refuse(wanted, body.acknowledge.length > 0);

    const owners = await executions.proven(scope, wanted, drs);
    const outcomes = new Map<string, Outcome>(
      described.flatMap(instance => {
        const jobId = jobOf.get(instance.sourceServerId);
        return jobId === undefined && instance.ec2State !== 'SHUTTING-DOWN'
          ? []
          : [[instance.recoveryInstanceId, terminating(instance, { jobId })]];
      }),
    );
    for (const [state, owned] of byOwner(wanted, owners)) {
      for (const outcome of await this.#byExecution(state, owned, actor)) {
        outcomes.set(outcome.instanceId, outcome);
      }
    }
    const others = wanted.filter(
      ({ recoveryInstanceId }) => !owners.has(recoveryInstanceId),
    );
    for (let at = 0; at < others.length; at += INSTANCES_PER_JOB) {
      const batch = others.slice(at, at + INSTANCES_PER_JOB);
      for (const outcome of await this.#byDrs(drs, batch)) {
        outcomes.set(outcome.instanceId, outcome);
      }
    }
    instances.forget(scope);
    return {
      ...scope,
      instances: body.instanceIds.map(
        instanceId =>
          outcomes.get(instanceId) ??
          gone(
            instanceId,
            described.find(one => one.recoveryInstanceId === instanceId),
          ),
      ),
    };
  }

  /** @throws DrsError with everything that stands against it */
  async #refuse(
    instances: readonly DescribedRecoveryInstance[],
    liveAcknowledged: boolean,
  ): Promise<void> {
    const holders = await this.#options.holders.ofServers(
      instances.map(({ sourceServerId }) => sourceServerId),
    );
    const held = heldFindings(instances, holders);
    const live = liveAcknowledged ? [] : liveFindings(instances);
    const findings = [...held, ...live];
    const [first] = findings;
    if (first) {
      throw new DrsError(
        held.length > 0 ? 'SERVER_CONFLICT' : 'PREFLIGHT_FAILED',
        findings.length === 1
          ? first.message
          : `There are ${findings.length} problems: ${first.message}, and more`,
        findings,
      );
    }
  }

  async #runningJobs(drs: Drs): Promise<readonly ObservedJob[]> {
    const now = this.#options.clock.now().getTime();
    const jobs = await drs.describeJobs(new Date(now - JOBS_SINCE_MS));
    return jobs.filter(({ status }) => status !== 'COMPLETED');
  }

  /** Asked of the execution: the leader does it, and the log tells who asked and what became of it. */
  async #byExecution(
    state: ExecutionState,
    instances: readonly DescribedRecoveryInstance[],
    actor: string,
  ): Promise<Outcome[]> {
    const { executionId } = state;
    try {
      await this.#options.engine.terminate(executionId, {
        actor,
        sourceServerIds: instances.map(({ sourceServerId }) => sourceServerId),
      });
      return instances.map(instance => terminating(instance, { executionId }));
    } catch (error) {
      if (!(error instanceof DrsError)) {
        throw error;
      }
      const { code, message } = error;
      return instances.map(instance => ({
        ...identityOf(instance),
        result: 'FAILED' as const,
        executionId,
        code,
        message,
      }));
    }
  }

  /** Sent once: where the answer is lost, the job is looked for instead. */
  async #byDrs(
    drs: Drs,
    instances: readonly DescribedRecoveryInstance[],
  ): Promise<Outcome[]> {
    const askedAt = this.#options.clock.now().getTime();
    try {
      const jobId = await drs.terminateRecoveryInstances(
        instances.map(({ recoveryInstanceId }) => recoveryInstanceId),
      );
      return instances.map(instance => terminating(instance, { jobId }));
    } catch (error) {
      if (!(error instanceof AwsFailure)) {
        throw error;
      }
      const jobOf = error.mayHaveHappened
        ? await this.#jobsSince(drs, askedAt)
        : new Map<string, string>();
      return instances.map((instance): Outcome => {
        const jobId = jobOf.get(instance.sourceServerId);
        return jobId === undefined
          ? {
              ...identityOf(instance),
              result: error.mayHaveHappened ? 'UNCERTAIN' : 'FAILED',
              code: error.code,
              message: error.message,
              ...(error.requestId !== undefined && {
                requestId: error.requestId,
              }),
            }
          : terminating(instance, { jobId });
      });
    }
  }

  /** @returns none where DRS does not answer either: then nothing is certain */
  async #jobsSince(
    drs: Drs,
    askedAt: number,
  ): Promise<ReadonlyMap<string, string>> {
    try {
      return terminationJobs(
        await drs.describeJobs(new Date(askedAt - CLOCK_DIFFERENCE_MS)),
      );
    } catch (error) {
      if (error instanceof AwsFailure) {
        return new Map();
      }
      throw error;
    }
  }
}

/** The job that terminates each server's instance, by the server's ID. */
const terminationJobs = (
  jobs: readonly ObservedJob[],
): ReadonlyMap<string, string> =>
  new Map(
    jobs
      .filter(({ type }) => type === 'TERMINATE')
      .flatMap(({ jobId, servers }) =>
        servers.map(({ sourceServerId }) => [sourceServerId, jobId] as const),
      ),
  );

/** What each execution launched, of those instances that one did. */
function byOwner(
  instances: readonly DescribedRecoveryInstance[],
  owners: ReadonlyMap<string, ExecutionState>,
): Map<ExecutionState, DescribedRecoveryInstance[]> {
  const owned = new Map<ExecutionState, DescribedRecoveryInstance[]>();
  for (const instance of instances) {
    const state = owners.get(instance.recoveryInstanceId);
    if (state) {
      owned.set(state, [...(owned.get(state) ?? []), instance]);
    }
  }
  return owned;
}

const identityOf = ({
  recoveryInstanceId,
  sourceServerId,
}: DescribedRecoveryInstance) => ({
  instanceId: recoveryInstanceId,
  sourceServerId,
});

const terminating = (
  instance: DescribedRecoveryInstance,
  by: { jobId?: string; executionId?: string },
): Outcome => ({ ...identityOf(instance), result: 'TERMINATING', ...by });

/** @param described - as DRS still tells of it, though EC2 has ended it */
const gone = (
  instanceId: string,
  described: DescribedRecoveryInstance | undefined,
): Outcome => ({
  instanceId,
  ...(described && { sourceServerId: described.sourceServerId }),
  result: 'GONE',
  message: described
    ? `EC2 has ended ${instanceId}`
    : `DRS has no recovery instance ${instanceId}: it is terminated, or never was one`,
});
