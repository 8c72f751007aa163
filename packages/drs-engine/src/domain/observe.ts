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
  isSameScope,
  type ObservedInstance,
  type ObservedJob,
} from '../ports/drs';
import {
  after,
  HOLD_LIMIT_MS,
  type Decision,
  type DecisionContext,
} from './context';
import type { UnknownJob } from './events';
import type { Input } from './input';
import { serversOf } from './rules';
import {
  isEnded,
  type ChunkState,
  type ExecutionState,
  type TerminateIntent,
} from './state';

/** The tag by which a job says which intent it came of. */
export const INTENT_TAG = 'drs-orchestrator:intent';
export const EXECUTION_TAG = 'drs-orchestrator:execution';
export const WAVE_TAG = 'drs-orchestrator:wave';

/**
 * AWS stamps jobs with its own clock: a job may seem a little older than the
 * intent that it came of.
 */
export const CLOCK_DIFFERENCE_MS = 60_000;

/** How long after a launch was given up as lost its job may still show. */
const LATE_LAUNCH_MS = 3_600_000;

/** How often AWS is asked to terminate before a person must ask again. */
const MAX_TERMINATION_ATTEMPTS = 20;
const TERMINATION_RETRY_MS = 30_000;

type JobsObserved = Extract<Input, { type: 'jobs-observed' }>;

/** Takes from the jobs of an account and Region what they say about this execution. */
export function observeJobs(
  decision: Decision,
  seen: JobsObserved,
  context: DecisionContext,
): void {
  findLaunches(decision, seen);
  findUnknownLaunches(decision, seen, context);
  findTerminations(decision, seen, context);
  const jobs = new Map(seen.jobs.map(job => [job.jobId, job]));
  for (const known of decision.state.jobs.values()) {
    const job = jobs.get(known.jobId);
    if (job && !known.endedAt) {
      if (known.kind === 'LAUNCH') {
        followLaunch(decision, job, seen.failures);
      } else {
        followTermination(decision, job);
      }
      if (job.status === 'COMPLETED') {
        decision.add({ type: 'JobEnded', jobId: job.jobId });
      }
    }
  }
}

/**
 * Finds the jobs of launches whose answer is not known, also of those that were
 * given up: a launch that shows late is taken, not repeated.
 */
function findLaunches(decision: Decision, seen: JobsObserved): void {
  for (const chunk of decision.state.chunks.values()) {
    const mayHaveJob = !chunk.jobId && chunk.intentIds.length > 0;
    if (mayHaveJob && isSameScope(chunk, seen.scope)) {
      const job = seen.jobs.find(
        candidate =>
          !decision.state.jobs.has(candidate.jobId) &&
          isLaunchOf(candidate, chunk),
      );
      if (job) {
        const tagged = job.tags[INTENT_TAG];
        decision.add({
          type: 'LaunchAccepted',
          intentId: tagged ?? chunk.intentIds[chunk.intentIds.length - 1],
          jobId: job.jobId,
          found: true,
        });
      } else if (chunk.intent && seen.observedAt >= chunk.intent.answerBy) {
        decision.add({ type: 'LaunchLost', intentId: chunk.intent.intentId });
      } else if (!chunk.intent && isLostForGood(chunk, seen.observedAt)) {
        decision.add({
          type: 'LaunchLost',
          intentId: chunk.intentIds[chunk.intentIds.length - 1],
          final: true,
        });
      }
    }
  }
}

const isLostForGood = ({ lostAt }: ChunkState, observedAt: string): boolean =>
  lostAt !== undefined &&
  Date.parse(observedAt) >= Date.parse(lostAt) + LATE_LAUNCH_MS;

/**
 * A database that was restored from a backup knows less than AWS: jobs that
 * carry this execution's tags and an intent that its log does not know. What
 * they launched must not be launched once more, so a person decides.
 */
function findUnknownLaunches(
  decision: Decision,
  seen: JobsObserved,
  context: DecisionContext,
): void {
  const { state } = decision;
  const tagged = seen.jobs.filter(
    job =>
      job.type === 'LAUNCH' &&
      job.tags[EXECUTION_TAG] === state.executionId &&
      !state.jobs.has(job.jobId) &&
      !state.unknownJobs.some(({ jobId }) => jobId === job.jobId),
  );
  if (tagged.length === 0) {
    return;
  }
  const known = new Set(
    [...state.chunks.values()].flatMap(chunk => chunk.intentIds),
  );
  const unknown = tagged
    .filter(job => !known.has(job.tags[INTENT_TAG]))
    .map((job): UnknownJob => {
      const waveNumber = Number(job.tags[WAVE_TAG]);
      return {
        jobId: job.jobId,
        accountId: seen.scope.accountId,
        region: seen.scope.region,
        ...(Number.isInteger(waveNumber) && { waveNumber }),
        sourceServerIds: job.servers
          .map(server => server.sourceServerId)
          .filter(id => state.servers.has(id)),
        createdAt: job.createdAt,
      };
    })
    .sort((a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt));
  if (unknown.length === 0) {
    return;
  }
  if (state.stop || isEnded(state)) {
    // Nothing is launched over them any more, and they can be terminated.
    decision.add({ type: 'JobsAdopted', jobs: unknown });
  } else {
    decision.add({
      type: 'ExecutionPaused',
      reason: 'RECOVERED_LOG',
      until: after(context, HOLD_LIMIT_MS),
      message: `AWS shows launches of this execution that its log does not know (${unknown
        .map(job => job.jobId)
        .join(', ')}): the log seems to be from a backup`,
      unknownJobs: unknown,
    });
  }
}

/**
 * A server is in one job at a time: a LAUNCH job since the first intent that
 * holds the servers of the chunk, and no others, is ours. A tag, where there is
 * one, is the proof for or against.
 */
export function isLaunchOf(job: ObservedJob, chunk: ChunkState): boolean {
  if (job.type !== 'LAUNCH' || !chunk.firstRequestedAt) {
    return false;
  }
  const tag = job.tags[INTENT_TAG];
  if (tag !== undefined) {
    return chunk.intentIds.includes(tag);
  }
  const servers = new Set(job.servers.map(server => server.sourceServerId));
  return (
    Date.parse(job.createdAt) >=
      Date.parse(chunk.firstRequestedAt) - CLOCK_DIFFERENCE_MS &&
    chunk.asked.some(
      asked =>
        servers.size === asked.length && asked.every(id => servers.has(id)),
    )
  );
}

function followLaunch(
  decision: Decision,
  job: ObservedJob,
  failures: JobsObserved['failures'],
): void {
  const { state } = decision;
  const launched = job.servers.filter(({ sourceServerId, launchStatus }) => {
    const server = state.servers.get(sourceServerId);
    return (
      launchStatus === 'LAUNCHED' && server && server.launchedBy !== job.jobId
    );
  });
  if (launched.length > 0) {
    decision.add({
      type: 'ServersLaunched',
      jobId: job.jobId,
      servers: launched.map(({ sourceServerId, recoveryInstanceId }) => ({
        sourceServerId,
        recoveryInstanceId,
      })),
    });
  }
  // The reason stands in the job log, which is complete once the job has ended.
  if (job.status !== 'COMPLETED') {
    return;
  }
  const known = decision.state.jobs.get(job.jobId);
  const up = new Set(
    job.servers
      .filter(server => server.launchStatus === 'LAUNCHED')
      .map(server => server.sourceServerId),
  );
  const failed = serversOf(decision.state, known?.sourceServerIds ?? []).filter(
    server =>
      server.outcome === 'LAUNCHING' &&
      server.jobId === job.jobId &&
      !up.has(server.sourceServerId),
  );
  if (failed.length > 0) {
    decision.add({
      type: 'ServersFailed',
      servers: failed.map(({ sourceServerId }) => ({
        sourceServerId,
        ...(failures.get(sourceServerId) ?? {
          code: 'LAUNCH_FAILED',
          message: 'DRS did not launch it, and its job log says no reason',
        }),
      })),
    });
  }
}

function findTerminations(
  decision: Decision,
  seen: JobsObserved,
  context: DecisionContext,
): void {
  for (const intent of decision.state.terminateIntents.values()) {
    if (isSameScope(intent, seen.scope)) {
      const job = seen.jobs.find(
        candidate =>
          !decision.state.jobs.has(candidate.jobId) &&
          isTerminationOf(candidate, intent),
      );
      if (job) {
        decision.add({
          type: 'TerminateAccepted',
          intentId: intent.intentId,
          jobId: job.jobId,
          found: true,
        });
      } else if (seen.observedAt >= intent.answerBy) {
        const again = mayTerminateAgain(decision.state, intent);
        decision.add({
          type: 'TerminateLost',
          intentId: intent.intentId,
          retryAt: after(context, TERMINATION_RETRY_MS),
        });
        if (!again) {
          decision.add({
            type: 'TerminationFailed',
            sourceServerIds: [...intent.sourceServerIds],
            code: 'NO_ANSWER',
            message: 'AWS gave no answer, and no job came of it',
          });
        }
      }
    }
  }
}

export const mayTerminateAgain = (
  state: ExecutionState,
  intent: TerminateIntent,
): boolean =>
  serversOf(state, intent.sourceServerIds).every(
    server => server.terminationAttempts < MAX_TERMINATION_ATTEMPTS,
  );

const isTerminationOf = (job: ObservedJob, intent: TerminateIntent): boolean =>
  job.type === 'TERMINATE' &&
  Date.parse(job.createdAt) >=
    Date.parse(intent.requestedAt) - CLOCK_DIFFERENCE_MS &&
  intent.sourceServerIds.every(id =>
    job.servers.some(server => server.sourceServerId === id),
  );

function followTermination(decision: Decision, job: ObservedJob): void {
  const gone = job.servers
    .filter(server => server.launchStatus === 'TERMINATED')
    .map(server => server.sourceServerId)
    .filter(
      id => decision.state.servers.get(id)?.instanceState === 'TERMINATING',
    );
  if (gone.length > 0) {
    decision.add({ type: 'InstancesTerminated', sourceServerIds: gone });
  }
  if (job.status !== 'COMPLETED') {
    return;
  }
  const known = decision.state.jobs.get(job.jobId);
  const standing = serversOf(decision.state, known?.sourceServerIds ?? [])
    .filter(server => server.instanceState === 'TERMINATING')
    .map(server => server.sourceServerId);
  if (standing.length > 0) {
    decision.add({
      type: 'TerminationFailed',
      sourceServerIds: standing,
      code: 'NOT_TERMINATED',
      message: `Job ${job.jobId} ended without terminating it`,
    });
  }
}

/** An instance that EC2 has ended is described for a while, and is gone all the same. */
export const isThere = (instance: ObservedInstance): boolean =>
  instance.ec2State !== 'TERMINATED' && instance.ec2State !== 'NOT_FOUND';

/** Takes addresses from the instances, and notices those that are gone. */
export function observeInstances(
  decision: Decision,
  seen: Extract<Input, { type: 'instances-observed' }>,
): void {
  const { state } = decision;
  const asked = serversOf(state, seen.sourceServerIds).filter(
    server => server.instanceState === 'RUNNING',
  );
  const byServer = new Map(
    seen.instances
      .filter(isThere)
      .map(instance => [instance.sourceServerId, instance]),
  );

  const described = asked.flatMap(server => {
    const instance = byServer.get(server.sourceServerId);
    const isNew =
      instance &&
      (server.recoveryInstanceId ?? instance.recoveryInstanceId) ===
        instance.recoveryInstanceId &&
      (!server.described || instance.privateIp !== server.privateIp);
    return isNew
      ? [
          {
            sourceServerId: server.sourceServerId,
            recoveryInstanceId: instance.recoveryInstanceId,
            privateIp: instance.privateIp,
            pointInTime: instance.pointInTime,
          },
        ]
      : [];
  });
  if (described.length > 0) {
    decision.add({ type: 'InstancesDescribed', instances: described });
  }

  // Gone, or replaced by a later launch of the same server.
  const gone = asked.filter(
    server =>
      server.terminationRequested &&
      (byServer.get(server.sourceServerId)?.recoveryInstanceId ?? '') !==
        server.recoveryInstanceId,
  );
  if (gone.length > 0) {
    decision.add({
      type: 'InstancesTerminated',
      sourceServerIds: gone.map(server => server.sourceServerId),
    });
  }
}
