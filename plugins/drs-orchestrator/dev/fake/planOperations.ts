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
  DrsError,
  waveGraphFindings,
  type Finding,
  type RecoveryPlan,
  type ValidRequest,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { FakeRecords, Stored } from './FakeRecords';
import { preflightOf } from './preflight';
import { page, type Operations } from './operations';

/** Recovery plans, and what is found against them. */
export function planOperations(records: FakeRecords): Operations {
  return {
    list_recovery_plans: ({ query }) =>
      page(
        records.plans
          .filter(
            plan =>
              plan.planName
                .toLowerCase()
                .includes((query.name ?? '').toLowerCase()) &&
              (!query.groupId ||
                plan.waves.some(wave =>
                  wave.protectionGroupIds.some(id =>
                    query.groupId?.includes(id),
                  ),
                )),
          )
          .map(plan => records.tellPlan(plan)),
        query,
      ),
    get_recovery_plan: ({ params }) =>
      records.tellPlan(records.planOf(params.planId)),
    create_recovery_plan: ({ body }) => {
      const accountId = accountFor(records, body.accountId);
      records.checkName(
        records.plans,
        plan => plan.planName,
        body.planName,
        'planName',
      );
      const plan = planFrom(
        records,
        { ...body, accountId },
        records.id('plan'),
      );
      records.plans.push(plan);
      return records.tellPlan(plan);
    },
    update_recovery_plan: ({ params, body }) => {
      const plan = records.planOf(params.planId);
      if (plan.version !== body.version) {
        throw new DrsError(
          'VERSION_CONFLICT',
          'The plan was changed meanwhile.',
          [],
          { current: records.tellPlan(plan) },
        );
      }
      Object.assign(
        plan,
        planFrom(records, { ...body, accountId: plan.accountId }, plan.planId),
        {
          version: body.version + 1,
          updatedAt: new Date(records.now()).toISOString(),
        },
      );
      return records.tellPlan(plan);
    },
    delete_recovery_plan: ({ params }) => {
      records.plans = records.plans.filter(
        plan => plan.planId !== params.planId,
      );
      return undefined;
    },
    preflight_recovery_plan: ({ params, body }) =>
      preflightOf(records, records.planOf(params.planId), body),
    validate_recovery_plan: ({ body }) => {
      accountFor(records, body.accountId);
      const waves = body.waves.map(wave => {
        const servers = wave.protectionGroupIds.flatMap(id =>
          records.groups
            .filter(group => group.groupId === id)
            .flatMap(group => records.members(group)),
        );
        return {
          waveNumber: wave.waveNumber,
          serverCount: servers.length,
          notReadyCount: servers.filter(
            server => server.recoverability !== 'READY',
          ).length,
        };
      });
      const findings = [
        ...waveGraphFindings(body.waves),
        ...body.waves.flatMap((wave, position) => {
          const groups = records.groups.filter(group =>
            wave.protectionGroupIds.includes(group.groupId),
          );
          const there = groups.flatMap(group => records.members(group));
          return (wave.serverIds ?? []).flatMap((id, index): Finding[] =>
            there.some(server => server.sourceServerId === id)
              ? []
              : [
                  {
                    code: 'SERVER_NOT_IN_GROUPS',
                    severity: 'BLOCKING',
                    subject: { kind: 'server', id },
                    field: `waves[${position}].serverIds[${index}]`,
                    message: `${id} is in none of the wave's groups now`,
                  },
                ],
          );
        }),
        ...waves
          .filter(wave => wave.notReadyCount > 0)
          .map(
            (wave): Finding => ({
              code: 'SERVERS_NOT_READY',
              severity: 'WARNING',
              field: `waves[${wave.waveNumber - 1}].protectionGroupIds`,
              message: `${wave.notReadyCount} of ${wave.serverCount} servers of wave ${wave.waveNumber} could not be relied on now`,
              remedy: 'Mend their replication.',
            }),
          ),
      ];
      return {
        valid: findings.every(finding => finding.severity !== 'BLOCKING'),
        findings,
        waves,
      };
    },
  };
}

/**
 * The account of a new plan: the one named, or the only one there is.
 *
 * @throws DrsError ACCOUNT_REQUIRED, ACCOUNT_UNKNOWN
 */
function accountFor(
  { accounts }: FakeRecords,
  accountId: string | undefined,
): string {
  if (accountId !== undefined) {
    if (accounts.some(account => account.accountId === accountId)) {
      return accountId;
    }
    throw accountRefusal(
      'ACCOUNT_UNKNOWN',
      `Account ${accountId} is not on record`,
    );
  }
  if (accounts.length !== 1) {
    throw accountRefusal(
      'ACCOUNT_REQUIRED',
      `Name the account: there are ${accounts.length} on record`,
    );
  }
  return accounts[0].accountId;
}

const accountRefusal = (
  code: 'ACCOUNT_UNKNOWN' | 'ACCOUNT_REQUIRED',
  message: string,
) =>
  new DrsError(code, `${message}.`, [
    { code, severity: 'BLOCKING', field: 'accountId', message },
  ]);

/** The record that a request makes. */
function planFrom(
  records: FakeRecords,
  body: ValidRequest<'create_recovery_plan'>['body'] & { accountId: string },
  planId: string,
): Stored<RecoveryPlan> {
  const groups = body.waves.flatMap(wave =>
    records.groups.filter(group =>
      wave.protectionGroupIds.includes(group.groupId),
    ),
  );
  return {
    ...body,
    planId,
    scopes: [
      ...new Map(
        groups.map(({ accountId, region }) => [
          `${accountId}/${region}`,
          { accountId, region },
        ]),
      ).values(),
    ],
    waves: body.waves.map(wave => ({
      ...wave,
      waveId: wave.waveId ?? records.id('wave'),
    })),
    ...records.stamp(),
  };
}
