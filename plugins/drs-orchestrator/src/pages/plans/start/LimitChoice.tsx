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

import { Choice } from '../../../components/form/Choice';
import { usePlansWords } from '../../../translations/usePlansWords';
import type { StartDraft } from './startDraft';

/** Whether to wait, or to be refused, where AWS's quotas leave no room now. */
export function LimitChoice(props: {
  draft: StartDraft;
  onChange: (changes: Partial<StartDraft>) => void;
}) {
  const t = usePlansWords();
  return (
    <Choice
      label={t('start.limit')}
      field="onLimit"
      chosen
      findings={[]}
      value={props.draft.onLimit}
      options={[
        { value: 'QUEUE', text: t('start.limits.QUEUE') },
        { value: 'REJECT', text: t('start.limits.REJECT') },
      ]}
      onChange={value =>
        props.onChange({ onLimit: value === 'REJECT' ? 'REJECT' : 'QUEUE' })
      }
    />
  );
}
