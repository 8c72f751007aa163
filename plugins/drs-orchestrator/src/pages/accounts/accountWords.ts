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
  AccountStatus,
  TargetAccount,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { StateWords, Tone } from '../../format/states';
import type { AccountsWords } from '../../translations/accounts';

const tones: Record<AccountStatus, Tone> = {
  UNVALIDATED: 'waiting',
  READY: 'good',
  ATTENTION: 'warning',
  UNREACHABLE: 'bad',
};

/** Whether an account can be used, as far as is known. */
export const accountState = (
  t: AccountsWords,
  status: AccountStatus,
): StateWords => ({ tone: tones[status], text: t(`state.${status}`) });

const blockingOf = ({ lastValidation }: TargetAccount) =>
  lastValidation?.findings.filter(({ severity }) => severity === 'BLOCKING') ??
  [];

/** The sentence that the page opens with: can it be used? */
export function accountSentence(
  t: AccountsWords,
  account: TargetAccount,
): string {
  const { status, lastValidation } = account;
  switch (status) {
    case 'UNVALIDATED':
      return t('sentence.unvalidated');
    case 'READY':
      return t('sentence.ready');
    case 'UNREACHABLE':
      return t('sentence.unreachable');
    case 'ATTENTION': {
      const blocking = blockingOf(account).length;
      return blocking > 0
        ? t('sentence.blocked', { count: blocking })
        : t('sentence.worthMending', {
            count: lastValidation?.findings.length ?? 0,
          });
    }
    default:
      throw new Error(`Unknown status ${status satisfies never}`);
  }
}
