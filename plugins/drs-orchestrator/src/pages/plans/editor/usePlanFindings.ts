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

import { useState } from 'react';
import {
  DrsError,
  type Finding,
  type PlanValidation,
  type ProtectionGroup,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { useOperation } from '../../../api/operations';
import { useDebounced } from '../../../routing/useDebounced';
import { usePlanEditorWords } from '../../../translations/usePlanEditorWords';
import { newPlanBody, type PlanDraft } from '../planDraft';
import { isEmptiness, withoutRepeats } from './planFindings';

/** What is known of a plan while it is being written. */
export interface PlanFindings {
  /** Every problem once, whoever found it. */
  findings: Finding[];
  /** Whether the browser sees nothing that is missing or malformed. */
  complete: boolean;
  /** How many servers each wave would launch; absent until the server has looked. */
  servers: PlanValidation['waves'];
  /** Why the server could not check the plan, where it found no fault with it. */
  notChecked: string | undefined;
  /** The account that the plan's groups are in. */
  accountId: string | undefined;
}

/**
 * Checks a plan while it is being written: the browser knows what is malformed at
 * once, the server knows the rest half a second after the last change.
 */
export function usePlanFindings(
  draft: PlanDraft,
  options: {
    /** The account of a stored plan. */
    accountId: string | undefined;
    groups: readonly ProtectionGroup[];
    check: (draft: PlanDraft) => { findings: Finding[] };
    /** Why saving it failed. */
    error: Error | null;
  },
) {
  const t = usePlanEditorWords();
  const { error, groups } = options;
  // Nobody is scolded for a field that is only still empty.
  const [tried, setTried] = useState<PlanDraft>();
  const local = options.check(draft).findings;
  const settled = useDebounced(draft, 500);
  // A plan is in the account of its groups; the first one chosen says which.
  const accountOf = ({ waves }: PlanDraft) =>
    options.accountId ??
    groups.find(group => waves[0]?.protectionGroupIds.includes(group.groupId))
      ?.accountId;
  const { body } = newPlanBody(t, settled, accountOf(settled));
  const validation = useOperation(
    'validate_recovery_plan',
    { body },
    { enabled: body !== undefined, keepPrevious: true },
  );
  // A plan that is refused outright is refused with findings, too.
  const refusal =
    validation.error instanceof DrsError ? validation.error.details : [];
  const found = validation.isError ? refusal : validation.data?.findings ?? [];
  const answered =
    error instanceof DrsError && tried === draft ? error.details : [];
  const known: PlanFindings = {
    findings: withoutRepeats([
      ...local.filter(finding => tried || !isEmptiness(finding, draft)),
      ...(settled === draft && body ? found : []),
      ...answered,
    ]),
    complete: local.length === 0,
    servers: (body && validation.data?.waves) ?? [],
    notChecked:
      validation.isError && body && refusal.length === 0
        ? validation.error.message
        : undefined,
    accountId: accountOf(draft),
  };
  return {
    ...known,
    /** Whether the error is about the plan as it is now. */
    failed: error !== null && tried === draft,
    /** Notes that somebody wants to save it as it is. */
    attempt: () => setTried(draft),
  };
}
