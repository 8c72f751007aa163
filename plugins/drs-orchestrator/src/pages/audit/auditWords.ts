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

import {
  endpoints,
  operationNames,
  type AuditEntry,
  type AuditOutcome,
  type AuditRecordKind,
  type AuditTrail,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { capitalised } from '../../format/counting';
import type { StateWords, Tone } from '../../format/states';
import { formatRelative } from '../../format/time';
import { DateTime } from 'luxon';
import { operations, type AuditWords } from '../../translations/audit';
import type { Words } from '../../translations/words';

const outcomeTones: Record<AuditOutcome, Tone> = {
  STARTED: 'running',
  SUCCEEDED: 'good',
  REFUSED: 'warning',
  FAILED: 'bad',
};

/** How an audited request ended. */
export function auditOutcomeState(
  t: AuditWords,
  outcome: AuditOutcome,
): StateWords {
  return { tone: outcomeTones[outcome], text: t(`outcome.${outcome}`) };
}

/** What an entry is about. */
export function recordKindText(t: AuditWords, kind: AuditRecordKind): string {
  return t(`kind.${kind}`);
}

const isKnown = (name: string): name is keyof typeof operations =>
  Object.hasOwn(operations, name);

/** "create_protection_group" as "Create protection group"; those newer than this release spelled out. */
export function operationText(t: AuditWords, operation: string): string {
  return isKnown(operation)
    ? t(`operation.${operation}`)
    : capitalised(operation.replaceAll('_', ' '));
}

/** What is ever audited: changes, exports of the trail, and what the leader does to it. */
export const auditedOperations: readonly string[] = [
  ...operationNames.filter(name => {
    const { method, access } = endpoints[name];
    return (
      method !== 'GET' &&
      access.kind === 'permission' &&
      access.permission !== 'viewResources'
    );
  }),
  'break_glass',
  'list_audit_entries',
  'cut_audit_trail',
  'run_tag_sync',
  'trigger_tag_sync',
].sort();

/** The time of day where that says enough: "22:41", "20 Nov, 22:41". */
function clockTime(instant: string, now: number): string {
  const at = DateTime.fromISO(instant);
  const today = DateTime.fromMillis(now);
  if (at.hasSame(today, 'day')) {
    return at.toFormat('HH:mm');
  }
  return at.toFormat(
    at.hasSame(today, 'year') ? 'd LLL, HH:mm' : 'd LLL yyyy, HH:mm',
  );
}

/** What the page opens with: how much there is, and whether it can be believed. */
export function trailSentence(
  t: AuditWords,
  words: Words,
  trail: AuditTrail,
  now: number,
): { words: string; isBroken: boolean } {
  const { entries, unsealed, head, check } = trail;
  if (entries === 0) {
    return { words: t('trail.empty'), isBroken: false };
  }
  if (check && !check.intact) {
    return {
      words: t('trail.broken', {
        count: entries,
        why: check.why ?? t('trail.somewhere'),
      }),
      isBroken: true,
    };
  }
  const chain = check
    ? t('trail.holds', { ago: formatRelative(words, check.checkedAt, now) })
    : t('trail.notChecked');
  return {
    words: t('trail.whole', {
      count: entries,
      seal: sealText(t, head && clockTime(head.sealedAt, now), unsealed),
      chain,
    }),
    isBroken: false,
  };
}

function sealText(
  t: AuditWords,
  time: string | undefined,
  unsealed: number,
): string {
  if (time === undefined) {
    return unsealed > 0
      ? t('trail.notSealedMoreToCome', { n: unsealed })
      : t('trail.notSealed');
  }
  return unsealed > 0
    ? t('trail.sealedMoreToCome', { time, n: unsealed })
    : t('trail.sealed', { time });
}

/** A field that was changed, by its path. */
export interface ChangedField {
  readonly field: string;
  /** Absent: it was not there. */
  readonly before?: string;
  readonly after?: string;
}

/** Every leaf of a record, by its path: `waves[0].waveName`. */
function leaves(value: unknown, path: string, into: Map<string, string>): void {
  if (Array.isArray(value)) {
    if (value.every(item => typeof item !== 'object' || item === null)) {
      into.set(path, value.join(', '));
      return;
    }
    value.forEach((item, index) => leaves(item, `${path}[${index}]`, into));
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, item] of Object.entries(value)) {
      leaves(item, path ? `${path}.${name}` : name, into);
    }
  } else if (value !== undefined) {
    into.set(path, String(value));
  }
}

/** What an entry changed, field by field; fields that stayed are left out. */
export function changedFields({
  before,
  after,
}: Pick<AuditEntry, 'before' | 'after'>): ChangedField[] {
  const was = new Map<string, string>();
  const is = new Map<string, string>();
  leaves(before, '', was);
  leaves(after, '', is);
  return [...new Set([...was.keys(), ...is.keys()])]
    .map(field => ({ field, before: was.get(field), after: is.get(field) }))
    .filter(change => change.before !== change.after);
}
