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
import { nameSchema } from './primitives';

/**
 * A web address that a hook may be sent to: encrypted, and with nothing in it
 * that would stand in a log. Its host must also be on
 * `drsOrchestrator.hooks.allowedHosts`, which only the server knows.
 *
 * @public
 */
export const webhookTargetSchema = z
  .string()
  .max(2048)
  .superRefine((text, context) => {
    const refuse = (message: string) =>
      context.addIssue({ code: 'custom', message });
    if (!URL.canParse(text)) {
      refuse('A webhook is a URL such as "https://hooks.example.com/dr"');
      return;
    }
    const url = new URL(text);
    if (url.protocol !== 'https:') {
      refuse('A webhook is called by https');
    }
    if (url.username || url.password) {
      refuse('A URL with credentials would show them in logs');
    }
    if (text.includes('#')) {
      refuse('A URL of a webhook has no fragment');
    }
  });

/** The ARN of a Lambda function, with or without a version or alias. @public */
export const lambdaTargetSchema = z
  .string()
  .max(400)
  .regex(
    /^arn:aws[a-z-]*:lambda:[a-z]{2}(-[a-z]+)+-\d:\d{12}:function:[\w-]{1,64}(:(\$LATEST|[\w-]{1,128}))?$/,
    'A Lambda function is named by its ARN, "arn:aws:lambda:REGION:ACCOUNT:function:NAME"',
  );

/** An Automation runbook of SSM: its name, or its ARN where it is shared. @public */
export const ssmDocumentSchema = z
  .string()
  .regex(
    /^([\w.-]{3,128}|arn:aws[a-z-]*:ssm:[a-z]{2}(-[a-z]+)+-\d:(\d{12})?:(document|automation-definition)\/[\w.-]{3,128}(:[\w$-]{1,32})?)$/,
    'An Automation runbook is named by its name or its ARN',
  );

const hookFields = {
  /** Unique among the hooks of the same list. */
  name: nameSchema,
  /** SSM takes lists of values; the others are given them as they are. */
  parameters: z
    .record(
      z.string().min(1).max(128),
      z.union([z.string().max(4096), z.array(z.string().max(4096)).max(50)]),
    )
    .refine(entries => Object.keys(entries).length <= 50, 'At most 50 entries')
    .optional(),
  /** How often it is called in all while it fails. */
  attempts: z.number().int().min(1).max(10).default(3),
  /**
   * Whether it may be called again where it is not known whether it ran: what
   * must not happen twice is `AT_MOST_ONCE`.
   */
  delivery: z.enum(['AT_LEAST_ONCE', 'AT_MOST_ONCE']).default('AT_LEAST_ONCE'),
  /** Whether the wave goes on without it. */
  onFailure: z.enum(['FAIL', 'CONTINUE']).default('FAIL'),
};

const timeoutSeconds = (most: number) =>
  z.number().int().min(1).max(most).default(Math.min(300, most));

/**
 * Something that is called before or after the servers of a wave are launched.
 * Times are limited by what waits: Lambda itself ends after 900 seconds, and a
 * web server that takes longer than a minute has lost its caller.
 *
 * @public
 */
export const hookSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('lambda'),
    target: lambdaTargetSchema,
    timeoutSeconds: timeoutSeconds(900),
    ...hookFields,
  }),
  z.strictObject({
    type: z.literal('ssm-automation'),
    target: ssmDocumentSchema,
    timeoutSeconds: timeoutSeconds(3600),
    ...hookFields,
  }),
  z.strictObject({
    type: z.literal('webhook'),
    target: webhookTargetSchema,
    timeoutSeconds: timeoutSeconds(60),
    ...hookFields,
  }),
]);
/** @public */
export type Hook = z.infer<typeof hookSchema>;

/** The hooks of one stage of a wave, called one after another. @public */
export const hooksSchema = z
  .array(hookSchema)
  .max(10)
  .superRefine((hooks, context) => {
    const seen = new Set<string>();
    hooks.forEach(({ name }, index) => {
      if (seen.has(name)) {
        context.addIssue({
          code: 'custom',
          path: [index, 'name'],
          message: `There are two hooks named "${name}"`,
        });
      }
      seen.add(name);
    });
  });
