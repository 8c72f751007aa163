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
import { instantSchema, oneOrMany, pageOf, pageQuery } from './primitives';

/**
 * How an audited request ended. `STARTED` is written before something is done
 * outside of our database; an entry with the outcome follows. One that never
 * follows says that nobody knows how it ended.
 *
 * @public
 */
export const auditOutcomeSchema = z.enum([
  'STARTED',
  'SUCCEEDED',
  'REFUSED',
  'FAILED',
]);
/** @public */
export type AuditOutcome = z.infer<typeof auditOutcomeSchema>;

/** What an entry is about. @public */
export const auditRecordKindSchema = z.enum([
  'protection-group',
  'recovery-plan',
  'execution',
  'account',
  'settings',
  'audit-trail',
  /** Nothing that has a record of its own. */
  'orchestrator',
]);
/** @public */
export type AuditRecordKind = z.infer<typeof auditRecordKindSchema>;

/** Who did it. @public */
export const auditActorSchema = z.object({
  /** `system`: the orchestrator itself. */
  kind: z.enum(['person', 'program', 'system']),
  /** An entity ref, or the subject of a program's token. */
  ref: z.string(),
  /** The program that acted on behalf of the person. */
  through: z.string().optional(),
  /** Why a person who could not sign in came by break-glass, `through` its token. */
  breakGlassReason: z.string().optional(),
});
/** @public */
export type AuditActor = z.infer<typeof auditActorSchema>;

const hashSchema = z.string().regex(/^[0-9a-f]{64}$/);
const positionSchema = z.number().int().min(0);

/** A sealed entry to the letter, as the chain has it: one line of an export. @public */
export const auditSealSchema = z.object({
  /** 1, 2, … without gaps, in the order in which entries were sealed. */
  position: positionSchema.min(1),
  entryId: z.number().int(),
  /** The entry as JSON. */
  text: z.string(),
  /** Of the text alone, made by whoever wrote the entry. */
  mac: hashSchema,
  /** Over the hash of the entry before, and all of the above. */
  hash: hashSchema,
});
/** @public */
export type AuditSeal = z.infer<typeof auditSealSchema>;

/** The end of the sealed trail, signed: keep it elsewhere, and a cut tail shows. @public */
export const auditHeadSchema = z.object({
  position: positionSchema,
  hash: hashSchema,
  sealedAt: instantSchema,
  signature: hashSchema,
});
/** @public */
export type AuditHead = z.infer<typeof auditHeadSchema>;

/** What retention removed from the beginning of the trail, signed. @public */
export const auditCutSchema = z.object({
  /** Of the last entry removed. */
  position: positionSchema.min(1),
  /** Of the last entry removed: the next one is chained to it. */
  hash: hashSchema,
  /** How many were removed at that time. */
  entries: z.number().int(),
  cutAt: instantSchema,
  signature: hashSchema,
});
/** @public */
export type AuditCut = z.infer<typeof auditCutSchema>;

const stateSchema = z.record(z.string(), z.unknown());

/** A decision or a change, and who made it. @public */
export const auditEntrySchema = z.object({
  entryId: z.number().int(),
  at: instantSchema,
  actor: auditActorSchema,
  /** An operation of this API, or what the orchestrator did by itself. */
  operation: z.string(),
  record: z.object({
    kind: auditRecordKindSchema,
    id: z.string().optional(),
    name: z.string().optional(),
  }),
  /** From where it was asked. */
  origin: z
    .object({
      address: z.string().optional(),
      userAgent: z.string().optional(),
    })
    .optional(),
  outcome: auditOutcomeSchema,
  /** The error code of a refusal or a failure. */
  code: z.string().optional(),
  /** The same in all entries of one request. */
  requestId: z.string(),
  /** The caller's own, from the header `X-Correlation-Id`. */
  correlationId: z.string().optional(),
  /** What was asked for, as far as it is no record. */
  requested: stateSchema.optional(),
  /** The fields that were changed or deleted, as they were. */
  before: stateSchema.optional(),
  /** The fields that were changed or created, as they are since. Of an execution: `logPosition`. */
  after: stateSchema.optional(),
  /** Its place in the sealed trail; absent until it is sealed. */
  position: positionSchema.optional(),
  /** Why its text cannot be believed; what else is told comes from the list's columns. */
  damage: z.string().optional(),
  /** In an export only. */
  seal: auditSealSchema.optional(),
});
/** @public */
export type AuditEntry = z.infer<typeof auditEntrySchema>;

/** The last time that the whole chain was checked. @public */
export const auditCheckSchema = z.object({
  checkedAt: instantSchema,
  intact: z.boolean(),
  /** Up to which entry. */
  position: positionSchema,
  brokenAt: positionSchema.optional(),
  why: z.string().optional(),
});
/** @public */
export type AuditCheck = z.infer<typeof auditCheckSchema>;

/** The audit trail as a whole. @public */
export const auditTrailSchema = z.object({
  /** All that are kept. */
  entries: z.number().int(),
  /** Those of them that wait for their seal, a moment usually. */
  unsealed: z.number().int(),
  /** Absent before the first entry was sealed. */
  head: auditHeadSchema.optional(),
  /** Absent until retention removed something. */
  cut: auditCutSchema.optional(),
  /** Absent before the first check. */
  check: auditCheckSchema.optional(),
});
/** @public */
export type AuditTrail = z.infer<typeof auditTrailSchema>;

/** Query of `list_audit_entries`. @public */
export const auditQuerySchema = z
  .strictObject({
    ...pageQuery,
    /**
     * `NEWEST`: the latest first. `SEALED`: an export of the sealed entries, from
     * the first, with what is needed to verify them.
     */
    order: z.enum(['NEWEST', 'SEALED']).default('NEWEST'),
    actor: z.string().min(1).max(300).optional(),
    operation: oneOrMany(z.string().min(1).max(100)).optional(),
    recordKind: auditRecordKindSchema.optional(),
    recordId: z.string().min(1).max(200).optional(),
    outcome: oneOrMany(auditOutcomeSchema).optional(),
    /** From then on. */
    after: instantSchema.optional(),
    /** Before then. */
    before: instantSchema.optional(),
  })
  .superRefine(({ order, ...query }, context) => {
    const filters = [
      'actor',
      'operation',
      'recordKind',
      'recordId',
      'outcome',
      'after',
      'before',
    ] as const;
    for (const filter of filters) {
      if (order === 'SEALED' && query[filter] !== undefined) {
        context.addIssue({
          code: 'custom',
          path: [filter],
          message:
            'An export has every entry: a part of a chain proves nothing',
        });
      }
    }
  });
/** @public */
export type AuditQuery = z.output<typeof auditQuerySchema>;

/** Answer of `list_audit_entries`. @public */
export const auditPageSchema = pageOf(auditEntrySchema).extend({
  trail: auditTrailSchema,
});
/** @public */
export type AuditPage = z.infer<typeof auditPageSchema>;
