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
import { findingSentences } from './findingSentences';

const words = inEnglish(drsOrchestratorTranslationRef);

const of = (name: string, saying: string) => ({
  message: `${name}${saying}`,
  subject: { kind: 'server' as const, id: `s-${name}`, name },
});

describe('the sentences of findings', () => {
  it('says once what is said of several subjects', () => {
    expect(
      findingSentences(words, [
        of('orders-app-01', ' is in no protection group'),
        of('orders-app-02', ' is in no protection group'),
        of('orders-app-03', ': replication has stopped'),
        of('orders-app-04', ': replication has stopped'),
        of('orders-app-05', ': 40 min behind'),
      ]),
    ).toEqual([
      'orders-app-01 and orders-app-02 are in no protection group',
      'orders-app-03 and orders-app-04: replication has stopped',
      'orders-app-05: 40 min behind',
    ]);
  });

  it('keeps what is said of one subject, or of none', () => {
    expect(
      findingSentences(words, [
        of('orders-db-01', ' is in no recovery plan'),
        { message: 'The recovery was never rehearsed' },
        { message: 'There is no recovery plan "Orders"' },
      ]),
    ).toEqual([
      'orders-db-01 is in no recovery plan',
      'The recovery was never rehearsed',
      'There is no recovery plan "Orders"',
    ]);
  });

  it('counts the names that are too many to read', () => {
    const names = Array.from({ length: 20 }, (_, index) => `web-${index + 1}`);
    expect(
      findingSentences(
        words,
        names.map(name => of(name, ' is in no recovery plan')),
      ),
    ).toEqual([
      'web-1, web-2, web-3, web-4, web-5, web-6, web-7 and 13 more are in no recovery plan',
    ]);
  });
});
