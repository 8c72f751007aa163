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

/**
 * Structures that DRS answers with, as the service's Smithy model names them
 * (version 2020-02-26). Only members that the simulator gives are listed;
 * `drs-shapes.test.ts` holds every answer against the model.
 */

import { LaunchActionsStatus } from './launch-actions';

export type LaunchStatus =
  | 'PENDING'
  | 'IN_PROGRESS'
  | 'LAUNCHED'
  | 'FAILED'
  | 'TERMINATED';

export type JobLogEvent =
  | 'JOB_START'
  | 'CLEANUP_START'
  | 'CLEANUP_END'
  | 'SNAPSHOT_START'
  | 'SNAPSHOT_END'
  | 'SNAPSHOT_FAIL'
  | 'USING_PREVIOUS_SNAPSHOT'
  | 'CONVERSION_START'
  | 'CONVERSION_END'
  | 'LAUNCH_START'
  | 'LAUNCH_FAILED'
  | 'JOB_END';

export type JobLogEventData = {
  sourceServerID?: string;
  conversionServerID?: string;
  targetInstanceID?: string;
  rawError?: string;
  conversionProperties?: {
    volumeToConversionMap: Record<string, Record<string, string>>;
    rootVolumeName: string;
    forceUefi: boolean;
    dataTimestamp: string;
    volumeToVolumeSize: Record<string, number>;
  };
};

export type JobLog = {
  logDateTime: string;
  event: JobLogEvent;
  eventData: JobLogEventData;
};

export type JobShape = {
  jobID: string;
  arn: string;
  type: 'LAUNCH' | 'TERMINATE';
  initiatedBy:
    | 'START_RECOVERY'
    | 'START_DRILL'
    | 'TERMINATE_RECOVERY_INSTANCES';
  creationDateTime: string;
  endDateTime?: string;
  status: 'PENDING' | 'STARTED' | 'COMPLETED';
  participatingServers: Array<{
    sourceServerID: string;
    recoveryInstanceID?: string;
    launchStatus: LaunchStatus;
    launchActionsStatus?: LaunchActionsStatus;
  }>;
  tags: Record<string, string>;
};

export type DataReplicationState =
  | 'INITIAL_SYNC'
  | 'BACKLOG'
  | 'CONTINUOUS'
  | 'STALLED'
  | 'DISCONNECTED';

export type Ec2InstanceState =
  | 'PENDING'
  | 'RUNNING'
  | 'STOPPED'
  | 'SHUTTING-DOWN'
  | 'TERMINATED'
  | 'NOT_FOUND';
