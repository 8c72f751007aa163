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

import { Cloud, launchSubject } from '../cloud';
import { emitLaunchResult } from './events';
import { Job, Participant } from './job';
import { isoTime } from './iso-time';
import { PartDone, scheduleJob } from './job-lifecycle';
import { runLaunchActions } from './launch-actions';
import { recoveryPointsAt } from './recovery-points';
import { RegionalDrs } from './regional-drs';
import { bootInstance, instanceOrRefusal } from './boot';
import { LaunchRefusal } from './run-recovery-instance';
import { SourceServer } from './source-server';
import { terminateInstance } from './termination';

const SECOND = 1_000;

/** What one server of a launch job is launched from. */
export type LaunchOrder = {
  server: SourceServer;
  participant: Participant;
  /** The point in time asked for (ms since the epoch); the latest if absent. */
  pinnedPointInTime?: number;
};

/** The launch of one server, step by step; all times are process time. */
class ServerLaunch {
  readonly #cloud: Cloud;
  readonly #drs: RegionalDrs;
  readonly #job: Job;
  readonly #server: SourceServer;
  readonly #participant: Participant;
  readonly #pinned: number | undefined;
  readonly #done: PartDone;
  readonly #nth: number;

  constructor(
    cloud: Cloud,
    drs: RegionalDrs,
    job: Job,
    order: LaunchOrder,
    done: PartDone,
  ) {
    this.#cloud = cloud;
    this.#drs = drs;
    this.#job = job;
    this.#server = order.server;
    this.#participant = order.participant;
    this.#pinned = order.pinnedPointInTime;
    this.#done = done;
    order.server.launches += 1;
    this.#nth = order.server.launches;
  }

  begin(at: number): void {
    this.#setStatus('IN_PROGRESS');
    const earlier = this.#server.recoveryInstanceId;
    if (earlier === undefined) {
      this.#takeSnapshot(at);
      return;
    }
    this.#log(at, 'CLEANUP_START', { targetInstanceID: earlier });
    terminateInstance(this.#cloud, this.#drs, earlier, {
      at,
      duration: this.#seconds(45, 90, 'cleanup'),
      then: end => {
        this.#log(end, 'CLEANUP_END', { targetInstanceID: earlier });
        this.#takeSnapshot(end);
      },
    });
  }

  #takeSnapshot(at: number): void {
    if (this.#pinned !== undefined) {
      this.#log(at, 'USING_PREVIOUS_SNAPSHOT');
      this.#convert(at, this.#pinned);
      return;
    }
    this.#log(at, 'SNAPSHOT_START');
    this.#after(at, this.#seconds(120, 210, 'snapshot'), end => {
      const wall = this.#cloud.time.wallAt(end);
      const { replication } = this.#server;
      if (replication.canSnapshotAt(wall)) {
        const { lagSeconds = 0 } = replication.statusAt(wall);
        this.#log(end, 'SNAPSHOT_END');
        this.#convert(end, wall - lagSeconds * SECOND);
        return;
      }
      // No new data can be had: the newest recovery point must do.
      this.#log(end, 'SNAPSHOT_FAIL', {
        rawError: 'A snapshot could not be taken: data replication is stalled.',
      });
      this.#log(end, 'USING_PREVIOUS_SNAPSHOT');
      const points = recoveryPointsAt(
        this.#cloud.seeded,
        this.#server.id,
        replication,
        wall,
      );
      this.#convert(end, points[points.length - 1].timestamp);
    });
  }

  #convert(at: number, pointInTime: number): void {
    const { seeded } = this.#cloud;
    const conversionServerID = `i-${seeded.hex(
      17,
      this.#job.id,
      'conversion-server',
    )}`;
    const { disks } = this.#server.blueprint.hardware;
    const snapshot = (device: string, what: string) =>
      `snap-${seeded.hex(17, this.#job.id, this.#server.id, device, what)}`;
    this.#log(at, 'CONVERSION_START', { conversionServerID });
    this.#after(at, this.#seconds(360, 540, 'conversion'), end => {
      this.#log(end, 'CONVERSION_END', {
        conversionServerID,
        conversionProperties: {
          volumeToConversionMap: Object.fromEntries(
            disks.map(({ deviceName }) => [
              deviceName,
              {
                [snapshot(deviceName, 'source')]: snapshot(
                  deviceName,
                  'converted',
                ),
              },
            ]),
          ),
          rootVolumeName: disks[0].deviceName,
          forceUefi: false,
          dataTimestamp: isoTime(pointInTime),
          volumeToVolumeSize: Object.fromEntries(
            disks.map(({ deviceName, bytes }) => [deviceName, bytes]),
          ),
        },
      });
      this.#launch(end, pointInTime);
    });
  }

  #launch(at: number, pointInTime: number): void {
    this.#log(at, 'LAUNCH_START');
    const slowness = this.#cloud.faults.launchDelayMs(
      launchSubject(this.#server),
    );
    const duration = this.#seconds(30, 60, 'run-instances') + slowness;
    this.#after(at, duration, runAt => {
      const instance = instanceOrRefusal(
        this.#cloud,
        this.#job,
        this.#server,
        this.#cloud.time.wallAt(runAt),
      );
      if (instance instanceof LaunchRefusal) {
        this.#log(runAt, 'LAUNCH_FAILED', { rawError: instance.message });
        this.#finish(runAt, 'FAILED');
        return;
      }
      this.#participant.recoveryInstanceId = instance.instanceId;
      this.#server.recoveryInstanceId = instance.instanceId;
      this.#drs.recoveryInstances.set(instance.instanceId, {
        arn: `arn:aws:drs:${this.#drs.region}:${
          this.#drs.accountId
        }:recovery-instance/${instance.instanceId}`,
        instance,
        jobId: this.#job.id,
        server: this.#server,
        isDrill: this.#job.isDrill,
        pointInTime,
        tags: {},
      });
      bootInstance(this.#cloud, this.#server, instance, runAt);
      this.#after(runAt, this.#seconds(90, 150, 'launched'), launchedAt => {
        this.#finish(launchedAt, 'LAUNCHED');
        if (this.#server.launchConfiguration.postLaunchEnabled) {
          runLaunchActions(
            this.#cloud,
            this.#server,
            this.#participant,
            instance,
            launchedAt,
          );
        }
      });
    });
  }

  #finish(at: number, status: 'LAUNCHED' | 'FAILED'): void {
    this.#setStatus(status);
    this.#server.activeJobId = undefined;
    emitLaunchResult(
      this.#cloud,
      this.#server,
      this.#job,
      status === 'LAUNCHED',
      at,
    );
    this.#done(at);
  }

  #setStatus(status: Participant['launchStatus']): void {
    this.#participant.launchStatus = status;
    if (this.#server.lastLaunch?.jobId === this.#job.id) {
      this.#server.lastLaunch.status = status;
    }
  }

  #log(
    at: number,
    event: Parameters<Job['append']>[1],
    data: Parameters<Job['append']>[2] = {},
  ): void {
    this.#job.append(this.#cloud.time.wallAt(at), event, {
      sourceServerID: this.#server.id,
      ...data,
    });
  }

  #after(at: number, duration: number, happen: (at: number) => void): void {
    this.#cloud.agenda.schedule(at + duration, happen);
  }

  /** The length of a step, in milliseconds, the same whenever the seed is. */
  #seconds(low: number, high: number, step: string): number {
    return this.#cloud.seeded.integer(
      low * SECOND,
      high * SECOND,
      this.#server.id,
      this.#nth,
      step,
    );
  }
}

/**
 * Schedules a launch job from creation to end: clean-up of what an earlier
 * launch left, snapshot, conversion, launch; about a quarter of an hour of
 * process time for each server.
 *
 * What a step comes to is decided at its own moment, by the replication and
 * the faults of that moment.
 */
export function scheduleLaunchJob(
  cloud: Cloud,
  drs: RegionalDrs,
  job: Job,
  orders: readonly LaunchOrder[],
): void {
  scheduleJob(
    cloud,
    job,
    [10, 30],
    orders.map(
      order => (at: number, done: PartDone) =>
        new ServerLaunch(cloud, drs, job, order, done).begin(at),
    ),
  );
}
