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
  formatDuration,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Command } from 'commander';
import { expiryOf, parseToken } from '../credentials/token';
import { CliError } from '../failures';
import type { Invocation } from '../Invocation';
import { profileLines } from '../render/records';
import { askSecret, isAttended, piped } from '../terminal/prompts';
import { noOptions, runs, type Runner } from './command';

/** The token: of the environment, typed unseen, or piped in; never an argument. */
async function readToken(invocation: Invocation): Promise<string> {
  const { conversation } = invocation;
  return (
    invocation.tokenOfEnvironment() ??
    parseToken(
      isAttended(conversation)
        ? await askSecret(conversation, 'Token (it is not shown): ')
        : await piped(conversation),
    )
  );
}

/** Who the holder of a token is, once the portal has accepted it. */
async function holderOf(
  invocation: Invocation,
  token: string,
): Promise<string> {
  const portal = invocation.portalWith(invocation.address(), token);
  try {
    return (await portal.call('get_user_permissions', {})).userEntityRef;
  } catch (error) {
    if (error instanceof DrsError && error.code === 'NOT_AUTHENTICATED') {
      const expiry = expiryOf(token);
      throw new CliError(
        'NOT_AUTHENTICATED',
        `${invocation.address()} refuses the token${
          expiry !== undefined && expiry <= Date.now() ? ': it has expired' : ''
        }`,
        'Get a new one of this portal. Nothing was stored',
      );
    }
    throw error;
  }
}

/** Adds `login`, `logout` and `whoami`. */
export function addLogin(program: Command, runner: Runner): void {
  runs(
    program
      .command('login')
      .description(
        'keep a token for a portal; it is read from DRS_TOKEN, from standard input, or asked for',
      ),
    runner,
    noOptions,
    async invocation => {
      const address = invocation.address();
      const token = await readToken(invocation);
      const holder = await holderOf(invocation, token);
      invocation.credentials.store(address, token);
      const expiry = expiryOf(token);
      invocation.output.answer(
        {
          address,
          holder,
          ...(expiry !== undefined && {
            expiresAt: new Date(expiry).toISOString(),
          }),
        },
        (login, { now }) => [
          `Logged in to ${login.address} as ${login.holder}${
            expiry === undefined
              ? ''
              : `, for ${formatDuration((expiry - now) / 1000)}`
          }`,
        ],
      );
    },
  );

  runs(
    program.command('logout').description('forget the token of a portal'),
    runner,
    noOptions,
    async invocation => {
      const address = invocation.address();
      const forgotten = invocation.credentials.forget(address);
      invocation.output.answer({ address, forgotten }, logout => [
        logout.forgotten
          ? `Logged out of ${logout.address}`
          : `You were not logged in to ${logout.address}`,
      ]);
      if (invocation.tokenOfEnvironment() !== undefined) {
        invocation.output.say('DRS_TOKEN is still set');
      }
    },
  );

  runs(
    program
      .command('whoami')
      .description('who you are, which roles you hold, and what you may do'),
    runner,
    noOptions,
    async invocation => {
      const portal = invocation.portal();
      const profile = await portal.call('get_user_permissions', {});
      invocation.output.answer(profile, profileLines(portal.address));
    },
  );
}
