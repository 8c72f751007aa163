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

/**
 * What the caller may do to a record now (operation names), and what not and why,
 * so that a page shows the control disabled with the reason.
 *
 * @public
 */
export const actionsSchema = {
  allowedActions: z.array(z.string()),
  deniedActions: z.array(
    z.object({
      operation: z.string(),
      code: z.enum([
        'INSUFFICIENT_PERMISSIONS',
        'INVALID_STATE',
        'GROUP_IN_USE',
        'EXECUTION_IN_PROGRESS',
        'FOUR_EYES',
        'FROZEN',
      ]),
      reason: z.string(),
    }),
  ),
};
/** @public */
export type DeniedAction = z.infer<
  (typeof actionsSchema)['deniedActions']
>[number];
