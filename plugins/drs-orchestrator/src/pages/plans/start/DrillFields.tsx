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
import type { StartDraft } from './startDraft';

const lifetimes = [
  { value: '60', text: '1 hour' },
  { value: '240', text: '4 hours' },
  { value: '480', text: '8 hours' },
  { value: '1440', text: '1 day' },
  { value: '4320', text: '3 days' },
];

/** What only drills have: how long their instances live, and in which network. */
export function DrillFields(props: {
  draft: StartDraft;
  onChange: (changes: Partial<StartDraft>) => void;
}) {
  const { draft, onChange } = props;
  return (
    <>
      <Choice
        label="Terminate its instances by itself"
        field="drill.timeToLiveMinutes"
        findings={[]}
        empty="As the portal is configured"
        value={draft.timeToLiveMinutes}
        options={lifetimes.map(({ value, text }) => ({
          value,
          text: `${text} after its end`,
        }))}
        onChange={timeToLiveMinutes => onChange({ timeToLiveMinutes })}
        help="Until then they cost money"
      />
      <Tick
        label="Use the drill network"
        checked={draft.useDrillNetwork}
        onChange={useDrillNetwork => onChange({ useDrillNetwork })}
        help="Of the groups that have one; put back after the launch"
      />
    </>
  );
}
