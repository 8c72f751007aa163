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

/** What EC2 calls an instance's life, as far as the instances of this world have one. */
export type InstanceStateName =
  | 'pending'
  | 'running'
  | 'stopped'
  | 'shutting-down'
  | 'terminated';

/** How a status check of a running instance stands. */
export type StatusCheck =
  | { status: 'initializing' | 'ok' }
  | { status: 'impaired'; since: number };

/** An EC2 instance. Times are wall-clock milliseconds since the epoch. */
export type Ec2Instance = {
  readonly instanceId: string;
  readonly reservationId: string;
  readonly accountId: string;
  readonly region: string;
  readonly availabilityZone: string;
  readonly imageId: string;
  readonly instanceType: string;
  readonly launchTime: number;
  readonly vpcId: string;
  readonly subnetId: string;
  readonly securityGroups: ReadonlyArray<{
    groupId: string;
    groupName: string;
  }>;
  readonly iamInstanceProfile?: { arn: string; id: string };
  readonly networkInterfaceId: string;
  readonly privateIp: string;
  readonly macAddress: string;
  readonly cores: number;
  readonly volumes: ReadonlyArray<{
    volumeId: string;
    deviceName: string;
    internalDeviceName: string;
    bytes: number;
  }>;
  tags: Readonly<Record<string, string>>;
  state: InstanceStateName;
  /** Of the host that it runs on. */
  systemStatus: StatusCheck;
  /** Of the instance itself. */
  instanceStatus: StatusCheck;
  terminationTime?: number;
};

/** EC2's numbers for states. */
export const INSTANCE_STATE_CODES: Readonly<Record<InstanceStateName, number>> =
  {
    pending: 0,
    running: 16,
    'shutting-down': 32,
    terminated: 48,
    stopped: 80,
  };
