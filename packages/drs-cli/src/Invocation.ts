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

import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { version } from '../package.json';
import {
  CredentialsFile,
  credentialsPath,
} from './credentials/CredentialsFile';
import { expiryOf, parseToken } from './credentials/token';
import { CliError, usageError } from './failures';
import { instantText } from './format/time';
import { Output } from './Output';
import { portalAddress, type PortalAddress } from './portal/address';
import { Portal } from './portal/Portal';
import { coloured, mayPaint, plain } from './terminal/paint';
import type { Conversation } from './terminal/prompts';

/** What the program is run with: a process, or what stands in for it. */
export interface Host {
  readonly env: NodeJS.ProcessEnv;
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly stdout: TerminalStream;
  readonly stderr: TerminalStream;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

/** A stream that may be a terminal. */
export type TerminalStream = NodeJS.WritableStream & {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
};

/** The options that every command has. */
export const globalOptionsSchema = z.object({
  url: z.string().optional(),
  json: z.boolean().default(false),
  color: z.boolean().default(true),
  insecureHttp: z.boolean().default(false),
  timeout: z.coerce.number().min(1).max(600).default(30),
});
export type GlobalOptions = z.infer<typeof globalOptionsSchema>;

/** One run of a command: whom it calls, what it prints, whom it asks. */
export class Invocation {
  readonly host: Host;
  readonly output: Output;
  readonly credentials: CredentialsFile;
  readonly #options: GlobalOptions;

  constructor(host: Host, options: GlobalOptions) {
    this.host = host;
    this.#options = options;
    const { stdout, stderr, env } = host;
    const paintFor = (stream: TerminalStream) =>
      mayPaint(stream, env, options.color) ? coloured : plain;
    this.output = new Output({
      json: options.json,
      stdout,
      stderr,
      paint: paintFor(stdout),
      paintErrors: paintFor(stderr),
    });
    this.credentials = new CredentialsFile(credentialsPath(env));
  }

  get conversation(): Conversation {
    const { stdin, stderr, signal } = this.host;
    return { input: stdin, output: stderr, signal };
  }

  /** Whether the answer is looked at in a terminal while it comes. */
  get isLive(): boolean {
    return (
      this.host.stdout.isTTY === true &&
      !this.output.json &&
      this.host.env.TERM !== 'dumb'
    );
  }

  /**
   * The portal that is meant: by --url, else DRS_URL, else the one logged in to
   * last.
   *
   * @throws CliError USAGE where none is named, or its address may not be used
   */
  address(): PortalAddress {
    const given =
      this.#options.url ??
      (this.host.env.DRS_URL || this.credentials.currentAddress());
    if (!given) {
      throw usageError(
        'No portal is named',
        'Say drs login --url https://…, or set DRS_URL',
      );
    }
    return portalAddress(given, { insecureHttp: this.#options.insecureHttp });
  }

  /** The token of DRS_TOKEN, which goes before any that is stored. */
  tokenOfEnvironment(): string | undefined {
    const { DRS_TOKEN } = this.host.env;
    return DRS_TOKEN ? parseToken(DRS_TOKEN) : undefined;
  }

  /**
   * The portal that is meant, called by the token for it.
   *
   * @throws CliError NOT_AUTHENTICATED where there is none
   */
  portal(): Portal {
    const address = this.address();
    const token = this.#tokenFor(address);
    if (token === undefined) {
      throw new CliError(
        'NOT_AUTHENTICATED',
        `You are not logged in to ${address}`,
        `Run: drs login --url ${address}`,
      );
    }
    return this.portalWith(address, token);
  }

  /** A portal, called by a token. */
  portalWith(address: PortalAddress, token: string): Portal {
    return new Portal({
      address,
      token,
      timeoutSeconds: this.#options.timeout,
      userAgent: `drs-orchestrator-cli/${version}`,
      breakGlassReason: this.host.env.DRS_BREAK_GLASS_REASON,
      signal: this.host.signal,
      onWait: seconds =>
        this.output.say(
          `The portal has too many requests now; trying again in ${seconds} s`,
        ),
    });
  }

  /** Waits, or throws once Ctrl-C was pressed. */
  readonly sleep = async (seconds: number): Promise<void> => {
    await wait(seconds * 1000, undefined, { signal: this.host.signal });
  };

  /** What to do about a token that was refused. */
  loginAdvice(): string {
    const address = this.address();
    const token = this.#tokenFor(address);
    const expiry = token === undefined ? undefined : expiryOf(token);
    const why =
      expiry !== undefined && expiry <= Date.now()
        ? `The token expired at ${instantText(
            new Date(expiry).toISOString(),
          )}. `
        : '';
    return this.tokenOfEnvironment() === undefined
      ? `${why}Run: drs login --url ${address}`
      : `${why}DRS_TOKEN holds it: set it to a new one`;
  }

  #tokenFor(address: PortalAddress): string | undefined {
    return this.tokenOfEnvironment() ?? this.credentials.tokenFor(address);
  }
}
