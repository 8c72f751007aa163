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
  Readiness,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { companyServers } from '../../dev/fake/company';
import { inEnglish } from '../__testUtils__/inEnglish';
import { drsOrchestratorEntityTranslationRef } from '../translations/entity';
import { readinessSentence, worstFinding } from './readinessSentence';

const t = inEnglish(drsOrchestratorEntityTranslationRef);

const servers = (ready: number, total: number): Readiness['servers'] =>
  companyServers()
    .slice(0, total)
    .map((server, index) => ({
      ...server,
      recoverability: index < ready ? 'READY' : 'AT_RISK',
    }));

const withoutPlan = (id: string): Finding => ({
  code: 'SERVER_WITHOUT_PLAN',
  severity: 'BLOCKING',
  subject: { kind: 'server', id },
  message: 'It is in no recovery plan',
});

const say = (
  answer: Readiness['answer'],
  ready: number,
  total: number,
  findings: Finding[] = [],
) => readinessSentence(t, { answer, servers: servers(ready, total), findings });

describe('whether an entity could be recovered', () => {
  it('is said with its servers, and what launches them', () => {
    expect(say('YES', 1, 1)).toBe('Its server is ready. A plan launches it.');
    expect(say('YES', 2, 2)).toBe(
      'Both servers are ready. A plan launches them.',
    );
    expect(say('YES_WITH_GAPS', 2, 3)).toBe(
      '2 of 3 servers are ready. There are gaps worth closing before they matter.',
    );
    expect(say('UNKNOWN', 2, 2)).toBe(
      'Not every account could be asked, so nobody can tell.',
    );
  });

  it('says what stands in the way', () => {
    expect(say('NO', 0, 0)).toBe(
      'No servers stand behind it. Something below must be mended first.',
    );
    expect(say('NO', 1, 3, [withoutPlan('a')])).toBe(
      '1 of 3 servers are ready. Something below must be mended first.',
    );
    expect(say('NO', 3, 3, [withoutPlan('a'), withoutPlan('b')])).toBe(
      'All 3 servers are ready. No plan launches 2 of them.',
    );
    expect(say('NO', 1, 1, [withoutPlan('a')])).toBe(
      'Its server is ready. No plan launches it.',
    );
  });

  it('is led by what blocks, whatever else is found before it', () => {
    const [info, warning, blocking] = (
      ['INFO', 'WARNING', 'BLOCKING'] as const
    ).map(severity => ({ ...withoutPlan(severity), severity }));
    expect(worstFinding({ findings: [info, warning, blocking] })).toBe(
      blocking,
    );
    expect(worstFinding({ findings: [info, warning] })).toBe(warning);
    expect(worstFinding({ findings: [] })).toBeUndefined();
  });
});
