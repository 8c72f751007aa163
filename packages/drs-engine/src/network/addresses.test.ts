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

import { isInstanceAddress, refusalOfReceiver } from './addresses';

describe('the address of a webhook receiver', () => {
  it.each([
    '93.184.215.14',
    '2606:2800:21f:cb07:6820:80da:af6b:8b2c',
    '8.8.8.8',
  ])('%s may be called', address => {
    expect(refusalOfReceiver(address, false)).toBeUndefined();
    expect(refusalOfReceiver(address, true)).toBeUndefined();
  });

  it.each([
    '10.0.0.1',
    '172.16.0.1',
    '192.168.1.1',
    '100.64.0.1',
    '127.0.0.1',
    '127.8.8.8',
    '::1',
    'fc00::1',
    'fd12:3456::1',
    '::ffff:10.0.0.1',
    '::ffff:127.0.0.1',
    '64:ff9b::a00:1',
  ])('%s may be called only where private ones may', address => {
    expect(refusalOfReceiver(address, false)).toMatch(/private address/);
    expect(refusalOfReceiver(address, true)).toBeUndefined();
  });

  it.each([
    '169.254.169.254',
    '169.254.170.2',
    '::ffff:169.254.169.254',
    '64:ff9b::a9fe:a9fe',
    'fe80::1',
    'fd00:ec2::254',
    '0.0.0.0',
    '::',
    '255.255.255.255',
    '224.0.0.1',
    'ff02::1',
    '240.0.0.1',
    '192.0.2.1',
    '2002:a9fe:a9fe::1',
    'localhost',
    '',
  ])('%s may never be called', address => {
    expect(refusalOfReceiver(address, false)).toBeDefined();
    expect(refusalOfReceiver(address, true)).toBeDefined();
  });
});

describe('the address of an instance', () => {
  it.each([
    '10.0.1.20',
    '172.31.0.4',
    '192.168.0.9',
    '100.64.3.2',
    '52.1.2.3',
    'fd12::1',
  ])('can be %s', address => expect(isInstanceAddress(address)).toBe(true));
  it.each([
    '127.0.0.1',
    '::1',
    '169.254.169.254',
    'fe80::1',
    'fd00:ec2::254',
    '::ffff:127.0.0.1',
    '0.0.0.0',
    'db.example.com',
  ])('cannot be %s', address => {
    expect(isInstanceAddress(address)).toBe(false);
  });
});
