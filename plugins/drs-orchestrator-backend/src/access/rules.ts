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
  createConditionAuthorizer,
  createConditionExports,
  createConditionTransformer,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
// Backstage takes the parameters of rules as schemas of zod 3.
import { z } from 'zod/v3';
import {
  holds,
  ownerValue,
  tagValue,
  type AttributeCondition,
  type DrsRecord,
} from './attributes';
import { drsRecordResourceRef } from './resource';

const someText = z.array(z.string()).nonempty();

/** Both sides of a rule out of one condition: what one record is judged by, and what lists filter by. */
const judgedBy = <P>(conditionOf: (params: P) => AttributeCondition) => ({
  apply: (record: DrsRecord, params: P) => holds(conditionOf(params), record),
  toQuery: conditionOf,
});

const isInAccounts = createPermissionRule({
  name: 'IS_IN_ACCOUNTS',
  description: 'The record is of these AWS accounts, and of no other',
  resourceRef: drsRecordResourceRef,
  paramsSchema: z.object({
    accountIds: someText.describe('AWS account IDs, 12 digits each'),
  }),
  ...judgedBy(({ accountIds }: { accountIds: string[] }) => ({
    attribute: 'account',
    values: accountIds,
    match: 'ONLY',
  })),
});

const isInRegions = createPermissionRule({
  name: 'IS_IN_REGIONS',
  description: 'The record is of these AWS Regions, and of no other',
  resourceRef: drsRecordResourceRef,
  paramsSchema: z.object({
    regions: someText.describe('Region codes, such as us-west-2'),
  }),
  ...judgedBy(({ regions }: { regions: string[] }) => ({
    attribute: 'region',
    values: regions,
    match: 'ONLY',
  })),
});

const hasTag = createPermissionRule({
  name: 'HAS_TAG',
  description: 'All servers of the record carry this tag',
  resourceRef: drsRecordResourceRef,
  paramsSchema: z.object({
    key: z.string().describe('The key of the tag'),
    value: z.string().describe('Its value'),
  }),
  ...judgedBy(({ key, value }: { key: string; value: string }) => ({
    attribute: 'tag',
    values: [tagValue(key, value)],
    match: 'SOME',
  })),
});

const isOwnedBy = createPermissionRule({
  name: 'IS_OWNED_BY',
  description: 'The record is owned by one of these users and groups',
  resourceRef: drsRecordResourceRef,
  paramsSchema: z.object({
    owners: someText.describe(
      'Entity refs; for whoever asks, those of themselves and of their groups',
    ),
  }),
  ...judgedBy(({ owners }: { owners: string[] }) => ({
    attribute: 'owner',
    values: owners.map(ownerValue),
    match: 'SOME',
  })),
});

const isOfExecutionType = createPermissionRule({
  name: 'IS_OF_EXECUTION_TYPE',
  description:
    'The record is an execution of this type, or is no execution at all',
  resourceRef: drsRecordResourceRef,
  paramsSchema: z.object({
    executionType: z.enum(['DRILL', 'RECOVERY']).describe('DRILL or RECOVERY'),
  }),
  ...judgedBy(({ executionType }: { executionType: string }) => ({
    attribute: 'execution-type',
    values: [executionType],
    match: 'ONLY',
    orNone: true,
  })),
});

/** What a policy may make its decisions depend on. */
export const drsRules = {
  isInAccounts,
  isInRegions,
  hasTag,
  isOwnedBy,
  isOfExecutionType,
};

const rules = Object.values(drsRules);

export const { conditions: drsConditions, createConditionalDecision } =
  createConditionExports({
    resourceRef: drsRecordResourceRef,
    rules: drsRules,
  });

/**
 * Conditions are the policy's words. Where they name a rule that is none of ours,
 * or parameters that it does not take, nothing is allowed, and that is no fault of
 * the request: whoever keeps the policy finds in the log what is wrong with it.
 */
const ofPolicy =
  <Given extends unknown[], Made>(apply: (...given: Given) => Made) =>
  (...given: Given): Made => {
    try {
      return apply(...given);
    } catch (error) {
      throw new Error(
        `The permission policy decided by conditions that cannot be applied: ${
          error instanceof Error ? error.message : String(error)
        }`,
        { cause: error },
      );
    }
  };

/**
 * Applies a decision to one record.
 *
 * @throws Error where the policy's conditions cannot be applied
 */
export const isAllowed = ofPolicy(
  createConditionAuthorizer<DrsRecord, AttributeCondition>(rules),
);

/**
 * Turns the conditions of a decision into what a list filters by.
 *
 * @throws Error where the policy's conditions cannot be applied
 */
export const toFilter = ofPolicy(
  createConditionTransformer<AttributeCondition, typeof rules>(rules),
);
