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
import type { AuditKeys } from './auditKeys';

/** Of one text within a record. */
const MAX_TEXT = 4_096;
/** Of one field of a record, as JSON. */
const MAX_FIELD = 65_536;

/**
 * Text from outside as it is safe to store and to show: no control characters
 * that would move a cursor or turn the reading direction, no half characters,
 * and not longer than it may be.
 */
export function cleaned(text: string, maxLength = MAX_TEXT): string {
  const clean = text.toWellFormed().replace(/[\p{Cc}\p{Cf}]/gu, '\uFFFD');
  return clean.length > maxLength
    ? `${clean.slice(0, maxLength - 1).toWellFormed()}…`
    : clean;
}

/** Fields that nobody is told of, wherever they stand. */
const secretField =
  /external_?id|secret|password|token|credential|authorization|private_?key|api_?key/i;

/** Fields whose values may hold secrets of others. */
const maskedField = /^(parameters|headers|metadata)$/i;

/**
 * Stands for a value that may be secret: tells whether it changed, and nothing
 * else to whoever lacks the key.
 */
const fingerprint = (value: unknown, keys: AuditKeys): string =>
  `masked:${createHmac('sha256', keys.mask)
    .update(JSON.stringify(value) ?? '')
    .digest('hex')
    .slice(0, 12)}`;

/** Of a URL, the path and query of webhooks are as good as passwords. */
function maskedUrl(text: string, keys: AuditKeys): string {
  const { protocol, host } = new URL(text);
  return `${protocol}//${host}/${fingerprint(text, keys)}`;
}

const isWebAddress = (text: string): boolean =>
  /^\s*https?:/i.test(text) && URL.canParse(text);

function safe(value: unknown, keys: AuditKeys): unknown {
  if (typeof value === 'string') {
    return cleaned(isWebAddress(value) ? maskedUrl(value, keys) : value);
  }
  if (Array.isArray(value)) {
    return value.map(item => safe(item, keys));
  }
  if (value instanceof Date) {
    return value.toISOString();
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).flatMap(([name, item]) => {
        // That there is one may be told.
        const isSecret = secretField.test(name) && typeof item !== 'boolean';
        if (item === undefined || isSecret) {
          return [];
        }
        const told =
          maskedField.test(name) && typeof item === 'object' && item !== null
            ? Object.fromEntries(
                Object.entries(item).map(([key, secret]) => [
                  cleaned(key, 128),
                  fingerprint(secret, keys),
                ]),
              )
            : safe(item, keys);
        return [[cleaned(name, 128), told]];
      }),
    );
  }
  return value;
}

/**
 * A record as an entry may tell it: fields that are secret are left out, those
 * that may be are fingerprints, and none is larger than an entry bears.
 */
export function safeRecord(
  record: Readonly<Record<string, unknown>>,
  keys: AuditKeys,
): Record<string, unknown> {
  const told = safe(record, keys);
  return Object.fromEntries(
    Object.entries(told ?? {}).map(([name, value]) => {
      const size = JSON.stringify(value)?.length ?? 0;
      return [
        name,
        size > MAX_FIELD
          ? { tooLarge: size, fingerprint: fingerprint(value, keys) }
          : value,
      ];
    }),
  );
}
