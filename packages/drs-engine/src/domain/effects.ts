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

import { scopeKey, type Scope } from '../ports/drs';
import type {
  DrillSettings,
  HookStage,
  LaunchSettings,
  PinnedHealthCheck,
  PinnedHook,
} from './events';
import { uncheckedServers } from './health';
import { dueHook, idempotencyKeyOf } from './hooks';
import { launchableServers } from './launches';
import { restoresDue, settingsDue, settingsRetries } from './launchSettings';
import { CLOCK_DIFFERENCE_MS } from './observe';
import { openChunks, openJobs, serversOfNote } from './ofNote';
import { isWaiting, mayStart, serversInLaunches, serversOf } from './rules';
import {
  isEnded,
  type ChunkState,
  type ExecutionState,
  type ServerState,
} from './state';
import { isFollowed, limits } from './timeLimits';

/** What the world must now be asked, or asked to do, for an execution. */
export type Effect =
  /** Ask for a place, then launch. */
  | {
      type: 'launch';
      scope: Scope;
      chunkId: string;
      sourceServerIds: readonly string[];
      waitingSince: string;
      /** Jobs since then must have been looked at: one of them may be its own. */
      since: string;
    }
  /** See how its jobs fare, and look for those whose answer was lost. */
  | { type: 'observe-jobs'; scope: Scope; since: string }
  | {
      type: 'observe-instances';
      scope: Scope;
      sourceServerIds: readonly string[];
    }
  | {
      type: 'terminate';
      scope: Scope;
      sourceServerIds: readonly string[];
    }
  /** Make the launch settings of waiting servers what the plan wants. */
  | {
      type: 'apply-launch-settings';
      scope: Scope;
      servers: readonly {
        sourceServerId: string;
        desired?: LaunchSettings;
        drill?: DrillSettings;
      }[];
    }
  /** Put back what was changed for a drill, where it is still ours. */
  | {
      type: 'restore-launch-settings';
      scope: Scope;
      servers: readonly {
        sourceServerId: string;
        ours: LaunchSettings;
        restore: LaunchSettings;
      }[];
    }
  | {
      type: 'check-health';
      scope: Scope;
      servers: readonly {
        sourceServerId: string;
        recoveryInstanceId: string;
        privateIp?: string;
        jobId?: string;
        healthCheck: PinnedHealthCheck;
      }[];
    }
  | {
      type: 'run-hook';
      /** Where it is looked for, if its target does not say. */
      scope: Scope;
      waveNumber: number;
      stage: HookStage;
      index: number;
      hook: PinnedHook;
      attempt: number;
      idempotencyKey: string;
    }
  /** Ask how a hook fares that runs elsewhere. */
  | {
      type: 'observe-hook';
      scope: Scope;
      hook: PinnedHook;
      intentId: string;
      externalId: string;
    };

/** TerminateRecoveryInstances takes so many IDs (AWS model). */
const MAX_TERMINATED_AT_ONCE = 200;
/** How long after a launch its instances are asked for their addresses and points in time. */
const DESCRIBE_WINDOW_MS = 600_000;

/** Pure: the same state at the same time always wants the same. */
export function dueEffects(state: ExecutionState, now: Date): Effect[] {
  return [
    ...dueLaunches(state, now),
    ...dueObservations(state, now),
    ...dueDescriptions(state, now),
    ...dueTerminations(state, now),
    ...dueSettings(state, now),
    ...dueRestores(state, now),
    ...dueHealthChecks(state),
    ...dueHooks(state, now),
  ];
}

function dueLaunches(state: ExecutionState, now: Date): Effect[] {
  const waiting = mayStart(state)
    ? openChunks(state.chunks).filter(isWaiting)
    : [];
  if (waiting.length === 0) {
    return [];
  }
  const inLaunches = serversInLaunches(state);
  return waiting.flatMap(chunk => {
    const rests = chunk.retryAt && Date.parse(chunk.retryAt) > now.getTime();
    const servers = rests ? [] : launchableServers(state, chunk, inLaunches);
    return servers.length > 0
      ? [
          {
            type: 'launch',
            scope: { accountId: chunk.accountId, region: chunk.region },
            chunkId: chunk.chunkId,
            sourceServerIds: servers.map(server => server.sourceServerId),
            waitingSince: state.startedAt,
            since: beforeOurClock(state.startedAt),
          },
        ]
      : [];
  });
}

function dueSettings(state: ExecutionState, now: Date): Effect[] {
  if (!mayStart(state)) {
    return [];
  }
  return byScope(
    openChunks(state.chunks).flatMap(chunk => settingsDue(state, chunk, now)),
  ).map(servers => ({
    type: 'apply-launch-settings',
    scope: scopeOf(servers),
    servers: servers.map(
      ({ sourceServerId, launchSettings, drillSettings }) => ({
        sourceServerId,
        desired: launchSettings,
        drill: drillSettings,
      }),
    ),
  }));
}

const dueRestores = (state: ExecutionState, now: Date): Effect[] =>
  byScope(restoresDue(state, now)).map(servers => ({
    type: 'restore-launch-settings',
    scope: scopeOf(servers),
    servers: servers.map(({ sourceServerId, settings }) => ({
      sourceServerId,
      ours: settings?.after ?? {},
      restore: settings?.restore ?? {},
    })),
  }));

function dueHealthChecks(state: ExecutionState): Effect[] {
  // What is known of a run that was stopped is enough to end it.
  if (state.stop || isEnded(state)) {
    return [];
  }
  const unchecked = uncheckedServers(state);
  const checks = new Map(
    unchecked.map(({ wave, server }) => [
      server.sourceServerId,
      wave.healthCheck,
    ]),
  );
  const known = unchecked
    .map(({ server }) => server)
    .filter(server => server.recoveryInstanceId !== undefined);
  return byScope(known).map(servers => ({
    type: 'check-health',
    scope: scopeOf(servers),
    servers: servers.flatMap(
      ({ sourceServerId, recoveryInstanceId, privateIp, jobId }) => {
        const healthCheck = checks.get(sourceServerId);
        return recoveryInstanceId && healthCheck
          ? [
              {
                sourceServerId,
                recoveryInstanceId,
                privateIp,
                jobId,
                healthCheck,
              },
            ]
          : [];
      },
    ),
  }));
}

function dueHooks(state: ExecutionState, now: Date): Effect[] {
  return state.waves.flatMap(wave => {
    const [first] = serversOf(state, wave.sourceServerIds);
    if (!first) {
      return [];
    }
    const scope = scopeOf([first]);
    const due = dueHook(state, wave, now);
    const effects: Effect[] = [];
    if (due) {
      effects.push({
        type: 'run-hook',
        scope,
        waveNumber: wave.waveNumber,
        stage: due.stage,
        index: due.index,
        hook: due.hook,
        attempt: due.attempts + 1,
        idempotencyKey: idempotencyKeyOf(state, wave, due),
      });
    }
    for (const { status, hook, intentId, externalId } of wave.hooks) {
      if (status === 'RUNNING' && intentId && externalId) {
        effects.push({
          type: 'observe-hook',
          scope,
          hook,
          intentId,
          externalId,
        });
      }
    }
    return effects;
  });
}

/** What is not decided yet in AWS, each with the time since which it is. */
function openQuestions(
  state: ExecutionState,
  now: Date,
): { scope: Scope; since: string }[] {
  const followed = openJobs(state.jobs).filter(job => isFollowed(job, now));
  const unanswered = openChunks(state.chunks)
    .filter(chunk => mayHaveUnknownJob(chunk))
    .map(chunk => ({ ...chunk, askedAt: chunk.firstRequestedAt ?? '' }));
  const terminations = [...state.terminateIntents.values()].map(intent => ({
    ...intent,
    askedAt: intent.requestedAt,
  }));
  return [...followed, ...unanswered, ...terminations].map(question => ({
    scope: { accountId: question.accountId, region: question.region },
    since: beforeOurClock(question.askedAt),
  }));
}

const beforeOurClock = (time: string): string =>
  new Date(Date.parse(time) - CLOCK_DIFFERENCE_MS).toISOString();

/** A launch was asked for and no job is known, but one may be there or come. */
const mayHaveUnknownJob = (chunk: ChunkState): boolean =>
  chunk.jobId === undefined &&
  (chunk.intent !== undefined || chunk.lostAt !== undefined);

function dueObservations(state: ExecutionState, now: Date): Effect[] {
  return [
    ...Map.groupBy(openQuestions(state, now), question =>
      scopeKey(question.scope),
    ).values(),
  ].map(questions => ({
    type: 'observe-jobs',
    scope: questions[0].scope,
    since: questions.map(question => question.since).sort()[0],
  }));
}

function dueDescriptions(state: ExecutionState, now: Date): Effect[] {
  const { undescribed } = serversOfNote(state.servers);
  if (undescribed.length === 0) {
    return [];
  }
  const inHaste = new Set(
    state.waves
      .filter(
        wave =>
          (wave.healthCheck?.probes ?? []).length > 0 ||
          wave.hooks.some(({ stage }) => stage === 'POST'),
      )
      .map(wave => wave.waveNumber),
  );
  const recent = undescribed.filter(server => {
    const job = state.jobs.get(server.launchedBy ?? '');
    // All of a job at once, except where a probe waits for the address, or a
    // hook is told it.
    const mayWait =
      job !== undefined &&
      isFollowed(job, now) &&
      server.recoveryInstanceId !== undefined &&
      !inHaste.has(server.waveNumber);
    const since = Math.max(
      Date.parse(server.launchTime ?? ''),
      Date.parse(job?.endedAt ?? server.launchTime ?? ''),
    );
    return !mayWait && now.getTime() - since < DESCRIBE_WINDOW_MS;
  });
  return byScope(recent).map(servers => ({
    type: 'observe-instances',
    scope: scopeOf(servers),
    sourceServerIds: servers.map(server => server.sourceServerId),
  }));
}

function dueTerminations(state: ExecutionState, now: Date): Effect[] {
  if (
    state.terminateRetryAt &&
    now.getTime() < Date.parse(state.terminateRetryAt)
  ) {
    return [];
  }
  const requested = serversOfNote(state.servers).terminationRequested;
  if (requested.length === 0) {
    return [];
  }
  // DRS refuses to touch a server that is still in a job, though it may be up.
  const inJobs = new Set(
    openJobs(state.jobs)
      .filter(job => isFollowed(job, now))
      .flatMap(job => job.sourceServerIds),
  );
  return byScope(
    requested.filter(
      server =>
        server.instanceState === 'RUNNING' &&
        !inJobs.has(server.sourceServerId),
    ),
  ).flatMap(servers => {
    const effects: Effect[] = [];
    for (let at = 0; at < servers.length; at += MAX_TERMINATED_AT_ONCE) {
      effects.push({
        type: 'terminate',
        scope: scopeOf(servers),
        sourceServerIds: servers
          .slice(at, at + MAX_TERMINATED_AT_ONCE)
          .map(server => server.sourceServerId),
      });
    }
    return effects;
  });
}

const scopeOf = ([{ accountId, region }]: readonly ServerState[]): Scope => ({
  accountId,
  region,
});

const byScope = (servers: readonly ServerState[]): ServerState[][] => [
  ...Map.groupBy(servers, scopeKey).values(),
];

/**
 * The moment of the first poll after a time, in milliseconds. Polls are on a grid
 * that all executions share, so that one look at AWS serves all of them.
 */
export const nextPoll = (after: Date, pollIntervalMs: number): number =>
  (Math.floor(after.getTime() / pollIntervalMs) + 1) * pollIntervalMs;

/**
 * When the execution must be looked at next: while something is open, with the
 * next poll or limit, else at the next limit; undefined when nothing can happen
 * by itself any more.
 */
export function nextWake(
  state: ExecutionState,
  now: Date,
  pollIntervalMs: number,
): Date | undefined {
  const isOpen = dueEffects(state, now).length > 0;
  // While something is polled, what is overdue has been looked at just now.
  const falling = limits(state, now)
    .filter(time => !isOpen || time > now.getTime())
    .map(time => Math.max(time, now.getTime()));
  const soonest = Math.min(
    ...(isOpen ? [nextPoll(now, pollIntervalMs)] : []),
    ...falling,
    ...retries(state).filter(time => time > now.getTime()),
  );
  return Number.isFinite(soonest) ? new Date(soonest) : undefined;
}

/** When something that AWS refused may be tried again. */
const retries = (state: ExecutionState): number[] =>
  [
    ...openChunks(state.chunks).map(chunk => chunk.retryAt),
    ...state.waves.flatMap(wave => wave.hooks).map(hook => hook.retryAt),
    state.terminateRetryAt,
  ]
    .flatMap(time => (time ? [Date.parse(time)] : []))
    .concat(settingsRetries(state));
