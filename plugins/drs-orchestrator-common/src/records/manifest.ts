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
import { newProtectionGroupSchema } from './protectionGroup';
import { accountIdSchema, descriptionSchema, nameSchema } from './primitives';
import { newRecoveryPlanSchema, waveInputSchema } from './recoveryPlan';
import { withFittingThreshold } from './waveTolerance';
import { tagSyncRulesSchema } from './tagSync';
import {
  newTargetAccountSchema,
  stagingAccountSchema,
  stagingProblems,
} from './targetAccount';

/** What a manifest of this release begins with. @public */
export const MANIFEST_API_VERSION = 'drs-orchestrator/v1';

/** @public */
export const MANIFEST_KIND = 'Configuration';

const { roleName, ...stagingFields } = stagingAccountSchema.shape;

const accountFields = {
  accountId: accountIdSchema,
  accountName: newTargetAccountSchema.shape.accountName,
  /** Absent where whoever exported it may not see it: the one on record stays. */
  roleName: roleName.optional(),
  /** The roles ask for an external ID, which no manifest holds. */
  hasExternalId: z.literal(true).optional(),
  regions: newTargetAccountSchema.shape.regions,
  stagingAccounts: z
    .array(z.strictObject({ ...stagingFields, roleName: roleName.optional() }))
    .max(100)
    .optional(),
};

/** An account in a manifest, by AWS's own ID. @public */
export const manifestAccountSchema = z
  .strictObject(accountFields)
  .superRefine((account, context) =>
    stagingProblems(account.accountId, account, context),
  );
/** @public */
export type ManifestAccount = z.infer<typeof manifestAccountSchema>;

/** A protection group in a manifest, by its name. @public */
export const manifestGroupSchema = newProtectionGroupSchema.safeExtend({
  accountId: accountIdSchema,
});
/** @public */
export type ManifestGroup = z.infer<typeof manifestGroupSchema>;

const {
  waveId: _ofOneInstallation,
  protectionGroupIds: _namedInstead,
  waveNumber,
  waveName,
  description,
  ...otherWaveFields
} = waveInputSchema.shape;

/** A wave as it is exported: one that is stored from before a rule was made may break it. @public */
export const exportedWaveSchema = z.strictObject({
  waveNumber,
  waveName,
  description,
  /** Names of groups. */
  protectionGroups: z
    .array(nameSchema)
    .min(1, 'Name at least one protection group')
    .max(100),
  ...otherWaveFields,
});

/** A wave in a manifest: it names its groups, and has no ID. @public */
export const manifestWaveSchema = withFittingThreshold(exportedWaveSchema);
/** @public */
export type ManifestWave = z.infer<typeof manifestWaveSchema>;

const {
  planName,
  description: planDescription,
  accountId: _named,
  waves: _ofRecord,
  ...otherPlanFields
} = newRecoveryPlanSchema.shape;

/** A recovery plan as it is exported. @public */
export const exportedPlanSchema = z.strictObject({
  planName,
  description: planDescription,
  accountId: accountIdSchema,
  ...otherPlanFields,
  waves: z.array(exportedWaveSchema),
});

/** A recovery plan in a manifest, by its name. @public */
export const manifestPlanSchema = exportedPlanSchema.extend({
  waves: z
    .array(manifestWaveSchema)
    .min(1, 'A plan needs at least one wave')
    .max(100),
});
/** @public */
export type ManifestPlan = z.infer<typeof manifestPlanSchema>;

/** Settings that are changed while the product runs; one that is absent stays as it is. @public */
export const manifestSettingsSchema = z.strictObject({
  /** Absent in an export where nobody has changed what the configuration says. */
  tagSync: z.strictObject(tagSyncRulesSchema.shape).optional(),
});

const head = {
  apiVersion: z.literal(MANIFEST_API_VERSION),
  kind: z.literal(MANIFEST_KIND),
  /** For people: nothing follows from it. */
  metadata: z
    .strictObject({
      name: nameSchema.optional(),
      description: descriptionSchema.optional(),
    })
    .optional(),
};

/**
 * The configuration of an installation, or a part of it. Records refer to each
 * other by name, accounts by their IDs; there are no identifiers of one
 * installation, no times and no secrets in it, so that it can be kept beside the
 * code and taken into another installation.
 *
 * @public
 */
export const manifestSchema = z.strictObject({
  ...head,
  accounts: z.array(manifestAccountSchema).max(1_000).default([]),
  protectionGroups: z.array(manifestGroupSchema).max(10_000).default([]),
  recoveryPlans: z.array(manifestPlanSchema).max(10_000).default([]),
  settings: manifestSettingsSchema.optional(),
});
/** @public */
export type Manifest = z.infer<typeof manifestSchema>;

/** An account as it is exported. @public */
export const exportedAccountSchema = z.strictObject(accountFields);

/** A protection group as it is exported. @public */
export const exportedGroupSchema = z.strictObject(
  newProtectionGroupSchema.shape,
);

/**
 * A manifest as it is exported: everything that is stored can be, though an import
 * may refuse a plan from before a rule was made.
 *
 * @public
 */
export const exportedManifestSchema = z.strictObject({
  ...head,
  accounts: z.array(exportedAccountSchema),
  protectionGroups: z.array(exportedGroupSchema),
  recoveryPlans: z.array(exportedPlanSchema),
  settings: manifestSettingsSchema.optional(),
});
