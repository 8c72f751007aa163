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

import type {
  ImportChange,
  ImportReport,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { capitalised, counted } from '../../../format/counting';

/** What a kind of record is called. */
export const kindWords: Record<ImportChange['kind'], string> = {
  account: 'account',
  'protection-group': 'protection group',
  'recovery-plan': 'recovery plan',
  settings: 'settings',
};

/** The records that an import creates or changes. */
export const changesOf = ({ changes }: ImportReport): ImportChange[] =>
  changes.filter(({ action }) => action !== 'UNCHANGED');

/** How much an import creates and changes, and what it leaves as it is. */
export function summaryOf({ counts, leftAlone }: ImportReport): string {
  const { create, update, unchanged } = counts;
  const others =
    leftAlone.accounts + leftAlone.protectionGroups + leftAlone.recoveryPlans;
  return `It creates ${counted(
    create,
    'record',
  )}, changes ${update}, and leaves ${unchanged} as they are. ${
    others === 0
      ? 'It names every record that there is.'
      : `${capitalised(counted(others, 'record'))} that it does not name ${
          others === 1 ? 'stays as it is' : 'stay as they are'
        }.`
  }`;
}

/** A value of a field as people read it. */
export const valueText = (value: unknown): string => {
  if (value === undefined) {
    return 'nothing';
  }
  return typeof value === 'string' ? `“${value}”` : JSON.stringify(value);
};
