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
import { executionTypeSchema } from './execution';

/** Answer of `get_user_permissions`: what the caller may do, and through which group. @public */
export const profileSchema = z.object({
  /** The person's; of a program the subject of its token. */
  userEntityRef: z.string(),
  roles: z.array(
    z.object({
      role: z.string(),
      through: z.array(z.string()),
      /** For which records; absent: for all. */
      where: z
        .object({
          accounts: z.array(z.string()).optional(),
          regions: z.array(z.string()).optional(),
          tags: z.record(z.string(), z.string()).optional(),
          executionType: executionTypeSchema.optional(),
          owned: z.boolean().optional(),
        })
        .optional(),
    }),
  ),
  /** Those that the caller has for all records, or for some. */
  permissions: z.array(z.string()),
});
/** @public */
export type Profile = z.infer<typeof profileSchema>;
