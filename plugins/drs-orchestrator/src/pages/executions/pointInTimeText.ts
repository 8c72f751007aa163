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

import type { Execution } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { formatInstant } from '../../format/time';
import type { ExecutionsWords } from '../../translations/executions';

/** Of which time the data is that servers were launched with, in words. */
export function pointInTimeText(
  t: ExecutionsWords,
  pointInTime: Execution['pointInTime'],
): string {
  const type = pointInTime?.type ?? 'LATEST';
  switch (type) {
    case 'LATEST':
      return t('pointInTime.latest');
    case 'AS_OF':
      return pointInTime?.asOf
        ? t('pointInTime.asOf', { instant: formatInstant(pointInTime.asOf) })
        : t('pointInTime.asOfSome');
    case 'SNAPSHOTS':
      return t('pointInTime.snapshots');
    default:
      return unreachable(type);
  }
}

function unreachable(value: never): never {
  throw new Error(`Unknown point in time ${String(value)}`);
}
