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
import type { JSX } from 'react';
import type { SettingsWords } from '../../../translations/settings';

/** The records that an import creates or changes. */
export const changesOf = ({ changes }: ImportReport): ImportChange[] =>
  changes.filter(({ action }) => action !== 'UNCHANGED');

/** What becomes of a record, with its name as it is to be shown. */
export const changeText = (
  t: SettingsWords,
  { action, kind }: Pick<ImportChange, 'action' | 'kind'>,
  name: JSX.Element,
): JSX.Element =>
  t(`import.${action === 'CREATE' ? 'CREATE' : 'CHANGE'}.${kind}`, { name });

/** How much an import creates and changes, and what it leaves as it is. */
export function summaryOf(
  t: SettingsWords,
  { counts, leftAlone }: ImportReport,
): string {
  const others =
    leftAlone.accounts + leftAlone.protectionGroups + leftAlone.recoveryPlans;
  return t('import.summary', {
    count: counts.create,
    changed: String(counts.update),
    unchanged: String(counts.unchanged),
    others:
      others === 0
        ? t('import.namesAll')
        : t('import.unnamed', { count: others }),
  });
}

/** A value of a field as people read it. */
export const valueText = (t: SettingsWords, value: unknown): string => {
  if (value === undefined) {
    return t('import.nothing');
  }
  return typeof value === 'string'
    ? t('import.quoted', { text: value })
    : JSON.stringify(value);
};
