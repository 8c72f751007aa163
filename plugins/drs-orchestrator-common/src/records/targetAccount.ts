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
import {
  accountIdSchema,
  instantSchema,
  nameSchema,
  regionSchema,
  versionSchema,
} from './primitives';

/** Body of `create_target_account`. @public */
export const newTargetAccountSchema = z.strictObject({
  accountId: accountIdSchema,
  accountName: nameSchema,
  /** The role to assume there, without path (AWS: IAM role name). */
  roleName: z.string().regex(/^[\w+=,.@-]{1,64}$/, 'Not an IAM role name'),
  externalId: z
    .string()
    .regex(/^[\w+=,.@:/-]{2,1224}$/, 'Not an external ID')
    .optional(),
  regions: z
    .array(regionSchema)
    .min(1, 'Name at least one Region')
    .max(40)
    .refine(
      list => new Set(list).size === list.length,
      'A Region is named twice',
    ),
});
/** @public */
export type NewTargetAccount = z.infer<typeof newTargetAccountSchema>;

/** An account where servers are recovered. The external ID is never answered. @public */
export const targetAccountSchema = z.object({
  accountId: accountIdSchema,
  accountName: z.string(),
  roleName: z.string(),
  regions: z.array(regionSchema),
  version: versionSchema,
  createdAt: instantSchema,
  updatedAt: instantSchema,
  createdBy: z.string(),
});
/** @public */
export type TargetAccount = z.infer<typeof targetAccountSchema>;
