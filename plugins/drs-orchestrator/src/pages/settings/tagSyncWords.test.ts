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

import { inEnglish } from '../../__testUtils__/inEnglish';
import { drsOrchestratorSettingsTranslationRef } from '../../translations/settings';
import { runSentence, scopeState, tagsText } from './tagSyncWords';

const t = inEnglish(drsOrchestratorSettingsTranslationRef);

const counts = {
  servers: 28,
  serversFromElsewhere: 0,
  serversWithoutInstance: 0,
  serversChanged: 0,
  serversFailed: 0,
  tagsAdded: 0,
  tagsChanged: 0,
  tagsRemoved: 0,
};
const run = {
  runId: 'r-1',
  trigger: { kind: 'SCHEDULE', by: 'system' },
  dryRun: false,
  keys: ['Application'],
  requestedAt: '2026-11-22T12:00:00.000Z',
  counts,
} as const;

const scope = {
  ...counts,
  accountId: '111122223333',
  region: 'us-west-2',
  failures: [],
  changes: [],
};

describe('the words of a run of tag synchronisation', () => {
  it('claim of one that was interrupted only what was done', () => {
    expect(
      runSentence(t, {
        ...run,
        keys: [...run.keys],
        status: 'INTERRUPTED',
        counts: { ...counts, serversChanged: 6, tagsAdded: 7 },
        message: 'The freeze switch is on.',
      }),
    ).toBe(
      'Of 28 servers, 6 were changed before it ended: 7 tags added, none changed, none removed. The freeze switch is on.',
    );
    expect(scopeState(t, { ...scope, status: 'INTERRUPTED' }).text).toBe(
      'Interrupted',
    );
    expect(tagsText(t, { ...counts, status: 'INTERRUPTED' })).toBe(
      'no tag was touched',
    );
    expect(tagsText(t, { ...counts, status: 'COMPLETED' })).toBe(
      'no tag differed',
    );
  });
});
