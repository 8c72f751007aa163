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

import type { JsonObject } from '@backstage/types';
import {
  COMMERCE,
  startScaffolder,
  type Scaffolder,
  type TemplateStep,
} from '../__testUtils__/startScaffolder';

jest.setTimeout(60_000);

let scaffolder: Scaffolder;

beforeAll(async () => {
  scaffolder = await startScaffolder();
});

afterAll(() => scaffolder.stop());

afterEach(() => jest.restoreAllMocks());

const stepOf = (
  input: JsonObject,
  more: Partial<TemplateStep> = {},
): TemplateStep => ({
  id: 'group',
  action: 'drs:protection-group:create',
  input: { accountId: COMMERCE, region: 'us-west-2', ...input },
  ...more,
});

const tagsOf = (application: string, role: string) => ({
  'DR-Application': application,
  'DR-Role': role,
});

async function groupNames(): Promise<string[]> {
  const { items } = await scaffolder.call(
    'DRSReadOnly',
    'list_protection_groups',
    { query: {} },
  );
  return items.map(({ groupName }) => groupName);
}

/** Lets the next requests to create something take effect, and loses the answers. */
function loseAnswers(count: number): void {
  const really = globalThis.fetch;
  let left = count;
  jest.spyOn(globalThis, 'fetch').mockImplementation(async (url, init) => {
    const answer = await really(url, init);
    if (init?.method === 'POST' && answer.status === 201 && left > 0) {
      left -= 1;
      throw new TypeError('fetch failed');
    }
    return answer;
  });
}

describe('drs:protection-group:create', () => {
  it('creates a group as who started the task, and tells what it selects', async () => {
    const { status, output, log } = await scaffolder.run('DRSPlanManager', [
      stepOf({
        groupName: 'Orders databases',
        serverSelectionTags: tagsOf('orders', 'db'),
        owner: 'group:default/commerce-team',
      }),
    ]);

    expect(status).toBe('completed');
    const { items } = await scaffolder.call(
      'DRSReadOnly',
      'list_protection_groups',
      { query: { name: 'Orders databases' } },
    );
    expect(items).toEqual([
      expect.objectContaining({
        createdBy: 'user:default/drsplanmanager',
        owner: 'group:default/commerce-team',
        accountId: COMMERCE,
      }),
    ]);
    expect(output).toEqual({
      group: {
        groupId: items[0].groupId,
        groupName: 'Orders databases',
        groupPath: `/disaster-recovery/groups/${items[0].groupId}`,
        serverCount: 2,
      },
    });
    expect(log).toContain('"Orders databases" selects 2 servers now');
  });

  it('may do no more than who started the task, and says what is missing', async () => {
    const { status, log } = await scaffolder.run('DRSOperator', [
      stepOf({
        groupName: 'Not for operators',
        serverSelectionTags: tagsOf('orders', 'app'),
      }),
    ]);

    expect(status).toBe('failed');
    expect(log).toContain(
      'NotAllowedError: You need the permission drs.protection-group.create, which these roles grant: DRSOrchestrationAdmin, DRSPlanManager [INSUFFICIENT_PERMISSIONS]\n' +
        'Missing permission: drs.protection-group.create',
    );
    expect(await groupNames()).not.toContain('Not for operators');
  });

  it('tells every problem of its input at once, each with its field', async () => {
    const { status, log } = await scaffolder.run('DRSPlanManager', [
      stepOf({
        groupName: ' ',
        accountId: '1234',
        region: 'Oregon',
        serverSelectionTags: tagsOf('orders', 'app'),
      }),
    ]);

    expect(status).toBe('failed');
    expect(log).toContain(
      [
        'The input of the step has 3 problems [VALIDATION_FAILED]',
        '- INVALID_FIELD (groupName): A name is needed',
        '- INVALID_FIELD (accountId): An AWS account ID has 12 digits',
        '- INVALID_FIELD (region): A Region reads like "us-west-2"',
      ].join('\n'),
    );
  });

  it('tells what the orchestrator finds, each with its field and remedy', async () => {
    const { log } = await scaffolder.run('DRSPlanManager', [
      stepOf({
        groupName: 'Orders databases again',
        serverSelectionTags: tagsOf('orders', 'db'),
      }),
    ]);

    expect(log).toContain(
      '- SERVER_CONFLICT (serverSelectionTags): orders-db-01 is in the group "Orders databases" already. Take it out of "Orders databases", or select other servers',
    );
    expect(log).toContain(
      '- SERVER_CONFLICT (serverSelectionTags): orders-db-02 is in',
    );
  });

  it('takes a group that it had created before the answer was lost', async () => {
    loseAnswers(1);
    const taskId = await scaffolder.begin('DRSPlanManager', [
      stepOf({
        groupName: 'Orders services',
        serverSelectionTags: tagsOf('orders', 'app'),
      }),
    ]);
    const lost = await scaffolder.end('DRSPlanManager', taskId);
    expect(lost.status).toBe('failed');
    expect(lost.log).toContain('fetch failed');
    const names = await groupNames();
    expect(names).toContain('Orders services');

    const again = await scaffolder.retry('DRSPlanManager', taskId);

    expect(again.status).toBe('completed');
    expect(again.log).toMatch(
      /The protection group "Orders services" \(.*\) was created by this task before/,
    );
    expect(await groupNames()).toEqual(names);
  });

  it('does not take a group for its own that somebody else has created', async () => {
    const { status, log } = await scaffolder.run('DRSOrchestrationAdmin', [
      stepOf({
        groupName: 'ORDERS SERVICES',
        serverSelectionTags: tagsOf('orders', 'app'),
      }),
    ]);

    expect(status).toBe('failed');
    expect(log).toContain(
      'DUPLICATE_NAME (groupName): There is a protection group named "ORDERS SERVICES" already',
    );
  });

  it('uses a group that is there if it is told to, and only if it is just what is asked for', async () => {
    const asked = {
      groupName: 'orders databases',
      serverSelectionTags: tagsOf('orders', 'db'),
      ifExists: 'USE',
    };
    const used = await scaffolder.run('DRSPlanManager', [stepOf(asked)]);
    expect(used.status).toBe('completed');
    expect(used.log).toContain('is there already, and is used as it is');

    const other = await scaffolder.run('DRSPlanManager', [
      stepOf({ ...asked, serverSelectionTags: tagsOf('orders', 'web') }),
    ]);
    expect(other.status).toBe('failed');
    expect(other.log).toContain('DIFFERENT_VALUE (serverSelectionTags)');
  });

  it('creates each of several groups once, in a step for each', async () => {
    loseAnswers(1);
    const taskId = await scaffolder.begin('DRSPlanManager', [
      stepOf(
        {
          groupName: 'Payments ${{ each.value }}',
          serverSelectionTags: tagsOf('payments', '${{ each.value }}'),
        },
        { each: ['db', 'app'] },
      ),
    ]);
    expect((await scaffolder.end('DRSPlanManager', taskId)).status).toBe(
      'failed',
    );

    const { status, output } = await scaffolder.retry('DRSPlanManager', taskId);

    expect(status).toBe('completed');
    expect(output.group).toMatchObject({
      groupName: ['Payments db', 'Payments app'],
      serverCount: [2, 3],
    });
    expect(
      (await groupNames()).filter(name => name.startsWith('Payments')),
    ).toEqual(['Payments app', 'Payments db']);
  });

  describe('in a dry run', () => {
    const fresh = {
      groupName: 'Payments web',
      serverSelectionTags: tagsOf('payments', 'web'),
    };

    it('creates nothing, and tells what would be selected', async () => {
      const names = await groupNames();

      const { status, log } = await scaffolder.dryRun('DRSPlanManager', [
        stepOf(fresh),
      ]);

      expect(status).toBe('completed');
      expect(log).toContain('selects 1 server now');
      expect(await groupNames()).toEqual(names);
    });

    it.each([
      ['DRSOperator', fresh, 'Missing permission: drs.protection-group.create'],
      [
        'DRSPlanManager',
        { ...fresh, groupName: 'orders databases' },
        'There is a protection group named "orders databases" already [DUPLICATE_NAME]',
      ],
      [
        'DRSPlanManager',
        { ...fresh, serverSelectionTags: tagsOf('orders', 'db') },
        'SERVER_CONFLICT (serverSelectionTags): orders-db-01 is in',
      ],
    ] as const)(
      'refuses as a real run would: %s, %j',
      async (role, input, words) => {
        const { status, log } = await scaffolder.dryRun(role, [stepOf(input)]);
        expect(status).toBe('failed');
        expect(log).toContain(words);
      },
    );
  });
});
