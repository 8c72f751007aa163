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

/** Which calls or servers a fault concerns; what is left out matches all. */
const matchSchema = z.strictObject({
  service: z
    .enum(['drs', 'ec2', 'iam', 'lambda', 'servicequotas', 'ssm', 'sts'])
    .optional(),
  operation: z.string().min(1).optional(),
  account: z
    .string()
    .regex(/^\d{12}$/)
    .optional(),
  region: z.string().min(1).optional(),
  sourceServerId: z
    .string()
    .regex(/^s-[0-9a-zA-Z]{17}$/)
    .optional(),
});

const milliseconds = z.number().int().min(0).max(600_000);
/** Of process time. */
const seconds = z.number().min(0).max(1_000_000);
const reason = z.string().min(1).max(65_536).optional();

/** What may befall a call. */
const callEffects = [
  /** Refused for coming too often. Exactly one of the two is given. */
  z
    .strictObject({
      type: z.literal('throttle'),
      perSecond: z.number().positive().optional(),
      probability: z.number().min(0).max(1).optional(),
      retryAfterSeconds: z.number().int().min(0).optional(),
    })
    .refine(
      e => (e.perSecond === undefined) !== (e.probability === undefined),
      {
        message: 'Give either perSecond or probability',
      },
    ),
  /** The request takes this long to arrive. */
  z.strictObject({ type: z.literal('latency'), ms: milliseconds }),
  /** Refused before anything has happened, or after everything has. */
  z.strictObject({
    type: z.literal('error'),
    status: z.number().int().min(400).max(599),
    code: z.string().min(1),
    message: z.string().optional(),
    when: z.enum(['before', 'after']).default('before'),
  }),
  /** The connection is cut before anything has happened. */
  z.strictObject({ type: z.literal('lostRequest') }),
  /** The call takes effect, then the connection is cut. */
  z.strictObject({ type: z.literal('lostResponse') }),
  /** The call takes effect, and the answer comes this much later. */
  z.strictObject({ type: z.literal('lateResponse'), ms: milliseconds }),
] as const;

/** What may befall what AWS does by itself. */
const processEffects = [
  /** The EC2 instance of a server cannot be started. */
  z.strictObject({ type: z.literal('launchFailure'), reason }),
  /** A server's launch takes so much longer. */
  z.strictObject({ type: z.literal('slowLaunch'), seconds }),
  /** A launch job shows in DescribeJobs only so much later. */
  z.strictObject({ type: z.literal('lateJob'), seconds }),
  /** What was launched runs, but fails one of EC2's status checks, or both. */
  z.strictObject({
    type: z.literal('impairedInstance'),
    check: z.enum(['instance', 'system', 'both']).default('instance'),
  }),
  /** A launch action fails. */
  z.strictObject({
    type: z.literal('launchActionFailure'),
    actionCode: z.string().min(1).optional(),
    reason,
  }),
  /** A launch action never ends. */
  z.strictObject({
    type: z.literal('launchActionHang'),
    actionCode: z.string().min(1).optional(),
  }),
  /** The server's data no longer reaches AWS. */
  z.strictObject({ type: z.literal('stalledReplication') }),
  /** An event of EventBridge is never delivered. */
  z.strictObject({ type: z.literal('lostEvent') }),
  /** An event of EventBridge is delivered so much later. */
  z.strictObject({ type: z.literal('lateEvent'), seconds }),
  /** An event of EventBridge is delivered twice: delivery is at least once. */
  z.strictObject({ type: z.literal('duplicateEvent') }),
] as const;

/**
 * What a principal may not do. It lasts: it is a state of the account's
 * policies, which IAM's policy simulator knows of too.
 */
const policyEffects = [
  z.strictObject({
    type: z.literal('accessDenied'),
    /** As in a policy: `ec2:RunInstances`, `drs:*`. */
    actions: z
      .array(z.string().regex(/^(\*|[a-z0-9-]+:[A-Za-z0-9*?]+)$/))
      .min(1),
  }),
] as const;

const effectSchema = z.discriminatedUnion('type', [
  ...callEffects,
  ...processEffects,
  ...policyEffects,
]);

/** Effects that are states, not strikes. */
const LASTING: ReadonlySet<string> = new Set([
  'stalledReplication',
  'accessDenied',
]);

export const faultRuleSchema = z
  .strictObject({
    id: z.string().min(1).max(100).optional(),
    match: matchSchema.default({}),
    effect: effectSchema,
    /** How often it strikes before it is spent; without end if left out. */
    times: z.number().int().min(1).optional(),
    /** How likely it strikes when it matches; 1 if left out. */
    probability: z.number().min(0).max(1).optional(),
  })
  .refine(
    ({ effect, times, probability }) =>
      !LASTING.has(effect.type) ||
      (times === undefined && probability === undefined),
    {
      message:
        'This effect lasts until it is removed: times and probability do not apply',
    },
  );

/** A fault as someone asks for it. */
export type FaultRuleInput = z.input<typeof faultRuleSchema>;

export type FaultEffect = z.output<typeof effectSchema>;

/** What may befall a call. */
export type CallEffect = z.output<(typeof callEffects)[number]>;

/** A fault in force, and how often it has struck. */
export type FaultRule = z.output<typeof faultRuleSchema> & {
  id: string;
  applied: number;
};
