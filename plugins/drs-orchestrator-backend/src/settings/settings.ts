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

import { readDurationFromConfig, type Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  accountIdSchema,
  fieldPath,
  newTargetAccountSchema,
  regionSchema,
  tagSyncRulesSchema,
  validate,
  type NewTargetAccount,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { durationToMilliseconds, type HumanDuration } from '@backstage/types';
import { z } from 'zod';
import { nameKey } from '../database/columns';
import { breakGlassSchema } from '../access/breakGlass';
import {
  machinesSchema,
  readRoleBindings,
  type RoleBinding,
} from '../access/roleBindings';
import { checkTokenSubjects } from '../access/tokenSubjects';
import type { TagSyncDefaults } from '../services/tagSync/tagSyncRules';

const ROOT_KEY = 'drsOrchestrator';

const developmentAwsSchema = z.strictObject({
  endpoint: z.url({ protocol: /^https?$/ }),
  accessKeyId: z.string().min(1),
  secretAccessKey: z.string().min(1),
});

/** Two accounts that the database would take for one stop the start here, where they can be named. */
const accountsSchema = z
  .array(newTargetAccountSchema)
  .superRefine((accounts, context) => {
    const refuseRepeated = (
      field: 'accountId' | 'accountName',
      keyOf: (account: NewTargetAccount) => string,
      message: string,
    ) => {
      const seen = new Set<string>();
      accounts.forEach((account, index) => {
        const key = keyOf(account);
        if (seen.has(key)) {
          context.addIssue({ code: 'custom', path: [index, field], message });
        }
        seen.add(key);
      });
    };
    refuseRepeated(
      'accountId',
      account => account.accountId,
      'Another account has this ID',
    );
    refuseRepeated(
      'accountName',
      account => nameKey(account.accountName),
      'Another account has this name, capitals and spaces aside',
    );
  });

/** A limit that counts instead of what AWS says, in one account, in one Region of it or in all. */
const limitSchema = z.strictObject({
  accountId: accountIdSchema,
  region: regionSchema.optional(),
  concurrentJobs: z.number().int().min(1).max(1000).optional(),
  serversInAllJobs: z.number().int().min(1).max(100_000).optional(),
});

const hooksSchema = z
  .strictObject({
    allowedHosts: z
      .array(
        z
          .string()
          .regex(
            /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?$/i,
            'A host is named as "hooks.example.com" or "hooks.example.com:8443"',
          )
          .transform(host => host.toLowerCase().replace(/:443$/, '')),
      )
      .default([]),
    allowPrivateAddresses: z.boolean().default(false),
    signingKey: z
      .string()
      .min(32, 'A key of at least 32 characters is needed')
      .optional(),
  })
  .refine(
    hooks => hooks.allowedHosts.length === 0 || hooks.signingKey !== undefined,
    {
      path: ['signingKey'],
      error: 'Webhooks are signed, and need a key where any host is allowed',
    },
  );

/** Rule names as EventBridge takes them, of the default bus or `bus/rule`. */
const ruleNameSchema = z
  .string()
  .regex(
    /^([.\w-]{1,64}\/)*[.\w-]{1,64}$/,
    'A rule is named by its name alone',
  );

const tagSyncSchema = z.object({
  enabled: z.boolean().default(true),
  keys: tagSyncRulesSchema.shape.keys.default([
    'DR-*',
    'DRS-*',
    'Environment',
    'Application',
  ]),
  trigger: z
    .strictObject({
      ruleName: ruleNameSchema,
      accountId: accountIdSchema.optional(),
      source: z.string().min(1).max(256).default('aws.events'),
      detailType: z.string().min(1).max(128).default('Scheduled Event'),
    })
    .optional(),
});

const settingsSchema = z.object({
  auditKey: z
    .string()
    .min(
      32,
      'A key of at least 32 characters is needed, such as 32 random bytes in hexadecimal',
    ),
  accounts: accountsSchema.default([]),
  aws: z
    .strictObject({
      hubAccountId: z
        .string()
        .regex(/^\d{12}$/, 'An AWS account ID has 12 digits')
        .optional(),
      tagJobs: z.boolean().default(true),
      development: developmentAwsSchema.optional(),
    })
    .prefault({}),
  approvals: z
    .object({
      requireFor: z.enum(['NONE', 'RECOVERY', 'ALL']).default('NONE'),
    })
    .prefault({}),
  hooks: hooksSchema.prefault({}),
  freeze: z.boolean().default(false),
  machines: machinesSchema.default([]),
  breakGlass: breakGlassSchema.default([]),
  rateLimits: z
    .strictObject({
      readsPerMinute: z.number().int().min(1).default(3000),
      changesPerMinute: z.number().int().min(1).default(300),
    })
    .prefault({}),
  limits: z.array(limitSchema).default([]),
  tagSync: tagSyncSchema.prefault({}),
  inventory: z.object({ enabled: z.boolean().default(true) }).prefault({}),
});

/** The configuration of this plugin, read once. */
export interface Settings
  extends Omit<
    z.output<typeof settingsSchema>,
    'approvals' | 'tagSync' | 'inventory'
  > {
  readonly roles: readonly RoleBinding[];
  readonly approvals: {
    /** Which executions another person must approve before they start. */
    readonly requireFor: 'NONE' | 'RECOVERY' | 'ALL';
    readonly timeLimitMinutes: number;
  };
  /** What counts as long as nobody has changed it on the pages. */
  readonly tagSync: TagSyncDefaults;
  /** Absent: no history of replication is kept. */
  readonly inventory?: {
    readonly intervalMs: number;
    readonly retentionMs: number;
  };
  readonly drills: {
    /** Absent: the instances of a drill stay until somebody terminates them. */
    readonly timeToLiveMinutes?: number;
  };
  readonly retention: {
    /** Entries of the audit trail are kept so long. */
    readonly auditMs: number;
  };
  readonly engine: {
    readonly pollIntervalMs: number;
    readonly leaseDurationMs: number;
    readonly callTimeoutMs: number;
    readonly tagJobs: boolean;
  };
}

const milliseconds = (
  config: Config,
  key: string,
  fallback: HumanDuration,
): number => {
  const path = `${ROOT_KEY}.${key}`;
  const duration = durationToMilliseconds(
    config.has(path) ? readDurationFromConfig(config, { key: path }) : fallback,
  );
  if (duration <= 0) {
    throw new InputError(`Invalid configuration: ${path} must be positive`);
  }
  return duration;
};

/** Whole minutes within what the contract lets a single start ask for, too. */
const minutes = (
  config: Config,
  key: string,
  fallback: HumanDuration,
  { least, most }: { least: number; most: number },
): number => {
  const count = Math.round(milliseconds(config, key, fallback) / 60_000);
  if (count < least || count > most) {
    throw new InputError(
      `Invalid configuration: ${ROOT_KEY}.${key} must be from ${least} to ${most} minutes`,
    );
  }
  return count;
};

const DAY_MS = 86_400_000;

/** Less than a day would take evidence away before anybody could have seen it. */
function auditRetention(config: Config): number {
  const kept = milliseconds(config, 'retention.audit', { years: 7 });
  if (kept < DAY_MS) {
    throw new InputError(
      `Invalid configuration: ${ROOT_KEY}.retention.audit must be a day at least`,
    );
  }
  return kept;
}

/** Whole hours, as the page lets people change them. */
function tagSyncInterval(config: Config): number {
  const hours =
    milliseconds(config, 'tagSync.schedule', { hours: 1 }) / 3_600_000;
  const checked = tagSyncRulesSchema.shape.intervalHours.safeParse(hours);
  if (!checked.success) {
    throw new InputError(
      `Invalid configuration: ${ROOT_KEY}.tagSync.schedule must be whole hours, from one to a week`,
    );
  }
  return checked.data;
}

const MINUTE_MS = 60_000;

function inventoryHistory(config: Config): Settings['inventory'] {
  const intervalMs = milliseconds(config, 'inventory.interval', { minutes: 5 });
  if (intervalMs < MINUTE_MS || intervalMs > DAY_MS) {
    throw new InputError(
      `Invalid configuration: ${ROOT_KEY}.inventory.interval must be from a minute to a day`,
    );
  }
  const retentionMs = milliseconds(config, 'inventory.retention', { days: 30 });
  if (retentionMs < DAY_MS || retentionMs > 366 * DAY_MS) {
    throw new InputError(
      `Invalid configuration: ${ROOT_KEY}.inventory.retention must be from a day to a year`,
    );
  }
  return { intervalMs, retentionMs };
}

const YEAR_MINUTES = 525_600;

/** A simulated AWS proves nothing, and its keys are no secret. */
function refuseInProduction(settings: z.output<typeof settingsSchema>) {
  if (settings.aws.development && process.env.NODE_ENV === 'production') {
    throw new InputError(
      `Invalid configuration: ${ROOT_KEY}.aws.development is for development only, and NODE_ENV is "production"`,
    );
  }
}

/**
 * Reads the configuration.
 *
 * @throws InputError that lists every problem, or says that Backstage's permissions are off:
 *   everybody could do everything then
 */
export function readSettings(config: Config): Settings {
  if (config.getOptionalBoolean('permission.enabled') !== true) {
    throw new InputError(
      'The DRS orchestrator starts only where permission.enabled is true: without it anybody could recover and terminate servers',
    );
  }
  const parsed = validate(settingsSchema, config.getOptional(ROOT_KEY) ?? {});
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      issue => `${fieldPath([ROOT_KEY, ...issue.path])}: ${issue.message}`,
    );
    throw new InputError(`Invalid configuration: ${problems.join('; ')}`);
  }
  refuseInProduction(parsed.data);
  checkTokenSubjects(parsed.data, config);
  const engine = {
    pollIntervalMs: milliseconds(config, 'engine.pollInterval', {
      seconds: 10,
    }),
    leaseDurationMs: milliseconds(config, 'engine.leaseDuration', {
      seconds: 20,
    }),
    callTimeoutMs: milliseconds(config, 'engine.callTimeout', { seconds: 10 }),
    tagJobs: parsed.data.aws.tagJobs,
  };
  // A leader must not be replaced while a call of its own may still take effect.
  if (engine.leaseDurationMs <= engine.callTimeoutMs) {
    throw new InputError(
      `Invalid configuration: ${ROOT_KEY}.engine.leaseDuration must be longer than ${ROOT_KEY}.engine.callTimeout`,
    );
  }
  return {
    ...parsed.data,
    roles: readRoleBindings(config),
    engine,
    approvals: {
      ...parsed.data.approvals,
      timeLimitMinutes: minutes(
        config,
        'approvals.timeLimit',
        { hours: 24 },
        { least: 1, most: YEAR_MINUTES },
      ),
    },
    retention: { auditMs: auditRetention(config) },
    tagSync: { ...parsed.data.tagSync, intervalHours: tagSyncInterval(config) },
    inventory: parsed.data.inventory.enabled
      ? inventoryHistory(config)
      : undefined,
    drills: config.has(`${ROOT_KEY}.drills.timeToLive`)
      ? {
          timeToLiveMinutes: minutes(
            config,
            'drills.timeToLive',
            {},
            { least: 15, most: 43_200 },
          ),
        }
      : {},
  };
}
