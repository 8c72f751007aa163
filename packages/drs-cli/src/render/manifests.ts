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

import type { ResponseOf } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { counted } from '../format/counting';
import type { Render } from '../Output';
import type { Tone } from '../terminal/paint';
import { cut } from '../terminal/text';
import { findingLines } from './findings';

type ImportReport = ResponseOf<'import_configuration'>;
type ImportChange = ImportReport['changes'][number];

const tones: Readonly<Record<ImportChange['action'], Tone>> = {
  CREATE: 'good',
  UPDATE: 'warning',
  UNCHANGED: 'quiet',
};

/** Columns for a value, which may be a whole wave. */
const VALUE_WIDTH = 60;

const valueText = (value: unknown): string =>
  value === undefined ? 'nothing' : cut(JSON.stringify(value), VALUE_WIDTH);

/** What an import changes, or would change. */
export const importLines: Render<ImportReport> = (report, { paint }) => {
  const { create, update, unchanged } = report.counts;
  const { accounts, protectionGroups, recoveryPlans } = report.leftAlone;
  const left = accounts + protectionGroups + recoveryPlans;
  return [
    ...findingLines(report.findings, { paint }),
    ...report.changes
      .filter(({ action }) => action !== 'UNCHANGED')
      .flatMap(change => [
        `${paint(tones[change.action], change.action)} ${change.kind} ${
          change.name
        }`,
        ...(change.action === 'UPDATE'
          ? change.fields.map(
              ({ field, before, after }) =>
                `  ${field}: ${valueText(before)} → ${valueText(after)}`,
            )
          : []),
      ]),
    `${report.dryRun ? 'It would create' : 'Created'} ${create}, ${
      report.dryRun ? 'update' : 'updated'
    } ${update}; ${unchanged} of the manifest ${
      unchanged === 1 ? 'is' : 'are'
    } so already; ${counted(left, 'record')} that it does not name ${
      left === 1 ? 'stays' : 'stay'
    }`,
  ];
};
