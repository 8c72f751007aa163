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
import Typography from '@material-ui/core/Typography';
import {
  executionTypeSchema,
  type ExecutionType,
  type RecoveryPlan,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { Part } from '../../../components/page/Part';
import { ChoiceFilter, FilterBar } from '../../../components/table/FilterBar';
import { executionTypeText } from '../../../format/states';
import { useUrlState } from '../../../routing/useUrlState';
import { usePlansWords } from '../../../translations/usePlansWords';
import { useWords } from '../../../translations/useWords';
import { CheckAgain } from './CheckAgain';
import { PointInTimeFields } from './PointInTimeFields';
import { PreflightReport } from './PreflightReport';
import { usualStart } from './startDraft';
import { usePreflight } from './usePreflight';

/** What would happen if the plan were started now. */
export function PreflightTab({ plan }: { plan: RecoveryPlan }) {
  const t = usePlansWords();
  const words = useWords();
  const url = useUrlState();
  const executionType: ExecutionType =
    executionTypeSchema.safeParse(url.get('type')).data ?? 'DRILL';
  const [draft, setDraft] = useState(usualStart);
  const preflight = usePreflight(plan.planId, executionType, draft);
  return (
    <>
      <Part
        title={t('preflight.question')}
        actions={<CheckAgain preflight={preflight} />}
      >
        <Typography variant="body2" color="textSecondary" paragraph>
          {t('preflight.explanation')}
        </Typography>
        <FilterBar label={t('preflight.filter')}>
          <ChoiceFilter
            label={t('preflight.as')}
            value={executionType}
            chosen
            options={executionTypeSchema.options.map(value => ({
              value,
              text: executionTypeText(words, value),
            }))}
            onChange={value => url.set({ type: value })}
          />
        </FilterBar>
        <PointInTimeFields
          plan={plan}
          draft={draft}
          onChange={changes => setDraft(before => ({ ...before, ...changes }))}
        />
      </Part>
      <Part title={t('preflight.found')}>
        <PreflightReport preflight={preflight} acknowledged={[]} />
      </Part>
    </>
  );
}
