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
  type Finding,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import {
  after,
  HOLD_LIMIT_MS,
  minutes,
  type Decision,
  type DecisionContext,
} from './context';
import type { Command } from './input';
import {
  hasFailed,
  isHookOut,
  isWaveOver,
  openApprovals,
  serversOf,
} from './rules';
import {
  isEnded,
  type ApprovalState,
  type ExecutionState,
  type ServerState,
  type WaveState,
} from './state';

type CommandOf<T extends Command['type']> = Extract<Command, { type: T }>;

/** Lets people and programs steer: what is refused is thrown, what is granted is decided. */
export function command(
  decision: Decision,
  state: ExecutionState,
  input: Command,
  context: DecisionContext,
): void {
  const refusal = refusals(state)[input.type];
  if (refusal) {
    throw new DrsError('INVALID_STATE', refusal);
  }
  switch (input.type) {
    case 'pause':
      decision.add({
        type: 'ExecutionPaused',
        reason: 'OPERATOR',
        until: after(
          context,
          input.maxMinutes === undefined
            ? HOLD_LIMIT_MS
            : minutes(input.maxMinutes),
        ),
        message: input.reason ?? 'Paused by a person',
      });
      return;
    case 'resume':
      resume(decision, state, input);
      return;
    case 'approve':
      approve(decision, state, input);
      return;
    case 'retry':
      retry(decision, state, input);
      return;
    case 'skip':
      skip(decision, state, input);
      return;
    case 'cancel':
      decision.add({
        type: 'StopRequested',
        endAs: 'CANCELLED',
        reason: input.reason,
      });
      return;
    case 'terminate':
      terminate(decision, state, input.sourceServerIds);
      return;
    default:
      throw new Error(
        `Unknown command ${JSON.stringify(input satisfies never)}`,
      );
  }
}

/**
 * Why each command would be refused now, whoever gives it; absent: it would not
 * be. Pages disable controls by it, in the same words.
 */
export function refusals(
  state: ExecutionState,
): Partial<Record<Command['type'], string>> {
  if (isEnded(state)) {
    const ended = `The execution has ended (${state.status})`;
    return {
      pause: ended,
      resume: ended,
      approve: ended,
      retry: ended,
      skip: ended,
      cancel: ended,
    };
  }
  const notYetEnded =
    'Instances can be terminated once the execution has ended; cancel it first';
  if (state.stop) {
    const stopping = 'The execution is being cancelled already';
    return {
      pause: stopping,
      resume: stopping,
      approve: stopping,
      retry: stopping,
      skip: stopping,
      cancel: stopping,
      terminate: notYetEnded,
    };
  }
  return {
    pause: state.holds.has('OPERATOR')
      ? 'The execution is paused by a person already'
      : undefined,
    resume: whyNotResumed(state),
    approve:
      openApprovals(state).length > 0
        ? undefined
        : 'Nothing waits for an approval',
    retry:
      [...state.servers.values()].some(isRetryable) ||
      state.waves.some(hasFailed)
        ? undefined
        : 'Nothing has failed',
    skip: state.waves.some(wave => mayBeSkipped(state, wave))
      ? undefined
      : 'There is nothing left that could be skipped',
    terminate: notYetEnded,
  };
}

function whyNotResumed(state: ExecutionState): string | undefined {
  switch (state.pause?.reason) {
    case 'OPERATOR':
    case 'RECOVERED_LOG':
      return undefined;
    case 'APPROVAL':
      return state.started.approval?.fourEyes
        ? 'It waits for the approval of another person'
        : undefined;
    case 'FREEZE':
      return 'The freeze switch holds every execution; it goes on when the switch is released';
    case 'FAILURE':
      return 'A wave has failed: retry or skip what failed, or cancel the execution';
    default:
      return 'The execution is not paused';
  }
}

function resume(
  decision: Decision,
  state: ExecutionState,
  input: CommandOf<'resume'>,
): void {
  if (state.pause?.reason === 'APPROVAL') {
    for (const approval of openApprovals(state)) {
      decideApproval(decision, state, approval, {
        ...input,
        type: 'approve',
        decision: 'APPROVE',
      });
    }
  } else if (state.pause) {
    decision.add({
      type: 'ExecutionResumed',
      reason: state.pause.reason,
      comment: input.comment,
    });
  }
}

function approve(
  decision: Decision,
  state: ExecutionState,
  input: CommandOf<'approve'>,
): void {
  const approval = openApprovals(state).find(
    ({ waveNumber }) => waveNumber === input.waveNumber,
  );
  if (!approval) {
    throw new DrsError(
      'INVALID_STATE',
      input.waveNumber === undefined
        ? 'The start does not wait for an approval; name the wave that does'
        : `Wave ${input.waveNumber} does not wait for an approval`,
    );
  }
  const { serversDigest } = state.started;
  if (
    input.serversDigest !== undefined &&
    input.serversDigest !== serversDigest
  ) {
    throw new DrsError(
      'INVALID_STATE',
      'The servers that were looked at are not those of this execution; look again before deciding',
    );
  }
  decideApproval(decision, state, approval, input);
}

/** Who may not approve where four eyes are required. */
export const excludedFromApproval = (state: ExecutionState): string[] =>
  state.started.approval?.fourEyes
    ? [
        ...new Set([
          state.started.initiatedBy,
          ...(state.started.plan.changedBy
            ? [state.started.plan.changedBy]
            : []),
        ]),
      ]
    : [];

function decideApproval(
  decision: Decision,
  state: ExecutionState,
  approval: ApprovalState,
  input: CommandOf<'approve'>,
): void {
  // Whoever has doubts may always stop it.
  if (input.decision === 'APPROVE' && state.started.approval?.fourEyes) {
    if (!input.isPerson) {
      throw new DrsError(
        'FOUR_EYES',
        'Another person must approve it; programs may not',
      );
    }
    if (excludedFromApproval(state).includes(input.actor)) {
      throw new DrsError(
        'FOUR_EYES',
        'Another person must approve it than the one who started the execution or last changed the plan',
      );
    }
  }
  decision.add({
    type: 'ApprovalDecided',
    waveNumber: approval.waveNumber,
    decision: input.decision,
    decidedBy: input.actor,
    comment: input.comment,
    planVersion: state.started.plan.version,
    serversDigest: state.started.serversDigest,
  });
  if (input.decision === 'REJECT') {
    decision.add({
      type: 'StopRequested',
      endAs: 'CANCELLED',
      reason: `${
        approval.waveNumber === undefined
          ? 'The start'
          : `Wave ${approval.waveNumber}`
      } was rejected by ${input.actor}${
        input.comment ? `: ${input.comment}` : ''
      }`,
    });
  }
}

const isRetryable = (server: ServerState): boolean =>
  server.outcome === 'FAILED' ||
  server.outcome === 'TIMED_OUT' ||
  server.outcome === 'UNHEALTHY';

function retry(
  decision: Decision,
  state: ExecutionState,
  input: CommandOf<'retry'>,
): void {
  expectItems(input);
  const waves = wavesNamed(state, input.waves);
  const problems = [
    ...unknownItems(state, input),
    ...waves
      .filter(
        wave =>
          !hasFailed(wave) &&
          !serversOf(state, wave.sourceServerIds).some(isRetryable),
      )
      .map(wave =>
        waveProblem(wave, `Nothing of wave ${wave.waveNumber} has failed`),
      ),
    ...state.waves
      .filter(
        wave =>
          wave.hooks.some(isHookOut) &&
          (waves.includes(wave) ||
            wave.sourceServerIds.some(id =>
              input.sourceServerIds?.includes(id),
            )),
      )
      .map(wave => waveProblem(wave, hookRuns(wave))),
    ...serversOf(state, input.sourceServerIds ?? [])
      .filter(server => !isRetryable(server))
      .map(server =>
        serverProblem(
          server,
          `${server.hostname} is ${server.outcome}; only what failed can be tried again`,
        ),
      ),
  ];
  refuse(problems);
  const servers = [
    ...serversOf(state, input.sourceServerIds ?? []),
    ...waves
      .flatMap(wave => serversOf(state, wave.sourceServerIds))
      .filter(isRetryable),
  ];
  decision.add({
    type: 'RetryRequested',
    waves: [
      ...new Set([
        ...waves.map(wave => wave.waveNumber),
        ...servers.map(server => server.waveNumber),
      ]),
    ],
    sourceServerIds: [...new Set(servers.map(server => server.sourceServerId))],
    comment: input.comment,
  });
}

/** Whether a launch of the server is asked for or under way. */
const isLaunching = (state: ExecutionState, server: ServerState): boolean =>
  server.outcome === 'LAUNCHING' ||
  [...state.chunks.values()].some(
    chunk =>
      chunk.status === 'REQUESTED' &&
      chunk.sourceServerIds.includes(server.sourceServerId),
  );

const isSkippable = (state: ExecutionState, server: ServerState): boolean =>
  (server.outcome === 'PENDING' || isRetryable(server)) &&
  !isLaunching(state, server);

const mayBeSkipped = (state: ExecutionState, wave: WaveState): boolean =>
  hasFailed(wave) ||
  ((!isWaveOver(wave) || wave.status === 'PARTIAL') &&
    serversOf(state, wave.sourceServerIds).some(server =>
      isSkippable(state, server),
    ));

function skip(
  decision: Decision,
  state: ExecutionState,
  input: CommandOf<'skip'>,
): void {
  expectItems(input);
  const waves = wavesNamed(state, input.waves);
  const problems = [
    ...unknownItems(state, input),
    ...waves.flatMap(wave => {
      const reason = whyWaveIsNotSkipped(state, wave);
      return reason ? [waveProblem(wave, reason)] : [];
    }),
    ...serversOf(state, input.sourceServerIds ?? [])
      .filter(server => !isSkippable(state, server))
      .map(server =>
        serverProblem(
          server,
          isLaunching(state, server)
            ? `${server.hostname} is being launched, which cannot be called back`
            : `${server.hostname} is ${server.outcome} and cannot be skipped`,
        ),
      ),
  ];
  refuse(problems);
  const ofWaves = waves
    .flatMap(wave => serversOf(state, wave.sourceServerIds))
    .filter(server => isSkippable(state, server))
    .map(server => server.sourceServerId);
  decision.add({
    type: 'SkipRequested',
    waves: waves.map(wave => wave.waveNumber),
    sourceServerIds: [
      ...new Set([...(input.sourceServerIds ?? []), ...ofWaves]),
    ],
    comment: input.comment,
  });
}

const hookRuns = (wave: WaveState): string =>
  `A hook of wave ${wave.waveNumber} is running; wait for its end`;

function whyWaveIsNotSkipped(
  state: ExecutionState,
  wave: WaveState,
): string | undefined {
  if (isWaveOver(wave) && !hasFailed(wave)) {
    return `Wave ${wave.waveNumber} has ended (${wave.status})`;
  }
  if (wave.hooks.some(isHookOut)) {
    return hookRuns(wave);
  }
  const flies = serversOf(state, wave.sourceServerIds).some(server =>
    isLaunching(state, server),
  );
  return flies
    ? `Launches of wave ${wave.waveNumber} are under way, which cannot be called back`
    : undefined;
}

function terminate(
  decision: Decision,
  state: ExecutionState,
  sourceServerIds: readonly string[] | undefined,
): void {
  refuse(unknownItems(state, { sourceServerIds }));
  const standing = serversOf(
    state,
    sourceServerIds ?? [...state.servers.keys()],
  ).filter(isStanding);
  if (standing.length > 0) {
    decision.add({
      type: 'TerminationRequested',
      sourceServerIds: standing.map(server => server.sourceServerId),
    });
  }
}

/** There is an instance that nobody asked to terminate. */
export const isStanding = (server: ServerState): boolean =>
  server.instanceState === 'RUNNING' && !server.terminationRequested;

function expectItems({
  waves = [],
  sourceServerIds = [],
}: CommandOf<'retry' | 'skip'>): void {
  if (waves.length + sourceServerIds.length === 0) {
    throw new DrsError('VALIDATION_FAILED', 'Name at least one wave or server');
  }
}

const wavesNamed = (
  state: ExecutionState,
  waveNumbers: readonly number[] = [],
): WaveState[] =>
  state.waves.filter(wave => waveNumbers.includes(wave.waveNumber));

function unknownItems(
  state: ExecutionState,
  items: {
    waves?: readonly number[];
    sourceServerIds?: readonly string[];
  },
): Finding[] {
  const unknownWaves = (items.waves ?? []).filter(
    number => !state.waves.some(wave => wave.waveNumber === number),
  );
  const unknownServers = (items.sourceServerIds ?? []).filter(
    id => !state.servers.has(id),
  );
  return [
    ...unknownWaves.map(
      (number): Finding => ({
        code: 'UNKNOWN_WAVE',
        severity: 'BLOCKING',
        subject: { kind: 'wave', id: String(number) },
        field: 'waves',
        message: `This execution has no wave ${number}`,
      }),
    ),
    ...unknownServers.map(
      (id): Finding => ({
        code: 'UNKNOWN_SERVER',
        severity: 'BLOCKING',
        subject: { kind: 'server', id },
        field: 'servers',
        message: `${id} is not part of this execution`,
      }),
    ),
  ];
}

const waveProblem = (wave: WaveState, message: string): Finding => ({
  code: 'INVALID_STATE',
  severity: 'BLOCKING',
  subject: { kind: 'wave', id: String(wave.waveNumber), name: wave.waveName },
  field: 'waves',
  message,
});

const serverProblem = (server: ServerState, message: string): Finding => ({
  code: 'INVALID_STATE',
  severity: 'BLOCKING',
  subject: {
    kind: 'server',
    id: server.sourceServerId,
    name: server.hostname,
  },
  field: 'servers',
  message,
});

/** All or nothing: every problem is told, and nothing is done. */
function refuse(problems: readonly Finding[]): void {
  if (problems.length === 0) {
    return;
  }
  const unknown = problems.some(problem => problem.code !== 'INVALID_STATE');
  throw new DrsError(
    unknown ? 'VALIDATION_FAILED' : 'INVALID_STATE',
    unknown
      ? 'Some items are not part of this execution'
      : problems.map(problem => problem.message).join('; '),
    [...problems],
  );
}
