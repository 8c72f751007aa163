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

import pLimit from 'p-limit';
import type { HealthSign } from '../domain/input';
import type { Clock } from '../ports/clock';
import {
  scopeKey,
  type LaunchAction,
  type ObservedLaunchAction,
  type Scope,
} from '../ports/drs';
import type { ObservedInstanceStatus } from '../ports/instanceStatus';
import type { Probe, Probes } from '../ports/probes';
import type { AwsCalls } from './AwsCalls';
import type { Background } from './Background';
import {
  launchActionSign,
  probeSign,
  probesOf,
  statusSigns,
  type Seen,
} from './healthSigns';
import type { WantedEffect, WorkingSet } from './WorkingSet';

const PARALLEL_PROBES = 32;
const PARALLEL_LISTS = 8;
/** Actions of a server are not changed while it is recovered. */
const ACTIONS_FRESH_FOR_MS = 600_000;

type Check = Extract<WantedEffect, { type: 'check-health' }>;
type Server = Check['servers'][number];

/**
 * Looks after the health of what was launched: for all executions of an account
 * and Region at once, beside the rounds of the leader.
 */
export class HealthChecks {
  readonly #aws: AwsCalls;
  readonly #background: Background;
  readonly #probes: Probes;
  readonly #clock: Clock;
  /** The active launch actions of servers, as they were read last. */
  readonly #actions = new Map<
    string,
    { actions: readonly LaunchAction[]; until: number }
  >();

  constructor(options: {
    aws: AwsCalls;
    background: Background;
    probes: Probes;
    clock: Clock;
  }) {
    this.#aws = options.aws;
    this.#background = options.background;
    this.#probes = options.probes;
    this.#clock = options.clock;
  }

  /** Begins a look at every server that is unchecked. */
  check(working: WorkingSet): void {
    const wanted = Map.groupBy(
      working.wanted('check-health', this.#clock.now()),
      ({ scope }) => scopeKey(scope),
    );
    for (const [key, checks] of wanted) {
      this.#background.start(`health ${key}`, () =>
        this.#look(working, checks[0].scope, checks),
      );
    }
  }

  async #look(
    working: WorkingSet,
    scope: Scope,
    checks: readonly Check[],
  ): Promise<void> {
    const servers = checks.flatMap(check => check.servers);
    const [statuses, runs, actions] = await Promise.all([
      this.#statuses(scope, servers),
      this.#runs(scope, servers),
      this.#activeActions(scope, servers),
    ]);
    const limit = pLimit(PARALLEL_PROBES);
    const signsOf = async (server: Server): Promise<HealthSign[]> => [
      ...(server.healthCheck.ec2Status ? statusSigns(statuses(server)) : []),
      ...(server.healthCheck.launchActions
        ? [launchActionSign(actions(server), runs(server))]
        : []),
      ...(await Promise.all(
        probesOf(server.healthCheck).map(probe =>
          limit(() => this.#probe(server, probe)),
        ),
      )),
    ];
    await Promise.all(
      checks.map(async ({ executionId, servers: ofExecution }) =>
        working.performLater(executionId, {
          type: 'health-observed',
          servers: await Promise.all(
            ofExecution.map(async server => ({
              sourceServerId: server.sourceServerId,
              recoveryInstanceId: server.recoveryInstanceId,
              checks: await signsOf(server),
            })),
          ),
        }),
      ),
    );
  }

  async #probe({ privateIp }: Server, probe: Probe): Promise<HealthSign> {
    return probeSign(
      probe,
      privateIp === undefined
        ? { unseen: 'its private address is not known yet' }
        : { seen: await this.#probes.probe(privateIp, probe) },
    );
  }

  async #statuses(
    scope: Scope,
    servers: readonly Server[],
  ): Promise<(server: Server) => Seen<ObservedInstanceStatus | undefined>> {
    const ids = servers
      .filter(({ healthCheck }) => healthCheck.ec2Status)
      .map(({ recoveryInstanceId }) => recoveryInstanceId);
    const statuses = await this.#aws.ask(scope, 'instanceStatuses', ec2 =>
      ec2.describe(ids),
    );
    if (!statuses) {
      const unseen = `EC2 cannot be asked: ${this.#aws.silence(
        scope,
        'instanceStatuses',
      )}`;
      return () => ({ unseen });
    }
    const byId = new Map(statuses.map(status => [status.instanceId, status]));
    return ({ recoveryInstanceId }) => ({ seen: byId.get(recoveryInstanceId) });
  }

  /** The launch actions that have begun, from the jobs that launched the servers. */
  async #runs(
    scope: Scope,
    servers: readonly Server[],
  ): Promise<(server: Server) => Seen<readonly ObservedLaunchAction[]>> {
    const jobIds = new Set(
      servers
        .filter(({ healthCheck }) => healthCheck.launchActions)
        .flatMap(({ jobId }) => jobId ?? []),
    );
    const jobs = await this.#aws.read(scope, drs =>
      drs.describeJobsById([...jobIds]),
    );
    if (!jobs) {
      const unseen = `DRS cannot be asked: ${this.#aws.silence(scope)}`;
      return () => ({ unseen });
    }
    const byServer = new Map(
      jobs.flatMap(job =>
        job.servers.map(({ sourceServerId, launchActions }) => [
          `${job.jobId} ${sourceServerId}`,
          launchActions ?? [],
        ]),
      ),
    );
    return ({ jobId, sourceServerId }) => {
      const begun = byServer.get(`${jobId} ${sourceServerId}`);
      return begun
        ? { seen: begun }
        : { unseen: 'the job that launched it is not known' };
    };
  }

  async #activeActions(
    scope: Scope,
    servers: readonly Server[],
  ): Promise<(server: Server) => Seen<readonly LaunchAction[]>> {
    const now = this.#clock.monotonic();
    const limit = pLimit(PARALLEL_LISTS);
    await Promise.all(
      servers
        .filter(({ healthCheck }) => healthCheck.launchActions)
        .filter(
          ({ sourceServerId }) =>
            (this.#actions.get(sourceServerId)?.until ?? 0) <= now,
        )
        .map(({ sourceServerId }) =>
          limit(async () => {
            const actions = await this.#aws.read(scope, drs =>
              drs.listLaunchActions(sourceServerId),
            );
            if (actions) {
              this.#actions.set(sourceServerId, {
                actions,
                until: now + ACTIONS_FRESH_FOR_MS,
              });
            }
          }),
        ),
    );
    this.#forgetOld(now);
    return ({ sourceServerId }) => {
      const known = this.#actions.get(sourceServerId);
      return known
        ? { seen: known.actions }
        : {
            unseen: `its launch actions cannot be read: ${this.#aws.silence(
              scope,
            )}`,
          };
    };
  }

  #forgetOld(now: number): void {
    for (const [sourceServerId, { until }] of this.#actions) {
      if (until <= now) {
        this.#actions.delete(sourceServerId);
      }
    }
  }
}
