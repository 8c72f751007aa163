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

import {
  paginateListServiceQuotas,
  ServiceQuotasClient,
} from '@aws-sdk/client-service-quotas';
import { z } from 'zod';
import type { ObservedQuota, QuotaReadings } from '../ports/quotas';
import { forReads, readLimit, type ConnectionSettings } from './clientSettings';
import { toAwsFailure } from './errors';

/** Service Quotas API: ServiceQuota. */
const quotaSchema = z
  .object({
    QuotaCode: z.string().min(1),
    QuotaName: z.string().default(''),
    Value: z.number(),
    Adjustable: z.boolean().default(false),
  })
  .transform(
    (quota): ObservedQuota => ({
      code: quota.QuotaCode,
      name: quota.QuotaName || quota.QuotaCode,
      value: quota.Value,
      adjustable: quota.Adjustable,
    }),
  );

/** DRS's quotas by AWS's SDK. */
export class SdkQuotaReadings implements QuotaReadings {
  readonly #settings: ConnectionSettings;
  readonly #quotas: ServiceQuotasClient;

  constructor(settings: ConnectionSettings) {
    this.#settings = settings;
    this.#quotas = new ServiceQuotasClient(forReads(settings));
  }

  async describeQuotas(): Promise<ObservedQuota[]> {
    const quotas: ObservedQuota[] = [];
    try {
      for await (const page of paginateListServiceQuotas(
        { client: this.#quotas },
        { ServiceCode: 'drs' },
        { abortSignal: readLimit(this.#settings) },
      )) {
        for (const quota of page.Quotas ?? []) {
          const parsed = quotaSchema.safeParse(quota);
          if (parsed.success) {
            quotas.push(parsed.data);
          }
        }
      }
    } catch (error) {
      throw toAwsFailure(error);
    }
    return quotas;
  }

  close(): void {
    this.#quotas.destroy();
  }
}
