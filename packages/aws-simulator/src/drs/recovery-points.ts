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

import { Seeded } from '../world/seeded';
import { Replication } from './replication';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * The default point-in-time policy of DRS: one every 10 minutes for an hour,
 * every hour for a day, every day for a week.
 */
const POLICY: ReadonlyArray<{ interval: number; retention: number }> = [
  { interval: 10 * MINUTE, retention: HOUR },
  { interval: HOUR, retention: DAY },
  { interval: DAY, retention: 7 * DAY },
];

export type RecoveryPoint = {
  /** `pit-…` */
  snapshotId: string;
  /** Of the data, in milliseconds since the epoch. */
  timestamp: number;
};

/**
 * The recovery points of a source server at `now`, oldest first. They follow
 * from the policy and from when the server was replicating: nothing is
 * stored, and the same point has the same ID whenever it is asked for.
 */
export function recoveryPointsAt(
  seeded: Seeded,
  sourceServerId: string,
  replication: Replication,
  now: number,
): RecoveryPoint[] {
  if (!replication.hasRecoveryPoints) return [];
  const times = new Set<number>();
  for (const { interval, retention } of POLICY) {
    const oldest = Math.ceil((now - retention) / interval) * interval;
    for (let time = oldest; time <= now; time += interval) {
      if (replication.canSnapshotAt(time)) times.add(time);
    }
  }
  if (times.size === 0) {
    // However old, the last consistent point stays until there is a newer one.
    const lastOutage = Math.max(...replication.outageStarts(now));
    times.add(Math.floor((lastOutage - 1) / (10 * MINUTE)) * 10 * MINUTE);
  }
  return [...times]
    .sort((a, b) => a - b)
    .map(timestamp => ({
      snapshotId: `pit-${seeded.hex(17, sourceServerId, 'pit', timestamp)}`,
      timestamp,
    }));
}
