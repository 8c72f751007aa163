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
import { drsPermissions, type DrsPermissionKey } from '../access/permissions';
import { drsRoleSchema, rolesGranting } from '../access/roles';
import {
  instanceProfileSchema,
  instanceTypeSchema,
  launchTemplateSchema,
  securityGroupSchema,
  subnetSchema,
} from '../records/ec2';
import {
  executionApprovalSchema,
  executionEventSchema,
  executionHookSchema,
  executionJobSchema,
  executionSchema,
  executionServerSchema,
  executionStatusSchema,
  executionSummarySchema,
  executionWaveSchema,
  jobLogLineSchema,
  terminationStatusSchema,
} from '../records/execution';
import {
  accountCapacitySchema,
  capacitySchema,
  scopeCapacitySchema,
  stagingCapacitySchema,
} from '../records/capacity';
import { derivedFromSchema } from '../records/catalogScope';
import {
  catalogDependencySchema,
  dependencyReasonSchema,
  derivedEntitySchema,
  derivedPlanSchema,
  derivedWaveSchema,
  planDriftSchema,
  proposedGroupSchema,
} from '../records/derivation';
import { findingSchema } from '../records/finding';
import { healthCheckSchema, probeSchema } from '../records/healthCheck';
import { hookSchema } from '../records/hook';
import {
  appliedLaunchConfigurationSchema,
  groupLaunchConfigurationSchema,
  launchConfigSchema,
  launchSettingsSchema,
  serverLaunchConfigSchema,
  serverLaunchSettingsSchema,
} from '../records/launchConfiguration';
import {
  auditCheckSchema,
  auditCutSchema,
  auditEntrySchema,
  auditHeadSchema,
  auditSealSchema,
  auditTrailSchema,
} from '../records/audit';
import { pointInTimeSchema } from '../records/pointInTime';
import { existingInstancesSchema, preflightSchema } from '../records/preflight';
import { timelineSchema } from '../records/timeline';
import {
  accountIdSchema,
  entityRefSchema,
  instantSchema,
  regionSchema,
  sourceServerIdSchema,
  tagsSchema,
  unavailableSchema,
} from '../records/primitives';
import { systemHealthSchema } from '../records/health';
import { profileSchema } from '../records/profile';
import { protectionGroupSchema } from '../records/protectionGroup';
import {
  quotaSchema,
  quotasSchema,
  serviceLimitsSchema,
} from '../records/quotas';
import { postureCountsSchema, serverPostureSchema } from '../records/posture';
import {
  entityReadinessSchema,
  neighbourSchema,
  readinessSchema,
} from '../records/readiness';
import {
  planValidationSchema,
  recoveryPlanSchema,
  waveInputSchema,
  waveSchema,
} from '../records/recoveryPlan';
import {
  recoveryInstanceDetailsSchema,
  recoveryInstanceSchema,
  terminatedInstancesSchema,
} from '../records/recoveryInstance';
import { recoverySnapshotSchema } from '../records/recoverySnapshot';
import { drsRegionSchema } from '../records/region';
import { importChangeSchema } from '../records/configuration';
import {
  exportedAccountSchema,
  exportedGroupSchema,
  exportedManifestSchema,
  exportedPlanSchema,
  exportedWaveSchema,
} from '../records/manifest';
import {
  replicationGapSchema,
  replicationHistorySchema,
  replicationPointSchema,
} from '../records/replicationHistory';
import { orchestratorSettingsSchema } from '../records/settings';
import {
  resolvedSelectionSchema,
  sourceServerSchema,
} from '../records/sourceServer';
import {
  requestedTagSyncSchema,
  tagSyncChangeSchema,
  tagSyncFailureSchema,
  tagSyncRunSchema,
  tagSyncRunSummarySchema,
  tagSyncScopeSchema,
  tagSyncSettingsSchema,
} from '../records/tagSync';
import {
  accountFindingSchema,
  accountValidationSchema,
  currentAccountSchema,
  drsAccountsSchema,
  extendedSourceServersSchema,
  policyStatementSchema,
  stagingAccountSchema,
  targetAccountSchema,
} from '../records/targetAccount';
import { endpoints, type Endpoint, type EndpointAccess } from './endpoints';
import { errorBodySchema, errorStatuses } from './errors';

/** Told once by name, instead of wherever they occur. */
const simpleTypes: [string, z.ZodType, string][] = [
  ['AccountId', accountIdSchema, 'An AWS account ID: 12 digits, as text'],
  ['Region', regionSchema, 'An AWS Region, such as `us-west-2`'],
  [
    'SourceServerId',
    sourceServerIdSchema,
    'A source server of DRS: `s-` and 17 hexadecimal digits',
  ],
  [
    'EntityRef',
    entityRefSchema,
    'An entity of the catalog, such as `group:default/commerce-team`',
  ],
  ['Instant', instantSchema, 'A point in time, ISO 8601 in UTC'],
  ['Tags', tagsSchema, 'An object of keys and values, all text'],
];

const records: [string, z.ZodType][] = [
  ['ProtectionGroup', protectionGroupSchema],
  ['ResolvedSelection', resolvedSelectionSchema],
  ['RecoveryPlan', recoveryPlanSchema],
  ['Wave', waveSchema],
  ['PlanValidation', planValidationSchema],
  ['DerivedPlan', derivedPlanSchema],
  ['DerivedWave', derivedWaveSchema],
  ['DerivedEntity', derivedEntitySchema],
  ['DependencyReason', dependencyReasonSchema],
  ['CatalogDependency', catalogDependencySchema],
  ['ProposedGroup', proposedGroupSchema],
  ['DerivedFrom', derivedFromSchema],
  ['PlanDrift', planDriftSchema],
  ['Preflight', preflightSchema],
  ['Timeline', timelineSchema],
  ['ExistingInstances', existingInstancesSchema],
  ['GroupLaunchConfiguration', groupLaunchConfigurationSchema],
  ['ServerLaunchSettings', serverLaunchSettingsSchema],
  ['LaunchSettings', launchSettingsSchema],
  ['AppliedLaunchConfiguration', appliedLaunchConfigurationSchema],
  ['ExecutionSummary', executionSummarySchema],
  ['Execution', executionSchema],
  ['ExecutionStatus', executionStatusSchema],
  ['ExecutionWave', executionWaveSchema],
  ['ExecutionHook', executionHookSchema],
  ['ExecutionServer', executionServerSchema],
  ['ExecutionApproval', executionApprovalSchema],
  ['ExecutionEvent', executionEventSchema],
  ['ExecutionJob', executionJobSchema],
  ['JobLogLine', jobLogLineSchema],
  ['TerminationStatus', terminationStatusSchema],
  ['SourceServer', sourceServerSchema],
  ['RecoverySnapshot', recoverySnapshotSchema],
  ['ReplicationHistory', replicationHistorySchema],
  ['ReplicationPoint', replicationPointSchema],
  ['ReplicationGap', replicationGapSchema],
  ['Quotas', quotasSchema],
  ['Quota', quotaSchema],
  ['ServiceLimits', serviceLimitsSchema],
  ['RecoveryInstance', recoveryInstanceSchema],
  ['RecoveryInstanceDetails', recoveryInstanceDetailsSchema],
  ['TerminatedInstances', terminatedInstancesSchema],
  ['DrsRegion', drsRegionSchema],
  ['Subnet', subnetSchema],
  ['SecurityGroup', securityGroupSchema],
  ['InstanceType', instanceTypeSchema],
  ['InstanceProfile', instanceProfileSchema],
  ['LaunchTemplate', launchTemplateSchema],
  ['TargetAccount', targetAccountSchema],
  ['StagingAccount', stagingAccountSchema],
  ['AccountValidation', accountValidationSchema],
  ['AccountFinding', accountFindingSchema],
  ['PolicyStatement', policyStatementSchema],
  ['ExtendedSourceServers', extendedSourceServersSchema],
  ['CurrentAccount', currentAccountSchema],
  ['DrsAccounts', drsAccountsSchema],
  ['TagSyncSettings', tagSyncSettingsSchema],
  ['RequestedTagSync', requestedTagSyncSchema],
  ['TagSyncRun', tagSyncRunSchema],
  ['TagSyncRunSummary', tagSyncRunSummarySchema],
  ['TagSyncScope', tagSyncScopeSchema],
  ['TagSyncChange', tagSyncChangeSchema],
  ['TagSyncFailure', tagSyncFailureSchema],
  ['AccountCapacity', accountCapacitySchema],
  ['ScopeCapacity', scopeCapacitySchema],
  ['StagingCapacity', stagingCapacitySchema],
  ['Capacity', capacitySchema],
  ['OrchestratorSettings', orchestratorSettingsSchema],
  ['Manifest', exportedManifestSchema],
  ['ManifestAccount', exportedAccountSchema],
  ['ManifestGroup', exportedGroupSchema],
  ['ManifestPlan', exportedPlanSchema],
  ['ManifestWave', exportedWaveSchema],
  ['ImportChange', importChangeSchema],
  ['AuditEntry', auditEntrySchema],
  ['AuditTrail', auditTrailSchema],
  ['AuditSeal', auditSealSchema],
  ['AuditHead', auditHeadSchema],
  ['AuditCut', auditCutSchema],
  ['AuditCheck', auditCheckSchema],
  ['Readiness', readinessSchema],
  ['EntityReadiness', entityReadinessSchema],
  ['Neighbour', neighbourSchema],
  ['ServerPosture', serverPostureSchema],
  ['PostureCounts', postureCountsSchema],
  ['Profile', profileSchema],
  ['SystemHealth', systemHealthSchema],
  ['Finding', findingSchema],
  ['Unavailable', unavailableSchema],
  ['ErrorAnswer', errorBodySchema],
];

/** Parts of bodies that are told once. */
const requestParts: [string, z.ZodType][] = [
  ['WaveInput', waveInputSchema],
  ['Hook', hookSchema],
  ['HealthCheck', healthCheckSchema],
  ['Probe', probeSchema],
  ['LaunchConfig', launchConfigSchema],
  ['ServerLaunchConfig', serverLaunchConfigSchema],
  ['PointInTime', pointInTimeSchema],
];

const names = z.registry<{ id: string }>();
[...simpleTypes, ...records, ...requestParts].forEach(([id, schema]) =>
  names.add(schema, { id }),
);

/** What this page reads of a JSON Schema. */
interface Schema {
  $ref?: string;
  $defs?: Record<string, Schema>;
  type?: string;
  const?: unknown;
  enum?: unknown[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  additionalProperties?: Schema | boolean;
  required?: string[];
  default?: unknown;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
}

const schemaSchema: z.ZodType<Schema> = z.lazy(() =>
  z.object({
    $ref: z.string().optional(),
    $defs: z.record(z.string(), schemaSchema).optional(),
    type: z.string().optional(),
    const: z.unknown().optional(),
    enum: z.array(z.unknown()).optional(),
    anyOf: z.array(schemaSchema).optional(),
    oneOf: z.array(schemaSchema).optional(),
    items: schemaSchema.optional(),
    properties: z.record(z.string(), schemaSchema).optional(),
    additionalProperties: z.union([z.boolean(), schemaSchema]).optional(),
    required: z.array(z.string()).optional(),
    default: z.unknown().optional(),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
    minLength: z.number().optional(),
    maxLength: z.number().optional(),
    minItems: z.number().optional(),
    maxItems: z.number().optional(),
  }),
);

/** The schema itself, and not a reference to it under its own name. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Schema {
  const read = schemaSchema.parse(
    z.toJSONSchema(schema, { io, unrepresentable: 'any', metadata: names }),
  );
  return read.$ref ? read.$defs?.[nameOf(read.$ref)] ?? read : read;
}

const nameOf = (ref: string): string => ref.split('/').at(-1) ?? ref;

const link = (name: string): string => `[${name}](#${name.toLowerCase()})`;

const literals = (values: readonly unknown[]): string =>
  values.map(value => `\`${String(value)}\``).join(', ');

const isUnion = (schema: Schema): schema is Schema & { anyOf: Schema[] } =>
  schema.anyOf !== undefined || schema.oneOf !== undefined;

const alternatives = (schema: Schema): Schema[] =>
  schema.anyOf ?? schema.oneOf ?? [];

/** A type in words; what an object holds is told in rows of its own. */
function typeOf(schema: Schema): string {
  if (schema.$ref) {
    return link(nameOf(schema.$ref));
  }
  if (schema.const !== undefined) {
    return literals([schema.const]);
  }
  if (schema.enum) {
    return literals(schema.enum);
  }
  if (isUnion(schema)) {
    return [...new Set(alternatives(schema).map(typeOf))].join(' or ');
  }
  if (schema.type === 'array') {
    return `list of ${schema.items ? typeOf(schema.items) : 'anything'}`;
  }
  return schema.type ?? 'anything';
}

const between = (
  low: number | undefined,
  high: number | undefined,
  unit: string,
): string[] => {
  // Integers without a limit of their own carry those of the language.
  const from = low === Number.MIN_SAFE_INTEGER ? undefined : low;
  const to = high === Number.MAX_SAFE_INTEGER ? undefined : high;
  if (from !== undefined && to !== undefined) {
    return [`${from} to ${to}${unit}`];
  }
  return [
    ...(from === undefined ? [] : [`at least ${from}${unit}`]),
    ...(to === undefined ? [] : [`at most ${to}${unit}`]),
  ];
};

const rulesOf = (schema: Schema): string =>
  [
    ...between(schema.minLength, schema.maxLength, ' characters'),
    ...between(schema.minimum, schema.maximum, ''),
    ...between(schema.minItems, schema.maxItems, ' items'),
    ...(schema.default === undefined
      ? []
      : [`default \`${JSON.stringify(schema.default)}\``]),
  ].join('; ');

type Row = readonly [
  field: string,
  type: string,
  isGiven: string,
  rules: string,
];

/** One row for a field that several alternatives of a union have. */
function merged(alternativeRows: readonly Row[][]): Row[] {
  const byField = Map.groupBy(alternativeRows.flat(), ([field]) => field);
  return [...byField.values()].map(rows => [
    rows[0][0],
    [...new Set(rows.map(([, type]) => type))].join(' or '),
    rows.length === alternativeRows.length ? rows[0][2] : '',
    [...new Set(rows.flatMap(([, , , rules]) => rules || []))].join(' or '),
  ]);
}

/** A row for each field, those of nested objects by their path. */
function rowsOf(schema: Schema, prefix = ''): Row[] {
  if (isUnion(schema)) {
    return merged(alternatives(schema).map(one => rowsOf(one, prefix)));
  }
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const path = `${prefix}${name}`;
    const isGiven = schema.required?.includes(name) ? 'yes' : '';
    return [
      [`\`${path}\``, typeOf(field), isGiven, rulesOf(field)] as const,
      ...(field.type === 'array' && field.items
        ? rowsOf(field.items, `${path}[].`)
        : rowsOf(field, `${path}.`)),
    ];
  });
}

/** A table as Prettier would write it. */
function table(head: readonly string[], rows: readonly (readonly string[])[]) {
  const widths = head.map((title, column) =>
    Math.max(3, title.length, ...rows.map(row => row[column].length)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i])).join(' | ')} |`;
  return [
    line(head),
    `| ${widths.map(width => '-'.repeat(width)).join(' | ')} |`,
    ...rows.map(line),
  ].join('\n');
}

/** What may be given, by field. */
const requestFields = (schema: z.ZodType): string =>
  table(
    ['Field', 'Type', 'Required', 'Rules'],
    rowsOf(schemaOf(schema, 'input')),
  );

/** What comes, by field; limits on it are of no use to who reads it. */
function answerFields(schema: z.ZodType): string {
  const read = schemaOf(schema, 'output');
  const rows = rowsOf(read);
  return rows.length > 0
    ? table(
        ['Field', 'Type', 'Always'],
        rows.map(([field, type, isGiven]) => [field, type, isGiven]),
      )
    : `${typeOf(read)}.`;
}

function rolesOf(permission: DrsPermissionKey): string {
  const roles = rolesGranting(permission);
  return roles.length === drsRoleSchema.options.length
    ? 'every role grants'
    : `these roles grant: ${roles.join(', ')}`;
}

function accessOf(access: EndpointAccess): string {
  switch (access.kind) {
    case 'permission':
      return `Needs \`${
        drsPermissions[access.permission].name
      }\`, which ${rolesOf(access.permission)}.`;
    case 'signed-in':
      return 'Needs a signed-in caller.';
    case 'by-operation':
      return 'Needs what the operation that it names needs.';
    case 'public':
      return 'Needs no credentials.';
    default:
      throw new Error(`Unknown access ${access satisfies never}`);
  }
}

const hasFields = (schema: z.ZodType): boolean =>
  Object.keys(schemaOf(schema, 'input').properties ?? {}).length > 0;

function answerOf({ access, response, status }: Endpoint): string[] {
  if (access.kind === 'by-operation') {
    return ['Answers what that operation answers.'];
  }
  if (response instanceof z.ZodUndefined) {
    return [`Answers ${status} without a body.`];
  }
  const known = names.get(response);
  if (known) {
    return [`Answers ${status} with ${link(known.id)}.`];
  }
  return [`Answers ${status}:`, answerFields(response)];
}

function section([operation, endpoint]: [string, Endpoint]): string[] {
  const { method, path, summary, access, query, body } = endpoint;
  return [
    `### ${operation}`,
    `\`${method} ${path}\``,
    `${summary}. ${accessOf(access)}`,
    ...(hasFields(query) ? ['Query:', requestFields(query)] : []),
    ...(body instanceof z.ZodUndefined ? [] : ['Body:', requestFields(body)]),
    ...answerOf(endpoint),
  ];
}

/**
 * The reference page of the API in Markdown, derived from the table of
 * endpoints. `docs/api.md` holds it; `script/api-reference` writes it anew.
 */
export function apiReference(): string {
  const operations: [string, Endpoint][] = Object.entries(endpoints);
  return `${[
    '# API reference',
    '<!-- Derived from the table of endpoints. Write it anew with: script/api-reference -->',
    'Base path: `/api/drs-orchestrator`. Bodies are JSON in UTF-8. A request carries the header `Authorization: Bearer TOKEN`, except where no credentials are needed. Bodies and queries with a field that is not named here are refused.',
    'Lists are paged: an answer with `nextCursor` has a next page, which `?cursor=` fetches. A query value that takes a list is repeated: `?status=RUNNING&status=PAUSED`.',
    '## Operations',
    table(
      ['Operation', 'Request', 'Summary'],
      operations.map(([operation, { method, path, summary }]) => [
        `[${operation}](#${operation})`,
        `\`${method} ${path}\``,
        summary,
      ]),
    ),
    ...operations.flatMap(section),
    '## Records',
    'What answers hold, and parts of bodies. A field that is not always there is left out where there is nothing to say; nothing is `null`.',
    ...records.flatMap(([name, schema]) => [
      `### ${name}`,
      answerFields(schema),
    ]),
    ...requestParts.flatMap(([name, schema]) => [
      `### ${name}`,
      'In bodies.',
      requestFields(schema),
    ]),
    '## Types',
    ...simpleTypes.flatMap(([name, , meaning]) => [
      `### ${name}`,
      `${meaning}.`,
    ]),
    '## Errors',
    `Every refusal is an ${link(
      'ErrorAnswer',
    )} with one of these codes; \`details\` has every problem.`,
    table(
      ['Code', 'Status'],
      Object.entries(errorStatuses).map(([code, status]) => [
        `\`${code}\``,
        String(status),
      ]),
    ),
  ].join('\n\n')}\n`;
}
