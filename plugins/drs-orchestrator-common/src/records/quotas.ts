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
import { accountIdSchema, instantSchema, regionSchema } from './primitives';

/** Query of `get_drs_quotas` and `get_drs_service_limits`. @public */
export const quotasQuerySchema = z.strictObject({
  accountId: accountIdSchema,
  region: regionSchema,
});

/** A limit of DRS in one account and Region. @public */
export const quotaSchema = z.object({
  /** AWS's code of the quota; absent where Service Quotas does not list the limit. */
  quotaCode: z.string().optional(),
  name: z.enum([
    'SERVERS_IN_ONE_JOB',
    'CONCURRENT_JOBS',
    'SERVERS_IN_ALL_JOBS',
    'JOBS_OF_ONE_SERVER',
    'REPLICATING_SERVERS',
    'SOURCE_SERVERS',
    'RECOVERY_INSTANCES',
  ]),
  /** AWS's words for it. */
  description: z.string(),
  value: z.number().int(),
  /**
   * Who says so: AWS, the configuration (`drsOrchestrator.limits`), or, where
   * AWS does not let it be read, what AWS documents.
   */
  source: z.enum(['SERVICE_QUOTAS', 'CONFIGURATION', 'DOCUMENTATION']),
  adjustable: z.boolean().optional(),
  /** Absent where it has no count of its own, such as servers in one job. */
  used: z.number().int().optional(),
});
/** @public */
export type Quota = z.infer<typeof quotaSchema>;

/** Answer of `get_drs_quotas`. @public */
export const quotasSchema = z.object({
  accountId: accountIdSchema,
  region: regionSchema,
  /** `false`: DRS is not set up in this Region. */
  initialized: z.boolean(),
  observedAt: instantSchema,
  quotas: z.array(quotaSchema),
  /** Why Service Quotas was not asked or did not answer, where it did not. */
  notice: z.string().optional(),
});
/** @public */
export type Quotas = z.infer<typeof quotasSchema>;

/** Answer of `get_drs_service_limits`: the limits of launches and their use. @public */
export const serviceLimitsSchema = z.object({
  accountId: accountIdSchema,
  region: regionSchema,
  limits: z.object({
    maxServersPerJob: z.number().int(),
    maxConcurrentJobs: z.number().int(),
    maxServersInAllJobs: z.number().int(),
    maxRecoveryInstances: z.number().int(),
  }),
  currentUsage: z.object({
    activeJobs: z.number().int(),
    serversInJobs: z.number().int(),
    recoveryInstances: z.number().int(),
  }),
});
/** @public */
export type ServiceLimits = z.infer<typeof serviceLimitsSchema>;
