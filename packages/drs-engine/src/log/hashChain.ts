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

import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/**
 * What takes the place of the row before the first one. It follows from the
 * chain's name, so that no row of one chain fits on another.
 *
 * @param chain - unique among all that one key seals: "execution-log", a newline and an ID
 */
export const chainStart = (chain: string): string =>
  createHash('sha256').update(`drs-orchestrator/${chain}`).digest('hex');

/**
 * The hash of a row, which seals it and all rows before it. The previous hash
 * has a fixed length, so that no two pairs give the same input.
 */
export const chainSeal = (
  previousHash: string,
  text: string,
  key: string,
): string =>
  createHmac('sha256', key).update(`${previousHash}\n${text}`).digest('hex');

/** A key for one purpose, made of the configured one: what it signs proves nothing elsewhere. */
export const keyFor = (key: string, purpose: string): string =>
  createHmac('sha256', key)
    .update(`drs-orchestrator/key/${purpose}`)
    .digest('hex');

/** Compares hashes without telling by its duration how much of them is alike. */
export const sameHash = (a: string, b: string): boolean => {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
};
