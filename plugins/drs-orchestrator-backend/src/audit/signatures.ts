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

import { sameHash } from '@drs-orchestrator/drs-engine';
import {
  auditCheckSchema,
  type AuditCheck,
  type AuditCut,
  type AuditHead,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { createHmac } from 'node:crypto';
import type { AuditKeys } from './auditKeys';

const signed = (kind: string, content: readonly unknown[], keys: AuditKeys) =>
  createHmac('sha256', keys.head)
    .update(JSON.stringify([kind, ...content]))
    .digest('hex');

const headSignature = (head: Omit<AuditHead, 'signature'>, keys: AuditKeys) =>
  signed('head', [head.position, head.hash, head.sealedAt], keys);

const cutSignature = (cut: Omit<AuditCut, 'signature'>, keys: AuditKeys) =>
  signed('cut', [cut.position, cut.hash, cut.entries, cut.cutAt], keys);

/** Says where the sealed trail ends, so that nobody can say it ended before. */
export const signHead = (
  head: Omit<AuditHead, 'signature'>,
  keys: AuditKeys,
): AuditHead => ({ ...head, signature: headSignature(head, keys) });

export const isOurHead = (head: AuditHead, keys: AuditKeys): boolean =>
  sameHash(head.signature, headSignature(head, keys));

/** Says what retention removed, so that nobody else can. */
export const signCut = (
  cut: Omit<AuditCut, 'signature'>,
  keys: AuditKeys,
): AuditCut => ({ ...cut, signature: cutSignature(cut, keys) });

export const isOurCut = (cut: AuditCut, keys: AuditKeys): boolean =>
  sameHash(cut.signature, cutSignature(cut, keys));

/** What a check found, as it is stored. */
export function signCheck(
  check: AuditCheck,
  keys: AuditKeys,
): { text: string; signature: string } {
  const text = JSON.stringify(check);
  return { text, signature: signed('check', [text], keys) };
}

/** Reads what a check found; undefined where the orchestrator has not written it. */
export function readCheck(
  text: string,
  signature: string,
  keys: AuditKeys,
): AuditCheck | undefined {
  return sameHash(signature, signed('check', [text], keys))
    ? auditCheckSchema.parse(JSON.parse(text))
    : undefined;
}
