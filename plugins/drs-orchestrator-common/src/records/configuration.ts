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
import { findingSchema } from './finding';
import { exportedManifestSchema, MANIFEST_API_VERSION } from './manifest';
import { accountIdSchema, nameSchema, oneOrMany } from './primitives';
import { newTargetAccountSchema } from './targetAccount';

/** The most characters a manifest may have as text; a body may have no more either. @public */
export const MANIFEST_TEXT_LIMIT = 1_000_000;

/** Query of `export_configuration`. @public */
export const exportQuerySchema = z.strictObject({
  /** `yaml`: the answer has the manifest as text, too. */
  format: z.enum(['json', 'yaml']).default('json'),
  /** Only these groups, with their accounts. */
  group: oneOrMany(nameSchema).optional(),
  /** Only these plans, with the groups they name and their accounts. */
  plan: oneOrMany(nameSchema).optional(),
});

/** Answer of `export_configuration`. @public */
export const exportedConfigurationSchema = z.object({
  manifest: exportedManifestSchema,
  /** The manifest as YAML, where `format=yaml` asked for it. */
  yaml: z.string().optional(),
  /** Whether the manifest has everything there is. */
  complete: z.boolean(),
  /** By what it was narrowed, where it is not complete. */
  findings: z.array(findingSchema),
});
/** @public */
export type ExportedConfiguration = z.infer<typeof exportedConfigurationSchema>;

const manifestSourceSchema = z.union(
  [z.string().min(1).max(MANIFEST_TEXT_LIMIT), z.looseObject({})],
  { error: 'A manifest is an object, or text in YAML or JSON' },
);

/** Body of `import_configuration`: a manifest by itself, or beside what it cannot hold. @public */
export const importBodySchema = z.union(
  [
    z.strictObject({
      /** An object, or text in YAML or JSON. */
      manifest: manifestSourceSchema,
      /** For accounts that have none on record yet, by account ID. */
      externalIds: z
        .record(
          accountIdSchema,
          newTargetAccountSchema.shape.externalId.unwrap(),
        )
        .optional(),
      /** Of the report that was read: refuses what would change anything else. */
      fingerprint: z.string().max(100).optional(),
    }),
    z.looseObject({ apiVersion: z.string().max(100) }),
  ],
  {
    error: `The body is a manifest, which begins with "apiVersion: ${MANIFEST_API_VERSION}", or has one as "manifest"`,
  },
);
/** @public */
export type ImportBody = z.infer<typeof importBodySchema>;

/** Query of `import_configuration`. @public */
export const importQuerySchema = z.strictObject({
  /** Tells what would be done, and does nothing. */
  dryRun: z
    .enum(['true', 'false'])
    .default('true')
    .transform(text => text === 'true'),
});

/** @public */
export const importActionSchema = z.enum(['CREATE', 'UPDATE', 'UNCHANGED']);
/** @public */
export type ImportAction = z.infer<typeof importActionSchema>;

/** A field that an import changes; absent: there is no value. @public */
export const fieldChangeSchema = z.object({
  /** Within the record: `waves[0].maxWaitMinutes`. */
  field: z.string(),
  before: z.unknown().optional(),
  after: z.unknown().optional(),
});
/** @public */
export type FieldChange = z.infer<typeof fieldChangeSchema>;

/** What an import does with one record of the manifest. @public */
export const importChangeSchema = z.object({
  kind: z.enum(['account', 'protection-group', 'recovery-plan', 'settings']),
  name: z.string(),
  /** Of an account. */
  accountId: accountIdSchema.optional(),
  /** Where it stands in the manifest: `protectionGroups[3]`. */
  field: z.string(),
  action: importActionSchema,
  fields: z.array(fieldChangeSchema),
});
/** @public */
export type ImportChange = z.infer<typeof importChangeSchema>;

const recordCounts = z.object({
  accounts: z.number().int(),
  protectionGroups: z.number().int(),
  recoveryPlans: z.number().int(),
});

/** Answer of `import_configuration`: every problem at once, and what becomes of each record. @public */
export const importReportSchema = z.object({
  dryRun: z.boolean(),
  /** Whether nothing stands against it. */
  valid: z.boolean(),
  /** What kind of document it was: one of this product, or of its serverless predecessor. */
  source: z.enum(['MANIFEST', 'SERVERLESS']),
  findings: z.array(findingSchema),
  changes: z.array(importChangeSchema),
  counts: z.object({
    create: z.number().int(),
    update: z.number().int(),
    unchanged: z.number().int(),
  }),
  /** Records that the manifest does not name: they stay as they are. */
  leftAlone: recordCounts,
  /** Names these changes to these records; to be sent with the import itself. Absent where the document could not be read. */
  fingerprint: z.string().optional(),
  /** What a document of the predecessor was translated into; findings tell their fields in it. */
  manifest: exportedManifestSchema.optional(),
});
/** @public */
export type ImportReport = z.infer<typeof importReportSchema>;
