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

import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  type PermissionRuleParams,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import { DRS_RECORD_RESOURCE_TYPE } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import {
  startOrchestrator,
  type Orchestrator,
} from '../__testUtils__/startOrchestrator';

jest.setTimeout(60_000);

describe('conditions that a policy got wrong', () => {
  let orchestrator: Orchestrator;
  let decision: PolicyDecision;
  const logged: string[] = [];

  beforeAll(async () => {
    orchestrator = await startOrchestrator({
      onLog: line => logged.push(line),
      access: [
        mockServices.permissions.mock({
          authorizeConditional: async queries => queries.map(() => decision),
        }).factory,
        mockServices.httpAuth.factory({
          defaultCredentials: mockCredentials.user('user:default/somebody'),
        }),
      ],
    });
  });

  afterAll(() => orchestrator.stop());

  it.each<[string, string, PermissionRuleParams, RegExp]>([
    [
      'a rule that is none of ours',
      'IS_IN_ACCOUNT',
      { accountIds: ['111122223333'] },
      /cannot be applied: Unexpected permission rule: IS_IN_ACCOUNT/,
    ],
    [
      'one account instead of a list',
      'IS_IN_ACCOUNTS',
      { accountIds: '111122223333' },
      /cannot be applied: Parameters to rule are invalid/,
    ],
    [
      'no parameters',
      'HAS_TAG',
      undefined,
      /cannot be applied: Parameters to rule are invalid/,
    ],
    [
      'an alias that nobody replaced',
      'IS_OWNED_BY',
      { owners: ['$ownerRef'] },
      /cannot be applied: Entity reference "\$ownerRef"/,
    ],
  ])(
    'let nobody pass, and are told in the log alone: %s',
    async (_what, rule, params, message) => {
      decision = {
        result: AuthorizeResult.CONDITIONAL,
        pluginId: 'drs-orchestrator',
        resourceType: DRS_RECORD_RESOURCE_TYPE,
        conditions: {
          anyOf: [{ rule, resourceType: DRS_RECORD_RESOURCE_TYPE, params }],
        },
      };
      logged.length = 0;
      const list = await orchestrator.api('get', '/protection-groups');
      const created = await orchestrator
        .api('post', '/protection-groups')
        .send({
          groupName: 'Payments',
          accountId: '111122223333',
          region: 'us-west-2',
          serverSelectionTags: { 'DR-Application': 'payments' },
        });
      for (const { status, body } of [list, created]) {
        expect({ status, code: body.error.code }).toEqual({
          status: 500,
          code: 'INTERNAL_ERROR',
        });
        expect(body.error.message).not.toMatch(/rule|Entity/);
      }
      for (const refused of ['GET', 'POST']) {
        expect(
          logged.find(line =>
            line.startsWith(`${refused} /protection-groups failed`),
          ),
        ).toMatch(message);
      }
    },
  );
});
