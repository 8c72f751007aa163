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

import type { Finding } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Paint, Tone } from '../terminal/paint';

const severities = {
  BLOCKING: { tone: 'bad', order: 0 },
  WARNING: { tone: 'warning', order: 1 },
  INFO: { tone: 'quiet', order: 2 },
} as const satisfies Record<Finding['severity'], { tone: Tone; order: number }>;

/** Findings, the gravest first: what, of whom, why, and what to do. */
export function findingLines(
  findings: readonly Finding[],
  { paint }: { paint: Paint },
): string[] {
  return [...findings]
    .sort((a, b) => severities[a.severity].order - severities[b.severity].order)
    .flatMap(finding => {
      const { severity, code, field, message, remedy, overridable } = finding;
      const subject = finding.subject?.name ?? finding.subject?.id;
      const where = [field, field ? undefined : subject].filter(Boolean);
      return [
        `${paint(severities[severity].tone, severity)} ${code}${
          where.length > 0 ? ` ${where.join(' ')}` : ''
        }: ${message}`,
        ...(remedy ? [`  → ${remedy}`] : []),
        ...(overridable && severity === 'BLOCKING'
          ? [`  → If it is meant all the same: --acknowledge ${code}`]
          : []),
      ];
    });
}
