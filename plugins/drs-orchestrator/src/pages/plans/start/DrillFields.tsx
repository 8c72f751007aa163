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
import { Tick } from '../../../components/form/Tick';
import { usePlansWords } from '../../../translations/usePlansWords';
import type { StartDraft } from './startDraft';

const hours = [1, 4, 8];
const days = [1, 3];

/** What only drills have: how long their instances live, and in which network. */
export function DrillFields(props: {
  draft: StartDraft;
  onChange: (changes: Partial<StartDraft>) => void;
}) {
  const t = usePlansWords();
  const { draft, onChange } = props;
  const lifetimes = [
    ...hours.map(count => ({
      value: String(count * 60),
      text: t('start.drill.afterHours', { count }),
    })),
    ...days.map(count => ({
      value: String(count * 1440),
      text: t('start.drill.afterDays', { count }),
    })),
  ];
  return (
    <>
      <Choice
        label={t('start.drill.lifetime')}
        field="drill.timeToLiveMinutes"
        findings={[]}
        empty={t('start.drill.asConfigured')}
        value={draft.timeToLiveMinutes}
        options={lifetimes}
        onChange={timeToLiveMinutes => onChange({ timeToLiveMinutes })}
        help={t('start.drill.lifetimeHelp')}
      />
      <Tick
        label={t('start.drill.network')}
        checked={draft.useDrillNetwork}
        onChange={useDrillNetwork => onChange({ useDrillNetwork })}
        help={t('start.drill.networkHelp')}
      />
    </>
  );
}
