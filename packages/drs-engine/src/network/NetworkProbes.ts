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

import { connect } from 'node:net';
import { Client } from 'undici';
import type { Probe, ProbeResult, Probes } from '../ports/probes';
import { isInstanceAddress } from './addresses';
import { conditionOf } from './conditionOf';

const TIMEOUT_MS = 3_000;

const failed = (message: string): ProbeResult => ({ ok: false, message });

/** Asks launched servers over the network, at their private addresses only. */
export class NetworkProbes implements Probes {
  readonly #timeoutMs: number;
  readonly #isAllowed: (address: string) => boolean;

  constructor(
    options: {
      timeoutMs?: number;
      /** Which addresses may be asked; those that instances can have, unless given. */
      isAllowed?: (address: string) => boolean;
    } = {},
  ) {
    this.#timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
    this.#isAllowed = options.isAllowed ?? isInstanceAddress;
  }

  async probe(address: string, probe: Probe): Promise<ProbeResult> {
    if (!this.#isAllowed(address)) {
      return failed(`${address} is no address of an instance`);
    }
    switch (probe.type) {
      case 'tcp':
        return this.#tcp(address, probe.port);
      case 'http':
        return this.#http(address, probe);
      default:
        throw new Error(`Unknown probe ${probe satisfies never}`);
    }
  }

  #tcp(address: string, port: number): Promise<ProbeResult> {
    return new Promise(done => {
      const socket = connect({ host: address, port });
      const end = (result: ProbeResult) => {
        socket.destroy();
        done(result);
      };
      socket.setTimeout(this.#timeoutMs);
      socket.once('connect', () => end({ ok: true }));
      socket.once('timeout', () =>
        end(failed(`Port ${port} did not answer in time`)),
      );
      socket.once('error', error =>
        end(failed(`Port ${port} does not answer (${conditionOf(error)})`)),
      );
    });
  }

  async #http(
    address: string,
    { port, path, expectedStatus }: Extract<Probe, { type: 'http' }>,
  ): Promise<ProbeResult> {
    const host = address.includes(':') ? `[${address}]` : address;
    const client = new Client(`http://${host}:${port}`, {
      connect: { timeout: this.#timeoutMs },
    });
    try {
      // Redirects are not followed: they would lead elsewhere.
      const { statusCode } = await client.request({
        method: 'GET',
        path,
        headers: { 'user-agent': 'drs-orchestrator' },
        signal: AbortSignal.timeout(this.#timeoutMs),
      });
      return statusCode === expectedStatus
        ? { ok: true }
        : failed(
            `Port ${port} answered ${statusCode} for ${path}, not ${expectedStatus}`,
          );
    } catch (error) {
      return failed(
        `Port ${port} does not answer for ${path} (${conditionOf(error)})`,
      );
    } finally {
      await client.destroy();
    }
  }
}
