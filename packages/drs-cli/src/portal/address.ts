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

import { isIP } from 'node:net';
import { usageError } from '../failures';

/** Where a portal's backend is: a checked address, without a slash at its end. */
export type PortalAddress = string & { readonly __brand: 'PortalAddress' };

/**
 * Reads the address of a portal. A token crosses the network with every request,
 * so it must be https, but for this machine itself.
 *
 * @param insecureHttp - the caller has said that http is meant
 * @throws CliError USAGE for what is no such address
 */
export function portalAddress(
  text: string,
  { insecureHttp }: { insecureHttp: boolean },
): PortalAddress {
  const url = URL.parse(text.trim());
  if (!url || !['https:', 'http:'].includes(url.protocol)) {
    throw usageError(
      `"${text}" is not the address of a portal`,
      'It reads like https://backstage.example.com',
    );
  }
  if (url.username || url.password) {
    throw usageError(
      'The address of a portal holds no user name and no password',
      'Log in with a token: drs login',
    );
  }
  if (url.search || url.hash) {
    throw usageError(
      `The address of a portal ends before its "${url.search ? '?' : '#'}"`,
    );
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname) && !insecureHttp) {
    throw usageError(
      `${url.origin} is not https: whoever is on the way could read your token`,
      'Use https, or say --insecure-http if the network is yours alone',
    );
  }
  // The parts are what URL made of them, so that one portal has one name.
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}` as PortalAddress;
}

function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname === '[::1]' ||
    (isIP(hostname) === 4 && hostname.startsWith('127.'))
  );
}
