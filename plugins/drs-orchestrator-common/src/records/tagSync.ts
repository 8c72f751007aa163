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

/** Keys that nobody may ask to be synchronised: AWS's own, and those by which this product knows its work. */
const RESERVED_KEY = /^(aws:|drs-orchestrator:|AWSElasticDisasterRecovery)/i;

/**
 * A tag key that is synchronised, or the beginning of keys: `DR-*`. As AWS takes
 * keys: letters, digits, spaces and `_ . : / = + - @`, 128 at most.
 *
 * @public
 */
export const tagKeyPatternSchema = z
  .string()
  .min(1)
  .max(128)
  .regex(
    /^[\p{L}\p{N} _.:/=+\-@]+\*?$/u,
    'A key has letters, digits, spaces and _.:/=+-@; only its end may be a *',
  )
  .refine(
    key => !RESERVED_KEY.test(key),
    'Keys that begin with aws:, drs-orchestrator: or AWSElasticDisasterRecovery are never synchronised',
  );

/**
 * Whether a tag key is one of those that are synchronised. Case counts, as it
 * does in AWS.
 *
 * @public
 */
export const isSynchronisedKey = (
  key: string,
  patterns: readonly string[],
): boolean =>
  !RESERVED_KEY.test(key) &&
  patterns.some(pattern =>
    pattern.endsWith('*')
      ? key.startsWith(pattern.slice(0, -1))
      : key === pattern,
  );

/** What of tags is synchronised, and when. @public */
export const tagSyncRulesSchema = z.object({
  /** Off: it is synchronised on demand only. */
  enabled: z.boolean(),
  /** From the beginning of one run to that of the next. */
  intervalHours: z.number().int().min(1).max(168),
  /** Keys, or beginnings of keys that end with `*`. */
  keys: z
    .array(tagKeyPatternSchema)
    .min(1, 'Name the keys that are synchronised')
    .max(50)
    .refine(
      keys => new Set(keys).size === keys.length,
      'A key is named once only',
    ),
});
/** @public */
export type TagSyncRules = z.infer<typeof tagSyncRulesSchema>;

/** Body of `update_tag_sync_settings`. @public */
export const changedTagSyncSettingsSchema = z.strictObject({
  ...tagSyncRulesSchema.shape,
  /** The one that was read; a newer one answers 409 `VERSION_CONFLICT`. `0` before the first change. */
  version: z.number().int().min(0),
});
/** @public */
export type ChangedTagSyncSettings = z.infer<
  typeof changedTagSyncSettingsSchema
>;

/** Body of `sync_tags`: which accounts and Regions; all on record unless named. @public */
export const startedTagSyncSchema = z.strictObject({
  accountIds: z.array(accountIdSchema).min(1).max(200).optional(),
  regions: z.array(regionSchema).min(1).max(50).optional(),
  /** Tells what would be changed, and changes nothing. */
  dryRun: z.boolean().default(false),
});
/** @public */
export type StartedTagSync = z.output<typeof startedTagSyncSchema>;

/**
 * How a run stands. `REQUESTED`: the leader begins it in a moment. `PARTIAL`:
 * something failed, the rest is done. `INTERRUPTED`: whoever ran it ended in
 * between; what the report counts was done.
 *
 * @public
 */
export const tagSyncStatusSchema = z.enum([
  'REQUESTED',
  'RUNNING',
  'COMPLETED',
  'PARTIAL',
  'FAILED',
  'INTERRUPTED',
]);
/** @public */
export type TagSyncStatus = z.infer<typeof tagSyncStatusSchema>;

/** Why a run was begun. @public */
export const tagSyncTriggerSchema = z.object({
  kind: z.enum(['SCHEDULE', 'REQUEST', 'SETTINGS', 'EVENT']),
  /** An entity ref, the subject of a program, `system`, or the ARN of the rule of EventBridge. */
  by: z.string(),
});
/** @public */
export type TagSyncTrigger = z.infer<typeof tagSyncTriggerSchema>;

const count = z.number().int().min(0);

/** How much was done; in a dry run, how much would be. @public */
export const tagSyncCountsSchema = z.object({
  /** Source servers that were looked at. */
  servers: count,
  /** Those of them that are no EC2 instances at their source. */
  serversFromElsewhere: count,
  /** Those whose instance neither runs nor is stopped: their tags stay as they are. */
  serversWithoutInstance: count,
  /** Those whose tags were changed. */
  serversChanged: count,
  serversFailed: count,
  tagsAdded: count,
  tagsChanged: count,
  tagsRemoved: count,
});
/** @public */
export type TagSyncCounts = z.infer<typeof tagSyncCountsSchema>;

/** The sums of what was done in all accounts and Regions; of none, nothing. @public */
export function totalTagSyncCounts(
  scopes: readonly TagSyncCounts[],
): TagSyncCounts {
  const sum = (name: keyof TagSyncCounts): number =>
    scopes.reduce((total, scope) => total + scope[name], 0);
  return {
    servers: sum('servers'),
    serversFromElsewhere: sum('serversFromElsewhere'),
    serversWithoutInstance: sum('serversWithoutInstance'),
    serversChanged: sum('serversChanged'),
    serversFailed: sum('serversFailed'),
    tagsAdded: sum('tagsAdded'),
    tagsChanged: sum('tagsChanged'),
    tagsRemoved: sum('tagsRemoved'),
  };
}

/** What was changed of the tags of one server, or would be. @public */
export const tagSyncChangeSchema = z.object({
  sourceServerId: z.string(),
  hostname: z.string(),
  added: z.record(z.string(), z.string()),
  changed: z.record(z.string(), z.object({ from: z.string(), to: z.string() })),
  removed: z.record(z.string(), z.string()),
});
/** @public */
export type TagSyncChange = z.infer<typeof tagSyncChangeSchema>;

/** A server whose tags could not be synchronised, and why. @public */
export const tagSyncFailureSchema = z.object({
  sourceServerId: z.string(),
  hostname: z.string(),
  code: z.string(),
  message: z.string(),
});
/** @public */
export type TagSyncFailure = z.infer<typeof tagSyncFailureSchema>;

/** How one account and Region went. @public */
export const tagSyncScopeSchema = z.object({
  accountId: accountIdSchema,
  region: regionSchema,
  /**
   * `PENDING`: not come to its end. `FAILED`: nothing could be learnt there.
   * `INTERRUPTED`: begun, and ended before its end; what is counted was done.
   */
  status: z.enum(['PENDING', 'COMPLETED', 'PARTIAL', 'FAILED', 'INTERRUPTED']),
  ...tagSyncCountsSchema.shape,
  /** Why the account and Region as a whole failed. */
  error: z.object({ code: z.string(), message: z.string() }).optional(),
  /** The first 20. */
  failures: z.array(tagSyncFailureSchema),
  /** The first 20. */
  changes: z.array(tagSyncChangeSchema),
});
/** @public */
export type TagSyncScope = z.infer<typeof tagSyncScopeSchema>;

/** A run of tag synchronisation, without the report of each account and Region. @public */
export const tagSyncRunSummarySchema = z.object({
  runId: z.string(),
  status: tagSyncStatusSchema,
  trigger: tagSyncTriggerSchema,
  dryRun: z.boolean(),
  /** The keys as they were configured when it was asked for. */
  keys: z.array(z.string()),
  requestedAt: instantSchema,
  startedAt: instantSchema.optional(),
  endedAt: instantSchema.optional(),
  counts: tagSyncCountsSchema,
  /** Why it was interrupted, or came to nothing. */
  message: z.string().optional(),
});
/** @public */
export type TagSyncRunSummary = z.infer<typeof tagSyncRunSummarySchema>;

/** A run of tag synchronisation with its report. @public */
export const tagSyncRunSchema = tagSyncRunSummarySchema.extend({
  /** Those that were asked for; absent: all on record. */
  accountIds: z.array(accountIdSchema).optional(),
  regions: z.array(regionSchema).optional(),
  /** Empty until it has begun. */
  scopes: z.array(tagSyncScopeSchema),
});
/** @public */
export type TagSyncRun = z.infer<typeof tagSyncRunSchema>;

/** Answer of `sync_tags`: the run that was asked for. Its report is in `get_tag_sync_settings`. @public */
export const requestedTagSyncSchema = tagSyncRunSummarySchema.extend({
  /** Where the report is read, below the base path. */
  report: z.literal('/config/tag-sync'),
});
/** @public */
export type RequestedTagSync = z.infer<typeof requestedTagSyncSchema>;

/** Tag synchronisation: its rules, and how its runs went. @public */
export const tagSyncSettingsSchema = z.object({
  ...tagSyncRulesSchema.shape,
  version: z.number().int(),
  /** Absent as long as the configuration's rules count: nobody has changed them here. */
  updatedAt: instantSchema.optional(),
  updatedBy: z.string().optional(),
  /** Absent where it is switched off, and until a leader has planned it. */
  nextRunAt: instantSchema.optional(),
  /** The rule of EventBridge that may begin a run, where one is configured. */
  trigger: z
    .object({
      source: z.string(),
      detailType: z.string(),
      ruleName: z.string(),
      accountId: accountIdSchema.optional(),
    })
    .optional(),
  /** The newest, with its report; it may be under way. */
  lastRun: tagSyncRunSchema.optional(),
  /** The newest ten, newest first. */
  recentRuns: z.array(tagSyncRunSummarySchema),
});
/** @public */
export type TagSyncSettings = z.infer<typeof tagSyncSettingsSchema>;
