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
import { Ec2Instance, StatusCheck } from '../ec2/instance';
import { Job } from './job';
import { LaunchRefusal, runRecoveryInstance } from './run-recovery-instance';
import { SourceServer } from './source-server';

const SECOND = 1_000;

/**
 * Runs the instance of a server, or says why it cannot be run: by a fault, for
 * want of permission, or because EC2 refuses.
 *
 * @param time - wall-clock milliseconds since the epoch
 */
export function instanceOrRefusal(
  cloud: Cloud,
  job: Job,
  server: SourceServer,
  time: number,
): Ec2Instance | LaunchRefusal {
  const subject = launchSubject(server);
  const fault = cloud.faults.launchFailure(subject, server.tags);
  if (fault !== undefined) return new LaunchRefusal(fault);
  const { account, region } = subject;
  // DRS launches with the rights of whoever called StartRecovery.
  const denied = ['ec2:RunInstances', 'iam:PassRole'].find(action =>
    cloud.faults.isDenied(action, { account, region }),
  );
  if (denied !== undefined) {
    return new LaunchRefusal(
      `UnauthorizedOperation: You are not authorized to perform this operation. No identity-based policy allows the ${denied} action`,
    );
  }
  try {
    return runRecoveryInstance(cloud, job, server, time);
  } catch (error) {
    if (error instanceof LaunchRefusal) return error;
    throw error;
  }
}

/**
 * Takes an instance from pending to running, and through its status checks;
 * or to stopped, if that is how the server is to be launched.
 *
 * @param at - process time
 */
export function bootInstance(
  cloud: Cloud,
  server: SourceServer,
  instance: Ec2Instance,
  at: number,
): void {
  const seconds = (low: number, high: number, step: string) =>
    cloud.seeded.integer(
      low * SECOND,
      high * SECOND,
      server.id,
      server.launches,
      step,
    );
  const { launchDisposition } = server.launchConfiguration;
  cloud.agenda.schedule(at + seconds(30, 60, 'boot'), runningAt => {
    if (instance.state !== 'pending') return;
    if (launchDisposition === 'STOPPED') {
      instance.state = 'stopped';
      return;
    }
    instance.state = 'running';
    const checked = runningAt + seconds(120, 200, 'status-checks');
    cloud.agenda.schedule(checked, checkedAt => {
      const impaired = cloud.faults.impairedChecks(
        launchSubject(server),
        server.tags,
      );
      const outcome = (isImpaired: boolean): StatusCheck =>
        isImpaired
          ? { status: 'impaired', since: cloud.time.wallAt(checkedAt) }
          : { status: 'ok' };
      instance.systemStatus = outcome(impaired.has('system'));
      instance.instanceStatus = outcome(impaired.has('instance'));
    });
  });
}
