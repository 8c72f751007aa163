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
import { sortFindings } from './preflightFindings';

/** That somebody goes on in spite of findings of a kind: of those that they saw, and of no others. */
export interface Acknowledgement {
  code: string;
  /** What was seen, each as `factOf` has it. */
  seen: readonly string[];
}

/** What a finding says of what; it is another fact where either differs. */
const factOf = ({ subject, message }: Finding): string =>
  JSON.stringify([subject?.kind, subject?.id, message]);

/** Acknowledges the findings of a kind as they are shown now. */
export function acknowledgementOf(
  code: string,
  shown: readonly Finding[],
): Acknowledgement {
  return { code, seen: shown.map(factOf) };
}

/**
 * The findings of a kind that came since the kind was acknowledged; all of them
 * where it never was, none where it holds.
 */
export function unseenOf(
  code: string,
  found: readonly Finding[],
  acknowledged: readonly Acknowledgement[],
): Finding[] {
  const seen = new Set(
    acknowledged.find(given => given.code === code)?.seen ?? [],
  );
  return found.filter(finding => !seen.has(factOf(finding)));
}

/** What blocks a start still: what nobody can override, and what is not acknowledged. */
export function openFindings(
  findings: readonly Finding[],
  acknowledged: readonly Acknowledgement[],
): Finding[] {
  const { blocking, overridable } = sortFindings(findings);
  return [
    ...blocking,
    ...[...overridable].flatMap(([code, found]) =>
      unseenOf(code, found, acknowledged),
    ),
  ];
}

/** The codes of what is found and acknowledged to the last of it. */
export function acknowledgedCodes(
  findings: readonly Finding[],
  acknowledged: readonly Acknowledgement[],
): string[] {
  return [...sortFindings(findings).overridable]
    .filter(([code, found]) => unseenOf(code, found, acknowledged).length === 0)
    .map(([code]) => code);
}
