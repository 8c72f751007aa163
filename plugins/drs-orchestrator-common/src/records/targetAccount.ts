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
import { actionsSchema } from './actions';
import { findingSchema } from './finding';
import {
  accountIdSchema,
  instantSchema,
  nameSchema,
  regionSchema,
  sourceServerIdSchema,
  tagsSchema,
  unavailableSchema,
  versionSchema,
} from './primitives';

/** A role's name, without path (AWS: IAM role name). */
const roleNameSchema = z
  .string()
  .regex(/^[\w+=,.@-]{1,64}$/, 'Not an IAM role name');

const externalIdSchema = z
  .string()
  .regex(/^[\w+=,.@:/-]{2,1224}$/, 'Not an external ID');

/** Servers that may replicate into one account and Region (AWS: quota L-C1D14A2B). @public */
export const SERVERS_PER_STAGING_ACCOUNT = 300;

/**
 * An account into which servers replicate that are recovered in the target
 * account: extended source servers, as AWS DRS calls them. A staging account
 * takes up to 300 servers a Region.
 *
 * @public
 */
export const stagingAccountSchema = z.strictObject({
  accountId: accountIdSchema,
  /** One of the target account's Regions: a server is extended within its Region. */
  region: regionSchema,
  /** The role to assume there, with the target account's external ID. */
  roleName: roleNameSchema,
  /** How many servers are meant to replicate into it. */
  maxServers: z
    .number()
    .int()
    .min(1)
    .max(SERVERS_PER_STAGING_ACCOUNT)
    .default(SERVERS_PER_STAGING_ACCOUNT),
  /** Where new servers are to be put first: the lowest number. */
  priority: z.number().int().min(1).max(100).default(1),
});
/** @public */
export type StagingAccount = z.infer<typeof stagingAccountSchema>;

const accountFields = {
  accountName: nameSchema,
  roleName: roleNameSchema,
  regions: z
    .array(regionSchema)
    .min(1, 'Name at least one Region')
    .max(40)
    .refine(
      list => new Set(list).size === list.length,
      'A Region is named twice',
    ),
  stagingAccounts: z.array(stagingAccountSchema).max(100).optional(),
};

/**
 * Tells what of the staging accounts does not fit their target account.
 *
 * @param accountId - of the target account; undefined where the record does not say
 * @public
 */
export function stagingProblems(
  accountId: string | undefined,
  account: {
    regions: readonly string[];
    stagingAccounts?: readonly Pick<StagingAccount, 'accountId' | 'region'>[];
  },
  context: z.RefinementCtx,
): void {
  const seen = new Set<string>();
  account.stagingAccounts?.forEach((staging, index) => {
    const problem = (field: string, message: string) =>
      context.addIssue({
        code: 'custom',
        path: ['stagingAccounts', index, field],
        message,
      });
    if (staging.accountId === accountId) {
      problem(
        'accountId',
        'The target account itself needs no entry: servers replicate into it anyway',
      );
    }
    if (!account.regions.includes(staging.region)) {
      problem('region', `${staging.region} is not among the account's Regions`);
    }
    const key = `${staging.accountId}/${staging.region}`;
    if (seen.has(key)) {
      problem(
        'accountId',
        `${staging.accountId} is named twice for ${staging.region}`,
      );
    }
    seen.add(key);
  });
}

/** Body of `create_target_account`. @public */
export const newTargetAccountSchema = z
  .strictObject({
    accountId: accountIdSchema,
    accountName: accountFields.accountName,
    roleName: accountFields.roleName,
    /** What the roles' trust policies ask for (AWS: sts:ExternalId). Never answered. */
    externalId: externalIdSchema.optional(),
    regions: accountFields.regions,
    stagingAccounts: accountFields.stagingAccounts,
  })
  .superRefine((account, context) =>
    stagingProblems(account.accountId, account, context),
  );
/** @public */
export type NewTargetAccount = z.infer<typeof newTargetAccountSchema>;

/**
 * Body of `update_target_account`: the whole record as it shall be, save the
 * external ID, which nobody can read to send it back. Without one the stored one
 * stays; `removeExternalId: true` takes it away.
 *
 * @public
 */
export const changedTargetAccountSchema = z
  .strictObject({
    version: versionSchema,
    ...accountFields,
    externalId: externalIdSchema.optional(),
    removeExternalId: z.literal(true).optional(),
  })
  .superRefine((account, context) => {
    if (account.externalId !== undefined && account.removeExternalId) {
      context.addIssue({
        code: 'custom',
        path: ['removeExternalId'],
        message: 'Give an external ID or have it removed, not both',
      });
    }
    stagingProblems(undefined, account, context);
  });
/** @public */
export type ChangedTargetAccount = z.infer<typeof changedTargetAccountSchema>;

/**
 * Whether an account can be used, as the last validation found it:
 * `UNVALIDATED` before the first one and after a change of the record,
 * `UNREACHABLE` where no Region could be entered, `ATTENTION` where something is
 * missing.
 *
 * @public
 */
export const accountStatusSchema = z.enum([
  'UNVALIDATED',
  'READY',
  'ATTENTION',
  'UNREACHABLE',
]);
/** @public */
export type AccountStatus = z.infer<typeof accountStatusSchema>;

/**
 * A statement of an IAM policy, as it is written into a policy document (AWS:
 * IAM JSON policy elements).
 *
 * @public
 */
export const policyStatementSchema = z.object({
  Sid: z.string(),
  Effect: z.literal('Allow'),
  Principal: z.object({ AWS: z.string() }).optional(),
  Action: z.array(z.string()),
  Resource: z.string().optional(),
  Condition: z.record(z.string(), z.record(z.string(), z.string())).optional(),
});
/** @public */
export type PolicyStatement = z.infer<typeof policyStatementSchema>;

/** A finding about an account, with the policy text that mends it. @public */
export const accountFindingSchema = findingSchema.extend({
  region: regionSchema.optional(),
  /** The account it is about: the target account, or one of its staging accounts. */
  accountId: accountIdSchema,
  /** AWS's own code and request ID. */
  aws: z
    .object({ code: z.string(), requestId: z.string().optional() })
    .optional(),
  policies: z
    .array(
      z.object({
        /** What the statements say: what the identity may do, or who may assume the role. */
        kind: z.enum(['PERMISSIONS', 'TRUST']),
        /** Where the identity is. */
        accountId: accountIdSchema,
        /** The role's name, or the ARN of the orchestrator's own identity. */
        identity: z.string(),
        statements: z.array(policyStatementSchema),
      }),
    )
    .optional(),
});
/** @public */
export type AccountFinding = z.infer<typeof accountFindingSchema>;

/** What the last validation of an account found. @public */
export const accountValidationSchema = z.object({
  at: instantSchema,
  status: accountStatusSchema,
  findings: z.array(accountFindingSchema),
});
/** @public */
export type AccountValidation = z.infer<typeof accountValidationSchema>;

/** An account where servers are recovered. The external ID is never answered. @public */
export const targetAccountSchema = z.object({
  accountId: accountIdSchema,
  accountName: z.string(),
  roleName: z.string(),
  /** Whether an external ID is on record. */
  hasExternalId: z.boolean(),
  regions: z.array(regionSchema),
  stagingAccounts: z.array(stagingAccountSchema),
  status: accountStatusSchema,
  lastValidation: accountValidationSchema.optional(),
  version: versionSchema,
  createdAt: instantSchema,
  updatedAt: instantSchema,
  createdBy: z.string(),
  ...actionsSchema,
});
/** @public */
export type TargetAccount = z.infer<typeof targetAccountSchema>;

/** Answer of `get_current_account`: whom the orchestrator is to AWS. @public */
export const currentAccountSchema = z.object({
  accountId: accountIdSchema,
  /** Of the role or user, without the name of its session. */
  arn: z.string(),
});
/** @public */
export type CurrentAccount = z.infer<typeof currentAccountSchema>;

/** Answer of `get_drs_accounts`. @public */
export const drsAccountsSchema = z.object({
  items: z.array(
    z.object({
      accountId: accountIdSchema,
      accountName: z.string(),
      regions: z.array(
        z.object({
          region: regionSchema,
          /** `UNKNOWN`: it could not be asked; `unavailable` says why. */
          state: z.enum(['INITIALIZED', 'NOT_INITIALIZED', 'UNKNOWN']),
          sourceServers: z.number().int().optional(),
        }),
      ),
    }),
  ),
  unavailable: z.array(unavailableSchema),
});
/** @public */
export type DrsAccounts = z.infer<typeof drsAccountsSchema>;

/** Body of `extend_source_servers`. @public */
export const extendSourceServersSchema = z
  .strictObject({
    region: regionSchema,
    /** One of the account's staging accounts on record. */
    stagingAccountId: accountIdSchema,
    /** Servers of the staging account, by their IDs there. */
    sourceServerIds: z
      .array(sourceServerIdSchema)
      .min(1)
      .max(SERVERS_PER_STAGING_ACCOUNT)
      .refine(
        list => new Set(list).size === list.length,
        'A server is named twice',
      )
      .optional(),
    /** For the extended servers; those of the staging account are not copied by AWS. */
    tags: tagsSchema.optional(),
    /** Tells which servers could be extended, all of them if none is named, and extends none. */
    dryRun: z.boolean().default(false),
  })
  .superRefine((body, context) => {
    if (!body.dryRun && body.sourceServerIds === undefined) {
      context.addIssue({
        code: 'custom',
        path: ['sourceServerIds'],
        message: 'Name the servers to extend; a dry run tells which there are',
      });
    }
  });
/** @public */
export type ExtendSourceServers = z.infer<typeof extendSourceServersSchema>;

/** Answer of `extend_source_servers`: what became of each server. @public */
export const extendedSourceServersSchema = z.object({
  accountId: accountIdSchema,
  region: regionSchema,
  stagingAccountId: accountIdSchema,
  servers: z.array(
    z.object({
      /** In the staging account. */
      sourceServerId: z.string(),
      hostname: z.string().optional(),
      /** `UNKNOWN`: AWS did not answer, and it may have been extended all the same. */
      result: z.enum(['EXTENSIBLE', 'EXTENDED', 'REFUSED', 'UNKNOWN']),
      /** The extended server in the target account. */
      extendedSourceServerId: z.string().optional(),
      code: z.string().optional(),
      message: z.string().optional(),
      remedy: z.string().optional(),
      /** AWS's, to give to its support. */
      requestId: z.string().optional(),
    }),
  ),
});
/** @public */
export type ExtendedSourceServers = z.infer<typeof extendedSourceServersSchema>;
