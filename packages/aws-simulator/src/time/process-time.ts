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

import { Clock } from './clock';

/** A stretch of wall-clock time during which the speed did not change. */
type Stretch = { wallStart: number; processStart: number; speed: number };

/**
 * How far AWS's own processes (snapshots, conversions, instance starts) have
 * got. They run `speed` times faster than the wall clock, while every
 * timestamp that a client sees stays wall-clock time: a client compares them
 * with its own clock.
 *
 * The speed may change while processes are under way; what has been done
 * stays done, and only the remainder runs at the new speed.
 */
export class ProcessTime {
  readonly #clock: Clock;
  readonly #stretches: Stretch[];

  constructor(clock: Clock, speed: number) {
    this.#clock = clock;
    this.#stretches = [
      { wallStart: clock.now(), processStart: 0, speed: checkedSpeed(speed) },
    ];
  }

  get speed(): number {
    return this.#last().speed;
  }

  /** Milliseconds of process time since the start. */
  now(): number {
    const { wallStart, processStart, speed } = this.#last();
    return processStart + (this.#clock.now() - wallStart) * speed;
  }

  /** Wall-clock time, in milliseconds since the epoch. */
  wallNow(): number {
    return this.#clock.now();
  }

  /**
   * The wall-clock time (milliseconds since the epoch) at which a moment of
   * process time was, or at the present speed will be, reached.
   */
  wallAt(process: number): number {
    for (let i = this.#stretches.length - 1; i >= 0; i--) {
      const { wallStart, processStart, speed } = this.#stretches[i];
      if (process >= processStart || i === 0) {
        return wallStart + (process - processStart) / speed;
      }
    }
    throw new Error('Process time has no beginning');
  }

  setSpeed(speed: number): void {
    this.#stretches.push({
      wallStart: this.#clock.now(),
      processStart: this.now(),
      speed: checkedSpeed(speed),
    });
  }

  #last(): Stretch {
    return this.#stretches[this.#stretches.length - 1];
  }
}

function checkedSpeed(speed: number): number {
  if (!Number.isFinite(speed) || speed <= 0) {
    throw new RangeError(`Speed must be a positive number, not ${speed}`);
  }
  return speed;
}
