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

const errorSchema = z.object({
  code: z.string().optional().catch(undefined),
  name: z.string().default('unknown').catch('unknown'),
});

/**
 * What a failed connection tells without its addresses: the code of Node or
 * undici (`ECONNREFUSED`), else the error's name.
 */
export function conditionOf(error: unknown): string {
  const parsed = errorSchema.safeParse(error);
  return parsed.success ? parsed.data.code ?? parsed.data.name : 'unknown';
}
