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

import { z } from 'zod';
import { validationException } from '../errors';
import { Job, jobShape } from '../job';
import { JobLog } from '../shapes';
import { dateTime, jobId, pagedOutput, paging, query } from './operation';
import { orderKey } from './source-servers';

/** Jobs, latest first, as the API reference promises. */
export const describeJobs = query(
  z.object({
    filters: z
      .object({
        jobIDs: z.array(jobId).max(1_000).optional(),
        fromDate: dateTime.optional(),
        toDate: dateTime.optional(),
      })
      .optional(),
    ...paging,
  }),
  (context, input) => {
    const { cloud, drs } = context;
    const { jobIDs, fromDate, toDate } = input.filters ?? {};
    const from = fromDate === undefined ? -Infinity : Date.parse(fromDate);
    const to = toDate === undefined ? Infinity : Date.parse(toDate);
    const wanted = jobIDs?.length ? new Set(jobIDs) : undefined;
    const jobs = drs.jobs
      .map((job, index) => ({ job, index }))
      .filter(
        ({ job }) =>
          job.visibleFrom <= cloud.time.now() &&
          (wanted?.has(job.id) ?? true) &&
          from <= job.creationTime &&
          job.creationTime <= to,
      )
      .reverse();
    return pagedOutput(
      context,
      input,
      ['DescribeJobs', input.filters ?? {}],
      jobs,
      ({ index }) => orderKey(index, true),
      ({ job }) => jobShape(job),
    );
  },
);

export const describeJobLogItems = query(
  z.object({ jobID: jobId, ...paging }),
  (context, input) => {
    const job: Job | undefined = context.drs.job(input.jobID);
    if (!job) {
      throw validationException(`Job ${input.jobID} does not exist`);
    }
    const items: Array<{ item: JobLog; index: number }> = job.log.map(
      (item, index) => ({ item, index }),
    );
    return pagedOutput(
      context,
      input,
      ['DescribeJobLogItems', job.id],
      items,
      ({ index }) => orderKey(index, false),
      ({ item }) => item,
    );
  },
);
