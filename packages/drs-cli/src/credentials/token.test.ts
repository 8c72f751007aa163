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

import { expiryOf, parseToken } from './token';

const jwtOf = (claims: string) =>
  `e30.${Buffer.from(claims).toString('base64url')}.c2ln`;

describe('parseToken', () => {
  it('takes a token as it is piped in', () => {
    expect(parseToken('  abc.DEF-1~2_3+/==\n')).toBe('abc.DEF-1~2_3+/==');
  });

  it.each([
    ['two words', 'secret words'],
    ['a header of its own', 'secret\r\nX-Evil: 1'],
    ['an escape', 'secret\u001b[2J'],
  ])('takes no %s, and does not repeat it', (_, text) => {
    expect(() => parseToken(text)).toThrow('is not a token');
    expect(() => parseToken(text)).not.toThrow('secret');
  });

  it('says so where there is none', () => {
    expect(() => parseToken(' \n')).toThrow('No token was given');
  });
});

describe('expiryOf', () => {
  it('reads when a JWT expires', () => {
    expect(expiryOf(jwtOf('{"exp":1800000000}'))).toBe(1_800_000_000_000);
  });

  it.each(['static', 'a.b.c', jwtOf('[]'), jwtOf('{"exp":"x"}'), jwtOf('{')])(
    'says nothing of %s',
    token => {
      expect(expiryOf(token)).toBeUndefined();
    },
  );
});
