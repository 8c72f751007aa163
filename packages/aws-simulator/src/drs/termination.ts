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

import { Cloud } from '../cloud';
import { Job, Participant } from './job';
import { PartDone, scheduleJob } from './job-lifecycle';
import { RegionalDrs } from './regional-drs';
import { RecoveryInstance } from './recovery-instance';

const SECOND = 1_000;
/** How long EC2 goes on showing a terminated instance. */
const SHOWN_AFTER_TERMINATION_MS = 3_600_000;

/** A recovery instance to be terminated, and its part in the job. */
export type TerminationOrder = {
  recovery: RecoveryInstance;
  participant: Participant;
};

function forget(
  cloud: Cloud,
  drs: RegionalDrs,
  { instance, server, jobId }: RecoveryInstance,
  at: number,
): void {
  instance.state = 'terminated';
  instance.terminationTime = cloud.time.wallAt(at);
  drs.recoveryInstances.delete(instance.instanceId);
  if (server.recoveryInstanceId === instance.instanceId) {
    server.recoveryInstanceId = undefined;
  }
  // A launch under way, which clears away this one, is already the last.
  if (server.lastLaunch?.jobId === jobId) {
    server.lastLaunch.status = 'TERMINATED';
  }
  const ec2 = cloud.ec2(drs.accountId, drs.region);
  ec2.network.release(instance.subnetId, instance.privateIp);
  cloud.agenda.schedule(at + SHOWN_AFTER_TERMINATION_MS, () => {
    ec2.instances.delete(instance.instanceId);
  });
}

/**
 * Terminates a recovery instance: EC2 shuts it down, then DRS forgets it.
 *
 * @param step - when it begins, how long it takes (process time), and what
 *   happens when it is done
 */
export function terminateInstance(
  cloud: Cloud,
  drs: RegionalDrs,
  instanceId: string,
  step: { at: number; duration: number; then: (at: number) => void },
): void {
  const recovery = drs.recoveryInstances.get(instanceId);
  if (recovery) recovery.instance.state = 'shutting-down';
  cloud.agenda.schedule(step.at + step.duration, end => {
    if (recovery) forget(cloud, drs, recovery, end);
    step.then(end);
  });
}

/**
 * Schedules a job that terminates recovery instances; some minutes of
 * process time.
 */
export function scheduleTerminationJob(
  cloud: Cloud,
  drs: RegionalDrs,
  job: Job,
  orders: readonly TerminationOrder[],
): void {
  scheduleJob(
    cloud,
    job,
    [5, 15],
    orders.map(({ recovery, participant }) => (at: number, done: PartDone) => {
      const { server, instance } = recovery;
      const eventData = {
        sourceServerID: server.id,
        targetInstanceID: instance.instanceId,
      };
      participant.launchStatus = 'IN_PROGRESS';
      job.append(cloud.time.wallAt(at), 'CLEANUP_START', eventData);
      terminateInstance(cloud, drs, instance.instanceId, {
        at,
        duration: cloud.seeded.integer(
          60 * SECOND,
          150 * SECOND,
          instance.instanceId,
          'termination',
        ),
        then: end => {
          participant.launchStatus = 'TERMINATED';
          server.activeJobId = undefined;
          job.append(cloud.time.wallAt(end), 'CLEANUP_END', eventData);
          done(end);
        },
      });
    }),
  );
}
