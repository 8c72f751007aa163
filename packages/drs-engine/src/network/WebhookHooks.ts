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

import { createHmac } from 'node:crypto';
import { lookup as resolve } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { Client } from 'undici';
import type { Clock } from '../ports/clock';
import { systemClock } from '../ports/clock';
import type { HookCall, HookResult, HookRunner } from '../ports/hooks';
import { inTime } from '../runner/inTime';
import { refusalOfReceiver } from './addresses';
import { conditionOf } from './conditionOf';

/** How webhooks may be sent. */
export interface WebhookOptions {
  /** `host`, or `host:port` where the port is not 443; nothing else is called. */
  readonly allowedHosts: readonly string[];
  /** Whether receivers may have private addresses, or be on this machine. */
  readonly allowPrivateAddresses: boolean;
  /** Shared with receivers, who know by it who calls. Without it nothing is sent. */
  readonly signingKey?: string;
  /** Certificates to trust beside the machine's own, as PEM. */
  readonly trustedCertificates?: string;
  readonly clock?: Clock;
  /** Every address of a name; DNS unless given. */
  readonly resolveHost?: (host: string) => Promise<readonly string[]>;
}

/** What of an answer is read: a receiver says little. */
const MOST_ANSWER_BYTES = 64 * 1024;
const LONGEST_CONNECT_MS = 10_000;

/**
 * Proof of who calls, and when, as `t=SECONDS,v1=HEX`: the HMAC-SHA256 over
 * `SECONDS.BODY`. Receivers refuse what is old, and what does not match.
 */
export function signatureOf(body: string, key: string, at: Date): string {
  const seconds = Math.floor(at.getTime() / 1000);
  const hash = createHmac('sha256', key)
    .update(`${seconds}.${body}`)
    .digest('hex');
  return `t=${seconds},v1=${hash}`;
}

/** A refusal of ours: nothing was sent. */
const refused = (code: string, message: string): HookResult => ({
  kind: 'failed',
  code,
  message,
  mayHaveRun: false,
});

/**
 * Sends webhooks: signed, to allow-listed hosts only. A name is resolved once
 * and the connection made to what it resolved to, so that no other answer of
 * DNS leads it inside; redirects are not followed, for the same reason.
 */
export class WebhookHooks implements HookRunner {
  readonly #options: WebhookOptions;
  readonly #clock: Clock;
  readonly #allowedHosts: ReadonlySet<string>;

  constructor(options: WebhookOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#allowedHosts = new Set(
      options.allowedHosts.map(host => host.toLowerCase().replace(/:443$/, '')),
    );
  }

  async run(call: HookCall): Promise<HookResult> {
    const { hook, payload } = call;
    const url = URL.parse(hook.target);
    if (!url || url.protocol !== 'https:' || url.username || url.password) {
      return refused(
        'WEBHOOK_TARGET_INVALID',
        'A webhook is an https URL without credentials',
      );
    }
    if (!this.#allowedHosts.has(url.host)) {
      return refused(
        'WEBHOOK_HOST_NOT_ALLOWED',
        `${url.host} is not on drsOrchestrator.hooks.allowedHosts`,
      );
    }
    const { signingKey } = this.#options;
    if (!signingKey) {
      return refused(
        'WEBHOOK_NOT_SIGNED',
        'There is no drsOrchestrator.hooks.signingKey to sign webhooks with',
      );
    }
    const addresses = await this.#addresses(url);
    if ('refusal' in addresses) {
      return addresses.refusal;
    }
    const body = JSON.stringify(payload);
    return this.#post(url, addresses.allowed, hook.timeoutSeconds * 1000, {
      body,
      headers: {
        'content-type': 'application/json',
        'user-agent': 'drs-orchestrator',
        'idempotency-key': payload.idempotencyKey,
        'drs-signature': signatureOf(body, signingKey, this.#clock.now()),
      },
    });
  }

  /** Where the receiver is; one address that is refused refuses them all. */
  async #addresses(
    url: URL,
  ): Promise<{ allowed: readonly string[] } | { refusal: HookResult }> {
    const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
    let addresses: readonly string[];
    try {
      addresses = isIP(host)
        ? [host]
        : await inTime(this.#resolve(host), LONGEST_CONNECT_MS);
    } catch {
      return {
        refusal: refused('WEBHOOK_HOST_UNKNOWN', `DNS does not know ${host}`),
      };
    }
    for (const address of addresses) {
      const reason = refusalOfReceiver(
        address,
        this.#options.allowPrivateAddresses,
      );
      if (reason) {
        return {
          refusal: refused(
            'WEBHOOK_ADDRESS_REFUSED',
            `${host} is at ${reason}, where webhooks are not sent`,
          ),
        };
      }
    }
    return addresses.length > 0
      ? { allowed: addresses }
      : {
          refusal: refused('WEBHOOK_HOST_UNKNOWN', `DNS does not know ${host}`),
        };
  }

  async #resolve(host: string): Promise<readonly string[]> {
    if (this.#options.resolveHost) {
      return this.#options.resolveHost(host);
    }
    const found = await resolve(host, { all: true });
    return found.map(({ address }) => address);
  }

  async #post(
    url: URL,
    addresses: readonly string[],
    timeoutMs: number,
    request: { body: string; headers: Record<string, string> },
  ): Promise<HookResult> {
    let connected = false;
    const client = new Client(url.origin, {
      connect: {
        lookup: pinnedTo(addresses),
        timeout: Math.min(timeoutMs, LONGEST_CONNECT_MS),
        rejectUnauthorized: true,
        ...(this.#options.trustedCertificates && {
          ca: this.#options.trustedCertificates,
        }),
      },
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
    });
    client.once('connect', () => {
      connected = true;
    });
    try {
      const answer = await client.request({
        method: 'POST',
        path: `${url.pathname}${url.search}`,
        ...request,
        signal: AbortSignal.timeout(timeoutMs),
      });
      // To the end: a receiver may work as long as it answers.
      let read = 0;
      for await (const part of answer.body) {
        read += Buffer.byteLength(part);
        if (read > MOST_ANSWER_BYTES) {
          break;
        }
      }
      return resultOf(answer.statusCode);
    } catch (error) {
      return {
        kind: 'failed',
        code: 'WEBHOOK_NO_ANSWER',
        message: `${url.host} did not answer (${conditionOf(error)})`,
        mayHaveRun: connected,
      };
    } finally {
      await client.destroy();
    }
  }
}

/** Too late to say what it did, and done before. */
const doneElsewhere: ReadonlySet<number> = new Set([408, 409]);

function resultOf(status: number): HookResult {
  if (status >= 200 && status < 300) {
    return { kind: 'succeeded', message: `The receiver answered ${status}` };
  }
  const isRedirect = status >= 300 && status < 400;
  return {
    kind: 'failed',
    code: `HTTP_${status}`,
    message: isRedirect
      ? `The receiver answered ${status}: redirects are not followed`
      : `The receiver answered ${status}`,
    // What a receiver refuses as its caller's fault it has not done. Many lead
    // elsewhere once they have done their work.
    mayHaveRun: !(status >= 400 && status < 500) || doneElsewhere.has(status),
  };
}

/** Answers every question for an address with what is known already. */
const pinnedTo =
  (addresses: readonly string[]): LookupFunction =>
  (_host, options, callback) => {
    const all = addresses.map(address => ({ address, family: isIP(address) }));
    if (options.all) {
      callback(null, all);
    } else {
      callback(null, all[0].address, all[0].family);
    }
  };
