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
  service: z.enum(['drs', 'ec2', 'sts']).optional(),
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

const effectSchema = z.discriminatedUnion('type', [
  /** The EC2 instance of a server cannot be started. */
  z.strictObject({
    type: z.literal('launchFailure'),
    reason: z.string().min(1).max(65_536).optional(),
  }),
  /** The server's data no longer reaches AWS. */
  z.strictObject({ type: z.literal('stalledReplication') }),
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
  /** Refused before anything has happened. */
  z.strictObject({
    type: z.literal('error'),
    status: z.number().int().min(400).max(599),
    code: z.string().min(1),
    message: z.string().optional(),
  }),
  /** The call takes effect, then the connection is cut. */
  z.strictObject({ type: z.literal('lostResponse') }),
  /** The call takes effect, and the answer comes this much later. */
  z.strictObject({ type: z.literal('lateResponse'), ms: milliseconds }),
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
      effect.type !== 'stalledReplication' ||
      (times === undefined && probability === undefined),
    {
      message:
        'stalledReplication lasts until it is removed: times and probability do not apply',
    },
  );

/** A fault as someone asks for it. */
export type FaultRuleInput = z.input<typeof faultRuleSchema>;

export type FaultEffect = z.output<typeof effectSchema>;

/** A fault in force, and how often it has struck. */
export type FaultRule = z.output<typeof faultRuleSchema> & {
  id: string;
  applied: number;
};
