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

/** Whether a finding is about a field or something in it. */
export function concerns(finding: Finding, field: string): boolean {
  return (
    finding.field !== undefined &&
    (finding.field === field ||
      finding.field.startsWith(`${field}.`) ||
      finding.field.startsWith(`${field}[`))
  );
}

/** The findings about a field, once each. */
export function findingsOf(
  findings: readonly Finding[],
  field: string,
): Finding[] {
  const seen = new Set<string>();
  return findings.filter(finding => {
    if (!concerns(finding, field) || seen.has(finding.message)) {
      return false;
    }
    seen.add(finding.message);
    return true;
  });
}

/** What stands below a field: the blocking problems as an error, or the others as a hint. */
export function fieldHelp(
  findings: readonly Finding[],
  field: string,
): { error: boolean; text: string } {
  const own = findingsOf(findings, field);
  const blocking = own.filter(finding => finding.severity === 'BLOCKING');
  const shown = blocking.length > 0 ? blocking : own;
  return {
    error: blocking.length > 0,
    text: shown
      .map(finding =>
        finding.remedy
          ? `${finding.message}. ${finding.remedy}`
          : finding.message,
      )
      .join(' '),
  };
}
