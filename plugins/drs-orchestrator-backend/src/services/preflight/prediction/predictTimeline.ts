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

import { scopeKey, type Scope } from '@drs-orchestrator/drs-engine';
import { criticalPathOf } from './criticalPath';
import { ScopeQueue, type Launch, type ScopeCapacity } from './ScopeQueue';

/** A server and how long its launch is expected to take, in seconds. */
export interface ExpectedServer extends Scope {
  readonly sourceServerId: string;
  readonly launchSeconds: number;
}

/** A wave as far as its time depends on it. */
export interface ExpectedWave {
  readonly waveNumber: number;
  readonly dependsOn: readonly number[];
  /** At most so many servers not yet up; absent: all at once. */
  readonly parallelism?: number;
  /** From a server's launch until it counts as up, where it has to be healthy for that. */
  readonly healthSeconds: number;
  /** From then until waves that depend on it may start. */
  readonly waitSeconds: number;
  readonly servers: readonly ExpectedServer[];
}

/** When a wave is expected to do what, in seconds after the start of the execution. */
export interface PredictedWave {
  readonly waveNumber: number;
  /** Its dependencies are ready. */
  readonly startSeconds: number;
  /** Its last server is up. */
  readonly upSeconds: number;
  /** Waves that depend on it may start. */
  readonly readySeconds: number;
  /** The longest that one of its launches waits for room in AWS's quotas. */
  readonly capacityWaitSeconds: number;
  readonly jobs: number;
}

/** The course of an execution as it is to be expected. */
export interface Timeline {
  /** In the order given. */
  readonly waves: readonly PredictedWave[];
  /** Until the last wave is ready. */
  readonly totalSeconds: number;
  /** The waves that decide the total, each waiting for the one before. */
  readonly criticalPath: readonly number[];
  /** Every DRS job that will be asked for, in the order of their starts. */
  readonly jobs: readonly PredictedJob[];
}

export interface PredictedJob {
  readonly waveNumber: number;
  readonly scope: string;
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly servers: number;
  /** For room in the quotas. */
  readonly waitedSeconds: number;
}

/** A wave under way in the simulation. */
interface WaveCourse {
  readonly wave: ExpectedWave;
  waitsFor: number;
  startSeconds: number;
  upSeconds: number;
  readySeconds?: number;
  capacityWaitSeconds: number;
  jobs: number;
  /** Index of the first server that is not asked for yet. */
  next: number;
  /** Asked for and not up yet. */
  pending: number;
}

/**
 * Plays an execution through: waves start when what they depend on is ready,
 * are split into DRS jobs, and the jobs queue for the quotas of their account
 * and Region in the order in which the engine admits them. Hooks and the time
 * that people take to approve are not counted: nothing is known of them.
 *
 * Longer launches, longer waits and more dependencies never make the total
 * shorter where no quota is full. Where jobs queue it can happen, as in any
 * queue with dependencies (Graham, "Bounds on multiprocessing timing
 * anomalies", 1969): a late wave may let another one pass.
 *
 * @param waves - without cycles, naming each other only; see `waveGraphFindings`
 * @param capacities - by scope key; scopes that are missing have no limit but that on a job
 */
export function predictTimeline(
  waves: readonly ExpectedWave[],
  capacities: ReadonlyMap<string, ScopeCapacity>,
): Timeline {
  const simulation = new Simulation(waves, capacities);
  simulation.run();
  return simulation.timeline();
}

class Simulation {
  readonly #courses: ReadonlyMap<number, WaveCourse>;
  readonly #dependents: ReadonlyMap<number, readonly WaveCourse[]>;
  readonly #queues = new Map<string, ScopeQueue>();
  readonly #capacities: ReadonlyMap<string, ScopeCapacity>;
  readonly #jobs: PredictedJob[] = [];
  /** What happens when; several things of one instant in the order of their planning. */
  readonly #agenda = new Map<number, (() => void)[]>();
  /** Waves that began or have servers up since this instant began. */
  readonly #moved = new Set<WaveCourse>();
  #now = 0;

  constructor(
    waves: readonly ExpectedWave[],
    capacities: ReadonlyMap<string, ScopeCapacity>,
  ) {
    this.#capacities = capacities;
    this.#courses = new Map(
      waves.map(wave => [
        wave.waveNumber,
        {
          wave,
          waitsFor: new Set(wave.dependsOn).size,
          startSeconds: 0,
          upSeconds: 0,
          capacityWaitSeconds: 0,
          jobs: 0,
          next: 0,
          pending: 0,
        },
      ]),
    );
    const dependents = new Map<number, WaveCourse[]>();
    for (const course of this.#courses.values()) {
      for (const dependency of new Set(course.wave.dependsOn)) {
        const known = dependents.get(dependency);
        if (known) {
          known.push(course);
        } else {
          dependents.set(dependency, [course]);
        }
      }
    }
    this.#dependents = dependents;
  }

  run(): void {
    for (const course of this.#courses.values()) {
      if (course.waitsFor === 0) {
        this.#at(0, () => this.#start(course));
      }
    }
    for (const [scope, capacity] of this.#capacities) {
      this.#queueOf(scope);
      for (const { freeAfterSeconds } of capacity.occupied) {
        // Only wakes the queue, which knows when its room is free again.
        this.#at(freeAfterSeconds, () => {});
      }
    }
    while (this.#agenda.size > 0) {
      this.#now = Math.min(...this.#agenda.keys());
      // What is due now may make more due now.
      for (
        let due = this.#agenda.get(this.#now);
        due;
        due = this.#agenda.get(this.#now)
      ) {
        this.#agenda.delete(this.#now);
        due.forEach(happen => happen());
        this.#goOn();
        this.#admit();
      }
    }
  }

  timeline(): Timeline {
    const courses = [...this.#courses.values()];
    const waves = courses.map(
      ({ wave, readySeconds, ...course }): PredictedWave => {
        if (readySeconds === undefined) {
          throw new RangeError(
            `Wave ${wave.waveNumber} waits for waves that never end`,
          );
        }
        return {
          waveNumber: wave.waveNumber,
          startSeconds: course.startSeconds,
          upSeconds: course.upSeconds,
          readySeconds,
          capacityWaitSeconds: course.capacityWaitSeconds,
          jobs: course.jobs,
        };
      },
    );
    return {
      waves,
      totalSeconds: Math.max(0, ...waves.map(wave => wave.readySeconds)),
      criticalPath: criticalPathOf(
        waves,
        new Map(courses.map(({ wave }) => [wave.waveNumber, wave.dependsOn])),
      ),
      jobs: this.#jobs,
    };
  }

  #at(seconds: number, happen: () => void): void {
    const due = this.#agenda.get(seconds);
    if (due) {
      due.push(happen);
    } else {
      this.#agenda.set(seconds, [happen]);
    }
  }

  #start(course: WaveCourse): void {
    course.startSeconds = this.#now;
    course.upSeconds = this.#now;
    this.#moved.add(course);
  }

  /** Servers that are up at one instant make room for one job, not for one each. */
  #goOn(): void {
    for (const course of this.#moved) {
      this.#launchMore(course);
      this.#finishIfLaunched(course);
    }
    this.#moved.clear();
  }

  /** Asks for as many servers as may be under way at once. */
  #launchMore(course: WaveCourse): void {
    const { servers, parallelism = servers.length } = course.wave;
    const until = Math.min(
      servers.length,
      course.next + Math.max(0, parallelism - course.pending),
    );
    const wanted = servers.slice(course.next, until);
    course.next = until;
    course.pending += wanted.length;
    for (const [scope, inScope] of Map.groupBy(wanted, scopeKey)) {
      const queue = this.#queueOf(scope);
      for (let from = 0; from < inScope.length; from += queue.serversPerJob) {
        const batch = inScope.slice(from, from + queue.serversPerJob);
        queue.add({
          waveNumber: course.wave.waveNumber,
          since: this.#now,
          launchSeconds: batch.map(server => server.launchSeconds),
        });
      }
    }
  }

  #admit(): void {
    for (const [scope, queue] of this.#queues) {
      for (const launch of queue.admit(this.#now)) {
        this.#launch(scope, launch);
      }
    }
  }

  #launch(scope: string, launch: Launch): void {
    const course = this.#courses.get(launch.waveNumber);
    if (!course) {
      throw new RangeError(`There is no wave ${launch.waveNumber}`);
    }
    course.jobs += 1;
    course.capacityWaitSeconds = Math.max(
      course.capacityWaitSeconds,
      this.#now - launch.since,
    );
    this.#jobs.push({
      waveNumber: launch.waveNumber,
      scope,
      startSeconds: this.#now,
      endSeconds: this.#now + Math.max(...launch.launchSeconds),
      servers: launch.launchSeconds.length,
      waitedSeconds: this.#now - launch.since,
    });
    const { healthSeconds } = course.wave;
    for (const seconds of launch.launchSeconds) {
      this.#at(this.#now + seconds + healthSeconds, () => {
        course.pending -= 1;
        course.upSeconds = this.#now;
        this.#moved.add(course);
      });
    }
  }

  #finishIfLaunched(course: WaveCourse): void {
    const { wave } = course;
    if (course.pending > 0 || course.next < wave.servers.length) {
      return;
    }
    const readySeconds = this.#now + wave.waitSeconds;
    course.readySeconds = readySeconds;
    for (const dependent of this.#dependents.get(wave.waveNumber) ?? []) {
      this.#at(readySeconds, () => {
        dependent.waitsFor -= 1;
        if (dependent.waitsFor === 0) {
          this.#start(dependent);
        }
      });
    }
  }

  #queueOf(scope: string): ScopeQueue {
    const known = this.#queues.get(scope);
    if (known) {
      return known;
    }
    const queue = new ScopeQueue(this.#capacities.get(scope));
    this.#queues.set(scope, queue);
    return queue;
  }
}
