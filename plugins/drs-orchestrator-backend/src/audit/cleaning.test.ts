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

import fc from 'fast-check';
import { auditKeysOf } from './auditKeys';
import { cleaned, safeRecord } from './cleaning';

const keys = auditKeysOf('a key for tests of 32 characters');

describe('cleaned', () => {
  it('gives text that is bounded, whole, and moves nothing', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 200 }),
        fc.integer({ min: 1, max: 100 }),
        (text, length) => {
          const clean = cleaned(text, length);
          expect(clean.length).toBeLessThanOrEqual(length);
          expect(clean.isWellFormed()).toBe(true);
          expect(clean).not.toMatch(/[\p{Cc}\p{Cf}]/u);
        },
      ),
    );
    expect(cleaned('ends here\u202Ereh sdne', 300)).toBe(
      'ends here\uFFFDreh sdne',
    );
    expect(cleaned('\ud800 half', 300)).toBe('\uFFFD half');
  });
});

describe('safeRecord', () => {
  const CANARY = 'canary-5ecret';
  const hook = (secret: string) => ({
    waves: [
      {
        preWaveHooks: [
          {
            type: 'webhook',
            target: `https://hooks.example.com/services/${secret}?key=${secret}`,
            parameters: { channel: secret, list: [secret] },
          },
        ],
      },
    ],
  });

  it.each([
    ['external IDs', { externalId: CANARY, nested: [{ external_id: CANARY }] }],
    ['tokens', { clientToken: CANARY, auth: { apiKey: CANARY } }],
    ['hooks', hook(CANARY)],
    ['headers', { headers: { authorization: CANARY } }],
    ['metadata of a start', { metadata: { anything: CANARY } }],
    ['addresses', { runbook: `https://user:${CANARY}@example.com/` }],
  ])('keeps %s to itself', (_what, record) => {
    expect(JSON.stringify(safeRecord(record, keys))).not.toContain(CANARY);
  });

  it('tells where a webhook goes, and that what it is given was changed', () => {
    const [was, same, is] = ['a', 'a', 'b'].map(secret =>
      JSON.stringify(safeRecord(hook(secret), keys)),
    );
    expect(was).toContain('https://hooks.example.com/masked:');
    expect(same).toBe(was);
    expect(is).not.toBe(was);
  });

  it('keeps what is no secret', () => {
    const record = {
      hasExternalId: true,
      groupName: 'Orders',
      serverSelectionTags: { 'DR-Role': 'db' },
      versions: [1, 2],
    };
    expect(safeRecord(record, keys)).toEqual(record);
  });

  it('bounds what a field takes', () => {
    const waves = Array.from({ length: 1_000 }, (_, number) => ({
      waveName: `${number} ${'x'.repeat(200)}`,
    }));
    expect(safeRecord({ waves, version: 2 }, keys)).toEqual({
      waves: {
        tooLarge: expect.any(Number),
        fingerprint: expect.stringMatching(/^masked:/),
      },
      version: 2,
    });
  });
});
