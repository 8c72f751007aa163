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

import { mockCredentials } from '@backstage/backend-test-utils';
import type {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  drsPermissions,
  type DrsPermissionKey,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { Authorizer } from './Authorizer';

const nameOf = (key: DrsPermissionKey): string => drsPermissions[key].name;

const ann = mockCredentials.user('user:default/ann');
const bob = mockCredentials.user('user:default/bob');

/** A policy that answers when it is told to, by what holds at that moment. */
function start() {
  const asked: { names: string[]; credentials: unknown; answer: () => void }[] =
    [];
  const allowed = new Set<DrsPermissionKey>();
  let failure: Error | undefined;
  const refuse: PermissionsService['authorize'] = async () => {
    throw new Error('Asked in another way');
  };
  const authorizer = Authorizer.create({
    machines: [
      { subject: 'external:pipeline', where: { accounts: ['111122223333'] } },
    ],
    permissions: {
      authorize: refuse,
      async authorizeConditional(queries, options) {
        const names = queries.map(({ permission }) => permission.name);
        // What holds when the question arrives.
        const allowedNames = new Set([...allowed].map(nameOf));
        await new Promise<void>(answer => {
          asked.push({
            names,
            credentials:
              options && 'credentials' in options
                ? options.credentials
                : undefined,
            answer,
          });
        });
        if (failure) {
          throw failure;
        }
        return names.map(name => ({
          result: allowedNames.has(name)
            ? AuthorizeResult.ALLOW
            : AuthorizeResult.DENY,
        }));
      },
    },
  });
  const granted = async (
    credentials: BackstageCredentials,
    ...keys: DrsPermissionKey[]
  ) => {
    const judge = await authorizer.judge(keys, { credentials });
    return keys.filter(key => judge.mayAlways(key));
  };
  const judge = (credentials: BackstageCredentials) =>
    authorizer.judge(['startExecution', 'manageExecution'], { credentials });
  /** Until what is asked next has been asked. */
  const untilAsked = async (count: number) => {
    while (asked.length < count) {
      await new Promise(resolve => setImmediate(resolve));
    }
  };
  return {
    asked,
    allowed,
    granted,
    judge,
    untilAsked,
    fail: (error?: Error) => {
      failure = error;
    },
  };
}

describe('asking what a caller may do', () => {
  it('asks once for all that is asked while another question is under way', async () => {
    const { asked, allowed, granted, untilAsked } = start();
    allowed.add('startExecution');
    const first = granted(ann, 'viewResources', 'startExecution');
    await untilAsked(1);
    const others = [
      granted(ann, 'startExecution'),
      granted(ann, 'viewResources'),
      granted(ann, 'manageExecution', 'startExecution'),
    ];
    await new Promise(resolve => setImmediate(resolve));
    expect(asked).toHaveLength(1);

    asked[0].answer();
    await untilAsked(2);
    asked[1].answer();
    expect(await Promise.all([first, ...others])).toEqual([
      ['startExecution'],
      ['startExecution'],
      [],
      ['startExecution'],
    ]);
    expect(asked.map(({ names }) => names)).toEqual([
      [nameOf('viewResources'), nameOf('startExecution')],
      [
        nameOf('startExecution'),
        nameOf('viewResources'),
        nameOf('manageExecution'),
      ],
    ]);
  });

  it('answers nobody by a question from before they asked', async () => {
    const { asked, allowed, granted, untilAsked } = start();
    allowed.add('startExecution');
    const before = granted(ann, 'startExecution');
    await untilAsked(1);
    allowed.clear();
    const after = granted(ann, 'startExecution');
    asked[0].answer();
    await untilAsked(2);
    asked[1].answer();
    expect(await before).toEqual(['startExecution']);
    expect(await after).toEqual([]);
  });

  it('never asks for two callers together, nor for two sign-ins of one', async () => {
    const { asked, granted, untilAsked } = start();
    const anew = { ...ann, expiresAt: new Date(0) };
    const callers = [ann, bob, anew];
    const answers = callers.map(caller => granted(caller, 'startExecution'));
    await untilAsked(3);
    expect(asked.map(({ credentials }) => credentials)).toEqual(callers);
    asked.forEach(({ answer }) => answer());
    await Promise.all(answers);
  });

  it('lets a program do what its token is for to the configured records only', async () => {
    const { asked, allowed, judge, untilAsked } = start();
    allowed.add('startExecution');
    const judging = ['external:pipeline', 'external:other'].map(subject =>
      judge(mockCredentials.service(subject)),
    );
    await untilAsked(2);
    asked.forEach(({ answer }) => answer());
    const [pipeline, other] = await Promise.all(judging);
    const inAccount = (account: string) => ({ account: [account] });
    expect([
      pipeline.mayAlways('startExecution'),
      pipeline.may('startExecution', inAccount('111122223333')),
      pipeline.may('startExecution', inAccount('222233334444')),
      pipeline.mayAtTimes('manageExecution'),
      other.mayAlways('startExecution'),
    ]).toEqual([false, true, false, false, true]);
  });

  it('tells a failure to those who waited for it, and asks again', async () => {
    const { asked, allowed, granted, untilAsked, fail } = start();
    allowed.add('startExecution');
    fail(new Error('The policy is down'));
    const failing = granted(ann, 'startExecution');
    await untilAsked(1);
    const waiting = granted(ann, 'startExecution');
    asked[0].answer();
    await expect(failing).rejects.toThrow('The policy is down');
    fail(undefined);
    await untilAsked(2);
    asked[1].answer();
    expect(await waiting).toEqual(['startExecution']);
  });
});
