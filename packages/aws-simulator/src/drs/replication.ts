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

import { unreachable } from '../exhaustive';
import { ReplicationProfile } from '../world/world';
import { DataReplicationState } from './shapes';

/** A time during which no data arrived, in milliseconds since the epoch. */
type Outage = { from: number; to?: number; caughtUpAt?: number };

export type ReplicationStatus = {
  state: DataReplicationState;
  /** Age of the newest data held by AWS; absent if there is none. */
  lagSeconds?: number;
  /** Percent of the disks that AWS holds. */
  replicatedPercent: number;
  /** When a server that catches up will have done so. */
  etaMs?: number;
};

/** The longest a server takes to catch up, in process time. */
const LONGEST_CATCH_UP_MS = 10 * 60_000;
const INITIAL_SYNC_ETA_MS = 6 * 3_600_000;

/**
 * One source server's replication over time: what it was like at any moment
 * since the world began, and before. All times are wall-clock milliseconds
 * since the epoch.
 */
export class Replication {
  readonly #profile: ReplicationProfile;
  readonly #outages: Outage[] = [];
  /** Whether the profile itself, not a fault, is the cause of the outage. */
  readonly #stalledByProfile: boolean;

  constructor(profile: ReplicationProfile, worldStart: number) {
    this.#profile = profile;
    this.#stalledByProfile = profile.kind === 'stalled';
    if (profile.kind === 'stalled') {
      this.#outages.push({ from: worldStart - profile.forSeconds * 1_000 });
    }
  }

  /** A launch needs data to launch from. */
  get hasRecoveryPoints(): boolean {
    return (
      this.#profile.kind !== 'initial-sync' &&
      this.#profile.kind !== 'disconnected'
    );
  }

  /**
   * Says that from `now` on a fault stalls this replication, or none does.
   *
   * @param speed - of AWS's processes, of which catching up is one
   * @returns whether that is a change
   */
  setStalledByFault(stalled: boolean, now: number, speed: number): boolean {
    if (this.#stalledByProfile || !this.hasRecoveryPoints) return false;
    const open = this.#openOutage();
    if (stalled === (open !== undefined)) return false;
    if (open === undefined) {
      this.#outages.push({ from: now });
    } else {
      const catchUp = Math.min((now - open.from) * 0.1, LONGEST_CATCH_UP_MS);
      open.to = now;
      open.caughtUpAt = now + catchUp / speed;
    }
    return true;
  }

  statusAt(time: number): ReplicationStatus {
    switch (this.#profile.kind) {
      case 'initial-sync':
        return {
          state: 'INITIAL_SYNC',
          replicatedPercent: this.#profile.replicatedPercent,
          etaMs: time + INITIAL_SYNC_ETA_MS,
        };
      case 'disconnected':
        return { state: 'DISCONNECTED', replicatedPercent: 0 };
      case 'continuous':
      case 'lagging':
      case 'stalled':
        return this.#statusWithData(this.#profile, time);
      default:
        return unreachable(this.#profile);
    }
  }

  /** Whether AWS could take a consistent snapshot of new data at that time. */
  canSnapshotAt(time: number): boolean {
    return (
      this.hasRecoveryPoints &&
      !this.#outages.some(o => o.from <= time && time < (o.to ?? Infinity))
    );
  }

  /** Starts of the outages until `time`: the last good moments before them. */
  outageStarts(time: number): number[] {
    return this.#outages.map(o => o.from).filter(from => from <= time);
  }

  #statusWithData(
    profile: Extract<
      ReplicationProfile,
      { kind: 'continuous' | 'lagging' | 'stalled' }
    >,
    time: number,
  ): ReplicationStatus {
    const usualLag = profile.kind === 'stalled' ? 0 : profile.lagSeconds;
    const outage = this.#outages.findLast(o => o.from <= time);
    if (outage) {
      const { from, to, caughtUpAt } = outage;
      if (to === undefined || time < to) {
        return {
          state: 'STALLED',
          lagSeconds: (time - from) / 1_000 + usualLag,
          replicatedPercent: 100,
        };
      }
      if (caughtUpAt !== undefined && time < caughtUpAt) {
        const remaining = (caughtUpAt - time) / (caughtUpAt - to);
        return {
          state: 'BACKLOG',
          lagSeconds: (remaining * (to - from)) / 1_000 + usualLag,
          replicatedPercent: 100,
          etaMs: caughtUpAt,
        };
      }
    }
    return {
      state: profile.kind === 'lagging' ? 'BACKLOG' : 'CONTINUOUS',
      lagSeconds: usualLag,
      replicatedPercent: 100,
    };
  }

  #openOutage(): Outage | undefined {
    return this.#outages.find(outage => outage.to === undefined);
  }
}
