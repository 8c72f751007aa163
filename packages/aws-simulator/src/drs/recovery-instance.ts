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
import { Ec2Instance } from '../ec2/instance';
import { isoTime } from './iso-time';
import { Ec2InstanceState } from './shapes';
import { identificationHints, SourceServer } from './source-server';

/** A recovery instance: an EC2 instance that DRS launched and looks after. */
export type RecoveryInstance = {
  readonly arn: string;
  readonly instance: Ec2Instance;
  readonly jobId: string;
  readonly server: SourceServer;
  readonly isDrill: boolean;
  /** When the data it was launched from was current (ms since the epoch). */
  readonly pointInTime: number;
  tags: Record<string, string>;
};

/** The model's `RecoveryInstance`. */
export function recoveryInstanceShape(recovery: RecoveryInstance, now: number) {
  const { instance, server } = recovery;
  const { blueprint } = server;
  const { hardware, origin } = blueprint;
  return {
    ec2InstanceID: instance.instanceId,
    ec2InstanceState: ec2InstanceState(instance),
    jobID: recovery.jobId,
    recoveryInstanceID: instance.instanceId,
    sourceServerID: server.id,
    arn: recovery.arn,
    tags: recovery.tags,
    failback: { state: 'FAILBACK_NOT_STARTED' },
    dataReplicationInfo: { dataReplicationState: 'NOT_STARTED' },
    recoveryInstanceProperties: {
      lastUpdatedDateTime: isoTime(now - (now % 3_600_000)),
      identificationHints: {
        ...identificationHints(blueprint),
        awsInstanceID: instance.instanceId,
      },
      networkInterfaces: [
        {
          macAddress: instance.macAddress,
          ips: [instance.privateIp],
          isPrimary: true,
        },
      ],
      disks: instance.volumes.map(volume => ({
        internalDeviceName: volume.internalDeviceName,
        bytes: volume.bytes,
        ebsVolumeID: volume.volumeId,
      })),
      cpus: [{ cores: hardware.cores, modelName: hardware.cpuModel }],
      ramBytes: hardware.ramBytes,
      os: { fullString: hardware.operatingSystem },
    },
    pointInTimeSnapshotDateTime: isoTime(recovery.pointInTime),
    isDrill: recovery.isDrill,
    originEnvironment: origin.kind === 'aws' ? 'AWS' : 'ON_PREMISES',
    ...(origin.kind === 'aws' && {
      originAvailabilityZone: origin.availabilityZone,
    }),
    agentVersion: '5.7.20',
  };
}

function ec2InstanceState(instance: Ec2Instance): Ec2InstanceState {
  switch (instance.state) {
    case 'pending':
      return 'PENDING';
    case 'running':
      return 'RUNNING';
    case 'stopped':
      return 'STOPPED';
    case 'shutting-down':
      return 'SHUTTING-DOWN';
    case 'terminated':
      return 'TERMINATED';
    default:
      return unreachable(instance.state);
  }
}
