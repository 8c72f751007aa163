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
import { jsonError, jsonOperation, jsonService } from '../wire/json-1-1';
import { page } from '../wire/paging';
import { CallContext } from '../wire/service';
import { DRS_QUOTAS, QuotaDefinition } from './drs-quotas';

const serviceCode = z
  .string()
  .max(63)
  .regex(/^[a-zA-Z][a-zA-Z0-9-]{1,128}$/);
const quotaCode = z
  .string()
  .max(128)
  .regex(/^[a-zA-Z][a-zA-Z0-9-]{1,128}$/);
const paging = {
  MaxResults: z.number().int().min(1).max(100).optional(),
  NextToken: z
    .string()
    .max(2_048)
    .regex(/^[a-zA-Z0-9/+]*={0,2}$/)
    .optional(),
};

const listServiceQuotas = jsonOperation(
  false,
  z.object({
    ServiceCode: serviceCode,
    QuotaCode: quotaCode.optional(),
    ...paging,
  }),
  (context, input) => {
    const quotas = quotasOf(input.ServiceCode).filter(
      ({ code }) => (input.QuotaCode ?? code) === code,
    );
    return quotaPage(context, 'ListServiceQuotas', input, quotas, quota =>
      shape(context, quota, applied(context, quota)),
    );
  },
);

const listAwsDefaultServiceQuotas = jsonOperation(
  false,
  z.object({ ServiceCode: serviceCode, ...paging }),
  (context, input) =>
    quotaPage(
      context,
      'ListAWSDefaultServiceQuotas',
      input,
      quotasOf(input.ServiceCode),
      quota => shape(context, quota, quota.value),
    ),
);

const getServiceQuota = jsonOperation(
  false,
  z.object({ ServiceCode: serviceCode, QuotaCode: quotaCode }),
  (context, input) => {
    const quota = quotaNamed(input.ServiceCode, input.QuotaCode);
    return { Quota: shape(context, quota, applied(context, quota)) };
  },
);

const getAwsDefaultServiceQuota = jsonOperation(
  false,
  z.object({ ServiceCode: serviceCode, QuotaCode: quotaCode }),
  (context, input) => {
    const quota = quotaNamed(input.ServiceCode, input.QuotaCode);
    return { Quota: shape(context, quota, quota.value) };
  },
);

/** Service Quotas, as far as it concerns DRS: JSON 1.1. */
export const serviceQuotasService = jsonService({
  name: 'servicequotas',
  targetPrefix: 'ServiceQuotasV20190624',
  throttlingCode: 'TooManyRequestsException',
  operations: new Map([
    ['GetAWSDefaultServiceQuota', getAwsDefaultServiceQuota],
    ['GetServiceQuota', getServiceQuota],
    ['ListAWSDefaultServiceQuotas', listAwsDefaultServiceQuotas],
    ['ListServiceQuotas', listServiceQuotas],
  ]),
});

function quotasOf(service: string): readonly QuotaDefinition[] {
  if (service !== 'drs') {
    throw jsonError(
      'NoSuchResourceException',
      `The request failed because the specified service does not exist: ${service}`,
    );
  }
  return DRS_QUOTAS;
}

function quotaNamed(service: string, code: string): QuotaDefinition {
  const quota = quotasOf(service).find(candidate => candidate.code === code);
  if (!quota) {
    throw jsonError(
      'NoSuchResourceException',
      `The request failed because the specified service quota does not exist: ${code}`,
    );
  }
  return quota;
}

function applied(
  { cloud, caller, region }: CallContext,
  { code }: QuotaDefinition,
): number {
  return cloud.quotas.valueOf(caller.accountId, region, code);
}

/** The model's `ServiceQuota`. */
function shape(
  { caller, region }: CallContext,
  quota: QuotaDefinition,
  value: number,
) {
  return {
    ServiceCode: 'drs',
    ServiceName: 'AWS Elastic Disaster Recovery',
    QuotaArn: `arn:aws:servicequotas:${region}:${caller.accountId}:drs/${quota.code}`,
    QuotaCode: quota.code,
    QuotaName: quota.name,
    Value: value,
    Unit: 'None',
    Adjustable: quota.isAdjustable,
    GlobalQuota: false,
    QuotaAppliedAtLevel: 'ACCOUNT',
  };
}

function quotaPage(
  { cloud, caller, region }: CallContext,
  operation: string,
  input: { MaxResults?: number; NextToken?: string },
  quotas: readonly QuotaDefinition[],
  shapeOf: (quota: QuotaDefinition) => unknown,
) {
  const scope = JSON.stringify([operation, caller.accountId, region]);
  const after = input.NextToken
    ? cloud.pageTokens.open(scope, input.NextToken)
    : undefined;
  if (input.NextToken && after === undefined) {
    throw jsonError('InvalidPaginationTokenException', 'Invalid NextToken');
  }
  const { items, lastKey } = page(
    quotas,
    ({ code }) => code,
    after,
    input.MaxResults ?? 100,
  );
  return {
    Quotas: items.map(shapeOf),
    ...(lastKey !== undefined && {
      NextToken: cloud.pageTokens.seal(scope, lastKey),
    }),
  };
}
