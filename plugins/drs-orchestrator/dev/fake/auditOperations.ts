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
  auditEntrySchema,
  type AuditEntry,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { FakeRecords } from './FakeRecords';
import { page, type Operations } from './operations';

const hash = 'ab'.repeat(32);
const MINUTE_MS = 60_000;

/** A trail that somebody could have left, newest first. */
function trailOf(records: FakeRecords): AuditEntry[] {
  const [plan] = records.plans;
  const [group] = records.groups;
  if (!plan || !group) {
    return [];
  }
  const [run] = records.runs;
  const now = records.now();
  const admin = { kind: 'person', ref: 'user:default/ada.lindgren' };
  const planner = { kind: 'person', ref: 'user:default/pat.lindqvist' };
  const origin = {
    address: '10.20.30.40',
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64) Chrome/142.0',
  };
  const ofPlan = {
    kind: 'recovery-plan',
    id: plan.planId,
    name: plan.planName,
  };
  const stories: Record<string, unknown>[] = [
    {
      actor: planner,
      operation: 'update_recovery_plan',
      record: ofPlan,
      before: {
        targetRtoMinutes: 30,
        waves: [
          { waveNumber: 1, waveName: 'Data', pauseBeforeWave: false },
          { waveNumber: 2, waveName: 'Application', pauseBeforeWave: false },
        ],
        version: 3,
      },
      after: {
        targetRtoMinutes: 15,
        description: 'Rehearsed each quarter',
        waves: [
          { waveNumber: 1, waveName: 'Database', pauseBeforeWave: false },
          { waveNumber: 2, waveName: 'Application', pauseBeforeWave: true },
        ],
        version: 4,
      },
    },
    {
      actor: { kind: 'program', ref: 'external:nightly-drills' },
      operation: 'execute_recovery_plan',
      record: ofPlan,
      outcome: 'REFUSED',
      code: 'EXECUTION_IN_PROGRESS',
      requested: { executionType: 'DRILL' },
      correlationId: 'nightly-2026-11-21',
    },
    ...(run
      ? [
          {
            actor: { ...planner, through: 'plugin:scaffolder' },
            operation: 'execute_recovery_plan',
            record: {
              kind: 'execution',
              id: run.executionId,
              name: plan.planName,
            },
            requested: { executionType: 'DRILL' },
            after: { logPosition: 1 },
          },
        ]
      : []),
    {
      actor: planner,
      operation: 'apply_launch_configuration',
      record: {
        kind: 'protection-group',
        id: group.groupId,
        name: group.groupName,
      },
      outcome: 'FAILED',
      code: 'ACCOUNT_UNREACHABLE',
    },
    {
      actor: planner,
      operation: 'apply_launch_configuration',
      record: {
        kind: 'protection-group',
        id: group.groupId,
        name: group.groupName,
      },
      outcome: 'STARTED',
    },
    {
      actor: {
        kind: 'person',
        ref: 'user:default/robin.mercer',
        through: 'robins-envelope',
        breakGlassReason: 'The identity provider is down',
      },
      operation: 'break_glass',
      record: { kind: 'orchestrator' },
    },
    {
      actor: admin,
      operation: 'update_settings',
      record: { kind: 'settings', id: 'freeze', name: 'Freeze switch' },
      before: { freeze: false, version: 6 },
      after: { freeze: true, reason: 'AWS has trouble', version: 7 },
    },
    {
      actor: admin,
      operation: 'delete_recovery_plan',
      record: { kind: 'recovery-plan', id: 'gone', name: 'Old warehouse' },
      before: {
        planName: 'Old warehouse',
        accountId: '222233334444',
        waves: [{ waveNumber: 1, waveName: 'Everything' }],
        version: 12,
      },
    },
    {
      actor: { kind: 'system', ref: 'system' },
      operation: 'cut_audit_trail',
      record: { kind: 'audit-trail' },
      after: { removedUpTo: 1_800, removedEntries: 312 },
    },
  ];
  return Array.from({ length: 120 }, (_, index) => {
    const story = stories[index % stories.length];
    const round = Math.floor(index / stories.length);
    return auditEntrySchema.parse({
      entryId: 3_004 - index,
      at: new Date(
        now - index * 7 * MINUTE_MS * (round + 1) - 20_000,
      ).toISOString(),
      outcome: 'SUCCEEDED',
      requestId: `6d0c6a52-1f7e-4b3c-9f41-0000000${1_000 + index}`,
      ...(story.operation !== 'cut_audit_trail' && { origin }),
      ...(index > 0 && { position: 3_004 - index }),
      ...story,
    });
  });
}

/** The audit trail: one that was there when the harness began. */
export function auditOperations(
  records: FakeRecords,
  { broken }: { broken: boolean },
): Operations {
  let trail: AuditEntry[] | undefined;
  return {
    list_audit_entries: ({ query }) => {
      trail ??= trailOf(records);
      const found = trail.filter(
        entry =>
          (!query.actor || entry.actor.ref === query.actor) &&
          (!query.operation || query.operation.includes(entry.operation)) &&
          (!query.recordKind || entry.record.kind === query.recordKind) &&
          (!query.recordId || entry.record.id === query.recordId) &&
          (!query.outcome || query.outcome.includes(entry.outcome)) &&
          (!query.after || entry.at >= query.after) &&
          (!query.before || entry.at < query.before),
      );
      const { totalItems: _, ...shown } = page(found, query);
      const sealedAt = new Date(records.now() - 5_000).toISOString();
      return {
        ...shown,
        trail: {
          entries: trail.length && 1_204,
          unsealed: trail.length && 1,
          ...(trail.length > 0 && {
            head: { position: 3_003, hash, sealedAt, signature: hash },
            cut: {
              position: 1_800,
              hash,
              entries: 312,
              cutAt: sealedAt,
              signature: hash,
            },
            check: {
              checkedAt: new Date(records.now() - 4 * MINUTE_MS).toISOString(),
              position: 3_003,
              ...(broken
                ? {
                    intact: false,
                    brokenAt: 2_417,
                    why: 'Entry 2417 is missing',
                  }
                : { intact: true }),
            },
          }),
        },
      };
    },
  };
}
