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

import type { JobLogLine } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { createHash } from 'node:crypto';

/**
 * Tells job log lines apart, as AWS gives them no ID (AWS model: JobLog): two
 * that agree in all that AWS said are one. The hostname is ours, and may be
 * learnt later.
 */
export function lineKey(line: JobLogLine): string {
  return createHash('sha256')
    .update(
      JSON.stringify([
        line.jobId,
        line.at,
        line.event,
        line.sourceServerId ?? '',
        line.conversionServerId ?? '',
        line.rawError ?? '',
      ]),
    )
    .digest('hex');
}
