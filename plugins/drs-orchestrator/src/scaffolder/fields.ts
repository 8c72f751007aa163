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

import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { DrsAccountPicker } from './DrsAccountPicker';
import { DrsProtectionGroupPicker } from './DrsProtectionGroupPicker';
import { DrsRecoveryPlanPicker } from './DrsRecoveryPlanPicker';
import { DrsTagPicker } from './DrsTagPicker';
import { validations } from './validation';

/** A record's ID, looked for where the template says. */
const recordSchema = (what: string) =>
  makeFieldSchema({
    output: z => z.string().describe(what),
    uiOptions: z =>
      z.object({
        placeField: z
          .string()
          .optional()
          .describe('The parameter whose field is a DrsAccountPicker'),
        accountId: z.string().optional().describe('An AWS account ID'),
        region: z.string().optional().describe('An AWS Region'),
      }),
  });

export const accountField = createFormField({
  name: 'DrsAccountPicker',
  component: DrsAccountPicker,
  validation: validations.DrsAccountPicker,
  schema: makeFieldSchema({
    output: z => z.object({ accountId: z.string(), region: z.string() }),
    uiOptions: z =>
      z.object({
        optional: z.boolean().optional().describe('Nothing need be chosen'),
      }),
  }),
});

export const tagField = createFormField({
  name: 'DrsTagPicker',
  component: DrsTagPicker,
  validation: validations.DrsTagPicker,
  schema: makeFieldSchema({
    output: z => z.record(z.string()),
    uiOptions: z =>
      z.object({
        placeField: z
          .string()
          .optional()
          .describe('The parameter whose field is a DrsAccountPicker'),
        accountId: z.string().optional().describe('An AWS account ID'),
        region: z.string().optional().describe('An AWS Region'),
        optional: z.boolean().optional().describe('Nothing need be chosen'),
      }),
  }),
});

export const protectionGroupField = createFormField({
  name: 'DrsProtectionGroupPicker',
  component: DrsProtectionGroupPicker,
  validation: validations.DrsProtectionGroupPicker,
  schema: recordSchema('ID of a protection group'),
});

export const recoveryPlanField = createFormField({
  name: 'DrsRecoveryPlanPicker',
  component: DrsRecoveryPlanPicker,
  validation: validations.DrsRecoveryPlanPicker,
  schema: recordSchema('ID of a recovery plan'),
});
