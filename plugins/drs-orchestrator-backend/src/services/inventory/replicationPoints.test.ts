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

import type { StoredLooks, StoredPoint } from '../../database/ReplicationStore';
import { gapsOf, pointsToKeep } from './replicationPoints';

const at = (minutes: number): string =>
  new Date(
    Date.parse('2026-11-22T12:00:00.000Z') + minutes * 60_000,
  ).toISOString();
const date = (minutes: number): Date => new Date(at(minutes));

const ID = 's-0123456789abcdef0';
const server = (replicationState: string, lagSeconds?: number) => ({
  sourceServerId: ID,
  replicationState,
  lagSeconds,
});
const last = (...points: StoredPoint[]) =>
  new Map(points.map(point => [point.sourceServerId, point]));

describe('what is remembered of a look', () => {
  const before: StoredPoint = {
    sourceServerId: ID,
    at: at(0),
    state: 'CONTINUOUS',
    lagSeconds: 2,
  };

  it('is a server that is new, and nothing where it is as before', () => {
    expect(pointsToKeep([server('CONTINUOUS', 2)], last(), date(0))).toEqual([
      before,
    ]);
    for (const lag of [0, 2, 40, 62]) {
      expect(
        pointsToKeep([server('CONTINUOUS', lag)], last(before), date(5)),
      ).toEqual([]);
    }
  });

  it.each([
    [
      'another state',
      server('STALLED', 2),
      { state: 'STALLED', lagSeconds: 2 },
    ],
    [
      'a state that is not known yet',
      server('HYPERSYNC', 2),
      { state: 'UNKNOWN', lagSeconds: 2 },
    ],
    [
      'a lag that moved by more than a minute',
      server('CONTINUOUS', 63),
      { state: 'CONTINUOUS', lagSeconds: 63 },
    ],
    ['no lag', server('CONTINUOUS'), { state: 'CONTINUOUS' }],
  ])('is %s', (_what, seen, kept) => {
    expect(pointsToKeep([seen], last(before), date(5))).toEqual([
      { sourceServerId: ID, at: at(5), ...kept },
    ]);
  });

  it('is a long lag only where it moved by a fifth', () => {
    const behind: StoredPoint = {
      ...before,
      state: 'STALLED',
      lagSeconds: 10_000,
    };
    const seen = (lag: number) =>
      pointsToKeep([server('STALLED', lag)], last(behind), date(5)).length;
    expect(seen(12_000)).toBe(0);
    expect(seen(12_501)).toBe(1);
    expect(seen(8_000)).toBe(0);
    expect(seen(7_999)).toBe(1);
  });

  it('is everything again after a day, and once that a server is gone', () => {
    expect(
      pointsToKeep([server('CONTINUOUS', 2)], last(before), date(24 * 60 - 1)),
    ).toEqual([]);
    expect(
      pointsToKeep([server('CONTINUOUS', 2)], last(before), date(24 * 60)),
    ).toHaveLength(1);
    const [gone] = pointsToKeep([], last(before), date(5));
    expect(gone).toEqual({ sourceServerId: ID, at: at(5) });
    expect(pointsToKeep([], last(gone), date(10))).toEqual([]);
    // It may come back.
    expect(
      pointsToKeep([server('CONTINUOUS', 2)], last(gone), date(15)),
    ).toEqual([{ ...before, at: at(15) }]);
  });
});

describe('when nobody knows', () => {
  const range = { from: date(0), to: date(100) };
  const SLACK_MS = 12 * 60_000;
  const ok = (from: number, to: number): StoredLooks => ({
    from: at(from),
    to: at(to),
  });
  const failed = (from: number, to: number, code = 'AccessDenied') => ({
    from: at(from),
    to: at(to),
    failure: { code, message: 'The role cannot be assumed' },
  });
  const gaps = (...looks: StoredLooks[]) =>
    gapsOf(looks, range, SLACK_MS).map(({ from, to, code }) => [
      from,
      to,
      code,
    ]);

  it('is never, where looks cover the range', () => {
    expect(gaps(ok(-30, 100))).toEqual([]);
    expect(gaps(ok(-30, 40), ok(50, 95))).toEqual([]);
  });

  it('is before the first look, between looks that are far apart, and after the last', () => {
    expect(gaps()).toEqual([[at(0), at(100), 'NOT_LOOKED']]);
    expect(gaps(ok(10, 20), ok(40, 60))).toEqual([
      [at(0), at(10), 'NOT_LOOKED'],
      [at(20), at(40), 'NOT_LOOKED'],
      [at(60), at(100), 'NOT_LOOKED'],
    ]);
  });

  it('is from the last answer to the next where AWS did not tell, with its first reason', () => {
    expect(
      gaps(
        ok(-5, 20),
        failed(25, 30),
        failed(35, 35, 'Throttling'),
        ok(40, 100),
      ),
    ).toEqual([[at(20), at(40), 'AccessDenied']]);
    expect(gaps(failed(-30, 5), ok(10, 95))).toEqual([
      [at(0), at(10), 'AccessDenied'],
    ]);
    // A failure that goes on is told at once, however short it is.
    expect(gaps(ok(-5, 95), failed(99, 99))).toEqual([
      [at(95), at(100), 'AccessDenied'],
    ]);
  });
});
