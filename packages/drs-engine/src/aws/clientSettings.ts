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

import type { AwsCredentialIdentityProvider } from '@smithy/types';
import type { Scope } from '../ports/drs';

/** As whom, where and how patiently an account and Region are called. */
export interface ConnectionSettings {
  readonly scope: Scope;
  readonly credentials: AwsCredentialIdentityProvider;
  /** Where AWS is, in development; absent: AWS's own endpoint of the service and Region. */
  readonly endpoint?: string;
  /** A call that changes something has failed after this long; a try of one that reads, after this long a silence. */
  readonly callTimeoutMs: number;
  /** A question has failed after this long, over all tries and pages; a minute unless said. */
  readonly readLimitMs?: number;
  /** Ends the user agent that AWS sees, as `name/version`. */
  readonly userAgentSuffix?: string;
}

/** The first try and those after it, of a call that only reads. */
export const READ_ATTEMPTS = 5;

const READ_LIMIT_MS = 60_000;

/** Ends a question that takes too long, whatever it is waiting for. */
export const readLimit = ({ readLimitMs }: ConnectionSettings): AbortSignal =>
  AbortSignal.timeout(readLimitMs ?? READ_LIMIT_MS);

const shared = (settings: ConnectionSettings) => ({
  region: settings.scope.region,
  credentials: settings.credentials,
  endpoint: settings.endpoint,
  customUserAgent: settings.userAgentSuffix,
});

const timeouts = (milliseconds: number) => ({
  connectionTimeout: milliseconds,
  requestTimeout: milliseconds,
  throwOnRequestTimeout: true,
});

/**
 * For clients that only read. The standard mode backs off with full jitter,
 * longer where AWS throttles, and heeds Retry-After.
 */
export const forReads = (settings: ConnectionSettings) => ({
  ...shared(settings),
  retryMode: 'standard',
  maxAttempts: READ_ATTEMPTS,
  requestHandler: timeouts(settings.callTimeoutMs),
});

/**
 * For clients that change something: nothing is sent twice. No connection is
 * kept, either: AWS may close one just as a request is sent on it, and whether
 * that took effect would have to be found out.
 */
export const forChanges = (settings: ConnectionSettings) => ({
  ...shared(settings),
  maxAttempts: 1,
  requestHandler: {
    ...timeouts(settings.callTimeoutMs),
    httpAgent: { keepAlive: false },
    httpsAgent: { keepAlive: false },
  },
});

/**
 * For calls that answer when the work is done, after minutes: the caller bounds
 * them. Sent once.
 */
export const forLongCalls = (settings: ConnectionSettings) => ({
  ...shared(settings),
  maxAttempts: 1,
  requestHandler: {
    connectionTimeout: settings.callTimeoutMs,
    httpAgent: { keepAlive: false },
    httpsAgent: { keepAlive: false },
  },
});
