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
import { jobLogLineSchema } from './execution';
import { accountIdSchema, pageOf, pageQuery, regionSchema } from './primitives';

/** AWS model: JobID. @public */
export const drsJobIdSchema = z
  .string()
  .regex(
    /^drsjob-[0-9a-zA-Z]{17}$/,
    'A job reads like "drsjob-0123456789abcdef0"',
  );

/** Query of `get_drs_job_logs`: where the job ran. @public */
export const drsJobLogQuerySchema = z.strictObject({
  ...pageQuery,
  accountId: accountIdSchema,
  region: regionSchema,
  sourceServerId: z.string().max(64).optional(),
});

/** Answer of `get_drs_job_logs`: as DRS has it now, newest first. @public */
export const drsJobLogPageSchema = pageOf(jobLogLineSchema);
