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

import fc from 'fast-check';
import { EXECUTION_TAG, INTENT_TAG } from './observe';
import { dueEffects, type Effect } from './effects';
import type { PinnedWave } from './events';
import { isEnded, type ExecutionState } from './state';
import { History } from './testing/History';
import { ModelAws } from './testing/ModelAws';

/*
 * Random plans, random histories: whatever AWS does, loses or refuses, whatever
 * people command, and however time passes, these hold. The AWS of these tests
 * is a model of DRS's rules; what it refuses, our engine must never ask.
 */

const wavesArbitrary: fc.Arbitrary<PinnedWave[]> = fc
  .array(
    fc.record({
      serverCount: fc.integer({ min: 1, max: 7 }),
      dependencyPicks: fc.array(fc.nat(), { maxLength: 3 }),
      maxWaitMinutes: fc.integer({ min: 1, max: 240 }),
      thresholdPercent: fc.constantFrom(100, 100, 75, 50, 1),
      regions: fc.array(fc.constantFrom('us-west-2', 'eu-west-1'), {
        minLength: 1,
        maxLength: 2,
      }),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map(drafts =>
    drafts.map((draft, index) => ({
      waveNumber: index + 1,
      waveName: `wave ${index + 1}`,
      // Only earlier waves: validation keeps cycles out before a start.
      dependsOn:
        index === 0
          ? []
          : [...new Set(draft.dependencyPicks.map(pick => (pick % index) + 1))],
      maxWaitMinutes: draft.maxWaitMinutes,
      thresholdPercent: draft.thresholdPercent,
      servers: Array.from({ length: draft.serverCount }, (_, server) => ({
        sourceServerId: `s-${index}-${server}`,
        hostname: `host-${index}-${server}`,
        accountId: '111122223333',
        region: draft.regions[server % draft.regions.length],
        groupId: `group-${index}`,
        tags: {},
      })),
    })),
  );

const pick = fc.nat({ max: 1000 });
const fateArbitrary = fc.constantFrom(
  'answered' as const,
  'answered' as const,
  'answered' as const,
  'lost after' as const,
  'lost before' as const,
  'shows late' as const,
  'late' as const,
  'throttled' as const,
  'denied' as const,
);
type Fate = typeof fateArbitrary extends fc.Arbitrary<infer T> ? T : never;

const stepArbitrary = fc.oneof(
  // A round of all that an engine does, so that histories get far.
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('round' as const),
      fates: fc.array(fateArbitrary, { minLength: 1, maxLength: 4 }),
      failures: fc.array(fc.boolean(), { minLength: 1, maxLength: 7 }),
      tagged: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      minutes: fc.integer({ min: 0, max: 20 }),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('launch' as const),
      pick,
      fate: fateArbitrary,
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('aws works' as const),
      pick,
      failures: fc.array(fc.boolean(), { minLength: 1, maxLength: 7 }),
      ends: fc.boolean(),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('observe' as const),
      tagged: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cancel' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('terminate' as const),
      lost: fc.boolean(),
    }),
  },
);
type Step = typeof stepArbitrary extends fc.Arbitrary<infer T> ? T : never;

const launches = (history: History) =>
  dueEffects(history.state, history.now).filter(
    (effect): effect is Extract<Effect, { type: 'launch' }> =>
      effect.type === 'launch',
  );

const minutesLater = (time: Date, minutes: number): Date =>
  new Date(time.getTime() + minutes * 60_000);

function launch(
  history: History,
  aws: ModelAws,
  wish: Extract<Effect, { type: 'launch' }>,
  fate: Fate,
): void {
  // As the leader does: what is there is taken in before anything is sent.
  observe(history, aws, true);
  const events = history.happen({ type: 'admit', chunkId: wish.chunkId });
  const requested = events.find(event => event.type === 'LaunchRequested');
  if (requested?.type !== 'LaunchRequested') {
    // Something else of the same round changed what may start.
    expect(launches(history)).not.toContainEqual(wish);
    return;
  }
  const { intentId } = requested;
  if (fate === 'throttled' || fate === 'denied') {
    history.happen({
      type: 'launch-answered',
      intentId,
      answer: {
        kind: 'refused',
        code: fate,
        message: fate,
        ...(fate === 'throttled' && { retryAfterMs: 2000 }),
      },
    });
    return;
  }
  if (fate === 'lost before') {
    return;
  }
  if (aws.isInHiddenJob(requested.sourceServerIds, history.now)) {
    history.happen({
      type: 'launch-answered',
      intentId,
      answer: {
        kind: 'refused',
        code: 'ConflictException',
        message: 'in another job',
        retryAfterMs: 10_000,
      },
    });
    return;
  }
  const jobId = aws.startRecovery(
    wish.scope,
    wish.sourceServerIds,
    history.now,
    {
      [INTENT_TAG]: intentId,
      [EXECUTION_TAG]: history.state.executionId,
    },
    fate === 'shows late' ? minutesLater(history.now, 30) : history.now,
  );
  if (fate === 'answered') {
    history.happen({
      type: 'launch-answered',
      intentId,
      answer: { kind: 'accepted', jobId },
    });
  } else if (fate === 'late') {
    // Too late to be waited for, but before anybody looked.
    history.pass(1);
    history.happen({
      type: 'launch-answered',
      intentId,
      answer: { kind: 'accepted', jobId },
    });
  }
}

/** Looks where the execution wants to be looked, and no further back than it asks. */
function observe(history: History, aws: ModelAws, tagged: boolean): void {
  for (const effect of dueEffects(history.state, history.now)) {
    if (effect.type === 'observe-jobs') {
      history.happen({
        type: 'jobs-observed',
        scope: effect.scope,
        observedAt: history.now.toISOString(),
        jobs: aws
          .describeJobs(effect.scope, tagged, history.now)
          .filter(job => job.createdAt >= effect.since),
        failures: new Map(),
      });
    }
  }
}

function terminate(history: History, aws: ModelAws, lost: boolean): void {
  if (!isEnded(history.state)) {
    return;
  }
  history.happen({ type: 'terminate' });
  for (const effect of dueEffects(history.state, history.now)) {
    if (effect.type === 'terminate') {
      const events = history.happen({
        type: 'terminate-intended',
        scope: effect.scope,
        sourceServerIds: effect.sourceServerIds,
      });
      const jobId = aws.terminate(
        effect.scope,
        effect.sourceServerIds,
        history.now,
      );
      for (const event of events) {
        if (event.type === 'TerminateIntended' && !lost) {
          history.happen({
            type: 'terminate-answered',
            intentId: event.intentId,
            answer: { kind: 'accepted', jobId },
          });
        }
      }
    }
  }
}

function take(history: History, aws: ModelAws, step: Step): void {
  switch (step.do) {
    case 'round':
      launches(history).forEach((wish, index) =>
        launch(history, aws, wish, step.fates[index % step.fates.length]),
      );
      aws.work(0, step.failures, true, history.now);
      history.pass(1);
      observe(history, aws, step.tagged);
      break;
    case 'wait':
      history.pass(step.minutes);
      break;
    case 'launch': {
      const wishes = launches(history);
      if (wishes.length > 0) {
        launch(history, aws, wishes[step.pick % wishes.length], step.fate);
      }
      break;
    }
    case 'aws works':
      aws.work(step.pick, step.failures, step.ends, history.now);
      break;
    case 'observe':
      observe(history, aws, step.tagged);
      break;
    case 'cancel':
      if (!isEnded(history.state) && !history.state.stop) {
        history.happen({ type: 'cancel' });
      }
      break;
    case 'terminate':
      terminate(history, aws, step.lost);
      break;
    default:
      throw new Error(`Unknown step ${JSON.stringify(step satisfies never)}`);
  }
}

function expectNoWaveBeforeItsDependencies(state: ExecutionState): void {
  for (const wave of state.waves) {
    if (wave.startedAt !== undefined) {
      for (const number of wave.dependsOn) {
        const dependency = state.waves.find(
          other => other.waveNumber === number,
        );
        expect(['COMPLETED', 'PARTIAL']).toContain(dependency?.status);
        expect(shareUp(state, number)).toBeGreaterThanOrEqual(
          dependency?.thresholdPercent ?? Infinity,
        );
        expect(Date.parse(dependency?.endedAt ?? '')).toBeLessThanOrEqual(
          Date.parse(wave.startedAt),
        );
      }
    }
  }
}

/** Percent of the servers of a wave that are up. */
function shareUp(state: ExecutionState, waveNumber: number): number {
  const servers = [...state.servers.values()].filter(
    server => server.waveNumber === waveNumber,
  );
  const up = servers.filter(server => server.outcome === 'LAUNCHED');
  return (up.length / servers.length) * 100;
}

const failedOutcomes = ['FAILED', 'TIMED_OUT', 'UNHEALTHY', 'CANCELLED'];

function expectHonestEnd(state: ExecutionState): void {
  const outcomes = [...state.servers.values()].map(server => server.outcome);
  if (state.status === 'COMPLETED') {
    expect(outcomes.every(outcome => outcome === 'LAUNCHED')).toBe(true);
  }
  if (state.status === 'PARTIAL') {
    expect(outcomes.some(outcome => failedOutcomes.includes(outcome))).toBe(
      true,
    );
    expect(outcomes).not.toContain('CANCELLED');
    for (const wave of state.waves) {
      expect(shareUp(state, wave.waveNumber)).toBeGreaterThanOrEqual(
        wave.thresholdPercent,
      );
    }
  }
  expect(outcomes).not.toContain('PENDING');
  expect(outcomes).not.toContain('LAUNCHING');
}

/** A green server is one that AWS launched; a red one may still have an instance. */
function expectTrueOutcomes(state: ExecutionState, aws: ModelAws): void {
  for (const server of state.servers.values()) {
    if (server.outcome === 'LAUNCHED') {
      expect(aws.launchesOf(server.sourceServerId)).toBe(1);
    }
  }
}

describe('the decider, over random plans and histories', () => {
  const historyArbitrary = fc.record({
    waves: wavesArbitrary,
    maxDurationMinutes: fc.integer({ min: 5, max: 2000 }),
    decisionTimeLimitMinutes: fc.integer({ min: 1, max: 1440 }),
    maxServersPerJob: fc.integer({ min: 1, max: 4 }),
    steps: fc.array(stepArbitrary, { maxLength: 60 }),
  });

  it('keeps its promises after every step', () => {
    fc.assert(
      fc.property(historyArbitrary, run => {
        const aws = new ModelAws();
        const history = History.begin(run);
        let ended: ExecutionState | undefined;
        for (const step of run.steps) {
          take(history, aws, step);
          const { state } = history;

          expectNoWaveBeforeItsDependencies(state);
          expectTrueOutcomes(state, aws);
          // The model refuses a server in two jobs; this is its record.
          for (const server of state.servers.keys()) {
            expect(aws.launchesOf(server)).toBeLessThanOrEqual(1);
          }
          expect(history.replayed()).toEqual(state);
          if (ended) {
            expectStillEndedAs(ended, state);
          } else if (isEnded(state)) {
            ended = state;
            expectHonestEnd(state);
          }
        }
      }),
      { numRuns: 1500 },
    );
  });

  it('ends every execution within its limits, even if AWS never finishes a job', () => {
    fc.assert(
      fc.property(historyArbitrary, fc.boolean(), (run, awsWorks) => {
        const aws = new ModelAws();
        const history = History.begin(run);
        for (const step of run.steps) {
          take(history, aws, step);
        }
        const longestWait = Math.max(
          ...run.waves.map(wave => wave.maxWaitMinutes),
        );
        const limit =
          history.minutesPassed +
          run.maxDurationMinutes +
          run.decisionTimeLimitMinutes +
          longestWait;
        while (!isEnded(history.state) && history.minutesPassed <= limit + 20) {
          history.pass(10);
          launches(history).forEach(wish =>
            launch(history, aws, wish, 'answered'),
          );
          if (awsWorks) {
            aws.work(0, [false], true, history.now);
          }
          observe(history, aws, true);
        }
        expect(isEnded(history.state)).toBe(true);
        expectHonestEnd(history.state);
        expect(history.replayed()).toEqual(history.state);
      }),
      { numRuns: 1000 },
    );
  });

  it('completes every plan when AWS does its part', () => {
    fc.assert(
      fc.property(
        wavesArbitrary,
        fc.integer({ min: 1, max: 4 }),
        (waves, maxServersPerJob) => {
          const aws = new ModelAws();
          const history = History.begin({
            waves,
            maxServersPerJob,
            maxDurationMinutes: 1440,
            decisionTimeLimitMinutes: 60,
          });
          for (let round = 0; round <= waves.length * 2; round++) {
            launches(history).forEach(wish =>
              launch(history, aws, wish, 'answered'),
            );
            aws.workAll(history.now);
            observe(history, aws, true);
          }
          expect(history.state.status).toBe('COMPLETED');
          terminate(history, aws, false);
          aws.workAll(history.now);
          observe(history, aws, true);
          expect(
            [...history.state.servers.values()].map(
              server => server.instanceState,
            ),
          ).toEqual(
            waves.flatMap(wave => wave.servers.map(() => 'TERMINATED')),
          );
        },
      ),
      { numRuns: 300 },
    );
  });
});

/** Nothing ends twice, and cleaning up never changes what happened. */
function expectStillEndedAs(ended: ExecutionState, state: ExecutionState) {
  expect(state.status).toBe(ended.status);
  expect(state.waves).toEqual(ended.waves);
  expect(outcomesOf(state)).toEqual(outcomesOf(ended));
}

const outcomesOf = (state: ExecutionState) =>
  [...state.servers.values()].map(server => [
    server.sourceServerId,
    server.outcome,
  ]);
