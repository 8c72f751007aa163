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

/** A quota of DRS, as Service Quotas knows it. */
export type QuotaDefinition = {
  readonly code: DrsQuotaCode;
  readonly name: string;
  readonly value: number;
  readonly isAdjustable: boolean;
};

const quotaCode = z.enum([
  'L-05AFA8C6',
  'L-B827C881',
  'L-C1D14A2B',
  'L-D88FAC3A',
  'L-DD6D028C',
  'L-E28BE5E0',
]);
export type DrsQuotaCode = z.output<typeof quotaCode>;

/** DRS's quotas with their default values, in order of code. */
export const DRS_QUOTAS: readonly QuotaDefinition[] = [
  {
    code: 'L-05AFA8C6',
    name: 'Max number of source servers in all jobs',
    value: 500,
    isAdjustable: true,
  },
  {
    code: 'L-B827C881',
    name: 'Max number of source servers in a single job',
    value: 100,
    isAdjustable: true,
  },
  {
    code: 'L-C1D14A2B',
    name: 'Max number of replicating source servers per AWS account',
    value: 300,
    isAdjustable: false,
  },
  {
    code: 'L-D88FAC3A',
    name: 'Max number of concurrent jobs in progress',
    value: 20,
    isAdjustable: true,
  },
  {
    code: 'L-DD6D028C',
    name: 'Max number of concurrent jobs per source server',
    value: 1,
    isAdjustable: false,
  },
  {
    code: 'L-E28BE5E0',
    name: 'Max number of source servers per AWS account',
    value: 4_000,
    isAdjustable: true,
  },
];

/** A quota that an account has been granted, instead of the default. */
export const appliedQuotaSchema = z.strictObject({
  account: z.string().regex(/^\d{12}$/),
  /** Every Region if left out. */
  region: z.string().min(1).optional(),
  quotaCode,
  value: z.number().int().min(0),
});
export type AppliedQuota = z.output<typeof appliedQuotaSchema>;

/** The quotas in force. */
export class AppliedQuotas {
  #applied: AppliedQuota[] = [];

  /**
   * The latest that concerns an account and Region counts.
   *
   * @throws ZodError if it is not valid
   */
  apply(quota: AppliedQuota): void {
    this.#applied.push(appliedQuotaSchema.parse(quota));
  }

  list(): AppliedQuota[] {
    return this.#applied.map(quota => ({ ...quota }));
  }

  clear(): void {
    this.#applied = [];
  }

  valueOf(account: string, region: string, code: DrsQuotaCode): number {
    const applied = this.#applied.findLast(
      quota =>
        quota.account === account &&
        (quota.region ?? region) === region &&
        quota.quotaCode === code,
    );
    return applied?.value ?? defaultValue(code);
  }
}

function defaultValue(code: DrsQuotaCode): number {
  const quota = DRS_QUOTAS.find(candidate => candidate.code === code);
  if (!quota) throw new Error(`DRS has no quota ${code}`);
  return quota.value;
}
