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

import { DrsError } from '@drs-orchestrator/plugin-drs-orchestrator-common';

/** The record that somebody saved meanwhile, if that is what the error says. */
export function conflictOf<T>(
  error: Error | null,
  schema: { safeParse(value: unknown): { data?: T } },
): T | undefined {
  return error instanceof DrsError && error.code === 'VERSION_CONFLICT'
    ? schema.safeParse(error.facts.current).data
    : undefined;
}
