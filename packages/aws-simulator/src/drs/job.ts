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

import { isoTime } from './iso-time';
import {
  JobLog,
  JobLogEvent,
  JobLogEventData,
  JobShape,
  LaunchStatus,
} from './shapes';
import { LaunchActionsStatus } from './launch-actions';

/** One server's part in a job. */
export type Participant = {
  sourceServerId: string;
  launchStatus: LaunchStatus;
  recoveryInstanceId?: string;
  /** From when launch actions are due on what was launched. */
  launchActionsStatus?: LaunchActionsStatus;
};

/** A job of DRS. Times are wall-clock milliseconds since the epoch. */
export class Job {
  readonly id: string;
  readonly arn: string;
  readonly type: JobShape['type'];
  readonly initiatedBy: JobShape['initiatedBy'];
  readonly creationTime: number;
  readonly participants: readonly Participant[];
  readonly log: JobLog[] = [];
  /** From when lists show it (process time). */
  readonly visibleFrom: number;
  status: JobShape['status'] = 'PENDING';
  endTime?: number;
  tags: Record<string, string>;

  constructor(options: {
    id: string;
    accountId: string;
    region: string;
    type: JobShape['type'];
    initiatedBy: JobShape['initiatedBy'];
    creationTime: number;
    participants: readonly Participant[];
    tags: Record<string, string>;
    visibleFrom?: number;
  }) {
    this.id = options.id;
    this.arn = `arn:aws:drs:${options.region}:${options.accountId}:job/${options.id}`;
    this.type = options.type;
    this.initiatedBy = options.initiatedBy;
    this.creationTime = options.creationTime;
    this.participants = options.participants;
    this.tags = { ...options.tags };
    this.visibleFrom = options.visibleFrom ?? 0;
  }

  get isDrill(): boolean {
    return this.initiatedBy === 'START_DRILL';
  }

  append(
    time: number,
    event: JobLogEvent,
    eventData: JobLogEventData = {},
  ): void {
    this.log.push({ logDateTime: isoTime(time), event, eventData });
  }
}

/** The model's `Job`. */
export function jobShape(job: Job): JobShape {
  return {
    jobID: job.id,
    arn: job.arn,
    type: job.type,
    initiatedBy: job.initiatedBy,
    creationDateTime: isoTime(job.creationTime),
    ...(job.endTime !== undefined && { endDateTime: isoTime(job.endTime) }),
    status: job.status,
    participatingServers: job.participants.map(participant => ({
      sourceServerID: participant.sourceServerId,
      ...(participant.recoveryInstanceId && {
        recoveryInstanceID: participant.recoveryInstanceId,
      }),
      launchStatus: participant.launchStatus,
      ...(participant.launchActionsStatus && {
        launchActionsStatus: participant.launchActionsStatus,
      }),
    })),
    tags: job.tags,
  };
}
