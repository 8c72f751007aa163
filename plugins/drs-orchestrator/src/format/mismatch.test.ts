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

import { inEnglish } from '../__testUtils__/inEnglish';
import { drsOrchestratorTranslationRef } from '../translations/words';
import { tagMismatches } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { nearMissReason } from './mismatch';

const words = inEnglish(drsOrchestratorTranslationRef);

const selection = { 'DR-Application': 'tracking', 'DR-Role': 'web' };
const reason = (tags: Record<string, string>) =>
  nearMissReason(words, selection, tagMismatches(selection, tags));

describe('nearMissReason', () => {
  it('says what a server has and what it lacks', () => {
    expect(reason({ 'DR-Role': 'web' })).toBe(
      'has DR-Role=web but no DR-Application',
    );
  });

  it('says the value that is there instead', () => {
    expect(reason({ 'DR-Application': 'tracking', 'DR-Role': 'db' })).toBe(
      'has DR-Application=tracking but DR-Role=db',
    );
  });

  it('says that a matching server is taken out by its owner', () => {
    expect(reason({ ...selection, 'DR-Enabled': 'false' })).toBe(
      'matches, but is taken out by DR-Enabled=false',
    );
  });
});
