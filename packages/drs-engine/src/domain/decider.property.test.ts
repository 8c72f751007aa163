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

import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { nextWake } from './effects';
import { isEnded, type ExecutionState } from './state';
import { Choices } from './testing/Choices';
import { History } from './testing/History';
import { ModelAws } from './testing/ModelAws';
import { ModelEngine } from './testing/ModelEngine';
import { promise } from './testing/Promises';
import { randomBegin } from './testing/randomBegin';

/*
 * Random plans, random fleets, random faults, random people, and an engine that
 * dies between any two steps: the promises hold after every one of them. AWS
 * is a model of its rules, see ModelAws; what is promised stands in Promises.
 */

const MAX_LOOKS = 3000;
const HOUR_MS = 3_600_000;

interface Run {
  readonly history: History;
  readonly aws: ModelAws;
  readonly engine: ModelEngine;
  readonly choices: Choices;
}

function begin(seed: number, length: number, tagged?: boolean): Run {
  const choices = new Choices(seed, length);
  const history = History.begin(randomBegin(choices));
  const aws = new ModelAws();
  const engine = new ModelEngine(history, aws, choices, tagged);
  return { history, aws, engine, choices };
}

function runRandomly({ engine, choices }: Run): void {
  while (!choices.isSpent) {
    engine.step();
  }
}

/** From now on AWS does its part, and nobody else does anything. */
function runToItsEnd({ history, aws, engine }: Run): void {
  engine.unfreeze();
  for (let look = 0; look < MAX_LOOKS; look++) {
    for (let before = -1; before !== history.state.seq; ) {
      before = history.state.seq;
      engine.round();
      aws.workAll(history.now);
      engine.round();
    }
    const wake = nextWake(history.state, history.now, HOUR_MS / 6);
    if (!wake) {
      return;
    }
    engine.passTo(wake);
  }
  throw new Error('Broken: everything ends');
}

/** From now on AWS says nothing any more. */
function runInSilence({ history, engine }: Run): void {
  for (let look = 0; look < MAX_LOOKS; look++) {
    const wake = nextWake(history.state, history.now, HOUR_MS * 12);
    if (!wake) {
      return;
    }
    engine.passTo(wake);
  }
  throw new Error('Broken: everything ends, even if AWS never answers');
}

function expectNothingLeftBehind({ history, aws, engine }: Run): void {
  const { state } = history;
  for (const jobId of aws.launchJobIds()) {
    promise(state.jobs.has(jobId), `launch ${jobId} is not forgotten`);
  }
  for (const { sourceServerId, settings } of state.servers.values()) {
    promise(
      aws.settingsOf(sourceServerId).subnetId !== 'subnet-drill' ||
        settings?.status === 'RESTORE_FAILED' ||
        settings?.status === 'NOT_OURS' ||
        engine.wasMeddledWith(sourceServerId),
      `the drill settings of ${sourceServerId} are put back, or said not to be`,
    );
  }
  if (state.started.timeToLiveMinutes !== undefined) {
    for (const server of state.servers.values()) {
      promise(
        server.instanceState === 'NONE' ||
          server.instanceState === 'TERMINATED' ||
          server.terminationError !== undefined,
        `the instance of ${server.sourceServerId} does not outlive its drill`,
      );
    }
  }
}

/** As it is stored: a fact that is absent is not told from one that is undefined. */
const told = (state: ExecutionState): unknown =>
  JSON.parse(
    JSON.stringify(state, (_, value: unknown) =>
      value instanceof Map ? [...value] : value,
    ),
  );

/** The log alone says all: what is stored as text folds to the same. */
function isReplayed({ history }: Run): boolean {
  return isDeepStrictEqual(told(history.replayed()), told(history.state));
}

/** Tells the log with what went wrong. */
function telling(run: Run, work: () => void): void {
  try {
    work();
  } catch (error) {
    throw new Error(
      `${error instanceof Error ? error.stack : error}\n${run.history.told()}`,
    );
  }
}

const randomness = [
  fc.integer(),
  // Short histories seldom get far.
  fc.oneof(fc.nat({ max: 300 }), fc.integer({ min: 300, max: 1000 })),
] as const;

describe('the decider, over random plans and histories', () => {
  it('keeps its promises to the end, which comes', () => {
    fc.assert(
      fc.property(...randomness, (seed, length) => {
        const run = begin(seed, length);
        telling(run, () => {
          runRandomly(run);
          runToItsEnd(run);
          promise(isEnded(run.history.state), 'every execution ends');
          expect(isReplayed(run)).toBe(true);
          expectNothingLeftBehind(run);
        });
      }),
      { numRuns: 6000 },
    );
  });

  it('ends every execution within its limits, even if AWS never answers again', () => {
    fc.assert(
      fc.property(...randomness, (seed, length) => {
        const run = begin(seed, length);
        telling(run, () => {
          runRandomly(run);
          runInSilence(run);
          promise(isEnded(run.history.state), 'every execution ends');
          expect(isReplayed(run)).toBe(true);
        });
      }),
      { numRuns: 2000 },
    );
  });

  it('launches nothing over what a restored log does not know', () => {
    fc.assert(
      fc.property(...randomness, fc.nat(), (seed, length, cut) => {
        // Only a tag tells whose a launch is that the log does not know.
        const run = begin(seed, length, true);
        telling(run, () => {
          const { engine, history, choices } = run;
          for (let half = choices.left / 2; choices.left > half; ) {
            engine.step();
          }
          engine.cutLogBackTo(1 + (cut % history.rowCount));
          runRandomly(run);
          runToItsEnd(run);
          promise(isEnded(run.history.state), 'every execution ends');
          expect(isReplayed(run)).toBe(true);
        });
      }),
      { numRuns: 2000 },
    );
  });

  it('completes every plan when AWS does its part', () => {
    fc.assert(
      fc.property(fc.integer(), seed => {
        const choices = new Choices(seed, 500);
        const begun = randomBegin(choices);
        const history = History.begin({
          ...begun,
          approval: undefined,
          maxDurationMinutes: 10_000,
          waves: begun.waves.map(wave => ({
            ...wave,
            pauseBeforeWave: false,
            servers: wave.servers.map(server => ({
              ...server,
              notReady: undefined,
            })),
          })),
        });
        const aws = new ModelAws();
        const run = {
          history,
          aws,
          choices,
          engine: new ModelEngine(history, aws, new Choices(0, 0)),
        };
        telling(run, () => {
          runToItsEnd(run);
          expect(history.state.status).toBe('COMPLETED');
          expectNothingLeftBehind(run);
        });
      }),
      { numRuns: 300 },
    );
  });
});
