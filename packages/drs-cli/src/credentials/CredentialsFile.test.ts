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

import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { CredentialsFile, credentialsPath } from './CredentialsFile';

const PORTAL = 'https://portal.example.com';
const OTHER = 'https://other.example.com';

describe('CredentialsFile', () => {
  let home: string;
  let path: string;
  let file: CredentialsFile;

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'drs-cli-'));
    path = credentialsPath({ XDG_CONFIG_HOME: home });
    file = new CredentialsFile(path);
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  it('is where XDG has configuration', () => {
    expect(path).toBe(join(home, 'drs-orchestrator/credentials.json'));
    expect(credentialsPath({ HOME: '/home/a' })).toBe(
      '/home/a/.config/drs-orchestrator/credentials.json',
    );
    expect(
      credentialsPath({ HOME: '/home/a', XDG_CONFIG_HOME: 'relative' }),
    ).toBe('/home/a/.config/drs-orchestrator/credentials.json');
  });

  it('keeps tokens by portal, and gives none to another', () => {
    expect(file.currentAddress()).toBeUndefined();
    file.store(PORTAL, 'one');
    file.store(OTHER, 'two');
    expect(file.currentAddress()).toBe(OTHER);
    expect(file.tokenFor(PORTAL)).toBe('one');
    expect(file.tokenFor('https://portal.example.com.evil')).toBeUndefined();
    expect(file.tokenFor('__proto__')).toBeUndefined();

    expect(file.forget(OTHER)).toBe(true);
    expect(file.forget(OTHER)).toBe(false);
    expect(file.currentAddress()).toBeUndefined();
    expect(file.tokenFor(OTHER)).toBeUndefined();
    expect(file.tokenFor(PORTAL)).toBe('one');
    expect(readFileSync(path, 'utf8')).not.toContain('two');
  });

  it('can be opened by its owner alone, whatever the umask', () => {
    const before = process.umask(0);
    try {
      file.store(PORTAL, 'one');
    } finally {
      process.umask(before);
    }
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(path)).mode & 0o777).toBe(0o700);
    expect(readdirSync(dirname(path))).toEqual(['credentials.json']);
  });

  it.each([0o640, 0o604, 0o660])(
    'is not used where others can open it (%o)',
    mode => {
      file.store(PORTAL, 'one');
      chmodSync(path, mode);
      expect(() => file.tokenFor(PORTAL)).toThrow('Others than you can open');
      expect(() => file.store(PORTAL, 'two')).toThrow(
        'Others than you can open',
      );
    },
  );

  it.each(['', 'no JSON', '{}', '{"version":2,"portals":{}}'])(
    'is not guessed at where it is damaged: %s',
    text => {
      file.store(PORTAL, 'one');
      writeFileSync(path, text);
      expect(() => file.tokenFor(PORTAL)).toThrow('damaged');
    },
  );
});
