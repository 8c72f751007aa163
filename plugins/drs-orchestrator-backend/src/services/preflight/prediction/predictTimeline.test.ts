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
import {
  predictTimeline,
  type ExpectedServer,
  type ExpectedWave,
  type Timeline,
} from './predictTimeline';
import type { ScopeCapacity } from './ScopeQueue';

const WEST = { accountId: '111122223333', region: 'us-west-2' };
const EAST = { accountId: '111122223333', region: 'us-east-1' };
const keyOf = (scope: typeof WEST) => `${scope.accountId}/${scope.region}`;

const servers = (count: number, launchSeconds: number, scope = WEST) =>
  Array.from(
    { length: count },
    (_, index): ExpectedServer => ({
      ...scope,
      sourceServerId: `s-${index}`,
      launchSeconds,
    }),
  );

const wave = (
  waveNumber: number,
  differences: Partial<ExpectedWave> = {},
): ExpectedWave => ({
  waveNumber,
  dependsOn: [],
  healthSeconds: 0,
  waitSeconds: 0,
  servers: servers(1, 600),
  ...differences,
});

const capacity = (
  differences: Partial<ScopeCapacity> = {},
): ReadonlyMap<string, ScopeCapacity> =>
  new Map([
    [
      keyOf(WEST),
      {
        concurrentJobs: 20,
        serversInJobs: 500,
        serversPerJob: 100,
        occupied: [],
        ...differences,
      },
    ],
  ]);

const waveOf = (timeline: Timeline, waveNumber: number) => {
  const found = timeline.waves.find(
    candidate => candidate.waveNumber === waveNumber,
  );
  if (!found) {
    throw new Error(`There is no wave ${waveNumber}`);
  }
  return found;
};

describe('the predicted timeline', () => {
  it('plays a diamond: the longer branch decides, siblings run side by side', () => {
    const timeline = predictTimeline(
      [
        wave(1, { waitSeconds: 60 }),
        wave(2, { dependsOn: [1], servers: servers(3, 900) }),
        wave(3, { dependsOn: [1], healthSeconds: 120 }),
        wave(4, { dependsOn: [2, 3], servers: servers(2, 300) }),
      ],
      capacity(),
    );
    expect(timeline.waves).toEqual([
      expect.objectContaining({ startSeconds: 0, readySeconds: 660 }),
      expect.objectContaining({ startSeconds: 660, readySeconds: 1560 }),
      expect.objectContaining({ startSeconds: 660, readySeconds: 1380 }),
      expect.objectContaining({ startSeconds: 1560, readySeconds: 1860 }),
    ]);
    expect(timeline).toMatchObject({
      totalSeconds: 1860,
      criticalPath: [1, 2, 4],
    });
  });

  it('launches one after another where a wave says so', () => {
    const timeline = predictTimeline(
      [wave(1, { parallelism: 1, servers: servers(3, 600) })],
      capacity(),
    );
    expect(timeline.totalSeconds).toBe(1800);
    expect(timeline.jobs.map(job => job.startSeconds)).toEqual([0, 600, 1200]);
  });

  it('launches the next server when the one before is healthy, where it has to be', () => {
    const timeline = predictTimeline(
      [
        wave(1, {
          parallelism: 1,
          healthSeconds: 120,
          servers: servers(2, 600),
        }),
      ],
      capacity(),
    );
    expect(timeline.totalSeconds).toBe(1440);
    expect(timeline.jobs.map(job => job.endSeconds)).toEqual([600, 1320]);
  });

  it('asks for servers that may start together in one job', () => {
    const timeline = predictTimeline(
      [wave(1, { parallelism: 2, servers: servers(6, 600) })],
      capacity(),
    );
    expect(timeline.jobs.map(job => job.servers)).toEqual([2, 2, 2]);
  });

  it('splits a wave at the limit of a job, and by account and Region', () => {
    const timeline = predictTimeline(
      [
        wave(1, {
          servers: [...servers(230, 600), ...servers(30, 900, EAST)],
        }),
      ],
      capacity(),
    );
    expect(timeline.jobs.map(job => job.servers)).toEqual([100, 100, 30, 30]);
    expect(timeline.totalSeconds).toBe(900);
  });

  it('queues at the quota on jobs, behind what runs already', () => {
    const timeline = predictTimeline(
      [wave(1, { servers: servers(300, 600) })],
      capacity({
        concurrentJobs: 2,
        occupied: [{ servers: 7, freeAfterSeconds: 240 }],
      }),
    );
    expect(timeline.jobs.map(job => job.startSeconds)).toEqual([0, 240, 600]);
    expect(waveOf(timeline, 1)).toMatchObject({
      capacityWaitSeconds: 600,
      jobs: 3,
      readySeconds: 1200,
    });
  });

  it('queues at the quota on servers in jobs', () => {
    const timeline = predictTimeline(
      [wave(1, { servers: servers(1000, 600) })],
      capacity(),
    );
    expect(timeline.totalSeconds).toBe(1200);
    expect(timeline.jobs.filter(job => job.startSeconds === 0)).toHaveLength(5);
  });

  it('ends also where a quota lets nothing through', () => {
    const timeline = predictTimeline(
      [wave(1, { servers: servers(2, 600) })],
      capacity({ concurrentJobs: 0, serversInJobs: 0, serversPerJob: 0 }),
    );
    expect(timeline.totalSeconds).toBe(1200);
  });

  it('refuses waves that wait for each other', () => {
    expect(() =>
      predictTimeline(
        [wave(1, { dependsOn: [2] }), wave(2, { dependsOn: [1] })],
        capacity(),
      ),
    ).toThrow('Wave 1 waits for waves that never end');
  });

  describe('of any plan', () => {
    const seconds = fc.integer({ min: 0, max: 3600 });
    const anyServer = fc.record({
      scope: fc.constantFrom(WEST, EAST),
      launchSeconds: fc.integer({ min: 1, max: 3600 }),
    });
    /** Dependencies point backwards, so that there are no cycles. */
    const anyPlan = fc
      .array(
        fc.record({
          dependencies: fc.array(fc.nat(20), { maxLength: 3 }),
          parallelism: fc.option(fc.integer({ min: 1, max: 5 }), {
            nil: undefined,
          }),
          healthSeconds: seconds,
          waitSeconds: seconds,
          servers: fc.array(anyServer, { maxLength: 12 }),
        }),
        { minLength: 1, maxLength: 8 },
      )
      .map(waves =>
        waves.map(
          (
            { dependencies, servers: members, ...rest },
            index,
          ): ExpectedWave => ({
            ...rest,
            waveNumber: index + 1,
            dependsOn:
              index === 0
                ? []
                : dependencies.map(dependency => 1 + (dependency % index)),
            servers: members.map(({ scope, launchSeconds }, position) => ({
              ...scope,
              launchSeconds,
              sourceServerId: `s-${index}-${position}`,
            })),
          }),
        ),
      );
    const anyCapacity = fc
      .record({
        concurrentJobs: fc.integer({ min: 1, max: 4 }),
        serversInJobs: fc.integer({ min: 1, max: 12 }),
        serversPerJob: fc.integer({ min: 1, max: 6 }),
        occupied: fc.array(
          fc.record({
            servers: fc.integer({ min: 1, max: 4 }),
            freeAfterSeconds: fc.integer({ min: 1, max: 3600 }),
          }),
          { maxLength: 2 },
        ),
      })
      .map(
        limits =>
          new Map([
            [keyOf(WEST), limits],
            [keyOf(EAST), { ...limits, occupied: [] }],
          ]),
      );
    const unlimited = new Map<string, ScopeCapacity>();

    const longestLaunch = (one: ExpectedWave) =>
      Math.max(
        0,
        ...one.servers.map(server => server.launchSeconds + one.healthSeconds),
      );

    /** The longest chain of dependencies, by recursion instead of by time. */
    const longestChain = (waves: readonly ExpectedWave[]): number => {
      const until = new Map<number, number>();
      for (const one of waves) {
        until.set(
          one.waveNumber,
          Math.max(0, ...one.dependsOn.map(number => until.get(number) ?? 0)) +
            longestLaunch(one) +
            one.waitSeconds,
        );
      }
      return Math.max(...until.values());
    };

    it('is never shorter than any chain of dependencies', () => {
      fc.assert(
        fc.property(anyPlan, anyCapacity, (waves, capacities) => {
          expect(
            predictTimeline(waves, capacities).totalSeconds,
          ).toBeGreaterThanOrEqual(longestChain(waves));
        }),
        { numRuns: 500 },
      );
    });

    it('is as short as the longest chain where nothing is limited', () => {
      fc.assert(
        fc.property(anyPlan, waves => {
          const free = waves.map(one => ({ ...one, parallelism: undefined }));
          expect(predictTimeline(free, unlimited).totalSeconds).toBe(
            longestChain(free),
          );
        }),
        { numRuns: 500 },
      );
    });

    it('is never longer than everything one after another', () => {
      fc.assert(
        fc.property(anyPlan, anyCapacity, (waves, capacities) => {
          const occupied = [...capacities.values()].flatMap(limits =>
            limits.occupied.map(job => job.freeAfterSeconds),
          );
          const all = waves.reduce(
            (sum, one) =>
              sum +
              one.waitSeconds +
              one.servers.reduce(
                (part, { launchSeconds }) =>
                  part + launchSeconds + one.healthSeconds,
                0,
              ),
            Math.max(0, ...occupied),
          );
          expect(
            predictTimeline(waves, capacities).totalSeconds,
          ).toBeLessThanOrEqual(all);
        }),
        { numRuns: 500 },
      );
    });

    it('grows with launches, waits, dependencies and narrower waves', () => {
      fc.assert(
        fc.property(
          anyPlan,
          fc.record({
            at: fc.nat(),
            server: fc.nat(),
            more: fc.integer({ min: 0, max: 3600 }),
            kind: fc.constantFrom(
              'launch',
              'wait',
              'health',
              'dependency',
              'parallelism',
            ),
          }),
          (waves, { at, server, more, kind }) => {
            const index = at % waves.length;
            const worse = waves.map((one, position): ExpectedWave => {
              if (position !== index) {
                return one;
              }
              switch (kind) {
                case 'launch':
                  return {
                    ...one,
                    servers: one.servers.map((member, place) =>
                      place === server % one.servers.length
                        ? {
                            ...member,
                            launchSeconds: member.launchSeconds + more,
                          }
                        : member,
                    ),
                  };
                case 'wait':
                  return { ...one, waitSeconds: one.waitSeconds + more };
                case 'health':
                  return { ...one, healthSeconds: one.healthSeconds + more };
                case 'dependency':
                  return index === 0
                    ? one
                    : {
                        ...one,
                        dependsOn: [...one.dependsOn, 1 + (more % index)],
                      };
                case 'parallelism':
                  return {
                    ...one,
                    parallelism: Math.max(1, (one.parallelism ?? 6) - 1),
                  };
                default:
                  throw new Error(`Unknown change ${kind satisfies never}`);
              }
            });
            expect(
              predictTimeline(worse, unlimited).totalSeconds,
            ).toBeGreaterThanOrEqual(
              predictTimeline(waves, unlimited).totalSeconds,
            );
          },
        ),
        { numRuns: 1000 },
      );
    });

    it('does not grow shorter by quotas, and keeps to them at every instant', () => {
      fc.assert(
        fc.property(anyPlan, anyCapacity, (waves, capacities) => {
          const { jobs, totalSeconds } = predictTimeline(waves, capacities);
          expect(totalSeconds).toBeGreaterThanOrEqual(
            predictTimeline(waves, unlimited).totalSeconds,
          );
          for (const { scope, startSeconds: now } of jobs) {
            const limits = capacities.get(scope);
            const running = [
              ...jobs
                .filter(
                  job =>
                    job.scope === scope &&
                    job.startSeconds <= now &&
                    job.endSeconds > now,
                )
                .map(job => job.servers),
              ...(limits?.occupied ?? [])
                .filter(job => job.freeAfterSeconds > now)
                .map(job => job.servers),
            ];
            expect(running.length).toBeLessThanOrEqual(
              limits?.concurrentJobs ?? 0,
            );
            expect(
              running.reduce((sum, count) => sum + count, 0),
            ).toBeLessThanOrEqual(limits?.serversInJobs ?? 0);
          }
        }),
        { numRuns: 500 },
      );
    });

    it('launches every server once, none before its dependencies are ready', () => {
      fc.assert(
        fc.property(anyPlan, anyCapacity, (waves, capacities) => {
          const timeline = predictTimeline(waves, capacities);
          for (const one of waves) {
            const jobs = timeline.jobs.filter(
              job => job.waveNumber === one.waveNumber,
            );
            expect(jobs.reduce((sum, job) => sum + job.servers, 0)).toBe(
              one.servers.length,
            );
            for (const dependency of one.dependsOn) {
              const { readySeconds } = waveOf(timeline, dependency);
              for (const job of jobs) {
                expect(job.startSeconds).toBeGreaterThanOrEqual(readySeconds);
              }
            }
          }
        }),
        { numRuns: 300 },
      );
    });

    it('names a critical path that is one: each waits for the one before, the last is ready last', () => {
      fc.assert(
        fc.property(anyPlan, anyCapacity, (waves, capacities) => {
          const timeline = predictTimeline(waves, capacities);
          const path = timeline.criticalPath;
          expect(waveOf(timeline, path[0]).startSeconds).toBe(0);
          expect(waveOf(timeline, path[path.length - 1]).readySeconds).toBe(
            timeline.totalSeconds,
          );
          path.slice(1).forEach((number, position) => {
            const before = path[position];
            expect(
              waves.find(one => one.waveNumber === number)?.dependsOn,
            ).toContain(before);
            expect(waveOf(timeline, number).startSeconds).toBe(
              waveOf(timeline, before).readySeconds,
            );
          });
        }),
        { numRuns: 300 },
      );
    });
  });

  it('plays 4,000 servers in 100 waves through in a second', () => {
    const waves = Array.from({ length: 100 }, (_, index) =>
      wave(index + 1, {
        dependsOn: index === 0 ? [] : [index],
        servers: servers(40, 600).map((server, position) => ({
          ...server,
          launchSeconds: 600 + ((index * 40 + position) % 977),
        })),
      }),
    );
    const before = performance.now();
    predictTimeline(waves, capacity());
    expect(performance.now() - before).toBeLessThan(1000);
  });
});
