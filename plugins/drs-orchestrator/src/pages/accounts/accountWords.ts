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
import { capitalised, counted } from '../../format/counting';
import type { StateWords } from '../../format/states';

const states: Record<AccountStatus, StateWords> = {
  UNVALIDATED: { tone: 'waiting', text: 'Not validated' },
  READY: { tone: 'good', text: 'Can be used' },
  ATTENTION: { tone: 'warning', text: 'Needs attention' },
  UNREACHABLE: { tone: 'bad', text: 'Cannot be entered' },
};

/** Whether an account can be used, as far as is known. */
export const accountState = (status: AccountStatus): StateWords =>
  states[status];

const blockingOf = ({ lastValidation }: TargetAccount) =>
  lastValidation?.findings.filter(({ severity }) => severity === 'BLOCKING') ??
  [];

/** The sentence that the page opens with: can it be used? */
export function accountSentence(account: TargetAccount): string {
  const { status, lastValidation } = account;
  switch (status) {
    case 'UNVALIDATED':
      return 'Whether it can be used is not known: it has not been validated since it was put on record or changed.';
    case 'READY':
      return 'It can be used: the last validation found nothing missing.';
    case 'UNREACHABLE':
      return 'It cannot be used: the orchestrator cannot enter any of its Regions.';
    case 'ATTENTION': {
      const blocking = blockingOf(account).length;
      const all = lastValidation?.findings.length ?? 0;
      return blocking > 0
        ? `It cannot be used in full: ${counted(
            blocking,
            'thing',
          )} must be mended.`
        : `It can be used. ${capitalised(counted(all, 'thing'))} ${
            all === 1 ? 'is' : 'are'
          } worth mending.`;
    }
    default:
      throw new Error(`Unknown status ${status satisfies never}`);
  }
}
