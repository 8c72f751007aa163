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
import { Agenda } from './agenda';
import { ManualClock } from './clock';
import { ProcessTime } from './process-time';

describe('the agenda', () => {
  it('lets everything happen in order of time, then of scheduling, however it is looked at', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(50), { maxLength: 60 }),
        fc.array(fc.nat(60), { maxLength: 10 }),
        (times, looks) => {
          const agenda = new Agenda();
          const happened: Array<[number, number]> = [];
          times.forEach((time, order) =>
            agenda.schedule(time, at => {
              expect(at).toBe(time);
              happened.push([at, order]);
            }),
          );
          let latest = -1;
          for (const look of [...looks].sort((a, b) => a - b)) {
            agenda.advanceTo(look);
            latest = look;
            expect(happened.length).toBe(times.filter(t => t <= look).length);
          }
          agenda.advanceTo(100);
          expect(latest).toBeLessThan(100);
          expect(happened).toEqual(
            times
              .map((time, order): [number, number] => [time, order])
              .sort(([a, i], [b, j]) => a - b || i - j),
          );
        },
      ),
    );
  });

  it('lets what is scheduled meanwhile happen too, if it is due', () => {
    const agenda = new Agenda();
    const happened: string[] = [];
    agenda.schedule(10, at => {
      happened.push(`first at ${at}`);
      agenda.schedule(at + 5, then => happened.push(`second at ${then}`));
      agenda.schedule(at + 50, then => happened.push(`third at ${then}`));
    });
    agenda.advanceTo(20);
    expect(happened).toEqual(['first at 10', 'second at 15']);
  });
});

describe('process time', () => {
  it('maps to wall-clock time and back over any changes of speed', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            wait: fc.nat(100_000),
            speed: fc.double({ min: 0.01, max: 1_000, noNaN: true }),
          }),
          { maxLength: 8 },
        ),
        changes => {
          const clock = new ManualClock(1_000_000);
          const time = new ProcessTime(clock, 1);
          const seen = [[clock.now(), time.now()]];
          for (const { wait, speed } of changes) {
            clock.advance(wait);
            seen.push([clock.now(), time.now()]);
            time.setSpeed(speed);
            // A change of speed moves nothing by itself.
            expect(time.now()).toBeCloseTo(seen[seen.length - 1][1], 3);
          }
          for (const [wall, process] of seen) {
            expect(time.wallAt(process)).toBeCloseTo(wall, 0);
          }
        },
      ),
    );
  });

  it.each([0, -1, NaN, Infinity])('does not run at a speed of %d', speed => {
    expect(() => new ProcessTime(new ManualClock(), speed)).toThrow(RangeError);
  });
});
