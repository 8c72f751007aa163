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

import type { Scope } from '@drs-orchestrator/drs-engine';
import { recordOf, type DrsRecord } from '../../access/attributes';

/**
 * A recovery instance as permissions judge it: by its account and Region, and by
 * whether it is one of a drill. It is no record of anybody's, and carries no tags
 * that its group is selected by: whoever holds a permission by these only has it
 * for executions.
 */
export const instanceRecord = (
  instance: Scope & { readonly isDrill: boolean },
): DrsRecord =>
  recordOf({
    scopes: [instance],
    executionType: instance.isDrill ? 'DRILL' : 'RECOVERY',
  });

/** All that DRS does in an account and Region, drills and recoveries alike. */
export const allInScope = (scope: Scope): DrsRecord => ({
  ...recordOf({ scopes: [scope] }),
  'execution-type': ['DRILL', 'RECOVERY'],
});
