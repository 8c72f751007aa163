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
import { Job } from './job';
import { SourceServer } from './source-server';

/**
 * Says by EventBridge how the launch of a server came out. The server stands
 * among the resources only, and whether it was a drill is a string.
 *
 * @param at - process time
 */
export function emitLaunchResult(
  cloud: Cloud,
  server: SourceServer,
  job: Job,
  launched: boolean,
  at: number,
): void {
  emit(cloud, server, at, 'DRS Source Server Launch Result', {
    state: launched ? 'RECOVERY_LAUNCH_SUCCEEDED' : 'RECOVERY_LAUNCH_FAILED',
    'job-id': job.id,
    'is-drill': job.isDrill ? 'TRUE' : 'FALSE',
  });
}

/** Says by EventBridge that a server's data no longer arrives, or does again. */
export function emitStalledChange(
  cloud: Cloud,
  server: SourceServer,
  isStalled: boolean,
): void {
  emit(
    cloud,
    server,
    cloud.time.now(),
    'DRS Source Server Data Replication Stalled Change',
    { state: isStalled ? 'STALLED' : 'NOT_STALLED' },
  );
}

function emit(
  cloud: Cloud,
  server: SourceServer,
  at: number,
  detailType: string,
  detail: Record<string, string>,
): void {
  const { accountId, region } = server.blueprint;
  const wall = cloud.time.wallAt(at);
  const id = cloud.seeded
    .hex(32, 'event', server.id, detailType, JSON.stringify(detail), wall)
    .replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-a$4-$5');
  const { times, delayMs } = cloud.faults.eventDelivery({
    ...launchSubject(server),
    operation: undefined,
  });
  const deliver = (now: number) => {
    for (let i = 0; i < times; i++) {
      cloud.events.deliver(
        {
          version: '0',
          id,
          'detail-type': detailType,
          source: 'aws.drs',
          account: accountId,
          time: new Date(wall).toISOString().replace(/\.\d{3}Z$/, 'Z'),
          region,
          resources: [server.arn],
          detail: { ...detail },
        },
        cloud.time.wallAt(now),
      );
    }
  };
  if (delayMs > 0) cloud.agenda.schedule(at + delayMs, deliver);
  else deliver(at);
}
