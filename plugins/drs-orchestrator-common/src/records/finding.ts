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

/** How much a finding matters: `BLOCKING` refuses the request. @public */
export const findingSeveritySchema = z.enum(['BLOCKING', 'WARNING', 'INFO']);

/**
 * One thing that is wrong or worth knowing: of a request (with its `field`
 * path, `waves[1].protectionGroupIds[0]`), of a plan, or of an entity's
 * readiness.
 *
 * @public
 */
export const findingSchema = z.object({
  code: z.string(),
  severity: findingSeveritySchema,
  subject: z
    .object({
      kind: z.enum([
        'request',
        'protection-group',
        'recovery-plan',
        'wave',
        'server',
        'account',
        'execution',
        'entity',
      ]),
      id: z.string(),
      name: z.string().optional(),
    })
    .optional(),
  field: z.string().optional(),
  message: z.string(),
  remedy: z.string().optional(),
  overridable: z.boolean().optional(),
});
/** @public */
export type Finding = z.infer<typeof findingSchema>;
