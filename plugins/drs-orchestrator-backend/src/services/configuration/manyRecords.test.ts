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

import type { ObservedSourceServer } from '@drs-orchestrator/drs-engine';
import {
  importReportSchema,
  type Finding,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import fc from 'fast-check';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import {
  COMMERCE,
  startOrchestrator,
  type Orchestrator,
} from '../../__testUtils__/startOrchestrator';
import type {
  Selection,
  StoredGroup,
} from '../../database/ProtectionGroupStore';
import { selectionFindings } from '../protectionGroups/selectionFindings';
import { CappedFindings, MAX_FINDINGS } from './CappedFindings';
import { FinalMembership } from './FinalMembership';

jest.setTimeout(120_000);

const scope = { accountId: COMMERCE, region: 'us-west-2' };

const server = (
  sourceServerId: string,
  hostname: string,
  tags: Record<string, string>,
): ObservedSourceServer => ({
  ...scope,
  sourceServerId,
  hostname,
  tags,
  ipAddresses: [],
  hardware: { cpuCores: 1, ramBytes: 1, diskBytes: 1 },
  hasRecoveryPoint: true,
});

const group = (index: number, selection: Selection): StoredGroup => ({
  ...scope,
  groupId: `g${index}`,
  groupName: `Group ${index}`,
  selection,
  version: 1,
  createdAt: '',
  createdBy: '',
  updatedAt: '',
});

const arbitraryTags = fc.dictionary(
  fc.constantFrom('Role', 'App', 'AWSDRS'),
  fc.constantFrom('a', 'b'),
  { minKeys: 1 },
);
const ids = ['s-1', 's-2', 's-3', 's-4', 's-5'];
const arbitraryServers = fc
  .array(fc.tuple(fc.constantFrom('web', 'db', 'Web'), arbitraryTags), {
    maxLength: 4,
  })
  .map(servers =>
    servers.map(([hostname, tags], index) =>
      server(ids[index], hostname, tags),
    ),
  );
const arbitrarySelection: fc.Arbitrary<Selection> = fc.oneof(
  fc.record({ kind: fc.constant('tags' as const), tags: arbitraryTags }),
  fc.record({
    kind: fc.constant('servers' as const),
    sourceServerIds: fc.array(fc.constantFrom(...ids), { maxLength: 4 }),
  }),
);
const arbitraryGroups = fc
  .array(arbitrarySelection, { maxLength: 8 })
  .map(selections =>
    selections.map((selection, index) => group(index, selection)),
  );

describe('who holds which server among all groups that there would be', () => {
  it('is what each group finds among the others', async () => {
    await fc.assert(
      fc.asyncProperty(
        arbitraryServers,
        arbitraryGroups,
        async (servers, groups) => {
          const membership = await FinalMembership.create(groups, servers);
          for (const one of groups) {
            expect(membership.findings(one)).toEqual(
              selectionFindings(
                one.selection,
                servers,
                groups.filter(({ groupId }) => groupId !== one.groupId),
              ),
            );
          }
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

describe('findings beyond what anybody reads', () => {
  const found = (
    severity: Finding['severity'],
    count: number,
    field?: string,
  ): Finding[] =>
    Array.from({ length: count }, (_, index) => ({
      code: `${severity}_${index}`,
      severity,
      message: 'It is so',
      ...(field && { field }),
    }));
  const told = (...findings: Finding[][]) => {
    const capped = new CappedFindings();
    findings.forEach(some => capped.add(some));
    return capped.told();
  };

  it('are all told as long as they fit, in the order of the manifest', () => {
    const plans = found('WARNING', 50, 'recoveryPlans[0]');
    const second = found('BLOCKING', 50, 'protectionGroups[10]');
    const first = found('INFO', 50, 'protectionGroups[9].region');
    const whole = found('BLOCKING', 50);
    expect(told(plans, second, first, whole)).toEqual([
      ...whole,
      ...first,
      ...second,
      ...plans,
    ]);
  });

  it('are counted, and what does not block gives way', () => {
    const warnings = found('WARNING', 300);
    const blocking = found('BLOCKING', 150);
    expect(told(warnings, blocking)).toEqual([
      ...warnings.slice(0, 50),
      ...blocking,
      {
        code: 'MORE_PROBLEMS',
        severity: 'WARNING',
        message: 'There are 250 more problems',
      },
    ]);
    const many = told(warnings, blocking, blocking);
    expect(many).toHaveLength(MAX_FINDINGS + 1);
    expect(new Set(many.map(({ severity }) => severity))).toEqual(
      new Set(['BLOCKING']),
    );
    expect(many.at(-1)).toMatchObject({
      message: 'There are 400 more problems',
    });
  });
});

describe('an import of thousands of groups', () => {
  let orchestrator: Orchestrator;

  beforeAll(async () => {
    orchestrator = await startOrchestrator();
  });
  afterAll(() => orchestrator?.stop());

  it('lets others have their turn, and tells what there is room for', async () => {
    const count = 5_000;
    const serverSelectionTags = { 'DR-Role': 'db' };
    const preview = await orchestrator
      .api('post', '/protection-groups/resolve', 'DRSOrchestrationAdmin')
      .send({ ...scope, serverSelectionTags });
    const members: number = preview.body.servers.length;
    expect(members).toBeGreaterThan(1);

    const delay = monitorEventLoopDelay({ resolution: 10 });
    delay.enable();
    const answer = await orchestrator
      .api('post', '/config/import', 'DRSOrchestrationAdmin')
      .send({
        apiVersion: 'drs-orchestrator/v1',
        kind: 'Configuration',
        protectionGroups: Array.from({ length: count }, (_, index) => ({
          groupName: `Group ${index}`,
          ...scope,
          serverSelectionTags,
        })),
      });
    delay.disable();

    const report = importReportSchema.parse(answer.body);
    expect(report.counts.create).toBe(count);
    expect(report.findings).toHaveLength(MAX_FINDINGS + 1);
    expect(report.findings[0]).toMatchObject({
      code: 'SERVER_CONFLICT',
      field: 'protectionGroups[0].serverSelectionTags',
      message: expect.stringContaining('"Group 1"'),
    });
    expect(report.findings[members]).toMatchObject({
      field: 'protectionGroups[1].serverSelectionTags',
      message: expect.stringContaining('"Group 0"'),
    });
    expect(report.findings.at(-1)).toMatchObject({
      code: 'MORE_PROBLEMS',
      severity: 'BLOCKING',
      message: `There are ${count * members - MAX_FINDINGS} more problems`,
    });
    // In milliseconds; nothing of it is long on a machine that has nothing else to do.
    expect(delay.max / 1e6).toBeLessThan(1_500);
  });
});
