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

import { useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import type {
  ExecutionType,
  Finding,
  RecoveryPlan,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { answerWithin, NoAnswerError } from '../../api/answerWithin';
import { useChange } from '../../api/operations';
import { usePaths } from '../../routing/usePaths';
import { usePlansWords } from '../../translations/usePlansWords';
import { acknowledgedCodes, openFindings } from './start/acknowledgement';
import { refusalOf } from './start/preflightFindings';
import { startConditionsOf, type StartDraft } from './start/startDraft';
import type { usePreflight } from './start/usePreflight';

/** So long a start waits for preflight; that of a thousand servers takes a few seconds. */
const RECHECK_MS = 20_000;

/** 128 random bits; `crypto.randomUUID` is missing where the portal is served without TLS. */
function newToken(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), byte =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}

/**
 * Starts an execution of a plan as it is chosen, and goes to its page. Preflight is
 * carried out once more before that: what it found while the choices were made may
 * have grown since, and a start acknowledges findings by their kind alone. It starts
 * only if nothing is found that is not acknowledged; whoever changes a choice or
 * leaves meanwhile calls it off. Where preflight gets no answer, as on the night on
 * which AWS has none, it must not stand in the way: the start goes to the server with
 * nothing acknowledged, which checks for itself what decides. One token a visit: pressing twice, or again after a
 * lost answer, starts one execution.
 */
export function useStart(
  plan: RecoveryPlan,
  executionType: ExecutionType,
  draft: StartDraft,
  preflight: ReturnType<typeof usePreflight>,
) {
  const t = usePlansWords();
  const paths = usePaths();
  const navigate = useNavigate();
  const [clientToken] = useState(newToken);
  const [check, setCheck] = useState<Check>();
  const latest = useRef<StartDraft>();
  useEffect(() => {
    latest.current = draft;
    return () => {
      latest.current = undefined;
    };
  }, [draft]);
  const start = useChange('execute_recovery_plan', {
    changes: [
      'list_executions',
      'get_recovery_plan',
      'list_recovery_plans',
      // What refused the start is told by preflight, too.
      'preflight_recovery_plan',
    ],
  });
  const conditions = startConditionsOf(draft, executionType);
  const stage = check?.draft === draft ? check.stage : undefined;
  const checkAndStart = async (reason: string) => {
    if (!conditions || !preflight.isSettled) {
      return;
    }
    start.reset();
    setCheck({ draft, stage: 'ASKING' });
    const found = await findingsWithin(RECHECK_MS, preflight);
    if (latest.current !== draft) {
      return;
    }
    if (found && openFindings(found, draft.acknowledged).length > 0) {
      setCheck({ draft, stage: 'STOPPED' });
      return;
    }
    setCheck(undefined);
    start.mutate(
      {
        params: { planId: plan.planId },
        body: {
          ...conditions,
          clientToken,
          reason: reason.trim() || undefined,
          acknowledge: found
            ? acknowledgedCodes(found, draft.acknowledged)
            : [],
        },
      },
      {
        onSuccess: ({ executionId }) => navigate(paths.execution(executionId)),
      },
    );
  };
  const refusal = (): string | undefined => {
    if (!conditions) {
      return t('start.choosePoint');
    }
    if (!preflight.isSettled) {
      return t('preflight.anew');
    }
    const findings = preflight.data?.findings ?? [];
    return refusalOf(
      t,
      findings,
      acknowledgedCodes(findings, draft.acknowledged),
    );
  };
  return {
    checking: stage === 'ASKING',
    busy: start.isPending,
    error: start.error,
    /** Why it may not be started as it is chosen now; `undefined` where it may. */
    refusal: refusal(),
    /** What the preflight of the last attempt found against it, as far as it still stands. */
    stoppedBy:
      stage === 'STOPPED'
        ? openFindings(preflight.data?.findings ?? [], draft.acknowledged)
        : [],
    start: checkAndStart,
  };
}

/** What preflight finds when it is carried out now; `undefined` where it has no answer in that time. */
async function findingsWithin(
  limitMs: number,
  preflight: ReturnType<typeof usePreflight>,
): Promise<Finding[] | undefined> {
  try {
    const { data, error } = await answerWithin(
      limitMs,
      new AbortController().signal,
      () => preflight.refetch(),
    );
    return error ? undefined : data?.findings;
  } catch (error) {
    if (error instanceof NoAnswerError) {
      return undefined;
    }
    throw error;
  }
}

/** How the preflight of an attempt to start ended, or that it is under way. */
interface Check {
  /** What was to be started; the check says nothing of other choices. */
  draft: StartDraft;
  stage: 'ASKING' | 'STOPPED';
}
