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
import { MANIFEST_TEXT_LIMIT } from '../records/configuration';
import { manifestSchema, type Manifest } from '../records/manifest';
import { manifestToYaml, parseManifest } from './manifestText';

const account = {
  accountId: '111122223333',
  accountName: 'Commerce',
  roleName: 'DrsOrchestratorRole',
  regions: ['us-west-2'],
};
const group = {
  groupName: 'Databases',
  accountId: '111122223333',
  region: 'us-west-2',
  serverSelectionTags: { 'DR-Role': 'db' },
};
const wave = {
  waveNumber: 1,
  waveName: 'Data',
  protectionGroups: ['Databases'],
};
const plan = { planName: 'Orders', accountId: '111122223333', waves: [wave] };
const manifest = (differences: object = {}) => ({
  apiVersion: 'drs-orchestrator/v1',
  kind: 'Configuration',
  accounts: [account],
  protectionGroups: [group],
  recoveryPlans: [plan],
  ...differences,
});

const findings = (source: unknown): string[] => {
  const parsed = parseManifest(source);
  return 'findings' in parsed
    ? parsed.findings.map(({ code, field, message, remedy }) =>
        [code, field, message, remedy].filter(part => part).join(' | '),
      )
    : [];
};

/** Words that YAML, of whatever version, could take for something else. */
const trickyText = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
  fc.constantFrom(
    'yes',
    'No',
    'on',
    '~',
    'null',
    '1e3',
    '0x10',
    '012345678901',
    '2026-11-22',
    '<<',
    '- a',
    'a: b # c',
    '? x',
    '&a *a !!str',
    '---',
    '.inf',
    '"quoted"',
    "it's",
    'end:',
    '{a: 1}',
    'line\nbreak\n',
    '\ttab',
    '\u2028',
    '\u00e9',
    'constructor',
  ),
);

/** Tags as the schema takes them; no store takes U+0000. */
const tags = fc.dictionary(
  trickyText.filter(text => text !== '__proto__'),
  trickyText,
  { minKeys: 1, maxKeys: 5 },
);

const name = trickyText.filter(
  text => manifestSchema.safeParse(named(text)).success,
);

function named(text: string) {
  return manifest({
    accounts: [],
    protectionGroups: [{ ...group, groupName: text }],
    recoveryPlans: [],
  });
}

const arbitraryManifest: fc.Arbitrary<Manifest> = fc
  .record({
    accountName: name,
    groups: fc.array(fc.record({ groupName: name, tags }), { maxLength: 4 }),
    description: trickyText,
    parameters: tags,
  })
  .map(({ accountName, groups, description, parameters }) =>
    manifestSchema.parse(
      manifest({
        accounts: [{ ...account, accountName, hasExternalId: true }],
        protectionGroups: groups.map(({ groupName, tags: selected }) => ({
          ...group,
          groupName,
          description,
          serverSelectionTags: selected,
        })),
        recoveryPlans: groups.map(({ groupName }) => ({
          ...plan,
          planName: groupName,
          waves: [
            {
              ...wave,
              protectionGroups: [groupName],
              preWaveHooks: [
                {
                  type: 'ssm-automation',
                  name: 'Drain',
                  target: 'Drain-Orders',
                  parameters,
                },
              ],
            },
          ],
        })),
      }),
    ),
  );

describe('a manifest', () => {
  it('is the same after it was written as YAML and read again, to the byte', () => {
    fc.assert(
      fc.property(arbitraryManifest, original => {
        const text = manifestToYaml(original);
        const parsed = parseManifest(text);
        expect(parsed).toEqual({ manifest: original });
        expect(
          'manifest' in parsed ? manifestToYaml(parsed.manifest) : undefined,
        ).toBe(text);
      }),
    );
  });

  it('is read from JSON text and from an object alike', () => {
    const parsed = parseManifest(manifest());
    expect(parsed).toEqual({ manifest: expect.any(Object) });
    expect(parseManifest(JSON.stringify(manifest(), null, '\t'))).toEqual(
      parsed,
    );
  });

  it('may leave sections out', () => {
    expect(
      parseManifest('apiVersion: drs-orchestrator/v1\nkind: Configuration\n'),
    ).toEqual({
      manifest: {
        apiVersion: 'drs-orchestrator/v1',
        kind: 'Configuration',
        accounts: [],
        protectionGroups: [],
        recoveryPlans: [],
      },
    });
  });

  it('tells every problem of every record with its place', () => {
    expect(
      findings(
        manifest({
          accounts: [
            { ...account, externalId: 'secret', regions: ['us-west-2', 'us'] },
          ],
          protectionGroups: [
            { ...group, sourceServerIds: ['s-1'] },
            { ...group, accountId: undefined },
          ],
          recoveryPlans: [
            plan,
            {
              ...plan,
              waves: [
                wave,
                {
                  ...wave,
                  waveId: 'x',
                  protectionGroups: [],
                  successThresholdPercent: 50,
                },
              ],
            },
          ],
          colour: 'red',
        }),
      ).map(text => text.split(' | ').slice(0, 2).join(' ')),
    ).toEqual([
      'INVALID_FIELD accounts[0].regions[1]',
      'UNKNOWN_FIELD accounts[0].externalId',
      'INVALID_FIELD protectionGroups[0].sourceServerIds[0]',
      'INVALID_FIELD protectionGroups[0].serverSelectionTags',
      'INVALID_FIELD protectionGroups[1].accountId',
      'INVALID_FIELD recoveryPlans[1].waves[1].protectionGroups',
      'UNKNOWN_FIELD recoveryPlans[1].waves[1].waveId',
      'INVALID_FIELD recoveryPlans[1].waves[1].successThresholdPercent',
      'UNKNOWN_FIELD colour',
    ]);
  });

  it('is read where it is as long as a manifest may be', () => {
    const groups = Array.from({ length: 5_000 }, (_, index) => ({
      ...group,
      groupName: `Databases of the ${index}th application`,
      description: 'What must come first',
    }));
    const original = manifestSchema.parse(
      manifest({ protectionGroups: groups }),
    );
    const text = manifestToYaml(original);
    expect(text.length).toBeGreaterThan(0.9 * MANIFEST_TEXT_LIMIT);
    expect(parseManifest(text)).toEqual({ manifest: original });
  });

  it('of another version is told as such', () => {
    expect(findings(manifest({ apiVersion: 'drs-orchestrator/v2' }))).toEqual([
      'UNSUPPORTED_VERSION | apiVersion | This release reads "drs-orchestrator/v1", and not "drs-orchestrator/v2"',
    ]);
  });

  it('says where quotes are missing', () => {
    const text = manifestToYaml(manifestSchema.parse(manifest()))
      .replace('"111122223333"', '111122223333')
      .replace('DR-Role: db', 'DR-Role: true');
    expect(findings(text)).toEqual([
      expect.stringMatching(/accounts\[0\]\.accountId .* Put it in quotes/),
      expect.stringMatching(
        /protectionGroups\[0\]\.serverSelectionTags\.DR-Role .* Put it in quotes/,
      ),
    ]);
  });
});

describe('text from somebody who means harm', () => {
  const head = 'apiVersion: drs-orchestrator/v1\nkind: Configuration\n';

  it.each([
    ['nothing at all', '', 'The text is empty'],
    ['no YAML', 'a: [1', 'Line 1, column 6: '],
    ['a key twice', `${head}kind: Other\n`, 'Line 3, column 1: The key "kind"'],
    [
      'a key twice in JSON',
      '{"kind": "a",\n"kind": "b"}',
      'Line 2, column 1: The key "kind"',
    ],
    ['a prototype', `${head}__proto__: {x: 1}\n`, 'Line 3, column 1: There is'],
    ['an alias', `${head}a: &x 1\nb: *x\n`, 'Line 3, column 7: Anchors'],
    ['a tag', `${head}a: !!binary aGVsbG8=\n`, 'Line 3, column '],
    ['a key that is no text', `${head}? [a]\n: 1\n`, 'Line 3, column 3: A key'],
    ['two documents', `${head}---\n${head}`, 'Line 3, column 1: A second'],
  ])('is refused where it has %s', (_what, text, message) => {
    expect(findings(text)[0]).toContain(
      `MALFORMED_MANIFEST | manifest | ${message}`,
    );
  });

  it.each([
    ['a billion laughs', laughs()],
    ['depth in lists', '['.repeat(990_000)],
    ['depth in maps', '{'.repeat(990_000)],
    ['depth in one line', '- '.repeat(495_000)],
    ['depth by indentation', stairs()],
    ['half a million characters of keys', keys()],
    ['a key twice among very many', `${keys()}k1: 2\n`],
    ['length', 'x'.repeat(MANIFEST_TEXT_LIMIT + 1)],
    ['very many problems', `a: [${'*x, '.repeat(100_000)}]`],
    ['ends without beginnings', ']'.repeat(990_000)],
    ['an end without a beginning on each line', 'a: ]\n'.repeat(160_000)],
    ['very many documents', 'a\n---\n'.repeat(120_000)],
    ['very many ends of documents', '...\n'.repeat(240_000)],
    ['nothing but quotes', '"'.repeat(490_000)],
    ['very many texts in one place', '"a" '.repeat(245_000)],
    ['nothing but commas', `[${','.repeat(390_000)}`],
    ['very many anchors', '&a '.repeat(130_000)],
    ['very many wrong escapes', `"${'\\q'.repeat(490_000)}"`],
    ['very many directives', '%X\n'.repeat(190_000)],
    ['very many lines of nothing', '\n'.repeat(990_000)],
    ['very many items', '- 1\n'.repeat(245_000)],
  ])('is refused soon and briefly where it has %s', (_what, text) => {
    // By the processor's time: others may have it in between.
    const before = process.cpuUsage();
    const told = findings(text);
    const { user, system } = process.cpuUsage(before);
    expect(user + system).toBeLessThan(1_500_000);
    expect(told.length).toBeGreaterThan(0);
    expect(told.length).toBeLessThanOrEqual(201);
    expect(JSON.stringify(told).length).toBeLessThan(100_000);
  });

  it('is told where the first of very many problems are', () => {
    const told = findings('a: ]\n'.repeat(160_000));
    expect(told[0]).toContain('Line 1, column 4: Unexpected');
    expect(told.at(-1)).toContain('There is more');
  });

  it('has no merge keys that mean anything', () => {
    expect(findings(`${head}<<: {accounts: []}\n`)).toEqual([
      'UNKNOWN_FIELD | << | There is no field "<<"',
    ]);
  });

  it('never throws, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.string({
            unit: fc.constantFrom(...'{}[]:,-?&*!|>%@`"\'# \n\ta1'),
          }),
          fc.json(),
        ),
        text => {
          const parsed = parseManifest(text);
          expect('findings' in parsed && parsed.findings.length > 0).toBe(true);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

function laughs(): string {
  const lines = ['a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]'];
  for (let level = 1; level < 12; level += 1) {
    const inner = Array.from({ length: 9 }, () => `*a${level - 1}`).join(', ');
    lines.push(`a${level}: &a${level} [${inner}]`);
  }
  return lines.join('\n');
}

function stairs(): string {
  return Array.from(
    { length: 1_000 },
    (_, depth) => `${' '.repeat(depth)}a:`,
  ).join('\n');
}

function keys(): string {
  return Array.from({ length: 50_000 }, (_, index) => `k${index}: 1\n`).join(
    '',
  );
}
