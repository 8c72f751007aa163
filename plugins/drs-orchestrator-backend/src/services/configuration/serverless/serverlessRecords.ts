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

import { validate } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { z } from 'zod';

/** A value as DynamoDB's own JSON has it, such as `{"S": "text"}` (AWS: DynamoDB AttributeValue). */
const attributeSchema = z.union([
  z.strictObject({ S: z.string() }).transform(({ S }) => S),
  z.strictObject({ N: z.coerce.number() }).transform(({ N }) => N),
  z.strictObject({ BOOL: z.boolean() }).transform(({ BOOL }) => BOOL),
  z.strictObject({ NULL: z.literal(true) }).transform(() => null),
  z.strictObject({ SS: z.array(z.string()) }).transform(({ SS }) => SS),
  z.strictObject({ NS: z.array(z.coerce.number()) }).transform(({ NS }) => NS),
]);

const containerSchema = z.union([
  z.strictObject({ M: z.record(z.string(), z.unknown()) }),
  z.strictObject({ L: z.array(z.unknown()) }),
]);

function attributeValue(value: unknown): unknown {
  const scalar = attributeSchema.safeParse(value);
  if (scalar.success) {
    return scalar.data;
  }
  const container = containerSchema.safeParse(value).data;
  if (!container) {
    return undefined;
  }
  return 'M' in container
    ? withoutTypes(container.M)
    : container.L.map(attributeValue);
}

const withoutTypes = (
  record: Record<string, unknown>,
): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(record).map(([key, value]) => [key, attributeValue(value)]),
  );

/** Whether every field of a record says its type, as `aws dynamodb scan` writes it. */
const isTyped = (record: Record<string, unknown>): boolean =>
  Object.values(record).every(
    value =>
      attributeSchema.safeParse(value).success ||
      containerSchema.safeParse(value).success,
  );

/** Fields as later versions named them: `GroupName` is `groupName`. What is empty or null is absent. */
const fieldsOf = (record: unknown): unknown =>
  typeof record === 'object' && record !== null && !Array.isArray(record)
    ? Object.fromEntries(
        Object.entries(record).flatMap(([key, value]) =>
          value === null || value === ''
            ? []
            : [[key.charAt(0).toLowerCase() + key.slice(1), value]],
        ),
      )
    : record;

const recordSchema = <T extends z.ZodRawShape>(shape: T) =>
  z.preprocess(fieldsOf, z.looseObject(shape));

const text = z.string().optional();
const texts = z.array(z.string()).optional();

const hookSchema = recordSchema({
  lambdaArn: text,
  sSMDocument: text,
  ssmDocument: text,
  timeout: z.number().optional(),
});
export type ServerlessHook = z.infer<typeof hookSchema>;

const waveSchema = recordSchema({
  waveNumber: z.number().int().optional(),
  waveName: text,
  name: text,
  waveDescription: text,
  description: text,
  protectionGroupId: text,
  protectionGroupIds: texts,
  protectionGroupName: text,
  serverIds: texts,
  executionType: text,
  executionOrder: z.array(z.number()).optional(),
  dependencies: texts,
  dependsOnWaves: z.array(z.number()).optional(),
  waitTimeSeconds: z.number().optional(),
  pauseBeforeWave: z.boolean().optional(),
  pauseBeforeExecution: z.boolean().optional(),
  preRecoveryHook: hookSchema.optional(),
  postRecoveryHook: hookSchema.optional(),
});
export type ServerlessWave = z.infer<typeof waveSchema>;

const groupSchema = recordSchema({
  groupId: text,
  id: text,
  groupName: text,
  name: text,
  description: text,
  accountId: text,
  region: text,
  owner: text,
  assumeRoleName: text,
  sourceServerIds: texts,
  serverIds: texts,
  serverSelectionTags: z.record(z.string(), z.string()).optional(),
  tags: z.record(z.string(), z.string()).optional(),
  launchConfig: recordSchema({}).optional(),
});
export type ServerlessGroup = z.infer<typeof groupSchema>;

const planSchema = recordSchema({
  planId: z.string(),
  planName: text,
  name: text,
  description: text,
  accountId: text,
  owner: text,
  notificationEmail: text,
  protectionGroupIds: texts,
  waves: z.array(waveSchema),
});
export type ServerlessPlan = z.infer<typeof planSchema>;

const accountSchema = recordSchema({
  accountId: z.string(),
  accountName: text,
  roleArn: text,
  roleName: text,
  assumeRoleName: text,
  externalId: text,
  regions: texts,
});
export type ServerlessAccount = z.infer<typeof accountSchema>;

/** What tables of the predecessor hold, as far as it is known here. */
export interface ServerlessRecords {
  readonly groups: readonly ServerlessGroup[];
  readonly plans: readonly ServerlessPlan[];
  readonly accounts: readonly ServerlessAccount[];
  readonly executions: number;
  readonly tagSyncSettings: number;
  /** Records of a known kind with a field that is none of that kind, each with why. */
  readonly unreadable: readonly string[];
}

type Kind = 'group' | 'plan' | 'account' | 'execution' | 'tag-sync';

/** Told by the keys of the tables, which every record has. */
function kindOf(fields: Record<string, unknown>): Kind | undefined {
  const has = (...names: string[]) => names.some(name => name in fields);
  if (has('executionId')) {
    return 'execution';
  }
  if (has('planId') && has('waves')) {
    return 'plan';
  }
  if (has('groupId') || (has('id') && has('serverIds', 'tags', 'region'))) {
    return 'group';
  }
  if (has('configId')) {
    return 'tag-sync';
  }
  return has('accountId') ? 'account' : undefined;
}

const looseSchema = z.record(z.string(), z.unknown());

/** Every list of records, in a document of sections, in the output of a scan, or in a list of such. */
function listsIn(document: unknown, depth = 0): unknown[][] {
  if (Array.isArray(document)) {
    const isOfDocuments =
      depth === 0 &&
      document.every(
        part => 'Items' in (looseSchema.safeParse(part).data ?? {}),
      );
    return isOfDocuments
      ? document.flatMap(part => listsIn(part, 1))
      : [document];
  }
  const sections = looseSchema.safeParse(document).data;
  return sections && depth < 3
    ? Object.values(sections).flatMap(section => listsIn(section, depth + 1))
    : [];
}

/**
 * The records of the product's serverless predecessor in a document: what its
 * export wrote, or scans of its DynamoDB tables, typed or not, in either of the
 * ways in which it named its fields.
 *
 * @returns undefined where the document holds no such record, or is a manifest
 */
export function serverlessRecords(
  document: unknown,
): ServerlessRecords | undefined {
  if ('apiVersion' in (looseSchema.safeParse(document).data ?? {})) {
    return undefined;
  }
  const groups: ServerlessGroup[] = [];
  const plans: ServerlessPlan[] = [];
  const accounts: ServerlessAccount[] = [];
  const unreadable: string[] = [];
  const counts = { execution: 0, 'tag-sync': 0 };
  const read = <T>(schema: z.ZodType<T>, record: unknown, into: T[]) => {
    const parsed = validate(schema, record);
    if (parsed.success) {
      into.push(parsed.data);
    } else {
      const [{ path, message }] = parsed.error.issues;
      unreadable.push(`${path.join('.')}: ${message}`);
    }
  };
  for (const entry of listsIn(document).flat()) {
    const given = looseSchema.safeParse(entry).data;
    const record = given && isTyped(given) ? withoutTypes(given) : given;
    const fields = looseSchema.safeParse(fieldsOf(record)).data;
    const kind = fields && kindOf(fields);
    switch (kind) {
      case 'group':
        read(groupSchema, record, groups);
        break;
      case 'plan':
        read(planSchema, record, plans);
        break;
      case 'account':
        read(accountSchema, record, accounts);
        break;
      case 'execution':
      case 'tag-sync':
        counts[kind] += 1;
        break;
      case undefined:
        break;
      default:
        throw new Error(`Unknown kind ${kind satisfies never}`);
    }
  }
  const found =
    groups.length +
    plans.length +
    accounts.length +
    unreadable.length +
    counts.execution +
    counts['tag-sync'];
  return found === 0
    ? undefined
    : {
        groups,
        plans,
        accounts,
        unreadable,
        executions: counts.execution,
        tagSyncSettings: counts['tag-sync'],
      };
}
