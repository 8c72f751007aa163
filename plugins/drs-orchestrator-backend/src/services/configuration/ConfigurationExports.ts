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
  manifestToYaml,
  type ErrorCode,
  type Finding,
  type ResponseOf,
  type ValidRequest,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Knex } from 'knex';
import type { Authorizer, Judge } from '../../access/Authorizer';
import type { RequestContext } from '../../access/Caller';
import { nameKey } from '../../database/columns';
import { groupRecord, judgedGroup } from '../../database/ProtectionGroupStore';
import { RecordAttributes } from '../../database/RecordAttributes';
import { groupIdsOf } from '../../database/RecoveryPlanStore';
import { isSeenBy } from '../accounts/TargetAccounts';
import { manifestOf } from './manifestOf';
import {
  atOneMoment,
  presentRecords,
  type PresentRecords,
} from './presentRecords';

type Query = ValidRequest<'export_configuration'>['query'];

const told = (
  code: string,
  message: string,
  more: Partial<Finding> = {},
): Finding => ({ code, severity: 'INFO', message, ...more });

/** The configuration as one manifest, as far as the caller may see it. */
export class ConfigurationExports {
  readonly #knex: Knex;
  readonly #authorizer: Authorizer;

  static create(options: {
    knex: Knex;
    authorizer: Authorizer;
  }): ConfigurationExports {
    return new ConfigurationExports(options.knex, options.authorizer);
  }

  private constructor(knex: Knex, authorizer: Authorizer) {
    this.#knex = knex;
    this.#authorizer = authorizer;
  }

  async export(
    { query }: ValidRequest<'export_configuration'>,
    context: RequestContext,
  ): Promise<ResponseOf<'export_configuration'>> {
    const judge = await this.#authorizer.judge(
      ['viewResources', 'manageAccounts'],
      context,
    );
    const findings: Finding[] = [];
    const seen = await atOneMoment(this.#knex, async trx =>
      withoutBroken(
        await seenOf(await presentRecords(trx), judge, trx),
        findings,
      ),
    );
    // Told to everybody for whom it could be so, whether anything is hidden or not.
    if (!judge.mayAlways('viewResources')) {
      findings.push(told('NARROWED_BY_ACCESS', 'It has only what you may see'));
    }
    const withAccountDetails = judge.mayAlways('manageAccounts');
    if (!withAccountDetails) {
      findings.push(
        told(
          'ACCOUNT_DETAILS_LEFT_OUT',
          'It has no roles of accounts, and does not say which have external IDs',
          {
            remedy:
              'An import keeps those on record; for accounts that are not on record, somebody who manages accounts has to export it',
          },
        ),
      );
    }
    const isFiltered = query.group !== undefined || query.plan !== undefined;
    if (isFiltered) {
      findings.push(
        told('NARROWED_BY_FILTER', 'It has only what was asked for by name'),
      );
    }
    const manifest = manifestOf(isFiltered ? chosen(seen, query) : seen, {
      withAccountDetails,
    });
    return {
      manifest,
      ...(query.format === 'yaml' && { yaml: manifestToYaml(manifest) }),
      complete: findings.length === 0,
      findings,
    };
  }
}

/** Those of the records that the caller may see. */
async function seenOf(
  present: PresentRecords,
  judge: Judge,
  knex: Knex,
): Promise<PresentRecords> {
  const plans = await RecordAttributes.create(knex).seenBy(
    judge,
    'recovery-plan',
    present.plans.map(({ planId }) => planId),
  );
  return {
    ...(judge.mayAlways('viewResources') && { tagSync: present.tagSync }),
    accounts: present.accounts.filter(account => isSeenBy(judge, account)),
    groups: present.groups.filter(group =>
      judge.may('viewResources', groupRecord(judgedGroup(group))),
    ),
    plans: present.plans.filter(({ planId }) => plans.has(planId)),
  };
}

/** Without plans over groups that the caller may not see: their names are not told either. */
function withoutBroken(
  seen: PresentRecords,
  findings: Finding[],
): PresentRecords {
  const groups = new Set(seen.groups.map(({ groupId }) => groupId));
  return {
    ...seen,
    plans: seen.plans.filter(({ planId, planName, waves }) => {
      const isWhole = groupIdsOf(waves).every(groupId => groups.has(groupId));
      if (!isWhole) {
        findings.push(
          told(
            'PLAN_LEFT_OUT',
            `The plan "${planName}" is left out: it uses groups that you may not see`,
            { subject: { kind: 'recovery-plan', id: planId, name: planName } },
          ),
        );
      }
      return isWhole;
    }),
  };
}

/**
 * The records that were asked for by name, with those that they need.
 *
 * @throws DrsError …_NOT_FOUND for a name that the caller sees nothing by
 */
function chosen(seen: PresentRecords, query: Query): PresentRecords {
  const plans = named(
    seen.plans,
    ({ planName }) => planName,
    query.plan ?? [],
    { code: 'RECOVERY_PLAN_NOT_FOUND', called: 'recovery plan' },
  );
  const namedGroups = named(
    seen.groups,
    ({ groupName }) => groupName,
    query.group ?? [],
    { code: 'PROTECTION_GROUP_NOT_FOUND', called: 'protection group' },
  );
  const groupIds = new Set([
    ...namedGroups.map(({ groupId }) => groupId),
    ...plans.flatMap(({ waves }) => groupIdsOf(waves)),
  ]);
  const groups = seen.groups.filter(({ groupId }) => groupIds.has(groupId));
  const accountIds = new Set(
    [...groups, ...plans].map(({ accountId }) => accountId),
  );
  return {
    accounts: seen.accounts.filter(({ accountId }) =>
      accountIds.has(accountId),
    ),
    groups,
    plans,
  };
}

function named<T>(
  records: readonly T[],
  nameOf: (record: T) => string,
  names: readonly string[],
  missing: { code: ErrorCode; called: string },
): T[] {
  const byName = new Map(
    records.map(record => [nameKey(nameOf(record)), record]),
  );
  const wanted = new Map(names.map(name => [nameKey(name), name]));
  return [...wanted].map(([key, name]) => {
    const record = byName.get(key);
    if (!record) {
      throw new DrsError(
        missing.code,
        `There is no ${missing.called} named "${name}"`,
      );
    }
    return record;
  });
}
