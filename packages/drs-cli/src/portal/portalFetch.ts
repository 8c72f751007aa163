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

import { setTimeout as sleep } from 'node:timers/promises';
import {
  BREAK_GLASS_HEADER,
  errorBodySchema,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { z } from 'zod';
import { PortalUnreachable } from '../failures';
import type { PortalAddress } from './address';

/** What the way to the portal depends on. */
export interface PortalFetchOptions {
  readonly address: PortalAddress;
  /** How long an answer may take. */
  readonly timeoutSeconds: number;
  /** Sent as User-Agent, and found again in the audit trail. */
  readonly userAgent: string;
  /** Why the caller comes by break-glass, if they do. */
  readonly breakGlassReason?: string;
  /** Told when a request waits because the portal has had too many. */
  readonly onWait?: (seconds: number) => void;
}

/** How often a request is sent again that the portal refused for coming too soon. */
const MOST_WAITS = 3;
/** Seconds; a portal that asks for more is told of instead. */
const LONGEST_WAIT = 30;

/**
 * The `fetch` of the typed client. An answer is read whole before it is given on, so
 * that a connection that breaks off in the middle is told of like any other.
 * Redirects are not followed: the token is for one address only.
 *
 * @throws PortalUnreachable where there is no answer of the API
 */
export function portalFetch(options: PortalFetchOptions): typeof fetch {
  return async (input, init) => {
    for (let waits = 0; ; waits++) {
      const response = await send(options, input, init);
      const seconds = secondsOf(response.headers.get('retry-after'));
      // Refused before anything was done, so that sending it again is safe.
      if (
        response.status !== 429 ||
        waits === MOST_WAITS ||
        seconds === undefined ||
        seconds > LONGEST_WAIT
      ) {
        return response;
      }
      options.onWait?.(seconds);
      await sleep(seconds * 1000, undefined, {
        signal: init?.signal ?? undefined,
      });
    }
  };
}

/** The header may name a time instead, which is no matter of seconds. */
const secondsOf = (header: string | null): number | undefined =>
  header !== null && /^\d+$/.test(header) ? Number(header) : undefined;

async function send(
  options: PortalFetchOptions,
  input: Parameters<typeof fetch>[0],
  init: RequestInit | undefined,
): Promise<Response> {
  const { address, timeoutSeconds, userAgent, breakGlassReason } = options;
  const timeout = AbortSignal.timeout(timeoutSeconds * 1000);
  const headers = new Headers(init?.headers);
  headers.set('user-agent', userAgent);
  headers.set('accept', 'application/json');
  if (breakGlassReason) {
    headers.set(BREAK_GLASS_HEADER, encodeURIComponent(breakGlassReason));
  }
  let response: Response;
  let text: string;
  try {
    response = await fetch(input, {
      ...init,
      headers,
      redirect: 'manual',
      signal: init?.signal ? AbortSignal.any([init.signal, timeout]) : timeout,
    });
    text = await response.text();
  } catch (error) {
    if (init?.signal?.aborted) {
      throw error;
    }
    throw timeout.aborted
      ? new PortalUnreachable(
          `${address} did not answer within ${timeoutSeconds} s`,
          true,
        )
      : unreachable(address, error);
  }
  refuseWhatIsNotTheApi(address, response, text);
  return new Response(response.status === 204 ? null : text, {
    status: response.status,
    headers: response.headers,
  });
}

/** Something between here and the API answered, or something else altogether. */
function refuseWhatIsNotTheApi(
  address: PortalAddress,
  response: Response,
  text: string,
): void {
  const { status } = response;
  const type = response.headers.get('content-type') ?? '';
  if (status >= 300 && status < 400) {
    throw new PortalUnreachable(
      `${address} sends its callers on to ${
        response.headers.get('location') ?? 'somewhere else'
      }`,
      false,
      "Give the address of the portal's backend itself, behind no sign-in page",
    );
  }
  if (response.ok && status !== 204 && !type.includes('json')) {
    throw new PortalUnreachable(
      `What answers at ${address} is not the API of the DRS orchestrator`,
      false,
      "Give the address of the portal's backend; in development that is http://127.0.0.1:7007",
    );
  }
  // A gateway whose portal is away, or a portal that is only starting.
  if (status >= 502 && status <= 504 && !isRefusalOfTheApi(text)) {
    throw new PortalUnreachable(
      `${address} answered ${status}: the portal is not there now`,
      true,
    );
  }
}

function isRefusalOfTheApi(text: string): boolean {
  try {
    return errorBodySchema.safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
}

const failedFetchSchema = z.object({ cause: z.object({ code: z.string() }) });

/** Names of what may go wrong on the way, as Node and OpenSSL call it. */
function unreachable(
  address: PortalAddress,
  error: unknown,
): PortalUnreachable {
  const code = failedFetchSchema.safeParse(error).data?.cause.code ?? '';
  switch (code) {
    case 'ECONNREFUSED':
      return new PortalUnreachable(
        `Nothing listens at ${address}`,
        false,
        'Check the address, and whether the portal runs',
      );
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new PortalUnreachable(
        `The host of ${address} is not known here`,
        false,
        'Check the address and your network',
      );
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
      return new PortalUnreachable(
        `The certificate of ${address} is of an authority that is not trusted here`,
        false,
        "Name your company's authority in NODE_EXTRA_CA_CERTS",
      );
    case 'CERT_HAS_EXPIRED':
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return new PortalUnreachable(
        `The certificate of ${address} has expired or is for another host`,
        false,
      );
    default:
      return new PortalUnreachable(
        `The connection to ${address} was lost${code && ` (${code})`}`,
        true,
      );
  }
}
