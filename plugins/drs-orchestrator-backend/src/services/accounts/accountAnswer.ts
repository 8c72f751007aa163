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
  Finding,
  TargetAccount,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Judge } from '../../access/Authorizer';
import type { AccountUse, AccountUseCounts } from '../../database/AccountUses';
import type { StoredAccount } from '../../database/TargetAccountStore';
import { actionsOf } from '../actions';

/** What can be done to an account on record. */
export const ACCOUNT_ACTIONS = [
  'update_target_account',
  'delete_target_account',
  'validate_target_account',
  'extend_source_servers',
] as const;

const counted = (count: number, noun: string): string[] =>
  count === 0 ? [] : [`${count} ${noun}${count === 1 ? '' : 's'}`];

/** Why an account cannot be taken off the record. */
export function inUse(
  accountName: string,
  uses: AccountUseCounts | undefined,
): string {
  const parts = [
    ...counted(uses?.groups ?? 0, 'protection group'),
    ...counted(uses?.plans ?? 0, 'recovery plan'),
    ...counted(uses?.runningExecutions ?? 0, 'running execution'),
  ];
  return `${accountName} is needed by ${parts.join(', ')}`;
}

const words: Record<AccountUse['kind'], { is: string; remedy: string }> = {
  'protection-group': {
    is: 'The group',
    remedy: 'Delete the group, or make it anew in another account',
  },
  'recovery-plan': {
    is: 'The plan',
    remedy: 'Delete the plan, or make it anew in another account',
  },
  execution: {
    is: 'The running execution',
    remedy: 'Let the execution end, or cancel it',
  },
};

/** Why something cannot be done while something else needs the account. */
export const useFinding = ({ kind, id, name }: AccountUse): Finding => ({
  code: 'INVALID_STATE',
  severity: 'BLOCKING',
  subject: { kind, id, name },
  message: `${words[kind].is} "${name}" needs the account`,
  remedy: words[kind].remedy,
});

/** An account in the contract's words. */
export function accountAnswer(
  account: StoredAccount,
  uses: AccountUseCounts | undefined,
  judge: Judge,
): TargetAccount {
  const used =
    uses !== undefined && uses.groups + uses.plans + uses.runningExecutions > 0;
  return {
    ...account,
    ...actionsOf(
      ACCOUNT_ACTIONS,
      // They concern everything that is in it, whoever's it is.
      { judge, record: {} },
      {
        delete_target_account: used
          ? { code: 'INVALID_STATE', reason: inUse(account.accountName, uses) }
          : undefined,
        extend_source_servers:
          account.stagingAccounts.length === 0
            ? {
                code: 'INVALID_STATE',
                reason: `No staging account of ${account.accountName} is on record`,
              }
            : undefined,
      },
    ),
  };
}
