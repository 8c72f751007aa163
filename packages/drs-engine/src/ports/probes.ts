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

/** A question to a launched server itself. */
export type Probe =
  | { readonly type: 'tcp'; readonly port: number }
  | {
      readonly type: 'http';
      readonly port: number;
      readonly path: string;
      readonly expectedStatus: number;
    };

export type ProbeResult =
  | { readonly ok: true }
  /** Why not, in a sentence. */
  | { readonly ok: false; readonly message: string };

/** Looks whether servers answer, at the addresses that AWS tells for them. */
export interface Probes {
  /**
   * Asks once, within a few seconds; never throws.
   *
   * @param address - an IP address, no name
   */
  probe(address: string, probe: Probe): Promise<ProbeResult>;
}
