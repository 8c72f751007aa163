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

import type { ExecutionSummary } from '@drs-orchestrator/plugin-drs-orchestrator-common';

/**
 * Whether instances of an execution that ended run still, and cost money. Of what
 * was stored before that was counted, it is told by the servers that came up well.
 */
export function leftInstances(
  ended: Pick<
    ExecutionSummary,
    'instancesTerminated' | 'instancesRunning' | 'counts'
  >,
): boolean {
  return (
    !ended.instancesTerminated &&
    (ended.instancesRunning ?? ended.counts.succeeded) > 0
  );
}
