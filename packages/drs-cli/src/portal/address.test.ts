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

import { portalAddress } from './address';

const secure = { insecureHttp: false };

describe('portalAddress', () => {
  it.each([
    ['https://Portal.example.com/', 'https://portal.example.com'],
    ['https://example.com:443/portal/', 'https://example.com/portal'],
    ['http://localhost:7007', 'http://localhost:7007'],
    ['http://127.0.0.1:7007/', 'http://127.0.0.1:7007'],
    ['http://127.1:7007', 'http://127.0.0.1:7007'],
    ['http://[::1]:7007', 'http://[::1]:7007'],
  ])('takes %s', (text, address) => {
    expect(portalAddress(text, secure)).toBe(address);
  });

  it.each([
    'http://portal.example.com',
    'http://10.0.0.1',
    'http://localhost.example.com',
    'http://127.0.0.1.example.com',
    'http://[::ffff:10.0.0.1]',
  ])('sends no token unencrypted to %s', text => {
    expect(() => portalAddress(text, secure)).toThrow('is not https');
    expect(portalAddress(text, { insecureHttp: true })).toMatch(/^http:/);
  });

  it.each([
    ['portal.example.com', 'is not the address'],
    ['ftp://example.com', 'is not the address'],
    ['file:///etc/passwd', 'is not the address'],
    ['', 'is not the address'],
    ['https://user:secret@example.com', 'no user name'],
    ['https://example.com/?token=secret', 'ends before its "?"'],
    ['https://example.com/#a', 'ends before its "#"'],
  ])('refuses %s', (text, message) => {
    expect(() => portalAddress(text, secure)).toThrow(message);
  });
});
