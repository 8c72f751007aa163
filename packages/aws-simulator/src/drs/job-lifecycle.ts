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
import { Job } from './job';

const SECOND = 1_000;

/** Lets the parts of a job say when they are done (process time). */
export type PartDone = (at: number) => void;

/**
 * Schedules a job from PENDING to COMPLETED: it starts after a while, its
 * parts run beside each other, and it ends shortly after the last of them.
 *
 * @param pendingSeconds - the shortest and longest time until it starts
 * @param parts - begins each part at the job's start
 */
export function scheduleJob(
  cloud: Cloud,
  job: Job,
  pendingSeconds: readonly [number, number],
  parts: ReadonlyArray<(at: number, done: PartDone) => void>,
): void {
  const [shortest, longest] = pendingSeconds;
  const start =
    cloud.time.now() +
    cloud.seeded.integer(shortest * SECOND, longest * SECOND, job.id);
  let running = parts.length;
  const partDone: PartDone = at => {
    running -= 1;
    if (running > 0) return;
    cloud.agenda.schedule(at + 5 * SECOND, end => {
      job.status = 'COMPLETED';
      job.endTime = cloud.time.wallAt(end);
      job.append(job.endTime, 'JOB_END');
    });
  };
  cloud.agenda.schedule(start, at => {
    job.status = 'STARTED';
    job.append(cloud.time.wallAt(at), 'JOB_START');
    for (const begin of parts) begin(at, partDone);
  });
}
